"""How long Slack’s limits make things last, whatever the machine can: worked out from the pace that the bot keeps."""

from collections.abc import Iterator

from benchmarks.scale.one_stage import Figures
from bot.slack.calls import METHODS, MOST_ON_A_PAGE


def permitted_minutes(found: Figures) -> float:
    """How many minutes all that a stage asked of Slack lasts: what it asked for in the way that allows least."""
    asked = {"chat.postMessage": found.posts, "chat.update": found.changes, "conversations.open": found.opens}
    return max(number / METHODS[method].tier.calls for method, number in asked.items())


def listing_minutes(people: int) -> float:
    """How many minutes it lasts until Slack has listed everybody."""
    return people / MOST_ON_A_PAGE / METHODS["users.list"].tier.calls


def lines(people: int) -> Iterator[str]:
    """What else Slack’s limits make of so many people."""
    yield f"Slack lists {people:,} people in {listing_minutes(people):.0f} minutes at the soonest."
    yield f"It opens {METHODS['views.open'].tier.calls} forms a minute for all who press Join together."
