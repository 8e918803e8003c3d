"""What is kept about me: all of it, as a file in my own chat; and putting right what is wrong in it."""

from dataclasses import dataclass

from activities.kit.activity import Activity
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.documents import Document
from activities.kit.events import Command, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn
from activities.privacy import found_names, searches
from activities.privacy.cards import mine as cards
from storage import audit, likeness, outbox, people


@dataclass(frozen=True)
class Mine:
    """What I asked for of `others`, which are all the activities there are."""

    others: tuple[Activity, ...]

    def ask(self, turn: Turn, event: Command | Pressed) -> Card:
        """The file comes into the person's own chat, and nowhere else."""
        turn.send_file("mine", turn.person.id, cards.beside_the_file(), ("mine", event.key))
        return cards.is_coming()

    def document(self, turn: Turn, subject: str) -> Document:
        """Everything that is kept about whoever asked for it."""
        me = turn.person
        kept = [
            cards.person(me),
            *(cards.account(row) for row in people.accounts_of(turn.session, me)),
            *(one for other in self.others for one in other.personal_data(turn.for_activity(other.name), me)),
            *found_names.personal_data(turn),
            *searches.personal_data(turn),
            *([cards.acts(done)] if (done := audit.acts_of(turn.here, me.id)) else []),
            *([cards.shares_an_address()] if likeness.concerning(turn.here, me.id) else []),
            cards.waiting(outbox.count_waiting(turn.here, me.id)),
            cards.sent(outbox.count_sent(turn.here, me.id), turn.policy),
        ]
        text = cards.whole(kept, turn.policy, turn.today)
        return Document(cards.FILE_NAME, cards.FILE_TITLE, text.encode("utf-8-sig"))  # so that every editor reads it


def ask_for_details(turn: Turn, pressed: Pressed) -> Form:
    """“Put something right”."""
    departments, sites = _choices(turn)
    return cards.details(turn.person, departments, sites)


def save_details(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """What somebody says of themselves holds until a staff list says otherwise."""
    departments, sites = _choices(turn)
    answers, me = Reader(form.values), turn.person
    department = answers.text("department", longest=cards.LONGEST)
    if departments and department and department not in departments:
        answers.errors["department"] = "Please choose one."
    role_group = answers.text("role_group")
    if role_group and role_group not in [option.value for option in cards.GROUPS]:
        answers.errors["role_group"] = "Please choose one."
    job_title = answers.text("job_title", longest=cards.LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    me.department, me.role_group, me.job_title = department, role_group, job_title
    if sites:
        me.sites = answers.choices("sites", sites, missing="")
    turn.session.flush()
    return cards.saved()


def _choices(turn: Turn) -> tuple[list[str], list[str]]:
    """The departments and sites of the staff list."""
    return people.departments(turn.here), people.sites(turn.here)
