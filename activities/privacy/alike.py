"""People who share an e-mail address: never joined silently. Facilitators are asked once, the night after it is found.

And they are told of accounts that an update has taken from a member, because they are no member's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.kit.activity import Activity
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Turn, mention
from activities.kit.wording import A_COLLEAGUE
from storage import likeness, merging, outbox, people
from storage.membership import is_member
from storage.tables import AccountRow, Person, SharedAddress

Known = tuple[Person, Sequence[AccountRow]]
"""Somebody, and their accounts."""


@dataclass(frozen=True)
class Alike:
    """Asks every one of the `others`, which are all the activities there are, what somebody takes part in."""

    others: tuple[Activity, ...]

    def tell(self, turn: Turn) -> None:
        """Ask each night about those who were found, and tell of those who were parted. Waits for a facilitator.

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
            card = are_they_one_card(shared.id, _known(turn, one), _known(turn, other))
            for facilitator in facilitators:
                turn.tell(facilitator, card, ("alike", shared.id))
            shared.phase = likeness.ASKED
        for shared in likeness.in_phase(turn.here, likeness.ASKED):
            one, other = _both(turn, shared)
            if not likeness.still_share(shared, one, other):
                turn.tell_anew(share_no_more_card(one, other), ("alike", shared.id))
                turn.session.delete(shared)
        for shared in likeness.in_phase(turn.here, likeness.PARTED) if facilitators else ():
            one, other = _both(turn, shared)
            for facilitator in facilitators:
                turn.tell(facilitator, was_parted_card(one, _known(turn, other)), ("parted", shared.id))
            shared.phase = likeness.TOLD
        turn.session.flush()

    def join(self, turn: Turn, pressed: Pressed) -> Card:
        """Join the two, after “Join them”. Whoever is in something under way is who they both are from now on."""
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
            return not_yet_card(shared.id)
        card = have_been_joined_card(kept)
        turn.tell_anew(card, key)
        return card

    def leave_apart(self, turn: Turn, pressed: Pressed) -> Card:
        """Leave the two apart, after “Leave them apart”."""
        shared = _asked(turn, pressed)
        one, other = _both(turn, shared)
        turn.concerns(one.id, other.id)
        shared.phase, shared.address = likeness.APART, ""
        turn.session.flush()
        card = stay_apart_card(one, other)
        turn.tell_anew(card, ("alike", shared.id))
        return card

    def _may_go(self, turn: Turn, person: Person) -> bool:
        """Say whether nothing that is under way, or on its way, knows one of the two by themselves."""
        is_busy = any(other.is_in(turn.for_activity(other.name), person) for other in self.others)
        return not is_busy and not outbox.is_waiting(turn.here, person.id)


def _asked(turn: Turn, pressed: Pressed) -> SharedAddress:
    """Return the pair on a button; raise `MovedOn` where somebody has decided."""
    found = likeness.locked(turn.here, number(pressed.subject))
    if found is None or found.phase != likeness.ASKED:
        raise MovedOn
    return found


def _both(turn: Turn, shared: SharedAddress) -> tuple[Person, Person]:
    one, other = (people.get(turn.here, who) for who in (shared.person_id, shared.other_id))
    return one, other


def _known(turn: Turn, person: Person) -> Known:
    return person, people.accounts_of(turn.session, person)


# ---- what people see ------------------------------------------------------------------------------------------------

PLATFORMS = {"slack": "Slack", "teams": "Teams"}


def are_they_one_card(shared: int, one: Known, other: Known) -> Card:
    """Build the card that asks each facilitator, once, whether two people are one."""
    sure = Confirm("What either did becomes one person’s. This cannot be undone. Join them?", "Join")
    return say(
        "Two people here have the same e-mail address: ",
        mention(one[0]),
        f" ({_where(one)}) and ",
        mention(other[0]),
        f" ({_where(other)}). I have not joined them, because both have used me. If they are one person, join them: "
        "what either did, and what I write to them, is then one person’s. If not, leave them apart, and have the "
        "address put right where it is wrong.",
        buttons=[
            Button("Join them", "knowhow.join_people", str(shared), style="primary", confirm=sure),
            Button("Leave them apart", "knowhow.leave_apart", str(shared)),
        ],
    )


def have_been_joined_card(person: Person) -> Card:
    """Build the card in place of that question, when the two have been joined."""
    return say("They are one person now: ", mention(person), ". Whatever either did is theirs.")


def stay_apart_card(one: Person, other: Person) -> Card:
    """Build the card in place of that question, when the two stay apart."""
    return say(mention(one), " and ", mention(other), " stay two people. I won’t ask again.")


def share_no_more_card(one: Person, other: Person) -> Card:
    """Build the card in place of that question, where one of the two has another address by now."""
    return say(mention(one), " and ", mention(other), " have different e-mail addresses by now. They stay two people.")


def not_yet_card(shared: int) -> Card:
    """Build the card for a facilitator, where joining would mix up what is under way."""
    return say(
        "They cannot be joined yet: both take part in something that has yet to end, took part in the same thing, or "
        "wait for messages. Please press again once that has ended. Until then they stay two.",
        buttons=[
            Button("Join them", "knowhow.join_people", str(shared), style="primary"),
            Button("Leave them apart", "knowhow.leave_apart", str(shared)),
        ],
    )


def was_parted_card(member: Person, outsider: Known) -> Card:
    """Build the card for each facilitator, once, after an update that has taken an account from a member."""
    return say(
        "Until the last update, ",
        f"{_where(outsider)} counted as ",
        mention(member),
        ", because it had the same e-mail address. It is no member’s account: a guest’s, one of another organisation, "
        "a bot’s, or closed. I have taken it away from them. Whoever used it could see and do what they may. Please "
        "check with them whether something is not theirs; whoever runs the server sees with “knowhow audit” what "
        "facilitators did.",
    )


def _where(known: Known) -> str:
    person, rows = known
    accounts = [f"{PLATFORMS.get(row.platform, row.platform)}, {row.user}" for row in rows]
    where = "the account " + " and ".join(accounts) if accounts else "on the staff list"
    return f"{where}, there called {person.directory_name}" if person.directory_name else where
