"""What is kept about me: all of it, as a file in my own chat; and putting right what is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.activity import Activity
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import ChecksField, ChoiceField, Field, FieldErrors, Form, Option, TextField
from activities.kit.hours import hours_of
from activities.kit.personal_data import PersonalData
from activities.kit.policy import Policy
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.wording import count, dated, day, listed, span
from activities.privacy import asked_in, found_names, searches
from activities.privacy.hours import in_words
from storage import audit, likeness, outbox, people, staff_list
from storage.tables import AccountRow, Act, Person

LONGEST = 75


@dataclass(frozen=True)
class Mine:
    """Gathers what `others`, which are all the activities there are, keep about whoever asks."""

    others: tuple[Activity, ...]

    def ask(self, turn: Turn, event: Command | Pressed) -> Card:
        """Send the file to the person's own chat, and nowhere else."""
        turn.send_file("mine", turn.person.id, beside_the_file_card(), ("mine", event.key))
        return is_coming_card()

    def document(self, turn: Turn, subject: str) -> Document:
        """Make the file of everything that is kept about whoever asked for it."""
        me = turn.person
        kept = [
            person_data(me),
            *(account_data(row) for row in people.accounts_of(turn.session, me)),
            *asked_in.personal_data(turn, me),
            *(one for other in self.others for one in other.personal_data(turn.for_activity(other.name), me)),
            *found_names.personal_data(turn),
            *searches.personal_data(turn),
            *([acts_data(done)] if (done := audit.acts_of(turn.here, me.id)) else []),
            *([shares_an_address_data()] if likeness.concerning(turn.here, me.id) else []),
            waiting_data(outbox.count_waiting(turn.here, me.id)),
            sent_data(outbox.count_sent(turn.here, me.id), turn.policy),
        ]
        text = whole(kept, turn.policy, turn.today)
        return Document(FILE_NAME, FILE_TITLE, text.encode("utf-8-sig"))  # so that every editor reads it


def ask_for_details(turn: Turn, pressed: Pressed) -> Form:
    """Show the form to put something right about oneself, after “Put something right”."""
    departments, sites = _choices(turn)
    return details_form(turn.person, departments, sites)


def save_details(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Save what somebody says of themselves, which holds until a staff list says otherwise."""
    departments, sites = _choices(turn)
    answers, me = Reader(form.values), turn.person
    department = answers.text("department", longest=LONGEST)
    if departments and department and department not in departments:
        answers.errors["department"] = CHOOSE_ONE
    role_group = answers.text("role_group")
    if role_group and role_group not in [option.value for option in GROUPS]:
        answers.errors["role_group"] = CHOOSE_ONE
    job_title = answers.line("job_title", longest=LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    me.department, me.role_group, me.job_title = department, role_group, job_title
    if sites:
        me.sites = answers.choices("sites", sites, missing="")
    turn.session.flush()
    return saved_card()


def _choices(turn: Turn) -> tuple[list[str], list[str]]:
    """Return the departments and sites of the staff list."""
    return staff_list.departments(turn.here), staff_list.sites(turn.here)


# ---- what people see ------------------------------------------------------------------------------------------------


CHOOSE_ONE = "Please choose one."

FILE_NAME, FILE_TITLE = "what-knowhow-keeps-about-me.txt", "What Knowhow keeps about me"
GROUPS = (Option("clinical", "Clinical"), Option("non_clinical", "Non-clinical"))


def is_coming_card() -> Card:
    """Build the card for whoever asked for their file."""
    return say("I’m sending you everything I keep about you as a file, in our own chat.", buttons=[put_right_button()])


def beside_the_file_card() -> Card:
    """Build the card that stands beside the file, in one's own chat."""
    return say("Here is everything I keep about you, as it stands now.")


def put_right_button() -> Button:
    """Build the button that opens the form to put something right."""
    return Button("Put something right", "knowhow.details", "mine")


def whole(kept: Sequence[PersonalData], policy: Policy, today: date) -> str:
    """Write the file of everything that is kept about somebody."""
    opening = f"What Knowhow keeps about you, as of {day(today, date.min)}"
    forget = "To be forgotten, with all of this: /knowhow forget me."
    whom = policy.contact or "Ask a facilitator; /knowhow facilitators says who they are."
    contact = f"Questions, not content, or something here that you cannot put right yourself? {whom}"
    return "\n\n".join([opening, *(one.in_words() for one in kept), forget, contact]) + "\n"


def person_data(who: Person) -> PersonalData:
    """Describe, for somebody's file, who they are."""
    return PersonalData(
        "You",
        (
            ("name", who.name),
            *((("name on the chat platform and the staff list", who.directory_name),) if who.directory_name else ()),
            ("e-mail", who.email or ""),
            ("id on the staff list", who.staff_id or ""),
            ("department", who.department),
            ("work", next((option.label for option in GROUPS if option.value == who.role_group), "")),
            ("job title", who.job_title),
            ("sites", listed(who.sites)),
            *((("employed by", who.employer),) if who.employer else ()),
            *((("I may write to you on", in_words(hours)),) if (hours := hours_of(who)) else ()),
            ("facilitator", "yes" if who.facilitates else "no"),
            *((("cannot be reached since", dated(who.leaving_since.date())),) if who.leaving_since else ()),
        ),
        "Type /knowhow mine and press “Put something right” for department, work, job title and sites. With /knowhow "
        "name you say how I call you, with /knowhow hours when I may write to you. The platform’s name and the e-mail "
        "address are changed in the chat platform, the id on the staff list by whoever keeps that list, and who "
        "facilitates with /knowhow facilitators.",
    )


def account_data(row: AccountRow) -> PersonalData:
    """Describe, for somebody's file, an account of theirs."""
    acted = row.acted_at.date() if row.acted_at else None
    return PersonalData(
        f"Your account on {row.platform}",
        (
            ("workspace", row.tenant),
            ("member id", row.user),
            ("workspace and id before", listed(row.former) if row.former else ""),
            ("our own chat", row.own_chat or ""),
            ("you belong here by", listed(row.let_in_by)),
            ("you look after this workspace", "yes" if row.is_admin else "no"),
            ("you last used me on", day(acted, date.min) if acted else ""),
        ),
        "It is as the chat platform tells me; have it changed there. By which rule people belong, whoever runs Knowhow "
        "has set.",
    )


def acts_data(done: Sequence[Act]) -> PersonalData:
    """Describe, for somebody's file, what they did as a facilitator."""
    return PersonalData(
        "What you did as a facilitator",
        tuple((f"{act.done_at:%d/%m/%Y %H:%M} UTC", f"{act.what} {act.about}".strip()) for act in done),
        "Nobody can change this, so that it can be relied on; it goes by itself. Say so below if an act was not yours.",
    )


def shares_an_address_data() -> PersonalData:
    """Say, in somebody's file, that somebody else has, or had, the same address."""
    return PersonalData(
        "Your e-mail address",
        (("somebody else here", "has or had it too; facilitators were asked whether you are one person, or told"),),
        "Have the address put right in the chat platform where it is wrong; tell a facilitator if you are one person.",
    )


def waiting_data(number: int) -> PersonalData:
    """Describe, for somebody's file, messages that mention them and have not been sent yet."""
    return PersonalData(
        "Messages to you that wait to be sent",
        (("now", count(number, "message")),),
        "They say what is kept above, and follow when you put it right there.",
    )


def sent_data(number: int, policy: Policy) -> PersonalData:
    """Describe, for somebody's file, what stays of messages once they have left."""
    return PersonalData(
        "Messages that I have sent to you",
        (
            (f"kept for {span(policy.keep)}", count(number, "message")),
            (
                "kept of each",
                "what it was about, by numbers; the day; where it stands in your chat. Its text is not kept",
            ),
        ),
        "These are facts of what was sent. They go by themselves, or with you when you ask to be forgotten.",
    )


def details_form(who: Person, departments: Sequence[str], sites: Sequence[str]) -> Form:
    """Build the form in which somebody puts right what they can say better than any list."""
    fields: list[Field] = [
        _department(who.department, departments),
        ChoiceField("role_group", "Is your work clinical?", GROUPS, who.role_group or None, required=False),
        TextField("job_title", "What do you do?", who.job_title, required=False, max_length=LONGEST),
    ]
    if sites:
        at = tuple(site for site in who.sites if site in sites)
        fields.append(ChecksField("sites", "Where do you work?", _options(sites), at, required=False))
    return Form("knowhow.details", "mine", "Put it right", "Save", tuple(fields), (Paragraph(words(_WHAT_FOR)),))


_WHAT_FOR = (
    "This fills in forms for you. Your e-mail address comes from the chat platform and is changed there; how I call "
    "you, with /knowhow name. If your organisation imports its staff list again, that list wins: have it put right "
    "there too."
)


def saved_card() -> Card:
    """Build the card for somebody who has put something right."""
    return say("Saved. What you said on joining something stays as you said it; there you can change it too.")


def _department(value: str, departments: Sequence[str]) -> Field:
    if not departments:
        return TextField("department", "Your department", value, required=False, max_length=LONGEST)
    chosen = value if value in departments else None
    return ChoiceField("department", "Your department", _options(departments), chosen, required=False, as_list=True)


def _options(values: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)
