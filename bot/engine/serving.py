"""Which apps this process is, and so for which organisations it acts: what is another's is another process's to do."""

from collections.abc import Sequence

from sqlmodel import Session

from storage import organisations
from storage.tables import Organisation


class Serving:
    """What one process serves. Until it says that it is a bot's, every organisation of its database."""

    def __init__(self) -> None:
        self._apps: dict[str, str] = {}
        self._workspaces: set[int] = set()
        self._is_a_bots = False
        self._asked_for = ""

    def begins(self) -> None:
        """Act, from now on, for those alone in whose workspaces this process is; or for the only one that there is."""
        self._is_a_bots = True

    def is_app(self, platform: str, app: str) -> None:
        """Note as which app this process is known to a platform."""
        self._apps[platform] = app

    def app(self, platform: str) -> str:
        """Return as which app; empty where nobody has said."""
        return self._apps.get(platform, "")

    def serves(self, workspace: int) -> None:
        """Note that this process is in a workspace."""
        self._workspaces.add(workspace)

    def organisations(self, session: Session) -> Sequence[int]:
        """Return the ids of those for which this process acts; none of several, until it has reached its own."""
        every = organisations.ids(session)
        if len(every) < 2 or not self._is_a_bots:
            return every
        return organisations.homes_of(session, sorted(self._workspaces))

    def is_for(self, organisation: str) -> None:
        """Note for which organisation a command is, by name or number; none where it does not say."""
        self._asked_for = organisation

    def organisation(self, session: Session, timezone: str) -> Organisation:
        """Return the one that a command is for; the only one that there is where it did not say.

        Raises `SeveralOrganisations` and `NoSuchOrganisation`.
        """
        return organisations.sole(session, timezone, self._asked_for)
