"""What is kept of whoever asked to be let in: in their file, and until when."""

from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.kit.wording import dated
from activities.privacy.erasing import forget_row
from storage import admissions, likeness, people
from storage.admissions import REFUSED, WAITING
from storage.membership import is_member
from storage.tables import Admission, Person


def expire(turn: Turn) -> None:
    """Forget that somebody asked in vain, or was let in once, and them too where nothing else is kept of them."""
    for asked in admissions.over(turn.here, turn.today - admissions.KEPT_FOR):
        _, person = admissions.who_asked(turn.here, asked)
        turn.session.delete(asked)
        turn.session.flush()
        if not is_member(person) and person.leaving_since is None and not likeness.has_past(turn.session, person):
            forget_row(turn, person)


def personal_data(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Describe, for somebody's file, that they asked to be let in."""
    accounts = people.accounts_of(turn.session, person)
    found = [asked for account in accounts if (asked := admissions.of_account(turn.here, account.id))]
    return tuple(admission_data(asked) for asked in found)


# ---- what people see ------------------------------------------------------------------------------------------------


def admission_data(asked: Admission) -> PersonalData:
    """Describe, for somebody's file, that they asked to be let in."""
    answer = {WAITING: "nobody has answered yet", REFUSED: "no"}.get(asked.phase, "yes")
    until = (("until", dated(asked.until)),) if asked.until else ()
    return PersonalData(
        "That you asked to be let in",
        (("on", dated(asked.asked_on)), ("answer", answer), *until),
        "A facilitator can end it; it goes by itself 30 days after it is over.",
    )
