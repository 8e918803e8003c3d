"""What facilitators read of people who share, or shared, an e-mail address."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.turn import mention
from storage.tables import AccountRow, Person

PLATFORMS = {"slack": "Slack", "teams": "Teams"}

Known = tuple[Person, Sequence[AccountRow]]
"""Somebody, and their accounts."""


def are_they_one(shared: int, one: Known, other: Known) -> Card:
    """To each facilitator, once."""
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


def have_been_joined(person: Person) -> Card:
    """In place of it."""
    return say("They are one person now: ", mention(person), ". Whatever either did is theirs.")


def stay_apart(one: Person, other: Person) -> Card:
    """In place of it."""
    return say(mention(one), " and ", mention(other), " stay two people. I won’t ask again.")


def share_no_more(one: Person, other: Person) -> Card:
    """In place of it, where one of them has another address by now."""
    return say(mention(one), " and ", mention(other), " have different e-mail addresses by now. They stay two people.")


def not_yet(shared: int) -> Card:
    """Where joining would mix up what is under way."""
    return say(
        "They cannot be joined yet: both take part in something that has yet to end, took part in the same thing, or "
        "wait for messages. Please press again once that has ended. Until then they stay two.",
        buttons=[
            Button("Join them", "knowhow.join_people", str(shared), style="primary"),
            Button("Leave them apart", "knowhow.leave_apart", str(shared)),
        ],
    )


def was_parted(member: Person, outsider: Known) -> Card:
    """To each facilitator, once, after an update."""
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
    accounts = [f"{PLATFORMS.get(row.platform, row.platform)}, {row.user}" for row in known[1]]
    return "the account " + " and ".join(accounts) if accounts else "on the staff list"
