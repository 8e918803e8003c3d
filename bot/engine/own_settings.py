"""What an organisation has set for itself with `knowhow organisations set`: it holds in the place of the settings."""

from dataclasses import replace
from functools import cache

from activities.kit.policy import Policy
from bot.settings.members import members
from storage.belonging import MemberRules
from storage.tables import Organisation


def policy_of(policy: Policy, organisation: Organisation) -> Policy:
    """Return what holds for an organisation, by these settings and what it has set for itself."""
    own = {"members": members_of(organisation), "contact": organisation.contact}
    said = {name: value for name, value in own.items() if value}
    return replace(policy, **said) if said else policy  # type: ignore[arg-type]  # each is of its field's type


def members_of(organisation: Organisation) -> MemberRules | None:
    """Return the rules of who belongs that an organisation has set for itself, if it has."""
    return _read(organisation.members) if organisation.members else None


@cache
def _read(said: str) -> MemberRules:
    return members(said)
