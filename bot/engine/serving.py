"""Which apps this process is, and so for which organisations it acts: what is another's is another process's to do."""

from collections.abc import Sequence

from sqlmodel import Session

from bot.engine.own_settings import members_of
from storage import organisations
from storage.belonging import MemberRules
from storage.tables import Organisation, Workspace


class Serving:
    """What one process serves. Until it says that it is a bot's, every organisation of its database.

    `otherwise`: who belongs where an organisation has not set it for itself.
    """

    def __init__(self, otherwise: MemberRules) -> None:
        self._otherwise = otherwise
        self._members: dict[str, MemberRules] = {}
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

    def serves(self, workspace: Workspace, organisation: Organisation) -> None:
        """Note that this process is in a workspace, and by which rules people belong there from now on."""
        self._workspaces.add(workspace.id)
        if own := members_of(organisation):
            self._members[workspace.platform] = own

    def members(self, platform: str) -> MemberRules:
        """Return who belongs of a platform's people: as their organisation has set, or else as the settings have it."""
        return self._members.get(platform, self._otherwise)

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
