"""The link into Teams, as Microsoft documents it for a chat, and a bot’s id in it.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
"""

from urllib.parse import parse_qs, urlsplit

import pytest

from activities import ACTIVITIES
from activities.kit.events import Account, Command, Profile
from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.teams.saying import said
from bot.teams.way_in import way_in

APP, TENANT = "1f2e3d4c-5b6a-4789-9abc-def012345678", "0a1b2c3d-5b6a-4789-9abc-def012345678"
WAY = way_in(Teams(APP, None, AppType.SINGLE_TENANT, TENANT))


@pytest.mark.parametrize("typed", ["coffee join", "cafe join"])
def test_it_opens_a_chat_with_the_bot_in_which_what_to_send_stands_already(typed: str) -> None:
    link = urlsplit(WAY.link_for(typed))
    assert (link.scheme, link.netloc, link.path) == ("https", "teams.microsoft.com", "/l/chat/0/0")
    assert parse_qs(link.query) == {"tenantId": [TENANT], "users": [f"28:{APP}"], "message": [typed]}
    assert " " not in WAY.link_for(typed)


@pytest.mark.parametrize("typed", ["coffee join", "cafe join"])
def test_what_stands_there_is_a_command_that_the_bot_knows(typed: str) -> None:
    sent = parse_qs(urlsplit(WAY.link_for(typed)).query)["message"][0]
    heard = said(
        sent, "key", Profile(Account("teams", TENANT, "ann"), "Ann Able", None), {a.name: a for a in ACTIVITIES}
    )
    assert isinstance(heard, Command)
    assert f"{heard.activity} {heard.verb}" == typed


def test_a_shorter_one_can_be_typed() -> None:
    assert WAY.short == f"teams.microsoft.com/l/chat/0/0?users=28:{APP}"
