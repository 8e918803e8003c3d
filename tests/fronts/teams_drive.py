"""Files in the small Teams: the bot offers one, somebody says yes or no, and it lands in their OneDrive."""

from collections.abc import Callable

from bot.teams.text import Json
from tests.fronts.teams_service import Fault, Posted, Service


class Drive:
    """What somebody does about files that are offered to them. `posts`: lets Teams tell the bot of something."""

    def __init__(self, service: Service, posts: Callable[[Json], None]) -> None:
        self._service, self._posts = service, posts
        self._contexts: dict[str, Json] = {}
        self._last: dict[str, Json] = {}

    def offers(self) -> list[Posted]:
        """The files that the bot has offered to anybody."""
        offered = [one for one in self._service.messages if "acceptContext" in one.card]
        self._contexts |= {one.id: one.card["acceptContext"] for one in offered}
        return offered

    def consents(self, user: str, offer: Posted, action: str, name: str) -> None:
        """Somebody says yes or no to a file; where it is to be put is called `name`."""
        upload = {"uploadUrl": f"{self._service.address}/upload/{name}", "uniqueId": "1", "fileType": "txt"}
        value = {"type": "fileUpload", "action": action, "context": self._contexts[offer.id], "uploadInfo": upload}
        own_chat = self._service.own_chat(user)
        said = {"name": "fileConsent/invoke", "value": value, "replyToId": offer.id}
        self._last[user] = self._service.activity("invoke", user, own_chat, **said)
        self._posts(self._last[user])

    def consents_again(self, user: str) -> None:
        """Microsoft delivers the same answer once more."""
        self._posts(self._last[user])

    def loses_uploads(self, number: int) -> None:
        """The next so many files do not get through."""
        self._service.faults["upload"] += [Fault(500)] * number

    @property
    def uploads(self) -> dict[str, bytes]:
        """What was put into people's OneDrive, by name."""
        return self._service.uploads
