"""Menus that the bot fills, as Teams' client asks about them, and people chosen in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from activities.kit.events import People, Profile, Value
from activities.kit.forms import Option
from bot.teams.fields import PEOPLE, as_choice
from bot.teams.menus import SEARCHED
from bot.teams.text import Json
from tests.fronts.teams_cards import inputs, named
from tests.fronts.teams_service import Posted, Service


@dataclass
class Menus:
    """What people do in menus. `asks`: posts an activity to the bot, and gives back what it answers."""

    service: Service
    asks: Callable[[Json], tuple[int, Json]]

    def offer(self, who: Profile, typed: str) -> dict[str, str]:
        """Whom a menu offers somebody for what they type: what they are called, by user id."""
        user = who.account.user
        asked = self.service.activity("invoke", user, self.service.own_chat(user), name=SEARCHED, value=about(typed))
        status, answer = self.asks(asked)
        assert (status, answer["statusCode"]) == (200, 200)
        return {one["value"].partition("~")[0]: one["title"] for one in answer["value"]["results"]}

    def looks_for(self, who: Profile, posted: Posted, values: Mapping[str, Value]) -> dict[str, str]:
        """Choose people in menus by their names, where there are such; whom they do not offer is typed instead."""
        typed: dict[str, str] = {}
        for field, value in values.items():
            if isinstance(value, People) and f"{field}.found" in inputs(posted.card):
                offers = {one.account.user: self.offer(who, one.name) for one in value.profiles}
                found = {user: offered[user] for user, offered in offers.items() if user in offered}
                others = tuple(one for one in value.profiles if one.account.user not in found)
                choices = [as_choice(Option(user, called))["value"] for user, called in found.items()]
                typed |= {f"{field}.found": ",".join(choices), field: named(People(others))}
        return typed


def about(typed: str, dataset: str = PEOPLE) -> Json:
    """What Teams asks a bot about a menu, for what was typed."""
    return {"queryText": typed, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
