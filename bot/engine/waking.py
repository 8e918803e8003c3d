"""What is due: claims a wake, and lets its activity act on it in a turn of the clock's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from activities.kit.activity import LongWork
from activities.kit.cards import say
from activities.kit.events import Delivered, Due, Undelivered, Why
from activities.kit.phases import MovedOn
from activities.kit.subjects import word_of
from activities.kit.turn import Turn
from bot.engine.certain_date import DateUnsure
from bot.engine.engine import Engine, TurnFailed
from bot.engine.measures import Outcome, TurnKind
from bot.faults.about import about
from storage import calendar
from storage.here import Here
from storage.parcels import get as get_parcel
from storage.parcels import key_of
from storage.tables import Organisation, Parcel, Wake

UNDELIVERED = "undelivered"
"""The wake, on a parcel's id, by which delivery tells an activity that a message did not arrive for certain."""

DELIVERED = "delivered"
"""The wake, on a parcel's id, by which it tells one that waits for it that a message has arrived."""


WAITS = timedelta(minutes=1)
"""How long what would delete something waits, while the date is not certain, before it is tried again."""


class Waking:
    """Runs wakes, a transaction each, of those alone whom this process serves.

    Any number of processes may; each wake runs in one of them.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def run_next(self, pace: datetime | None = None) -> bool:
        """Run the earliest wake that is due; `False` where there is none. A failure is kept, and tried again later."""
        pace = pace or datetime.now(UTC)
        with self.engine.database.reading() as session:
            ours = self.engine.serving.organisations(session)
            wake = calendar.due_wake(session, self.engine.now(session), pace, ours)
        if wake is None:
            return False
        ids = about(wake=wake.id, organisation=wake.organisation_id)
        with ids, self.engine.counting.turn(TurnKind.WAKE, wake.activity) as counted:
            counted.outcome = self._outcome_of(wake, pace)
        self.engine.erasing.clear_files_if_noted()
        return True

    def _outcome_of(self, wake: Wake, pace: datetime) -> Outcome:
        try:
            self.engine.run(f"wake {wake.activity}.{wake.what} {wake.subject}", lambda: self._run(wake))
        except MovedOn:
            # What it was about did not wait for it, so it goes.
            self.engine.database.write(lambda session: self._is_ours(session, wake))
            return Outcome.MOVED_ON
        except DateUnsure:
            self._put_off(wake, pace + WAITS)
            return Outcome.PUT_OFF
        except TurnFailed as failure:
            self._back_off(wake, pace, failure.reference)
            return Outcome.FAILED
        return Outcome.WROTE

    def _run(self, wake: Wake) -> None:
        asked_for = self.engine.activities[wake.activity].long_work.get(wake.what)
        if asked_for is not None:
            self._work_out(wake, asked_for)
            return
        with self.engine.database.writing() as session:
            if self._is_ours(session, wake):
                turn = self._turn(session, wake)
                self._see_to(turn, wake)
                self._note_erased(turn)

    def _work_out(self, wake: Wake, asked_for: Callable[[Turn, Due], LongWork | None]) -> None:
        """Read, compute outside any transaction, and keep what came of it: nobody waits but for the last."""
        with self.engine.database.reading() as session:
            work = asked_for(self._turn(session, wake), _due(wake))
        result = work.compute() if work is not None else None
        with self.engine.database.writing() as session:
            if self._is_ours(session, wake) and work is not None:
                turn = self._turn(session, wake)
                work.finish(turn, result)
                self._note_erased(turn)

    def _see_to(self, turn: Turn, wake: Wake) -> None:
        activity = self.engine.activities[wake.activity]
        if wake.what == UNDELIVERED:
            activity.undelivered(turn, _undelivered(turn.session, wake))
        elif wake.what == DELIVERED:
            arrived = _delivered(turn.session, wake)
            activity.delivered[word_of(arrived.key)](turn, arrived)
        else:
            activity.wakes[wake.what](turn, _due(wake))

    def _is_ours(self, session: Session, wake: Wake) -> bool:
        """Say whether no other process has a wake, and it has neither moved nor gone; it goes with this transaction."""
        claimed = calendar.claim_wake(session, wake)
        if claimed is not None:
            session.delete(claimed)
            session.flush()
        return claimed is not None

    def _turn(self, session: Session, wake: Wake) -> Turn:
        organisation = session.get_one(Organisation, wake.organisation_id)
        chance = f"{wake.activity}:{wake.what}:{wake.subject}:{wake.due_at.isoformat()}"
        turn = self.engine.turn(session, organisation, wake.activity, chance)
        turn.waited_for = wake.prompted
        return turn

    def _note_erased(self, turn: Turn) -> None:
        """Note what a turn erases, for whoever erases next. Raises `DateUnsure` where it may not be deleted yet."""
        turn.session.flush()
        if turn.erases and not self.engine.certain_date.may_delete(turn.session):
            raise DateUnsure
        self.engine.erasing.note(turn)

    def _put_off(self, wake: Wake, until: datetime) -> None:
        with self.engine.database.writing() as session:
            if (claimed := calendar.claim_wake(session, wake)) is not None:
                claimed.retry_at = until

    def _back_off(self, wake: Wake, pace: datetime, reference: str) -> None:
        with self.engine.database.writing() as session:
            claimed = calendar.claim_wake(session, wake)
            if claimed is None or not calendar.wake_failed(claimed, pace):
                return
            turn = self._turn(session, wake)
            card = say(
                f"Something that was due has been failing for an hour ({wake.what}, reference {reference}). "
                "I keep trying. Please tell whoever looks after Knowhow."
            )
            for person in turn.facilitators():
                turn.tell(person, card, ("failing", wake.what, wake.subject))


def _due(wake: Wake) -> Due:
    return Due(wake.organisation_id, wake.activity, wake.what, wake.subject, wake.due_at)


def _delivered(session: Session, wake: Wake) -> Delivered:
    parcel = _parcel(session, wake)
    return Delivered(key_of(session, parcel), tuple(parcel.people))


def _undelivered(session: Session, wake: Wake) -> Undelivered:
    parcel = _parcel(session, wake)
    return Undelivered(key_of(session, parcel), tuple(parcel.people), Why(parcel.why))


def _parcel(session: Session, wake: Wake) -> Parcel:
    try:
        return get_parcel(Here(session, wake.organisation_id), int(wake.subject))
    except LookupError:  # whoever it was for has been forgotten
        raise MovedOn from None
