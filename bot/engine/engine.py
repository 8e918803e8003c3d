"""One event, one transaction: claims the event's key, asks the activity, and commits rows, messages and wakes together.

The engine is synchronous and may be called from several threads at once; adapters call it on a worker thread.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TypeVar, assert_never

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from activities.kit.activity import HELP, Activity, help_card, unknown_verb
from activities.kit.cards import Card, Divider, Part, say
from activities.kit.events import Command, Event, HomeOpened, Pressed, Profile, Submitted
from activities.kit.forms import FieldErrors, Form, OpensAnew
from activities.kit.listings import Listings
from activities.kit.outsiders import cannot_tell_who_belongs
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.ways_in import WayIn
from activities.kit.wording import OPENED_ANEW, done_already, moved_on, not_known
from bot.engine.certain_date import CertainDate, DateUnsure
from bot.engine.channels import Channels
from bot.engine.counting import Counting
from bot.engine.done import Done
from bot.engine.erasing import Erasing
from bot.engine.event_keys import Answered, doing, is_good, name_of, new_nonce, spelt, subject_of
from bot.engine.identity import BelongingUnknown, Reception
from bot.engine.in_place import Repeated, Spot, shown_once
from bot.engine.listing import Listing
from bot.engine.measures import NOBODY_COUNTS, Measures, Outcome, TurnKind
from bot.engine.outside import asks_to_be_let_in, keep_out_if_new, turned_away
from bot.engine.own_settings import policy_of
from bot.engine.screening import Found, Screening, with_requests
from bot.engine.serving import Serving
from bot.faults.faults import note
from bot.settings.rules import Rules
from storage import audit, calendar, inbox, organisations, people
from storage.database import Database, writes
from storage.here import Here
from storage.inbox import Sending
from storage.membership import is_member
from storage.refused import should_run_again
from storage.tables import Organisation

RUNS = 4
"""How often a turn that lost a race is run before it counts as failed."""

Result = TypeVar("Result")


class TurnFailed(Exception):
    """Raised where a turn ended in a fault of ours and nothing was saved. `reference` finds it in the log."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class Engine:
    """Takes events from any platform and gives back what the person who caused them sees now."""

    def __init__(
        self, database: Database, activities: Sequence[Activity], rules: Rules, measures: Measures = NOBODY_COUNTS
    ) -> None:
        self.database = database
        self.activities = {activity.name: activity for activity in activities}
        self._named = {typed: activity.name for activity in activities for typed in activity.typed}
        self.rules, self.listings, self.serving, self.ways_in = (
            rules,
            Listings(),
            Serving(rules.policy.members),
            dict[str, WayIn](),
        )
        self.counting = Counting(measures, self._named, self._is_without_a_name)
        self._screening = Screening(rules.policy)
        self._without_a_name, self.certain_date = Answered(), CertainDate()
        self.listing = Listing(database, rules.forgotten, self.certain_date.is_known)
        self.erasing = Erasing(database, self.listing, self.now)
        self.reception = Reception(rules, self.serving, activities, self.turn)
        self.channels = Channels(activities, self.turn, self.now)
        self.when_written: Callable[[], object] = lambda: None
        """Called, on whatever thread, when a turn that wrote something has been committed."""

    def knows(self, name: str) -> bool:
        """Say whether there is an activity of this name, or one to which a command of this name leads."""
        return name in self._named

    def take(self, event: Event, spot: Spot | None = None) -> Answer:
        """Take one person's command, press or form. Raises `TurnFailed` where it is our fault that nothing came of it.

        `spot`: where the answer is to stand, on a platform where answers stay.
        """
        what, event = f"{type(event).__name__} {event.activity}", spelt(event)
        with self.counting.turn_of(event) as counted:
            answer, counted.outcome = self.run(what, lambda: self._take(event, spot, self._screening.found_in(event)))
        return answer

    def home(self, event: HomeOpened) -> Card:
        """Build the home page of a person, for them alone."""
        with self.counting.turn(TurnKind.HOME) as counted:
            try:
                page = self.transact("home page", lambda session: self._home(session, event))
            except BelongingUnknown:
                page = cannot_tell_who_belongs()
            counted.outcome = Outcome.SHOWN
        return page

    def meet(self, profile: Profile) -> None:
        """Bring what is known of somebody up to date, and let go of them where they have left, or are a guest now.

        Only of people who have dealt with the bot, and of facilitators: nobody else is any of its business.
        """
        self.transact("profile", lambda session: self.reception.meet(session, profile))

    def accounts(self, platform: str, tenant: str, mentioned: Collection[int]) -> dict[int, str]:
        """Map these people, by id, to their user ids as members of a workspace: for cards that mention them.

        Empty where the database is away: what was done is done, and a card can do with names.
        """
        if not mentioned:
            return {}
        try:
            with self.database.reading() as session:
                at = self.reception.workspace(session, platform, tenant)
                theirs = people.accounts_in(session, at.id, mentioned)
                return {person: row.user for person, row in theirs.items() if is_member(row)}
        except DBAPIError as error:
            note("accounts", error)
            return {}

    def now(self, session: Session) -> datetime:
        """Return the moment by the calendar."""
        return calendar.now(session)

    def turn(self, session: Session, organisation: Organisation, activity: str, chance: str) -> Turn:
        """Make a turn for an activity, with chance drawn from the installation's seed, `chance` and the moment."""
        now = self.now(session)
        random = Random(f"{self.rules.seed}:{chance}:{now.isoformat()}")
        policy = policy_of(self.rules.policy, organisation)
        turn = Turn(session, organisation, activity, now, random, policy=policy, listings=self.listings)
        turn.ways_in = self.ways_in
        return turn

    def transact(self, what: str, work: Callable[[Session], Result]) -> Result:
        """Run a transaction's worth of work, as a reader until it writes, and again where it lost a race."""
        return self.run(what, lambda: self.database.transact(work))

    def write(self, what: str, work: Callable[[Session], Result]) -> Result:
        """Run a transaction's worth of work that is certain to write, and again where it lost a race."""
        return self.run(what, lambda: self.database.write(work))

    def run(self, what: str, work: Callable[[], Result]) -> Result:
        """Run a transaction's worth of work, again where it lost a race. `what` is for the log: ids only."""
        for attempt in range(1, RUNS + 1):
            try:
                return work()
            except DBAPIError as error:
                if attempt == RUNS or not should_run_again(error):
                    raise TurnFailed(note(what, error)) from None
                time.sleep(0.02 * attempt)
            except (MovedOn, organisations.SeveralOrganisations, people.AnotherApp, DateUnsure, BelongingUnknown):
                raise
            except Exception as error:  # noqa: BLE001  (whatever it was, the person gets a sentence)
                raise TurnFailed(note(what, error)) from None
        raise AssertionError("the last run returns or raises")

    def _activity_of(self, event: Event) -> Activity:
        return self.activities[self._named[event.activity]]

    def _take(self, event: Event, spot: Spot | None, found: Found) -> tuple[Answer, Outcome]:
        if not self.knows(event.activity):
            return not_known(f"/{next(iter(self.activities))} {HELP}"), Outcome.UNKNOWN
        try:
            done = self._first_time(event, spot, found)
        except MovedOn:
            shown = self.database.transact(lambda session: self._shown(self._turn_of(session, event), event, moved_on))
            return shown, Outcome.MOVED_ON
        except BelongingUnknown:
            return cannot_tell_who_belongs(), Outcome.TURNED_AWAY
        return with_requests(done.answer, self.rules.policy.safety_text), done.outcome

    def _first_time(self, event: Event, spot: Spot | None, found: Found) -> Done:
        done = self.database.transact(
            lambda session: self._claimed(session, event, spot, found), is_to_write=isinstance(event, Submitted)
        )
        if done.erases:
            self.erasing.clear_files()
        if done.forgets:
            self.listing.write_down()
        if done.wrote and self._is_without_a_name(event):
            self._without_a_name.remember(event.key)
        if done.wrote:
            self.when_written()
        return done

    def _claimed(self, session: Session, event: Event, spot: Spot | None, found: Found) -> Done:
        turn = self._turn_of(session, event)
        if not turn.belongs:
            return self._from_outside(turn, event)
        event = self.reception.judged_in(turn, event)
        sending = self._sending(turn, event) if isinstance(event, Submitted) else None
        if self._took_effect(turn, event) or (sending and inbox.form_is_taken(session, sending)):
            current = self._shown(turn, event, done_already)
            return Done(Repeated(current.summary, current.parts), Outcome.REPEATED)
        before = writes(session)
        answer = self._objections(turn, event, found) or self._ask(turn, event)
        if isinstance(answer, FieldErrors):
            session.rollback()  # nothing holds of what was done before something was found wrong
            return Done(answer, Outcome.GIVEN_BACK)
        if isinstance(answer, Form):
            answer = replace(answer, nonce=new_nonce(turn.today))
        if writes(session) == before:  # a turn that only showed something may run again
            keep_out_if_new(turn)
            return Done(answer)
        if not self._is_without_a_name(event):
            inbox.take(Here(session, turn.org), event.key, turn.now)
        if sending:
            inbox.take_form(session, sending, turn.today)
        self.erasing.note(turn)
        if turn.audited:
            about = turn.about or subject_of(event)
            audit.note(Here(session, turn.org), turn.person.id, turn.now, name_of(event), about)
        shown = shown_once(turn, answer, spot) if spot and isinstance(answer, Card) else answer
        return Done(shown, Outcome.WROTE, erases=turn.erases, forgets=bool(turn.known_by))

    def _from_outside(self, turn: Turn, event: Event) -> Done:
        if asks_to_be_let_in(turn, self._activity_of(event), event):
            return Done(self._ask(turn, event), Outcome.WROTE)
        card = turned_away(turn, self.activities.values())
        keep_out_if_new(turn)
        return Done(card, Outcome.TURNED_AWAY)

    def _is_without_a_name(self, event: Event) -> bool:
        return self.knows(event.activity) and self._activity_of(event).takes_no_name_of(event)

    def _took_effect(self, turn: Turn, event: Event) -> bool:
        # Teams calls an event by whose it is and when it was. So of one without a name nothing is written: its form is
        # claimed by its nonce, and a press is kept in mind by this process alone.
        return self._without_a_name.knows(event.key) or inbox.is_taken(turn.here, event.key)

    def _sending(self, turn: Turn, form: Submitted) -> Sending | None:
        """Return the key by which a form takes effect once; `None` where it was shown too long ago to tell."""
        if not is_good(form.nonce, turn.today):
            return None
        sealed = self._activity_of(form).sealed.get(form.form)
        seal = sealed(turn, form.subject) if sealed else None
        return Sending(turn.org, turn.person.id, form.nonce, seal)

    def _objections(self, turn: Turn, event: Event, found: Found) -> FieldErrors | None:
        """Say why a form cannot be taken as it is, before any activity looks at it; `None` where it can."""
        if not isinstance(event, Submitted):
            return None
        if not is_good(event.nonce, turn.today):
            return OpensAnew({"": OPENED_ANEW}, new_nonce(turn.today))
        return self._screening.objections(event, found)

    def _turn_of(self, session: Session, event: Event) -> Turn:
        named = not self._is_without_a_name(event)
        return self.reception.turn_of(session, event.by, self._activity_of(event).name, doing(event), named=named)

    def _shown(self, turn: Turn, event: Event, dressed: Callable[[Card], Card]) -> Card:
        card = dressed(self._activity_of(event).current_state(turn, event))
        keep_out_if_new(turn)
        return card

    def _ask(self, turn: Turn, event: Event) -> Answer:
        activity = self._activity_of(event)
        match event:
            case Command(verb=verb) if verb in ("", HELP):
                return help_card(activity, turn.person.facilitates, event.activity)
            case Command(verb=verb) if verb in activity.commands:
                return activity.commands[verb].answer(turn, event)
            case Command(verb=verb):
                return unknown_verb(activity, verb, turn.person.facilitates, event.activity)
            case Pressed(action=action) if action in activity.buttons:
                return activity.buttons[action](turn, event)
            case Submitted(form=form) if form in activity.forms:
                return activity.forms[form](turn, event)
            case Pressed() | Submitted():
                raise MovedOn  # a button or form of an older version
            case _:
                assert_never(event)

    def _home(self, session: Session, event: HomeOpened) -> Card:
        parts: list[Part] = []
        turn = self.reception.turn_of(session, event.by, "", "home")
        for activity in self.activities.values() if turn.belongs else ():
            if section := activity.home(turn.for_activity(activity.name)):
                parts += [*section, Divider()]
        card = Card("Knowhow", tuple(parts[:-1])) if parts else say("Nothing is waiting for you.")
        card = card if turn.belongs else turned_away(turn, self.activities.values())
        keep_out_if_new(turn)
        return card
