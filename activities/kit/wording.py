"""How dates, numbers and lists are said, and the phrases that every activity shares."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from activities.kit.cards import Bullets, Card, Contact, Paragraph, say
from activities.kit.runs import Bold, Link, Run, Text, words
from activities.kit.screening import Kind

THE_BOT = "Knowhow"
CANCEL, CLOSE = "Cancel", "Close"

A_COLLEAGUE = "A colleague"
"""Whoever has asked to be forgotten, where something has to be said of them all the same."""

IN_SHORT = "Not clinical guidance"
NOT_GUIDANCE = f"{IN_SHORT}: this is what colleagues learned. Your organisation’s guidelines come first."
"""Wherever a record of the library is shown."""

SAFE_TO_RETRY = "Nothing was saved; please try again in a moment."

WITHHELD = "withheld"
WITHHELD_BECAUSE = (
    "“Withheld” stands for a figure under five, or for one from which such a figure could be worked out, here or with "
    "what has been told before. Breakdowns of which all is withheld are left out."
)

TAKES_LONG = (
    "This is taking longer than usual. I have your answers, and this form changes by itself as soon as I know more. If "
    "it still says this in a minute, please send it again; it counts once."
)

LEFT_OUT = "This was too long to show here in full, so some of it is left out."

PLEASE_FILL_IN = "Please fill this in."
NOT_SENT_YET = "This hasn’t been sent yet: please look at what is marked below. What you typed is still here."
OPENED_ANEW = (
    "Nothing is saved yet: this form was opened more than a week ago, or before I was updated. What you typed is still "
    "here. Please look through it, and send it again."
)
CHOOSE = "Choose one"
AS_ON_THE_LIST = "The list is too long to show here. Please type it as your organisation writes it."
NO_CHANNELS = (
    "there is no channel to choose from, because I’m in no team yet. Please add me to one, then open this form again."
)
TIME_OF_DAY = "At what time?"
NAME_OR_ADDRESS = "A name or an e-mail address"
NAMES_OR_ADDRESSES = "Names or e-mail addresses, one a line"
NOBODY_CALLED_THAT = (
    "I find nobody by that name among those who have me or are in a team that has, and only members of this "
    "organisation can be chosen. Please try the e-mail address:"
)
SEVERAL_CALLED_THAT = "More than one person fits. Please choose below."
SEVERAL_LOOK_ALIKE = (
    "More than one person fits, and some of them I can’t tell apart: I know neither their addresses nor their work. "
    "If you mean all of them, choose all. If not, ask them to type /knowhow mine to me, press “Put something right” "
    "and say what they do; then send this form again."
)
GUEST = "a guest"
SEARCH_BY_NAME = "Search by name"
FIRST_CHANNEL = "General"
WHICH_OF_THEM = "Which of these do you mean?"
CHOSEN_SO_FAR = "Chosen so far"
OR_A_NAME, OR_NAMES = "Or type a name or an e-mail address", "Or type names or e-mail addresses, one a line"

PLEASE_DO_NOT_IDENTIFY = "Please don’t identify patients or colleagues; the check cannot recognise names."
IF_IT_IDENTIFIES_NOBODY = "If it identifies nobody, send the form again."
COULD_IDENTIFY = {
    Kind.NHS_NUMBER: "This looks like an NHS number. Please take it out: patient details must never be kept here.",
    Kind.DATE_OF_BIRTH: "This looks like a date of birth, which can identify a patient.",
    Kind.HOSPITAL_NUMBER: "This looks like a hospital or patient number, which identifies a patient.",
    Kind.BED: "This looks like a bed, bay or side room, which can point to one patient.",
    Kind.POSTCODE: "This looks like a postcode, which can point to somebody’s home.",
    Kind.ADDRESS: "This looks like somebody’s address, which can point to their home.",
    Kind.TELEPHONE: "This looks like a telephone number, which can identify somebody.",
    Kind.EMAIL: "This looks like an e-mail address that is not a colleague’s, which can identify somebody.",
    Kind.VEHICLE: "This looks like a vehicle’s number, which can identify somebody.",
}


def day(on: date, today: date | None = None) -> str:
    """Write a day as “Friday 27 November”, with the year where it is not `today`'s."""
    said = f"{on:%A} {on.day} {on:%B}"
    return said if today is None or today.year == on.year else f"{said} {on.year}"


def dated(on: date) -> str:
    """Write a day as “27 November 2026”, for what is read years later."""
    return f"{on.day} {on:%B %Y}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment as “Friday 27 November at 17:00”."""
    local = at.astimezone(zone)
    return f"{day(local.date())} at {local:%H:%M}"


def count(number: int, one: str, several: str | None = None) -> str:
    """Write a number of things: “1 pair”, “2 pairs”, “no pairs”."""
    return f"{number or 'no'} {one if number == 1 else several or one + 's'}"


def span(time: timedelta) -> str:
    """Write a length of time as “1 year”, “18 months” or “90 days”, in the largest of them that fits."""
    for days, unit in ((365, "year"), (30, "month")):
        if time.days and not time.days % days:
            return count(time.days // days, unit)
    return count(time.days, "day")


def listed(items: Sequence[str], joining: str = "and") -> str:
    """List texts: a; a and b; a, b and c."""
    return f" {joining} ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""


def listed_runs(runs: Sequence[Run], joining: str = "and") -> Text:
    """List mentions and links: a; a and b; a, b and c."""
    parts: list[str | Run] = []
    for place, run in enumerate(runs):
        if place:
            parts.append(f" {joining} " if place == len(runs) - 1 else ", ")
        parts.append(run)
    return words(*parts)


LETS_MEET, PROPOSE_A_TIME = "Let’s meet", "Propose a time to meet"


def write_to_label(contact: Contact) -> str:
    """Label the button that opens a chat with somebody."""
    return f"Write to {contact.who.name}"


def write_to(contact: Contact) -> Text:
    """Say how to reach somebody to whom one has been introduced, where there is nothing to press for it."""
    if not contact.email:
        return words("Write to ", contact.who, " directly.")
    return words("Write to ", contact.who, ": ", Link(contact.email, f"mailto:{quote(contact.email, safe='@')}"), ".")


def share(part: int, whole: int) -> str:
    """Write a share as “12 of 40 (30%)”; the denominator is always said."""
    return f"{part} of {whole} ({round(100 * part / whole)}%)" if whole else f"{part} of {whole}"


def and_more(number: int) -> str:
    """Write the last line of a list that is too long to show."""
    return f"… and {number} more"


def one_of_alike(number: int, of: int) -> str:
    """Say which of several things this is that cannot be told apart otherwise."""
    return f" ({number} of {of})"


def moved_on(now: Card) -> Card:
    """Build the card for whoever used a button or form that came too late."""
    return now.led_by("This has moved on since.")


def done_already(now: Card) -> Card:
    """Build the card for whoever sent the same thing twice."""
    return now.led_by("That’s already done.")


def only_facilitators(facilitators: Sequence[Run]) -> Card:
    """Build the card for somebody who used a facilitator's command or button."""
    if not facilitators:
        return say(
            "Only a facilitator can do that, and nobody is one just now. Please ask whoever set Knowhow up; in Slack, "
            "workspace admins can appoint somebody too, with /knowhow facilitators."
        )
    return say("Only a facilitator can do that. Please ask ", listed_runs(facilitators, "or"), ".")


def went_wrong(reference: str) -> Card:
    """Build the card for a fault of ours. The reference finds it in the log."""
    return say(f"Sorry, something went wrong on our side. {SAFE_TO_RETRY} If it happens again, quote {reference}.")


def busy(platform: str, again: str) -> Card:
    """Build the card for what a platform did not let through just now; `again`: what to do, as “press Join again”."""
    return say(f"{platform} is busy just now. Please {again} in a minute.")


def not_known(command: str) -> Card:
    """Build the card for a button, form or command that this version does not have; `command` is the one that helps."""
    return say(
        f"I don’t know that any more; it comes from an earlier version of me. Type {command} to see what I can do."
    )


def welcome() -> Card:
    """Build the card for a first contact, once: with somebody alone, or with a team."""
    return say(
        f"Hello, I’m {THE_BOT}. I bring colleagues together to share what they know: coffee trials and other ways of "
        "learning at work. Type help to see what I can do, or home for what is waiting for you; in a channel, "
        f"mention me first: @{THE_BOT} help."
    )


def what_there_is(activities: Sequence[tuple[str, str]]) -> Card:
    """Build the card for “help” without more, by each activity's name and what it says of itself."""
    lines = tuple(words(Bold(f"{name} help"), f" {says}") for name, says in activities)
    also = words(Bold("home"), " What is waiting for you")
    opening = Paragraph(words("Type one of these to me, or mention me with it in a channel:"))
    return Card("What I can do", (opening, Bullets((*lines, also))))


def greeted(name: str, there_is: Card) -> Card:
    """Build the card for “hello”, and whatever else people say before they ask for anything."""
    return there_is.led_by(f"Hello {name}, good to hear from you!" if name else "Hello, good to hear from you!")


def thanked() -> Card:
    """Build the card for “thank you”."""
    return say("You’re welcome! Type home for what is waiting for you, or help to see what I can do.")


def not_understood(near: str, there_is: Card) -> Card:
    """Build the card for what is no command. What was typed is not repeated: it may be anything."""
    return there_is.led_by(f"I don’t know that one. Did you mean {near}?" if near else "I don’t know that one.")


def answered_alone() -> Card:
    """Build the card for a channel in which somebody asked what is theirs to read."""
    return say("I’ve answered you in our own chat.")


def goes_on_below() -> Card:
    """Build the card in place of a message of which a newer version stands further down, just asked for."""
    return say("This goes on further down.")


def cannot_write_alone() -> Card:
    """Build the card for a channel in which somebody asked whom the bot cannot write to."""
    return say(f"I can’t write to you alone yet. Please add {THE_BOT} to your apps, and then try again.")


def file_declined() -> Card:
    """Build the card for somebody who did not want the file that they were offered."""
    return say("All right, I’ve kept it. You can ask for it again at any time.")


def file_gone() -> Card:
    """Build the card for somebody who answers an offer that no longer holds.

    It was answered before, or the file is no more or theirs no longer.
    """
    return say(
        "This has moved on since: the file was given or declined before, or isn’t there any more. You can ask for it "
        "again at any time."
    )


def done() -> Card:
    """Build the card for a form after which there is nothing else to say."""
    return say("Thank you, that’s done.")


def takes_long() -> Card:
    """Build the card for what was pressed or typed and takes long: a platform opens a form for a few seconds only."""
    return say(
        "This is taking longer than usual. What comes of it shows here by itself. If nothing has come in a minute, "
        "please try again; nothing counts twice."
    )


def too_late_to_open() -> Card:
    """Build the card for a form that could not be opened in the time that the platform gives."""
    return say("That took me too long to open. Nothing was changed; please try again.")


def restored(taken_at: str, forgotten_stay: bool) -> Card:
    """Build the card for facilitators when the bot starts from a backup; `taken_at` is a moment in words.

    `forgotten_stay`: whoever was forgotten since then has been taken out of it.
    """
    again = "signed up, left or answered" if forgotten_stay else "signed up, left, answered or asked to be forgotten"
    stay = " Whoever was forgotten stays so." if forgotten_stay else ""
    return say(
        f"I’ve been restored from a backup of {taken_at}. Whatever anybody did after that I no longer know: people who "
        f"{again} since then need to do it again, and some messages may come twice.{stay} What fell due meanwhile I do "
        "in an hour, so please look at what is running first."
    )
