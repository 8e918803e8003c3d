"""Somebody cannot be reached any more: they are waited for, and let go of only where they do not come back.

A directory stumbles, and a closed account may be a suspension. So nothing ends by it alone, and no facilitator learns
who it is unless they ask, which is audited.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from activities.kit.activity import Activity
from activities.kit.cards import Button, Card, say
from activities.kit.events import Due, Kind, Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import count, listed, moment
from activities.privacy import facilitators, many_leavers
from activities.privacy.erasing import forget_row
from activities.privacy.unled import begin_to_ask, end_asking
from storage import admissions, joining, leaving, people
from storage.leaving import LEFT
from storage.membership import is_member
from storage.tables import Person, Vanishing

GO_TOGETHER_WITHIN = timedelta(hours=1)
"""Who goes within this goes at once with the others."""

LOOKS_ONCE_MORE = timedelta(hours=1)
"""Where the moment was missed, or a platform is away: so long is waited for what is heard of them after all."""


@dataclass(frozen=True)
class Leaving:
    """Waits for whoever cannot be reached, in whatever of the `others`, which are all the activities there are."""

    others: tuple[Activity, ...]

    def away(self, turn: Turn, person: Person) -> None:
        """Wait for somebody who cannot be reached; and ask first, where many have gone at once."""
        people.lock(turn.session, turn.organisation)
        until = turn.policy.left_at(turn.now, turn.zone)
        turn.wake(until, "leaves", person.id)
        if person.vanished_id is not None:  # a list has left many out: they are asked about all at once
            if person.facilitates and not turn.facilitators() and turn.organisation.unled_since is None:
                begin_to_ask(turn)
            return
        gone = leaving.undecided_since(turn.here, turn.now - GO_TOGETHER_WITHIN)
        among = leaving.number_known(turn.here) + len(gone)
        if turn.policy.are_many(len(gone), among):
            asked = many_leavers.ask(turn, gone, among)
            for one in gone:
                turn.tell_anew(many_leavers.is_among_many_card(asked), _key(one))
        elif any(other.is_in(turn.for_activity(other.name), person) for other in self.others):
            for facilitator in turn.facilitators():
                turn.tell(facilitator, is_away_card(person.id, until, turn.zone), _key(person))

    def ends_admission(self, turn: Turn, due: Due) -> None:
        """Let somebody belong no more whom a facilitator had let in until a day that is over, unless a rule does."""
        asked = admissions.get(turn.here, number(due.subject))
        if asked is None or asked.until is None or asked.until >= turn.today:
            return
        account, person = admissions.who_asked(turn.here, asked)
        if account.let_in_by != [admissions.words(asked.until)]:
            return
        account.kind, account.let_in_by = Kind.OUTSIDER, []
        turn.session.flush()
        joining.sum_up(turn.session, person)
        if is_member(person) or person.leaving_since is not None:
            return
        person.leaving_since = turn.now
        turn.session.flush()
        self.away(turn, person)
        for other in reversed(self.others):
            other.away(turn.for_activity(other.name), person)

    def back(self, turn: Turn, person: Person) -> None:
        """Note that somebody can be reached again, and that nothing has ended."""
        people.lock(turn.session, turn.organisation)
        turn.cancel_wake("leaves", person.id)
        turn.tell_anew(is_back_card(), _key(person))
        many_leavers.one_less(turn, person)
        if turn.organisation.unled_since and turn.facilitators():
            end_asking(turn)

    def leaves(self, turn: Turn, due: Due) -> None:
        """Let go of somebody who has been waited for."""
        people.lock(turn.session, turn.organisation)
        person = turn.session.get(Person, number(due.subject))
        if person is None or person.organisation_id != turn.org or person.leaving_since is None:
            return
        asked = leaving.vanishing(turn.here, person.vanished_id)
        if asked is not None and asked.phase != LEFT:
            return  # whoever answers that wakes this again
        missed = turn.now - due.due_at > LOOKS_ONCE_MORE
        unheard = not turn.listings.cover(person.leaving_since)  # that they are back, perhaps
        if missed or unheard or leaving.is_anything_away(turn.session, person):
            turn.wake(turn.now + LOOKS_ONCE_MORE, "leaves", person.id)
        elif leaving.has_account_in_use(turn.session, person):  # listed again, and nothing has been refused since
            for other in self.others:
                other.back(turn.for_activity(other.name), person)
            self.back(turn, person)
            _waited_for_no_more(turn, person)
        else:
            self.let_go(turn, person)

    def let_go(self, turn: Turn, person: Person) -> None:
        """Let go of somebody for good. Who facilitates is settled first, so that nothing is handed to whoever goes."""
        facilitators.gone(turn, person)
        turn.left_open = Counter() if person.vanished_id else None
        for other in reversed(self.others):
            theirs = turn.for_activity(other.name)
            other.on_leaver(theirs, person)
            turn.erases = turn.erases or theirs.erases
        turn.tell_anew(has_left_card(), _key(person))
        _one_let_go(turn, person)
        _waited_for_no_more(turn, person)
        if not people.accounts_of(turn.session, person):
            self._take_off_the_list(turn, person)

    def _take_off_the_list(self, turn: Turn, person: Person) -> None:
        """Take somebody without an account off the list, and forget them unless something else is kept of them."""
        if any(other.personal_data(turn.for_activity(other.name), person) for other in self.others):
            person.staff_id, person.active = None, False
            turn.session.flush()
            return
        forget_row(turn, person)

    def who_is_away(self, turn: Turn, pressed: Pressed) -> Card:
        """Show who it is, after “Show who it is”. Raises `MovedOn` once they are back, or have left."""
        person = turn.session.get(Person, number(pressed.subject))
        if person is None or person.organisation_id != turn.org or person.leaving_since is None:
            raise MovedOn
        many_leavers.note_look(turn, "knowhow.who_is_away", person.id)
        until = turn.policy.left_at(person.leaving_since, turn.zone)
        return is_away_card(person.id, until, turn.zone, named=person)


def _one_let_go(turn: Turn, person: Person) -> None:
    """Note that one of many has been let go of; when the last has, facilitators hear of all that they left, at once."""
    asked = leaving.vanishing(turn.here, person.vanished_id)
    if asked is not None:
        asked.let_go += 1
        asked.left_open = dict(Counter(asked.left_open) + (turn.left_open or Counter()))
    turn.left_open = None
    many_leavers.one_less(turn, person)
    if asked is not None and asked.phase == LEFT and not leaving.those_of(turn.session, asked):
        for facilitator in turn.facilitators():
            turn.tell(facilitator, all_let_go_card(asked), ("all_let_go", asked.id, asked.asked_on.isoformat()))


def _waited_for_no_more(turn: Turn, person: Person) -> None:
    person.leaving_since = person.vanished_id = None
    turn.session.flush()
    leaving.release(turn.here, person.id)


def _key(person: Person) -> Key:
    since = person.leaving_since
    return ("away", person.id, since.isoformat() if since else "")


# ---- what people see ------------------------------------------------------------------------------------------------


def is_away_card(person: int, until: datetime, zone: ZoneInfo, named: Person | None = None) -> Card:
    """Build the card for each facilitator, once, of somebody away who takes part in something."""
    return say(
        mention(named) if named else "Somebody who takes part in something here",
        f" can’t be reached at present. I wait until {moment(until, zone)}: if they are back by then, everything of "
        "theirs goes on as it was. If not, I let go of them and look after whoever waits for them. Those hear that "
        "they can’t be reached, and not why. There is nothing you need to do.",
        buttons=[] if named else [Button("Show who it is", "knowhow.who_is_away", str(person))],
    )


def is_back_card() -> Card:
    """Build the card for each facilitator in place of that one, when somebody away is back."""
    return say("Somebody who could not be reached for a while is back. Everything of theirs goes on as it was.")


def has_left_card() -> Card:
    """Build the card for each facilitator in place of that one, when somebody away has left."""
    return say(
        "Somebody who could not be reached has not come back, so I have let go of them. Whoever waited for them has "
        "been told, and what they were to do is handed on."
    )


def all_let_go_card(asked: Vanishing) -> Card:
    """Build the card for facilitators, once all of many who have left have been let go of."""
    number = count(asked.let_go, "person has", "people have")
    opening = f"{number} left, and I have let go of them. Whoever waited for them knows."
    if not asked.left_open:
        return say(f"{opening} Nothing of theirs waits for you.")
    lines = [f"{things} under {_LISTS.get(name, f'/{name}')}" for name, things in sorted(asked.left_open.items())]
    return say(f"{opening} What they had to do, or looked after, has nobody now and waits for you: {listed(lines)}.")


_LISTS = {"actions": "/actions list", "review": "/review list"}
"""With which command the things of an activity are seen that nobody looks after."""
