"""Who may be chosen of all whom a platform lists, by the organisation's own rules of membership.

Said before a name of anybody's is matched or shown: an outsider is neither found nor offered.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import Session

from activities.kit.events import Profile
from bot.engine.engine import Engine
from bot.engine.identity import BelongingUnknown
from storage import people
from storage.belonging import EVERYBODY
from storage.called import chosen_in
from storage.here import Here
from storage.membership import is_member


def are_all_shown(engine: Engine, platform: str) -> bool:
    """Say whether whoever has a full account on a platform belongs, so that everybody listed there may be shown."""
    return EVERYBODY in engine.serving.members(platform).of(platform)


def members_among(engine: Engine, listed: Collection[Profile]) -> list[Profile]:
    """Return those of some people of one workspace or tenant who belong, at one look. Raises `TurnFailed`."""
    if not listed:
        return []
    account = next(iter(listed)).account

    def look(session: Session) -> list[Profile]:
        at = engine.reception.workspace(session, account.platform, account.tenant)
        here = Here(session, at.organisation_id)
        return [one for profile in listed if (one := _judged(engine, here, profile)) is not None and is_member(one)]

    return engine.transact("who may be chosen", look)


def _judged(engine: Engine, here: Here, profile: Profile) -> Profile | None:
    try:
        return engine.reception.judged(here, profile)
    except BelongingUnknown:
        return None


def as_called(engine: Engine, listed: Sequence[Profile]) -> list[Profile]:
    """Give some people of one workspace or tenant with how those want to be called who have said so.

    Raises `TurnFailed`.
    """
    if not listed:
        return []
    account = listed[0].account

    def look(session: Session) -> dict[str, str]:
        return dict(chosen_in(session, engine.reception.workspace(session, account.platform, account.tenant)))

    chosen = engine.transact("how people are called", look)
    return [replace(one, called=chosen[one.account.user]) if one.account.user in chosen else one for one in listed]


def work_of(engine: Engine, platform: str, tenant: str, users: Collection[str]) -> dict[str, str]:
    """Say what is known of the work of these people here, in a few words, by user id. Raises `TurnFailed`."""

    def look(session: Session) -> dict[str, str]:
        known = people.known_in(session, engine.reception.workspace(session, platform, tenant))
        return {
            account.user: ", ".join(filter(None, (person.job_title, person.department)))
            for account, person in known
            if account.user in users
        }

    return engine.transact("work", look)
