"""A turn: one event's worth of reading, deciding and writing, in one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from random import Random
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from activities.kit.cards import CARD, Card
from activities.kit.events import Profile
from activities.kit.listings import Listings
from activities.kit.phases import MovedOn
from activities.kit.policy import Policy
from activities.kit.profiles import said_of
from activities.kit.runs import Mention
from activities.kit.ways_in import WayIn
from activities.kit.wording import A_COLLEAGUE
from activities.kit.working import WorkingDays
from storage import calendar, grid, joining, outbox, people
from storage.here import Here
from storage.membership import is_member
from storage.tables import Message, Organisation, Person, Workspace

Key = tuple[str | int, ...]
"""What a message is about, such as `("introduction", 17)`. Told twice under one key, it is sent once."""


class HasFacilitator(Protocol):
    """A row that somebody looks after."""

    facilitator_id: int


@dataclass
class Turn:
    """What an activity's function is given: where, who, when, chance, and a session whose transaction is the turn's.

    `by` is `None` when the clock caused the turn. `waited_for`: a person is waiting for what the turn sends, so it goes
    out at once; what the clock sends on its own waits for office hours. `erases`: what the turn deletes must leave no
    trace in the database's files either; the engine sees to that when the turn is committed.

    `is_first`: the person has never dealt with the bot; `belongs`: they are a member, by what their platform says now;
    `by_admin`: they look after the workspace. `audited`: this is a
    facilitator's act; `about`: the id of what it is about, where the activity knows better than the event. `forgets`:
    the name and e-mail address of whoever is being forgotten, as they may stand in words that others wrote. `told`: the
    messages that the turn has put into the outbox, or changed there. `left_open`: where many leave at once, by activity
    how many things somebody has to see to, of which facilitators hear together once all have left. `listings`: since
    when the platforms have said who is there. `ways_in`: by platform, how people get to our own chat who
    have never used it.

    `begins_after`: of work that goes through many in the order of their ids, so many in each turn, the last that a turn
    before has done. `goes_on_after`: the last that this one has done, where there may be more; that takes a turn of its
    own, and lets others in between.
    """

    session: Session
    organisation: Organisation
    activity: str
    now: datetime
    random: Random
    by: Person | None = None
    workspace: int | None = None
    waited_for: bool = True
    erases: bool = False
    is_first: bool = False
    belongs: bool = False
    by_admin: bool = False
    audited: bool = False
    about: str = ""
    forgets: tuple[str, ...] = ()
    known_by: list[str] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    left_open: Counter[str] | None = None
    policy: Policy = field(default_factory=Policy)
    listings: Listings = field(default_factory=Listings)
    ways_in: Mapping[str, WayIn] = field(default_factory=dict)
    begins_after: int = 0
    goes_on_after: int | None = None

    def let_go(self, person: Person) -> None:
        """Take from somebody's row all that says who they are, and note by what an old backup would know them."""
        self.known_by += people.known_by(self.session, person)
        people.forget(self.session, person, called=A_COLLEAGUE)

    def for_activity(self, name: str) -> "Turn":
        """Return the turn as another activity has it: what it tells and wakes is that activity's."""
        return replace(self, activity=name)

    @property
    def person(self) -> Person:
        """Who did it. Raises `LookupError` on a turn of the clock, which nobody did."""
        if self.by is None:
            raise LookupError("the clock's turns have no person")
        return self.by

    @property
    def org(self) -> int:
        """The organisation's id, which every query names."""
        return self.organisation.id

    @property
    def here(self) -> Here:
        """Where this turn's queries look."""
        return Here(self.session, self.org)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The organisation’s time zone, in which its dates are local."""
        return ZoneInfo(self.organisation.timezone)

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.astimezone(self.zone).date()

    @property
    def working_days(self) -> WorkingDays:
        """The days on which people work here."""
        return self.policy.working_days

    @property
    def in_workspace(self) -> int:
        """The id of the workspace in which this turn happens. Raises `LookupError` where it happens in none."""
        if self.workspace is None:
            raise LookupError("this turn happens in no workspace")
        return self.workspace

    def concerns(self, *subjects: int) -> None:
        """Note what this turn is about: ids of rows of the activity's own."""
        self.about = " ".join(map(str, subjects))

    def meet(self, profile: Profile) -> Person:
        """Return the person behind an account of the workspace in which this turn happens; known from now on."""
        at = self.session.get_one(Workspace, self.workspace)
        account = profile.account
        grid.follow(self.session, at, account.user, profile.also, A_COLLEAGUE)
        person, _ = joining.know(self.session, at, account.user, **said_of(profile))
        return person

    def meet_all(self, profiles: Iterable[Profile]) -> list[Person]:
        """Return the people behind several accounts, each person once, however many of their accounts were chosen."""
        return list({person.id: person for person in map(self.meet, profiles)}.values())

    def facilitators(self) -> list[Person]:
        """Return those who run activities here."""
        return people.facilitators(self.here)

    def who_runs(self, thing: HasFacilitator) -> list[Person]:
        """Return a thing's own facilitator; every facilitator where that one has gone or facilitates no more."""
        own = people.get(self.here, thing.facilitator_id)
        return [own] if is_member(own) and own.facilitates else self.facilitators()

    def tell(self, person: Person, card: Card, key: Key) -> None:
        """Tell one person in their own chat. The key is theirs: the same key may be told to others too."""
        alone = person.id
        self._put((*key, "to", alone), card, people=[alone])

    def ask_who_decides(self, people: Iterable[Person], card: Card, key: Key) -> None:
        """Ask those who have to see to what somebody has left behind; of many who leave at once they hear together."""
        if self.left_open is not None:
            self.left_open[self.activity] += 1
            return
        for person in people:
            self.tell(person, card, key)

    def has_told(self, person: Person, key: Key) -> bool:
        """Say whether this person was told anything under this key, delivered or not."""
        return outbox.is_told(self.here, self.activity, spelled((*key, "to", person.id)))

    def were_told(self, key: Key) -> list[Person]:
        """Return everybody who was told something under this key alone, delivered or not."""
        told = outbox.told_to(self.here, self.activity, spelled(key))
        return people.several(self.here, told)

    def tell_anew(self, card: Card, key: Key) -> None:
        """Change what was told under this key, for everybody who was told it alone; nobody else is told."""
        for person in self.were_told(key):
            self.tell(person, card, key)

    def send_file(self, document: str, subject: int | str, card: Card, key: Key) -> None:
        """Send whoever asked a file in their own chat, with a line of words: `document` of the activity, on `subject`.

        The file is made when it is sent, and only if they may still have it then.
        """
        alone = self.person.id
        self._put((*key, "to", alone), card, people=[alone], document=document, subject=str(subject))

    def introduce(self, together: list[Person], card: Card, key: Key) -> None:
        """Tell several people in a conversation that they share; each alone where the platform has none."""
        self._put(key, card, people=sorted(person.id for person in together), together=True)

    def announce(self, workspace: int, channel: str, card: Card, key: Key) -> None:
        """Tell a channel, by the platform's own id."""
        self._put(key, card, workspace=workspace, channel=channel)

    def send_again(self, card: Card, key: Key) -> None:
        """Send what is uncertain or did not arrive once more, because a person said so.

        Raises `MovedOn` where nothing was told under this key.
        """
        if not outbox.send_again(self.here, self.activity, spelled(key), CARD.dump_json(card).decode()):
            raise MovedOn

    def goes_on(self, card: Card, key: Key) -> None:
        """Send what could surely not be delivered, because now it can be."""
        outbox.goes_on(self.here, self.activity, spelled(key), CARD.dump_json(card).decode())

    def move(self, workspace: int, channel: str, card: Card, key: Key, behind: Card | None) -> None:
        """Tell another channel from now on what one was told under this key; `behind`: what is left in its place."""
        if not outbox.is_told(self.here, self.activity, spelled(key)):
            self.announce(workspace, channel, card, key)
            return
        to, left = self._message(key), self._message(("moved", *key, self.now.isoformat()))
        to.workspace_id, to.channel = workspace, channel
        left.body = CARD.dump_json(behind).decode() if behind else None
        outbox.move(self.session, to, CARD.dump_json(card).decode(), left)

    def has_lost(self, key: Key) -> bool:
        """Say whether something told under this key is uncertain, or did not arrive."""
        found = outbox.parcels_of(self.here, self.activity, spelled(key))
        return any(parcel.state in ("uncertain", "undelivered") for parcel in found)

    def may_be_there(self, key: Key) -> bool:
        """Say whether something told under this key was cut off, and may have arrived for all that anybody can tell."""
        found = outbox.parcels_of(self.here, self.activity, spelled(key))
        return any(parcel.state == "uncertain" for parcel in found)

    def is_held_up(self, person: Person, key: Key) -> bool:
        """Say whether what was told to somebody under this key is on its way, or lost, and not with them yet."""
        told = spelled((*key, "to", person.id))
        found = outbox.parcels_of(self.here, self.activity, told)
        return any(parcel.reference is None for parcel in found)

    def is_on_its_way(self, person: Person, key: Key) -> bool:
        """Say whether what was told to somebody under this key may still arrive: delivery has it, and is not done."""
        told = spelled((*key, "to", person.id))
        found = outbox.parcels_of(self.here, self.activity, told)
        return any(parcel.reference is None and parcel.state in ("waiting", "sending") for parcel in found)

    def wake(self, at: datetime, what: str, subject: int, prompted: bool = False) -> None:
        """Come back to `subject` at a moment, to do `what`; asking again moves the moment.

        `prompted`: people are waiting for what is done then, whatever the hour, so what it tells goes out at once.
        """
        calendar.set_wake(self.here, self.activity, what, str(subject), at, prompted)

    def soon(self, what: str, subject: int | str) -> None:
        """Do `what` right after this turn, in one of its own: for work that must not keep a person waiting.

        Where a person waits for that already, they still do.
        """
        prompted = self.waited_for or calendar.is_prompted(self.here, self.activity, what, str(subject))
        calendar.set_wake(self.here, self.activity, what, str(subject), self.now, prompted)

    def cancel_wake(self, what: str, subject: int) -> None:
        """Take a wake back."""
        calendar.cancel_wake(self.here, self.activity, what, str(subject))

    def cancel_wakes(self, what: str, begins: str) -> None:
        """Take back every wake to do `what` with a subject that begins so."""
        calendar.cancel_wakes(self.here, self.activity, what, begins)

    def _put(
        self,
        key: Key,
        card: Card,
        people: Sequence[int] = (),
        together: bool = False,
        workspace: int | None = None,
        channel: str | None = None,
        document: str = "",
        subject: str = "",
    ) -> None:
        message = self._message(key)
        message.people, message.together = list(people), together
        message.workspace_id, message.channel = workspace, channel
        message.document, message.subject = document, subject
        message.office_hours = not self.waited_for
        if told := outbox.put(self.session, message, CARD.dump_json(card).decode()):
            self.told.append(told)

    def _message(self, key: Key) -> Message:
        return Message(organisation_id=self.org, activity=self.activity, key=spelled(key), told_at=self.now)


def spelled(key: Key) -> str:
    """Write a key as it stands in the outbox: `introduction:17`."""
    return ":".join(str(part) for part in key)


def mention(person: Person) -> Mention:
    """Name a person, with a mention where they can be mentioned."""
    return Mention(person.id, person.name)
