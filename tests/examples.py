"""A few cards and a form in which every part and most fields stand, for the golden renderings of each platform."""

from datetime import date

from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Copyable,
    Divider,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Small,
)
from activities.kit.forms import ChannelField, ChecksField, ChoiceField, DateField, Form, Option, PeopleField, TextField
from activities.kit.runs import Bold, ChannelName, Link, Mention, words

SITES = (Option("Northgate", "Northgate"), Option("Southfield", "Southfield"))

INTRODUCTION = Card(
    "Ann, meet Bo",
    (
        Paragraph(words(Mention(1, "Ann"), ", meet ", Mention(2, "Bo"), ". ", Bold("Ann writes first"), ".")),
        Small(words("Knowhow cannot read this chat.")),
        Buttons(
            (
                Button("We’ve met", "coffee.met", "17", style="primary"),
                Button("We know each other", "coffee.know", "17", confirm=Confirm("End this meeting?", "Yes, end it")),
                Button("Leave", "coffee.leave", "17", style="danger", confirm=Confirm("Leave this trial?", "Leave")),
            )
        ),
    ),
)

REPORT = Card(
    "Report of KNOWvember",
    (
        Heading("KNOWvember *2026* & more"),
        Facts((Fact("Signed up", words("52")), Fact("Met", words("40 of 52 (77%)")))),
        Divider(),
        Bullets((words("Announced in ", ChannelName("C0COFFEE", "coffee")), words("Ends ", Bold("soon")))),
        Quote("I learned <a lot> & more", "a pharmacist"),
        Copyable("Dear all,\n\njoin us: /coffee join"),
        Small(words("More in the ", Link("library", "https://library.example/17"), ".")),
        Buttons(tuple(Button(f"Take out {number}", "coffee.take_out", str(number)) for number in (1, 2))),
    ),
)

SIGNUP = Form(
    name="coffee.signup",
    subject="17",
    title="Join the autumn coffee trial",
    submit="Sign me up",
    intro=(Paragraph(words("Your partner sees your name and job title.")),),
    fields=(
        ChecksField("sites", "Where can you meet?", SITES, values=("Northgate",)),
        ChoiceField("meetups", "How many?", (Option("one", "One"), Option("each_site", "One a site")), value="one"),
        ChoiceField("department", "Department", (Option("Finance", "Finance"),), as_list=True, hint="As on the list"),
        TextField("job_title", "Job title", value="Nurse & <b>", required=False, max_length=150),
        TextField("note", "Note", multiline=True, required=False),
        DateField("meet_by", "Meet by", value=date(2026, 11, 27)),
        ChannelField("channel", "Channel"),
    ),
)

INVITATION = Form(
    name="review.start",
    subject="17",
    title="New review",
    submit="Ask people",
    fields=(
        PeopleField("participants", "Who is asked?", hint="Those who were there.", most=30),
        PeopleField("owner", "Who looks after it?", required=False, most=1),
    ),
)
