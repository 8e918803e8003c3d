"""What delivery writes down: which parcels to take up, and what became of each. One transaction a method.

A parcel's life: `waiting`, then `sending` (committed before the call, so that a killed process leaves a trace), then
`sent`, or `waiting` again for a retry, or `undelivered`. What was left in `sending` is looked up in the person's own
chat; where looking is not allowed it becomes `uncertain`, and is never sent again by itself.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session

from activities.kit.cards import CARD, Card
from activities.kit.events import ChannelState, Why
from activities.kit.phases import MovedOn
from activities.kit.subjects import word_of
from activities.kit.views import Document
from bot.delivery.file_offers import made
from bot.delivery.opening import Opening
from bot.delivery.routing import give_up, goes_elsewhere_or_waits, gone_of, sort_messages
from bot.engine.engine import Engine
from bot.engine.waking import DELIVERED
from bot.platforms.pace import Pace
from bot.platforms.platform import Accounts
from storage import calendar, leaving, parcels, people
from storage.calendar import LONGEST_PAUSE
from storage.here import Here
from storage.membership import is_member
from storage.parcels import Lease
from storage.tables import AccountRow, Message, Organisation, Parcel, Workspace

LEASE = timedelta(seconds=30)
"""A lease lapses when it has not been renewed for this long, as the process that wants it has seen for itself."""

GIVES_UP_AFTER = timedelta(hours=6)
LONGEST_WAIT = 600.0
"""Seconds between retries, at most."""

SORTS_FOR = 0.5
"""Seconds after which what is sorted already is sent first."""

PLACES_AT_ONCE, FOUND_AT_ONCE = 8, 64
"""How many places are written to at a time; and for how many one look, which goes through all that waits, finds one."""


@dataclass(frozen=True)
class Job:
    """What is needed to send one parcel, read in one go; with a file, the file as it is at this moment.

    `own_chat`: where the bot writes to whom it is for alone, as far as that is known.
    """

    parcel: int
    message: int
    people: tuple[int, ...]
    users: tuple[str, ...]
    conversation: str | None
    own_chat: str | None
    reference: str | None
    card: Card
    accounts: Accounts
    revision: int
    document: Document | None = None


class Withdrawn(Exception):
    """Raised where the parcel is no more: whoever it was for has been forgotten."""


class LeaseLost(Exception):
    """Raised where another process delivers to this workspace now."""


class Ledger:
    """The parcels of one workspace, as one process sees them. Synchronous: call it on a worker thread."""

    def __init__(self, engine: Engine, workspace: int, pace: Pace, share_conversations: frozenset[str]) -> None:
        self.engine = engine
        self.database = engine.database
        self.workspace, self.pace = workspace, pace
        self.share_conversations = share_conversations
        self.holder = secrets.token_hex(8)
        self._jitter = Random(self.holder)  # keeps processes apart; it decides nothing that people see
        self._seen: tuple[Lease, datetime] | None = None

    def keep_lease(self) -> bool:
        """Take or renew the right to deliver to this workspace.

        Another's lapses by what this process sees, not by what that one wrote: their clocks may not agree.
        """
        now = self.pace.now()
        with self.database.writing() as session:
            standing = parcels.lease(session, self.workspace)
            if self._seen is None or self._seen[0] != standing:
                self._seen = standing, now
            lapsed = standing if now - self._seen[1] > LEASE else None
            return parcels.take_lease(session, self.workspace, Lease(self.holder, now + LEASE), lapsed)

    def release(self) -> None:
        """Let the next process begin at once."""
        with self.database.writing() as session:
            parcels.release(session, self.workspace, self.holder)

    def in_doubt(self) -> list[int]:
        """Return the parcels whose sending was cut off, and whose next look is due."""
        with self.database.reading() as session:
            return [one.id for one in parcels.left_in_the_middle(session, self.workspace, self.pace.now())]

    def sort(self) -> bool:
        """Sort messages for a while, some in each transaction; whether there may be more."""
        until = time.monotonic() + SORTS_FOR
        while time.monotonic() < until:
            if not self.database.transact(self._sort):
                return False
        return True

    def _sort(self, session: Session) -> int:
        ours, opening = self.engine.serving.organisations(session), Opening(self.engine, session)
        return sort_messages(session, ours, self.share_conversations, opening)

    def to_send(self) -> list[int]:
        """Return the next parcel for each place, by id, where one may leave now."""
        with self.database.reading() as session:
            opening = Opening(self.engine, session)
            is_open = opening.is_office_open(session.get_one(Workspace, self.workspace).organisation_id)
            ready = parcels.ready(session, self.workspace, self.pace.now(), opening.now, is_open, FOUND_AT_ONCE)
            return [parcel.id for parcel in ready]

    def job(self, parcel: int) -> Job | None:
        """Read everything needed to send a parcel; `None` where it no longer has to be, or can no longer be."""
        return self.database.transact(lambda session: self._job(session, parcel))

    def _job(self, session: Session, parcel: int) -> Job | None:
        row = _row(session, parcel)
        message = session.get_one(Message, row.message_id)
        if row.state not in ("waiting", "sending") or row.workspace_id != self.workspace or message.body is None:
            return None
        card, accounts = self._card_of(session, row, message.body)
        gone = gone_of(row, accounts)
        if gone and row.state == "waiting":
            goes_elsewhere_or_waits(session, row, message, gone)
            return None
        if message.office_hours and row.state == "waiting" and not Opening(self.engine, session).lets_leave(row):
            return None
        if parcels.is_held_up(session, row):
            if not self._is_still_true(session, message) or message.body is None:
                give_up(session, row, Why.TOO_LATE)
                return None
            card, accounts = self._card_of(session, row, message.body)
        job = _job(row, message, card, accounts)
        if not message.document:
            return job
        try:
            return replace(job, document=made(self.engine, session, message))
        except MovedOn:  # whoever asked for it may no longer have it
            give_up(session, row, Why.GAVE_UP)
            return None

    def _card_of(self, session: Session, row: Parcel, body: str) -> tuple[Card, Mapping[int, AccountRow]]:
        """Read a card as those read it whom a parcel is for, and whose accounts are needed for it here."""
        card = _read_by(row, CARD.validate_json(body))
        return card, people.accounts_in(session, self.workspace, {*card.people(), *row.people})

    def sets_out(self, job: Job, conversation: str) -> None:
        """Write down that sending begins. Raises `LeaseLost` where another process has taken over."""
        with self.database.writing() as session:
            now, mine = self.pace.now(), (self.workspace, self.holder)
            if not parcels.set_out(session, job.parcel, conversation, now, *mine):
                raise Withdrawn if parcels.holds(session, *mine) else LeaseLost
            if len(job.people) == 1 and conversation != job.own_chat:
                people.remember_own_chat(session, self.workspace, job.people[0], conversation)

    def sent(self, job: Job, reference: str) -> None:
        """Write down that this revision has arrived, and where; what was changed may stand elsewhere by now."""
        with self.database.writing() as session:
            row = _row(session, job.parcel)
            row.reference = row.reference if job.reference else reference
            parcels.settle(session, row, "sent", job.revision)
            if not job.reference:
                self._tell_that_it_arrived(session, row)
            if not job.users:
                self.engine.channels.took(session, self.workspace, row)
            if len(row.people) == 1 and not job.reference:
                self.engine.reception.arrived(session, self.workspace, row.people[0])

    def try_later(self, parcel: int, wait: float | None, in_doubt: bool = False, ages: bool = True) -> None:
        """Come back in `wait` seconds, or else after a growing, jittered while; give up after hours.

        `in_doubt`: if its sending has begun, nobody knows yet whether it arrived, and it is not to be sent again.
        `ages`: it is this parcel that cannot be sent; while none can, that is no reason to give any of them up.
        """
        with self.database.writing() as session:
            row, now = _row(session, parcel), self.pace.now()
            # The clock may have been set back.
            row.first_tried_at = min(row.first_tried_at or now, now) if ages else now
            stays_in_doubt = in_doubt and row.state == "sending"
            if now - row.first_tried_at > GIVES_UP_AFTER:
                why = Why.UNCERTAIN if stays_in_doubt else Why.GAVE_UP
                give_up(session, row, why)
                return
            row.attempts += 1
            growing = min(2.0**row.attempts, LONGEST_WAIT) * self._jitter.uniform(0.5, 1.0)
            row.retry_at = now + min(timedelta(seconds=growing if wait is None else wait), LONGEST_PAUSE)
            row.state = "sending" if stays_in_doubt else "waiting"

    def is_nobody_reached(self) -> bool:
        """Say whether nobody could be written to when that was last written down, by whichever process."""
        with self.database.reading() as session:
            return session.get_one(Workspace, self.workspace).away_since is not None

    def forgets_conversation(self, parcel: int) -> None:
        """Forget the conversation with somebody alone, which is closed: the next try asks for it anew."""
        with self.database.writing() as session:
            row = _row(session, parcel)
            row.conversation = None
            people.forget_own_chat(session, self.workspace, row.people[0])

    def gives_up(self, parcel: int, why: Why, lost: frozenset[str] = frozenset()) -> None:
        """Settle a parcel that did not arrive for certain; `lost`: the users who cannot be reached, if not all."""
        with self.database.writing() as session:
            row = _row(session, parcel)
            theirs = set(row.people if len(row.people) == 1 else ())
            if lost:
                owners = people.accounts_in(session, self.workspace, row.people)
                theirs = {person for person in row.people if owners[person].user in lost}
            if why is Why.UNREACHABLE and row.reference is None:
                for person in sorted(theirs):
                    self.engine.reception.refused(session, self.workspace, person)
                if theirs and leaving.all_are_away(session, theirs):
                    leaving.hold(session, row)
                    return
            row.people = sorted(theirs) or row.people
            give_up(session, row, why)

    def channel_refused(self, parcel: int, state: ChannelState) -> None:
        """Settle a parcel that a channel did not take, and keep what that says of the channel."""
        with self.database.writing() as session:
            row = _row(session, parcel)
            give_up(session, row, Why.UNREACHABLE)
            self.engine.channels.refused(session, self.workspace, row, state)

    def _is_still_true(self, session: Session, message: Message) -> bool:
        """Have the activity bring what was held up to date; false where it is to be sent no more."""
        activity = self.engine.activities.get(message.activity)
        renews = activity.renews.get(word_of(message.key)) if activity else None
        if activity is None or renews is None:
            return True
        organisation = session.get_one(Organisation, message.organisation_id)
        turn = self.engine.turn(session, organisation, activity.name, message.key)
        turn.waited_for = not message.office_hours
        try:
            is_true = renews(turn, message.key)
        except MovedOn:
            is_true = False
        session.flush()
        session.refresh(message)
        return is_true

    def _tell_that_it_arrived(self, session: Session, row: Parcel) -> None:
        """Have an activity that waits for a message hear, in a turn of its own, that it has arrived."""
        message = session.get_one(Message, row.message_id)
        activity = self.engine.activities.get(message.activity)
        if activity and word_of(message.key) in activity.delivered:
            here, prompted = Here(session, message.organisation_id), not message.office_hours
            calendar.set_wake(here, message.activity, DELIVERED, str(row.id), calendar.THE_BEGINNING, prompted)


def _row(session: Session, parcel: int) -> Parcel:
    row = session.get(Parcel, parcel)
    if row is None:
        raise Withdrawn
    return row


def _own_chat(accounts: Mapping[int, AccountRow], parcel: Parcel) -> str | None:
    return accounts[parcel.people[0]].own_chat if len(parcel.people) == 1 else None


def _read_by(parcel: Parcel, card: Card) -> Card:
    return card.read_alone(parcel.people[0]) if len(parcel.people) == 1 else card.read_together()


def _job(parcel: Parcel, message: Message, card: Card, accounts: Mapping[int, AccountRow]) -> Job:
    own_chat = _own_chat(accounts, parcel)
    return Job(
        parcel=parcel.id,
        message=message.id,
        people=tuple(parcel.people),
        users=tuple(accounts[person].user for person in parcel.people),
        conversation=parcel.conversation or message.channel or own_chat,
        own_chat=own_chat,
        reference=parcel.reference,
        card=card,
        accounts={person: account.user for person, account in accounts.items() if is_member(account)},
        revision=message.revision,
    )
