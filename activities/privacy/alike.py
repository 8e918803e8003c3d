"""People who share an e-mail address: never joined silently. Facilitators are asked once, the night after it is found.

And they are told of accounts that an update has taken from a member, because they are no member's.
"""

from dataclasses import dataclass

from activities.kit.activity import Activity
from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Turn
from activities.kit.wording import A_COLLEAGUE
from activities.privacy.cards import alike as cards
from storage import likeness, merging, outbox, people
from storage.membership import is_member
from storage.tables import Person, SharedAddress


@dataclass(frozen=True)
class Alike:
    """Asks every one of the `others`, which are all the activities there are, what somebody takes part in."""

    others: tuple[Activity, ...]

    def tell(self, turn: Turn) -> None:
        """Each night: ask about those who were found, and tell of those who were parted. Waits for a facilitator.

        Where the two say different addresses by then, nobody is asked, or need answer.
        """
        facilitators = turn.facilitators()
        for shared in likeness.in_phase(turn.here, likeness.FOUND) if facilitators else ():
            one, other = _both(turn, shared)
            if not (is_member(one) and is_member(other)):
                continue
            if not likeness.still_share(shared, one, other):
                turn.session.delete(shared)
                continue
            card = cards.are_they_one(shared.id, _known(turn, one), _known(turn, other))
            for facilitator in facilitators:
                turn.tell(facilitator, card, ("alike", shared.id))
            shared.phase = likeness.ASKED
        for shared in likeness.in_phase(turn.here, likeness.ASKED):
            one, other = _both(turn, shared)
            if not likeness.still_share(shared, one, other):
                turn.tell_anew(cards.share_no_more(one, other), ("alike", shared.id))
                turn.session.delete(shared)
        for shared in likeness.in_phase(turn.here, likeness.PARTED) if facilitators else ():
            one, other = _both(turn, shared)
            for facilitator in facilitators:
                turn.tell(facilitator, cards.was_parted(one, _known(turn, other)), ("parted", shared.id))
            shared.phase = likeness.TOLD
        turn.session.flush()

    def join(self, turn: Turn, pressed: Pressed) -> Card:
        """“Join them”. Whoever is in something under way is who they both are from now on."""
        shared = _asked(turn, pressed)
        one, other = _both(turn, shared)
        if not (is_member(one) and is_member(other) and likeness.still_share(shared, one, other)):
            raise MovedOn
        key = ("alike", shared.id)
        kept, gone = (one, other) if self._may_go(turn, other) else (other, one)
        turn.concerns(kept.id, gone.id)
        try:
            if not self._may_go(turn, gone):
                raise merging.TogetherInSomething
            merging.merge(turn.session, kept, gone, A_COLLEAGUE)
        except merging.TogetherInSomething:
            turn.audited = False
            return cards.not_yet(shared.id)
        card = cards.have_been_joined(kept)
        turn.tell_anew(card, key)
        return card

    def leave_apart(self, turn: Turn, pressed: Pressed) -> Card:
        """“Leave them apart”."""
        shared = _asked(turn, pressed)
        one, other = _both(turn, shared)
        turn.concerns(one.id, other.id)
        shared.phase, shared.address = likeness.APART, ""
        turn.session.flush()
        card = cards.stay_apart(one, other)
        turn.tell_anew(card, ("alike", shared.id))
        return card

    def _may_go(self, turn: Turn, person: Person) -> bool:
        """Whether nothing that is under way, or on its way, knows them by themselves."""
        is_busy = any(other.is_in(turn.for_activity(other.name), person) for other in self.others)
        return not is_busy and not outbox.is_waiting(turn.here, person.id)


def _asked(turn: Turn, pressed: Pressed) -> SharedAddress:
    """The pair on a button; raises `MovedOn` where somebody has decided."""
    found = likeness.locked(turn.here, number(pressed.subject))
    if found is None or found.phase != likeness.ASKED:
        raise MovedOn
    return found


def _both(turn: Turn, shared: SharedAddress) -> tuple[Person, Person]:
    one, other = (people.get(turn.here, who) for who in (shared.person_id, shared.other_id))
    return one, other


def _known(turn: Turn, person: Person) -> cards.Known:
    return person, people.accounts_of(turn.session, person)
