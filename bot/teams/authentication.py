"""How botbuilder learns who sends a request: it is told, after the tokens were checked by us."""

from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity as TeamsActivity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.teams.connector import Connector
from bot.teams.wire import Wire

AUDIENCE = "https://api.botframework.com"


class Connectors(ConnectorFactory):  # type: ignore[misc]  # botframework has no types
    """Gives botbuilder a connector for the turn of each request, for it takes none without."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def create(self, service_url: str, audience: str) -> Connector:
        """Make a connector. What the token is for is the same everywhere."""
        return Connector(self._wire, service_url)


class Authentication(BotFrameworkAuthentication):  # type: ignore[misc]  # botframework has no types
    """Believes nobody by itself: requests come here with claims that have been checked, or not at all."""

    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    def of_claims(self, claims: Mapping[str, Any]) -> AuthenticateRequestResult:
        """Build what botbuilder wants to know of a request whose claims are certain."""
        result = AuthenticateRequestResult()
        result.audience, result.caller_id = AUDIENCE, None
        result.claims_identity = ClaimsIdentity(dict(claims), True)
        result.connector_factory = self._connectors
        return result

    async def authenticate_request(self, activity: TeamsActivity, auth_header: str) -> AuthenticateRequestResult:
        """Refuse everybody: nobody is let in by botbuilder's own check."""
        raise PermissionError

    async def authenticate_streaming_request(self, auth_header: str, channel_id: str) -> AuthenticateRequestResult:
        """Refuse everybody: nobody comes in by a socket either."""
        raise PermissionError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """Give the connectors for what is sent without being asked."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Refuse to: nobody signs in, because there is nothing that the bot would do in anybody's name."""
