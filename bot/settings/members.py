"""`KNOWHOW_MEMBERS`: who belongs, as somebody writes it in the settings."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from bot.settings.values import staff_domains
from storage.belonging import By, MemberRules, Rule, spelt

WAYS = (
    "tenant (everybody in the tenant or workspace), staff-list (whoever `knowhow staff import` names), teams:19:… "
    "(members of a team), channels:C0123ABCD (members of a Slack channel), addresses:@trust.example (whoever has such "
    "an address), name-ends:(NORTHGATE TRUST) (in Teams, whose name ends so)"
)
"""Every rule there is, in words."""

MISSING_FOR_TEAMS = (
    "KNOWHOW_MEMBERS is missing. A tenant may be shared by many organisations, so please say who belongs to yours, one "
    f"or several with ; between them: {WAYS}."
)

_SHORTEST_END = 4
_TEAM = re.compile(r"19:[^@\s,;]{1,120}@thread\.(?:tacv2|skype)")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{5,20}")


def members(given: str) -> MemberRules:
    """Read who belongs: rules with semicolons between them. Raises `ValueError` with the rest of a sentence."""
    rules = [rule for part in given.split(";") if part.strip() for rule in _rules(part.strip())]
    if not rules:
        raise ValueError(f"must say who belongs: {WAYS}.")
    return MemberRules(tuple(dict.fromkeys(rules)))


def _rules(said: str) -> Iterator[Rule]:
    word, colon, what = (part.strip() for part in said.partition(":"))
    word = word.lower()
    if word not in list(By):
        near = get_close_matches(word, list(By), n=1)
        guess = f" Did you mean {near[0]}?" if near else ""
        raise ValueError(f"has a rule that there is not, {word[:40]}.{guess} There are {WAYS}.")
    by = By(word)
    if by in (By.TENANT, By.STAFF_LIST):
        if colon:
            raise ValueError(f"says more after {by}: that rule stands alone.")
        yield Rule(by)
    else:
        yield from (Rule(by, one) for one in _READ[by](what))


def _teams(what: str) -> list[str]:
    return _listed(
        what, _TEAM, "teams: must list the ids of teams, such as 19:…@thread.tacv2, with commas between them"
    )


def _channels(what: str) -> list[str]:
    return _listed(what, _CHANNEL, "channels: must list the ids of Slack channels, such as C0123ABCD, commas between")


def _listed(what: str, form: re.Pattern[str], otherwise: str) -> list[str]:
    ids = [one.strip() for one in what.split(",") if one.strip()]
    if not ids or not all(form.fullmatch(one) for one in ids):
        raise ValueError(f"cannot be read: {otherwise}.")
    return ids


def _addresses(what: str) -> list[str]:
    domains = [one.strip() for one in what.split(",") if one.strip()]
    if not domains or not all(one.startswith("@") for one in domains):
        raise ValueError("cannot be read: addresses: must list what addresses end with, such as @trust.example.")
    return list(staff_domains(what))


def _name(what: str) -> list[str]:
    end = spelt(what)
    if len(end) < _SHORTEST_END:
        raise ValueError(
            f"cannot be read: name-ends: must say how names end, in {_SHORTEST_END} characters or more, such as "
            "(NORTHGATE TRUST)."
        )
    return [end]


_READ: dict[By, Callable[[str], list[str]]] = {
    By.TEAM: _teams,
    By.CHANNEL: _channels,
    By.ADDRESS: _addresses,
    By.NAME: _name,
}
