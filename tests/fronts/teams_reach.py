"""Whom the bot can write to in the small Teams, and whom Microsoft says that it cannot."""

from activities.kit.events import Profile
from tests.fronts.teams_service import Fault, Refusal, Service


class Reach:
    """Says what Microsoft answers where the bot writes to somebody."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def refuses(self, who: Profile, refusal: Refusal | None) -> None:
        """From now on Microsoft says that somebody cannot be written to alone; `None`: that they can be again."""
        self._service.refusals.pop(who.account.user, None)
        if refusal:
            self._service.refusals[who.account.user] = refusal

    def refuses_everybody(self, refusal: Refusal, calls: int) -> None:
        """The next so many messages are refused, whoever they are for."""
        status, code = refusal
        self._service.faults["post"] += [Fault(status, code=code)] * calls

    def adds_the_bot_anew(self, who: Profile) -> None:
        """Somebody's chat with the bot is another from now on, in which it may write."""
        self.refuses(who, None)
        self._service.begins_anew(who.account.user)

    def posts_to(self, who: Profile) -> int:
        """How often the bot has tried to write to somebody alone."""
        return self._service.calls.count(("post", self._service.own_chat(who.account.user)))
