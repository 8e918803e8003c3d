"""From opening a review to answers that have closed.

Who is asked, what they say, how many have answered, and whether that is enough.

How many have answered is counted here: when it is enough to be shown, and told so that nobody's leaving tells whether
they had. Whoever leaves still counts, in both numbers, until answers are shown: so a number that was told never goes
down because of them. For what is shown it is the other way round, and each of them is taken to have answered and gone.
"""

from collections.abc import Container
from dataclasses import dataclass

from activities.kit.turn import Turn
from activities.review.review import asked_of, runs_it, take_part
from storage import reviews, sealed
from storage.tables import Person, Review, ReviewMember

ENOUGH = 5
"""Answers of fewer people than this give their authors away."""


@dataclass(frozen=True)
class Tally:
    """How far a round has come: of so many `asked`, how many have `answered`, and how many are `gone` since it began.

    Where anybody is asked who is not to be named (`nameless`), only they are counted. Whoever runs the review never is.
    """

    answered: int
    asked: int
    gone: int
    nameless: bool

    @property
    def is_enough(self) -> bool:
        """Whether answers can be shown without giving anybody away who still takes part."""
        return bool(self.answered) and (not self.nameless or self.answered - self.gone >= ENOUGH)

    @property
    def is_told(self) -> bool:
        """Whether the number itself is said: never one to four of those who are not to be named."""
        return not self.nameless or not self.answered or self.answered >= ENOUGH

    @property
    def may_be_asked(self) -> bool:
        """Whether those who answered may be asked to be shown although they are few.

        Not where a number was told and somebody has gone since: how many are shown then would say whether they had
        answered. Where everybody had, that is known already.
        """
        all_had = self.answered == self.asked == ENOUGH
        return bool(self.answered) and (self.answered < ENOUGH or not self.gone or all_had)


def tally(turn: Turn, review: Review) -> Tally:
    """Count how far the round is that is running."""
    runs = runs_it(turn, review)
    everybody = [(member, person) for member, person in _everybody(turn, review) if _is_counted(review, member, runs)]
    nameless = any(not said_by(review, member, person) for member, person in everybody)
    counted = [(member, person) for member, person in everybody if not (nameless and said_by(review, member, person))]
    here = [(member, person) for member, person in counted if member.phase != "left"]
    away = sum(not take_part(member, person) for member, person in here)
    authors = sealed.authors(turn.session, review, [member.person_id for member, _ in counted])
    return Tally(len(authors) + review.gone_answered, len(here) + review.gone, review.gone + away, nameless)


def note_gone(turn: Turn, review: Review, member: ReviewMember, person: Person, takes_back: bool) -> bool:
    """Count somebody who is about to leave as gone; say whether they had answered.

    `takes_back`: delete what they have answered.

    What whoever runs the review has answered always goes with them, for it counts for nothing.
    """
    had = bool(sealed.authors(turn.session, review, [member.person_id]))
    runs = runs_it(turn, review)
    takes_back_all = takes_back or member.person_id in runs
    if takes_back_all:
        sealed.take_back(turn.session, review, member.person_id)
    if _is_counted(review, member, runs) and not (review.attribution == "none" and said_by(review, member, person)):
        review.gone += member.phase != "left"
        review.gone_answered += had and takes_back
    member.took_all_back = takes_back_all and not sealed.shown(turn.session, review)
    return had


def authors_here(turn: Turn, review: Review) -> list[tuple[ReviewMember, Person]]:
    """Return those who have answered in this round and have not left, even if their account is switched off."""
    here = reviews.members(turn.here, review.id, without=("left",))
    authors = sealed.authors(turn.session, review, [member.person_id for member, _ in here])
    return [(member, person) for member, person in here if member.person_id in authors]


def said_by(review: Review, member: ReviewMember, person: Person) -> str:
    """Return whose an answer is said to be; empty where nobody is to be named.

    A host cannot be hidden among visitors.
    """
    if member.part == "host":
        return host(person) if review.attribution == "by_name" else THE_HOST
    match review.attribution:
        case "by_role":
            return person.job_title or A_PARTICIPANT
        case "by_name":
            return person.name
        case _:
            return ""


def _everybody(turn: Turn, review: Review) -> list[tuple[ReviewMember, Person]]:
    return list(reviews.members(turn.here, review.id))


def _is_counted(review: Review, member: ReviewMember, runs: Container[int]) -> bool:
    """Say whether somebody's answers count. `runs`: the ids of those who look after the review."""
    return bool(asked_of(review, member.part)) and member.person_id not in runs


# ---- what people see ------------------------------------------------------------------------------------------------


THE_HOST, A_PARTICIPANT = "The host", "A participant"


def host(person: Person) -> str:
    """Say whose an answer is, where hosts are named."""
    return f"{person.name}, the host"
