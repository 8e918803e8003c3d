"""A menu of people that the app fills, where a platform's own would show everybody in a tenant that many share."""

from collections import Counter
from collections.abc import Iterable, Sequence

from activities.kit.events import Profile
from activities.kit.forms import Option
from activities.kit.wording import one_of_alike
from bot.engine.choosing import members_among, work_of
from bot.engine.engine import Engine
from bot.platforms.naming import name_of, near, told_apart
from bot.platforms.shortening import shorten

LEAST_TYPED, MOST_TYPED = 2, 100
"""Letters of a name for which anybody is looked: with fewer, everybody would be read through in a few tries."""

MOST_JUDGED = 400
"""Of whom it is asked for one menu whether they belong. Whoever types more of a name finds who was left out."""

LONGEST_LABEL = 75
"""Characters of a label, on every platform."""


def sought(typed: str, people: Iterable[Profile]) -> list[Profile]:
    """Return whom what was typed so far may mean, those first whom it fits best. Nobody is judged yet."""
    asked = typed.strip()
    return near(asked, people)[:MOST_JUDGED] if LEAST_TYPED <= len(asked) <= MOST_TYPED else []


def offered(engine: Engine, by: Profile, found: Sequence[Profile], most: int) -> tuple[Option, ...]:
    """Return what a menu offers to somebody who looks for a colleague: members alone, and to a member alone.

    Namesakes are told apart as far as anything is known of them. Raises `TurnFailed`.
    """
    if not members_among(engine, [by]):
        return ()
    members = members_among(engine, found)
    called = Counter(_called(one) for one in members)
    alike = [one for one in members if called[_called(one)] > 1]
    unaddressed = [one.account.user for one in alike if not one.email]
    work = work_of(engine, by.account.platform, by.account.tenant, unaddressed) if unaddressed else {}
    labels = {option.value: option.label for option in told_apart(alike, work, LONGEST_LABEL)}
    shown = [Option(one.account.user, labels.get(one.account.user, name_of(one))) for one in members]
    return _numbered(shown)[:most]


def _called(profile: Profile) -> str:
    return " ".join(name_of(profile).casefold().split())


def _numbered(options: Sequence[Option]) -> tuple[Option, ...]:
    """Give a number to labels that still read the same: a client may take one for the other, and so would people."""
    times, so_far = Counter(option.label for option in options), Counter[str]()
    numbered = []
    for option in options:
        so_far[option.label] += 1
        which = one_of_alike(so_far[option.label], times[option.label]) if times[option.label] > 1 else ""
        numbered.append(Option(option.value, shorten(option.label, LONGEST_LABEL - len(which)) + which))
    return tuple(numbered)
