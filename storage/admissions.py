"""Who has asked to be let in though no rule does so, and until when a facilitator has let them."""

from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import people
from storage.here import Here
from storage.membership import MEMBER
from storage.prepared import finds_all, finds_first
from storage.tables import AccountRow, Admission, Person

WAITING, LET_IN, REFUSED = "waiting_for_answer", "let_in", "refused"
"""What has become of somebody’s asking: see `Admission`."""

KEPT_FOR = timedelta(days=30)
"""How long it is kept that somebody asked in vain, or was let in until a day that is over."""


_BY_A_FACILITATOR = "a facilitator, until "


def words(until: date) -> str:
    """Return what is kept of an account that is let in, in place of a rule."""
    return f"{_BY_A_FACILITATOR}{until.isoformat()}"


def is_one(said: str) -> bool:
    """Say whether what lets somebody in is a facilitator's word, and no rule."""
    return said.startswith(_BY_A_FACILITATOR)


@finds_first
def of_account(here: Here, account: int) -> SelectOfScalar[Admission]:
    """Return what the owner of an account has asked, if they have."""
    return select(Admission).where(Admission.organisation_id == here.org, Admission.account_id == account)


def let_in_until(here: Here, account: int, today: date) -> date | None:
    """Return the day until which an account is let in; `None` where it is not, or not any more."""
    asked = of_account(here, account)
    return asked.until if asked and asked.phase == LET_IN and asked.until and asked.until >= today else None


def get(here: Here, identity: int) -> Admission | None:
    """Return what was asked, by its id, for nobody else to decide meanwhile; `None` where it is no more."""
    found = here.session.get(Admission, identity, with_for_update=True)
    return found if found and found.organisation_id == here.org else None


def who_asked(here: Here, asked: Admission) -> tuple[AccountRow, Person]:
    """Return whoever asked, and by which account."""
    account = here.session.get_one(AccountRow, asked.account_id)
    return account, people.get(here, account.person_id)


@finds_all
def now_in(here: Here, today: date) -> SelectOfScalar[Admission]:
    """Return all who are let in on a day, those first who are for the shortest time."""
    rows = select(Admission).where(Admission.organisation_id == here.org, Admission.phase == LET_IN)
    return rows.where(col(Admission.until) >= today).order_by(col(Admission.until), col(Admission.id))


@finds_all
def over(here: Here, before: date) -> SelectOfScalar[Admission]:
    """Return all of which nothing need be kept: asked before a day, and let in until no later day."""
    rows = select(Admission).where(Admission.organisation_id == here.org, col(Admission.asked_on) < before)
    return rows.where((col(Admission.until).is_(None)) | (col(Admission.until) < before)).order_by(col(Admission.id))


def becomes_member(account: AccountRow, until: date) -> None:
    """Make an account a member’s until a day."""
    account.kind, account.let_in_by = MEMBER, [words(until)]
