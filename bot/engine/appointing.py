"""The settings name who facilitates from the start; each name appoints somebody once."""

from collections.abc import Collection
from hashlib import sha256

from sqlmodel import Session, select

from bot.faults.faults import log
from bot.settings.keys import Keys
from storage import people
from storage.tables import Organisation

KEYED = ":"
"""In a digest that was made under a key: what stands before it tells which."""

CANNOT_BE_RECOGNISED = (
    "Whom KNOWHOW_FACILITATORS has appointed already is known under another KNOWHOW_FORGOTTEN_KEY, so it appoints "
    "nobody now. Put the former key after yours, with a comma between; or appoint with /knowhow facilitators."
)


def unused(organisation: Organisation, named: Collection[str], keys: Keys) -> list[str]:
    """Return digests of those names of somebody, `named` in the settings, that have appointed nobody yet.

    Digests, so that nothing here says who it was: whoever is removed in chat, or forgotten, must not come back by this.
    None where it cannot be told who has been appointed before, because the key is another one.
    """
    if not are_recognised(organisation, keys):
        return []
    plain = [sha256(f"{organisation.id} {name}".encode()).hexdigest() for name in named]
    known = set(organisation.appointed)
    return [_keyed(one, keys) for one in plain if known.isdisjoint([one, *keys.digests(f"appointed {one}")])]


def use(session: Session, organisation: Organisation, digests: Collection[str]) -> None:
    """Remember that these digests have appointed somebody."""
    people.lock(session, organisation)
    organisation.appointed = sorted({*organisation.appointed, *digests})
    session.flush()


def are_recognised(organisation: Organisation, keys: Keys) -> bool:
    """Say whether it can be told of each name in the settings whether it has appointed somebody."""
    return all(KEYED not in one or keys.made(one) for one in organisation.appointed)


def key_those_without(session: Session, named: frozenset[str], keys: Keys) -> None:
    """Put digests that were made without a key under it, and those of names that are still set under the newest."""
    for organisation in session.exec(select(Organisation).with_for_update()).all() if keys else ():
        if not are_recognised(organisation, keys):
            log.warning(CANNOT_BE_RECOGNISED)
            continue
        new = {one if KEYED in one else _keyed(one, keys) for one in organisation.appointed}
        for name in named:
            plain = sha256(f"{organisation.id} {name}".encode()).hexdigest()
            if former := new.intersection(keys.digests(f"appointed {plain}")):
                new = (new - former) | {_keyed(plain, keys)}
        if new != set(organisation.appointed):
            organisation.appointed = sorted(new)
    session.flush()


def _keyed(plain: str, keys: Keys) -> str:
    return keys.digest(f"appointed {plain}") if keys else plain
