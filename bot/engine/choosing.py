"""Who may be chosen of all whom a platform lists, by the organisation's own rules of membership.

Said before a name of anybody's is matched or shown: an outsider is neither found nor offered.
"""

from collections.abc import Collection

from sqlmodel import Session

from activities.kit.events import Profile
from bot.engine.engine import Engine
from storage.belonging import EVERYBODY
from storage.here import Here
from storage.membership import is_member


def are_all_shown(engine: Engine, platform: str) -> bool:
    """Say whether whoever has a full account on a platform belongs, so that everybody listed there may be shown."""
    return EVERYBODY in engine.rules.policy.members.of(platform)


def members_among(engine: Engine, listed: Collection[Profile]) -> list[Profile]:
    """Return those of some people of one workspace or tenant who belong, at one look. Raises `TurnFailed`."""
    if not listed:
        return []
    account = next(iter(listed)).account

    def look(session: Session) -> list[Profile]:
        at = engine.reception.workspace(session, account.platform, account.tenant)
        here = Here(session, at.organisation_id)
        return [one for one in (engine.reception.judged(here, profile) for profile in listed) if is_member(one)]

    return engine.transact("who may be chosen", look)
