"""From a message to its parcels: which people, in which workspace, in one conversation or each alone."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from activities.kit.events import Why
from bot.delivery.opening import Opening
from bot.engine.waking import UNDELIVERED
from storage import calendar, leaving, outages, outbox, parcels, people
from storage.here import Here
from storage.membership import is_member
from storage.tables import AccountRow, Message, Parcel, Person, Workspace

MESSAGES_A_TRANSACTION = 10
"""How many messages are sorted in one transaction: nobody else can write meanwhile."""


def sort_messages(
    session: Session, among: Sequence[int], share_conversations: frozenset[str], opening: Opening | None = None
) -> int:
    """Make parcels of the oldest unsorted messages of these organisations; gives back how many messages it took.

    `share_conversations`: the platforms on which several people can share a conversation with the bot. `opening`: when
    what the clock sends may leave to people; without it all of that waits for office hours.
    """
    fresh = parcels.unsorted(session, MESSAGES_A_TRANSACTION, among)
    for message in fresh:
        message.sorted = True
        if message.channel is not None:
            parcels.make(session, message, parcels.to_channel(message.channel), message.workspace_id, [])
        else:
            _sort(session, message, share_conversations, opening if message.office_hours else None)
        outbox.blank_if_settled(session, message)
    return len(fresh)


def _sort(session: Session, message: Message, share_conversations: frozenset[str], opening: Opening | None) -> None:
    members = people.several(Here(session, message.organisation_id), message.people)
    homes = {person.id: workspaces_of(session, person) for person in members}
    cannot = [person for person in message.people if not homes.get(person)]
    if cannot:
        # An introduction to somebody who cannot be reached is none: nobody gets it, and the activity decides.
        lost = parcels.make(session, message, "nobody", None, cannot)
        if leaving.all_are_away(session, cannot):
            leaving.hold(session, lost)
        else:
            give_up(session, lost, Why.UNREACHABLE)
        return
    if message.together and (shared := _shared(session, homes, share_conversations)):
        opens = opening.of(members) if opening else None
        parcels.make(session, message, f"together:{message.people}", shared, message.people, opens)
        return
    for person in members:
        opens = opening.of([person]) if opening else None
        parcels.make(session, message, parcels.alone(person.id), homes[person.id][0], [person.id], opens)


def workspaces_of(session: Session, person: Person) -> list[int]:
    """Return where a person can be written to, which is as a member, the workspace in which they last acted first.

    One in which nobody is reached just now comes after the others, so that what waits finds another way.
    """
    theirs = [account.workspace_id for account in people.accounts_of(session, person) if is_member(account)]
    away = {at.id for at in outages.going_on(session)} if len(theirs) > 1 else set()
    return sorted(theirs, key=lambda workspace: workspace in away)


def _shared(session: Session, homes: dict[int, list[int]], share_conversations: frozenset[str]) -> int | None:
    everywhere = set.intersection(*(set(places) for places in homes.values()))
    able = [one for one in everywhere if session.get_one(Workspace, one).platform in share_conversations]
    return min(able, default=None)


def give_up(session: Session, parcel: Parcel, why: Why) -> None:
    """Settle a parcel that did not arrive for certain, and have the activity told in a turn of its own."""
    message = session.get_one(Message, parcel.message_id)
    parcel.why = why
    parcels.settle(session, parcel, "uncertain" if why is Why.UNCERTAIN else "undelivered", message.revision)
    calendar.set_wake(
        Here(session, message.organisation_id),
        message.activity,
        UNDELIVERED,
        str(parcel.id),
        calendar.THE_BEGINNING,
        prompted=not message.office_hours,
    )


def gone_of(parcel: Parcel, accounts: Mapping[int, AccountRow]) -> list[int]:
    """Return those whom a parcel is for and who are no members here any more: nothing is written to other accounts.

    `accounts`: whose are known in the workspace to which it is to go.
    """
    return [person for person in parcel.people if person not in accounts or not is_member(accounts[person])]


def goes_elsewhere_or_waits(session: Session, parcel: Parcel, message: Message, gone: list[int]) -> None:
    """Send what somebody can be told as a member of another workspace there; what they were sent here stays so.

    Whoever cannot be reached for now is waited for.
    """
    if leaving.all_are_away(session, gone):
        leaving.hold(session, parcel)
        return
    if parcel.reference is not None:
        parcels.settle(session, parcel, "sent", message.revision)
        return
    alone = people.several(Here(session, parcel.organisation_id), parcel.people) if len(parcel.people) == 1 else []
    if elsewhere := [workspace for person in alone for workspace in workspaces_of(session, person)]:
        parcel.workspace_id, parcel.conversation = elsewhere[0], None
        return
    parcel.people = gone
    give_up(session, parcel, Why.UNREACHABLE)
