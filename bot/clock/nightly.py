"""Each night: what has been kept long enough goes, by the calendar, so that it can be rehearsed.

A night waits until the date is certain: what a clock deleted that was set wrong would be gone.
And what a new version reads in another way is put in the library's index again, and SQLite counts what there is.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.activity import Activity
from bot.engine.engine import Engine, TurnFailed
from bot.engine.event_keys import GOOD_FOR
from bot.faults.about import about
from bot.faults.faults import log, note
from storage import inbox, organisations, outbox, upgrade_copies
from storage.here import Here
from storage.search import shelving
from storage.tables import Organisation

UNCERTAIN = (
    "Nothing is deleted tonight until Slack or Teams has confirmed this machine’s date. If this stays, please set its "
    "clock right."
)

AFTER = time(3)
"""Local time from which on a new night counts."""


class Nights:
    """Runs an organisation's night once, by whichever process of its own comes first.

    What fails is tried the night after.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._has_said_so = False

    def run_due(self) -> bool:
        """Run every night that has come, and erase what was deleted; whether a night was run."""
        nights = self._due()
        ran = [self._run(organisation, night) for organisation, night in nights]
        if any(ran):
            self._remove_old_copies()
            self.engine.database.count_up()
        self.engine.erasing.clear_files_if_noted()
        self.engine.listing.write_down(drops=any(ran))
        return any(ran)

    def _remove_old_copies(self) -> None:
        """Let go of what was kept before an upgrade: people have had forgotten what stands there."""
        database = self.engine.database
        if database.file is None:
            return
        with database.reading() as session:
            now = self.engine.now(session)
        try:
            upgrade_copies.remove_old(database.file, now)
        except OSError as error:
            note("night, copies", error)

    def _due(self) -> Sequence[tuple[int, date]]:
        with self.engine.database.reading() as session:
            now, is_certain = self.engine.now(session), self.engine.certain_date.may_delete(session)
            ours = self.engine.serving.organisations(session)
            nights = [(one, _night_of(now, one.timezone)) for one in organisations.every(session)]
            due = [(one.id, night) for one, night in nights if one.id in ours and _is_due(one, night)]
        if due and not is_certain and not self._has_said_so:
            log.warning(UNCERTAIN)
        self._has_said_so = bool(due) and not is_certain
        return due if is_certain else []

    def _run(self, organisation: int, night: date) -> bool:
        with about(organisation=organisation):
            return self._run_all(organisation, night)

    def _run_all(self, organisation: int, night: date) -> bool:
        try:
            if not self.engine.write("night", lambda session: _claim(session, organisation, night)):
                return False
            self._say_if_unled(organisation)
            for activity in self.engine.activities.values():
                self._expire(organisation, activity)
            self._do_all("messages", organisation, self._forget_messages)
            self._do_all("forms", organisation, self._forget_claims)
            self._do_all("library", organisation, shelving.index_anew)
        except TurnFailed:
            self.engine.counting.measures.night(went_well=False)
            return False  # the log has it
        self.engine.counting.measures.night(went_well=True)
        return True

    def _say_if_unled(self, organisation: int) -> None:
        with self.engine.database.reading() as session:
            here = session.get_one(Organisation, organisation)
            if here.unled_since is not None:
                log.warning(nobody_facilitates(here))

    def _expire(self, organisation: int, activity: Activity) -> None:
        """Let go of what has been kept long enough, in as many turns as it takes."""
        after: int | None = 0
        while after is not None:
            expire = partial(self._expire_some, organisation, activity, after)
            after = self.engine.write(f"night, {activity.name}", expire)

    def _expire_some(self, organisation: int, activity: Activity, after: int, session: Session) -> int | None:
        here = session.get_one(Organisation, organisation)
        turn = self.engine.turn(session, here, activity.name, "night")
        turn.waited_for, turn.begins_after = False, after
        activity.expire(turn, turn.today - turn.policy.keep)
        session.flush()
        self.engine.erasing.note(turn)
        return turn.goes_on_after

    def _do_all(self, what: str, organisation: int, do_some: Callable[[Here], bool]) -> None:
        """Do some in each transaction, so that nobody has to wait for long, until there are no more."""
        while self.engine.write(f"night, {what}", lambda session: do_some(Here(session, organisation))):
            pass

    def _forget_messages(self, here: Here) -> bool:
        return outbox.forget_before(here, self.engine.now(here.session) - self.engine.rules.policy.keep) > 0

    def _forget_claims(self, here: Here) -> bool:
        zone = ZoneInfo(here.session.get_one(Organisation, here.org).timezone)
        today = self.engine.now(here.session).astimezone(zone).date()
        return inbox.forget_forms_before(here, today - GOOD_FOR) > 0


def _claim(session: Session, organisation: int, night: date) -> bool:
    """Say whether a night is this process's to run; from now on nobody else's."""
    here = session.get_one(Organisation, organisation, with_for_update=True)
    is_ours = _is_due(here, night)
    here.night = night
    return is_ours


def nobody_facilitates(here: Organisation) -> str:
    """Write, for whoever runs the server, that nobody facilitates and who can help.

    Slack says who looks after a workspace, Teams does not.
    """
    return (
        f"Nobody facilitates in organisation {here.id} since {here.unled_since}. A Slack workspace admin can appoint "
        "somebody with /knowhow facilitators; or name somebody new in KNOWHOW_FACILITATORS, and start again."
    )


def _is_due(here: Organisation, night: date) -> bool:
    """Say whether this night has yet to be run: it is another than the last, or that was one that had not come."""
    return here.night is None or here.night < night or here.night > night + timedelta(days=1)


def _night_of(now: datetime, timezone: str) -> date:
    """Return the date of the newest night that has begun."""
    local = now.astimezone(ZoneInfo(timezone))
    return local.date() if local.time() >= AFTER else local.date() - timedelta(days=1)
