"""Somebody as the database has them, for when their platform cannot say who they are."""

from sqlalchemy.exc import DBAPIError

from activities.kit.events import Account, Profile
from bot.faults.faults import note
from storage import called, joining
from storage.database import Database
from storage.membership import is_member


def kept_profile(database: Database, app: str, account: Account) -> Profile | None:
    """Return a member as they were last known by an app; `None` of anybody else, and where the database is away.

    Without their address: only the platform vouches for one, and it has not been asked.
    """
    try:
        with database.reading() as session:
            known = joining.behind(session, account.platform, account.tenant, app, account.user)
            if known is None or not is_member(known.account):
                return None
            return Profile(account, called.by_directory(known.person), is_admin=known.account.is_admin, is_kept=True)
    except DBAPIError as error:
        note("profile", error)
        return None
