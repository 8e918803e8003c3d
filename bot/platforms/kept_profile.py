"""Somebody as the database has them, for when their platform cannot say who they are."""

from sqlalchemy.exc import DBAPIError

from activities.kit.events import Account, Profile
from bot.faults.faults import note
from storage import people
from storage.database import Database
from storage.membership import is_member


def kept_profile(database: Database, account: Account) -> Profile | None:
    """Return a member as they were last known; `None` of anybody else, and where the database is away.

    Without their address: only the platform vouches for one, and it has not been asked.
    """
    try:
        with database.reading() as session:
            found = people.behind(session, account.platform, account.tenant, account.user)
            if found is None or not is_member(found[0]):
                return None
            row, person = found
            return Profile(account, person.name, is_admin=row.is_admin)
    except DBAPIError as error:
        note("profile", error)
        return None
