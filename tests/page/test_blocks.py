"""Every part of Block Kit that Slack shows is shown here, and holds what is put into it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.installation import App
from bot.sandbox.modals import open_modal
from bot.sandbox.records import File, Message
from bot.sandbox.rehearsal import rehearsal
from bot.sandbox.troupe import Troupe
from tests.page.conftest import PEOPLE, Theatre, Visits, theatre_in, visits_to

pytestmark = pytest.mark.asyncio(loop_scope="package")


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


def asks(name: str, kind: str, **about: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name),
        "element": {"type": kind, "action_id": name, **about},
    }


SUMMER_AT_TEN = 1783587600  # in London, where clocks are an hour ahead then
WINTER_AT_TEN = 1798106400

OPTIONS = [option("tea"), option("coffee"), option("water")]
FORM = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Everything"),
    "submit": plain("Send"),
    "blocks": [
        asks("words", "plain_text_input"),
        asks("lines", "plain_text_input", multiline=True),
        asks("number", "number_input", is_decimal_allowed=False),
        asks("email", "email_text_input"),
        asks("web", "url_text_input"),
        asks("date", "datepicker", initial_date="2026-11-09"),
        asks("time", "timepicker"),
        asks("moment", "datetimepicker", initial_date_time=SUMMER_AT_TEN),
        asks("one", "radio_buttons", options=OPTIONS),
        asks("some", "checkboxes", options=OPTIONS, initial_options=OPTIONS[:1]),
        asks("menu", "static_select", options=OPTIONS),
        asks("menus", "multi_static_select", option_groups=[{"label": plain("Drinks"), "options": OPTIONS}]),
        asks("person", "users_select"),
        asks("people", "multi_users_select"),
        asks("channel", "channels_select"),
        asks("channels", "multi_channels_select"),
        asks("conversation", "conversations_select"),
        asks("drink", "external_select"),
        asks("drinks", "multi_external_select", min_query_length=1),
    ],
}


@dataclass
class Heard:
    """What an app of the test's own was told: forms sent, and elements used."""

    forms: list[dict[str, Any]] = field(default_factory=list)
    actions: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def form(self, ack: AsyncAck, view: dict[str, Any]) -> None:
        self.forms.append(view["state"]["values"])
        await ack()

    async def search(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(options=[one for one in OPTIONS if body["value"].lower() in one["value"]])

    async def action(self, ack: AsyncAck, action: dict[str, Any]) -> None:
        await self.actions.put(action)
        await ack()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest_asyncio.fixture(loop_scope="package")
async def theatre(tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Theatre]:
    """A play in which the app only listens: what it is told is seen as it arrives."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with theatre_in(tmp_path, partial(listening, tmp_path, heard)) as opened:
        yield opened


@pytest.fixture
def visits(theatre: Theatre, browser: Browser) -> Visits:
    return visits_to(theatre, browser)


@asynccontextmanager
async def listening(folder: Path, heard: Heard) -> AsyncIterator[Troupe]:
    async with rehearsal(folder, PEOPLE, PEOPLE[0], app=App(), seed="1") as stage:
        app = AsyncApp(client=AsyncWebClient(stage.slack.app.bot_token, base_url=stage.slack.api_url))
        app.view("everything")(heard.form)
        app.options(re.compile("drink"))(heard.search)
        app.action(re.compile(".*"))(heard.action)
        handler = AsyncSocketModeHandler(app, stage.slack.app.app_token, ping_interval=0.05)
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it without types
            await stage.slack.socket_mode.connected()
            yield Troupe.of(stage, PEOPLE, "1")
        finally:  # a play ends by being called off
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it without types


async def test_every_field_holds_what_is_put_into_it(theatre: Theatre, visits: Visits, heard: Heard) -> None:
    workspace = theatre.play.stage.slack.workspace
    amara, ben, carys = (theatre.user(name) for name in ("Amara Okafor", "Ben Hartley", "Carys Pugh"))
    async with visits("Amara Okafor") as visitor:
        open_modal(workspace, amara, FORM)
        await visitor.sees("Everything")
        dialog = visitor.dialog
        typed = {
            "words": "a & b",
            "lines": "one\ntwo",
            "number": "7",
            "email": "a@b.example",
            "web": "https://b.example/",
        }
        for label, text in typed.items():
            await dialog.get_by_label(label, exact=True).fill(text)
        await dialog.get_by_label("date", exact=True).fill("2026-12-24")
        await dialog.get_by_label("time", exact=True).fill("15:30")
        assert await dialog.get_by_label("moment", exact=True).input_value() == "2026-07-09T10:00"
        await dialog.get_by_label("moment", exact=True).fill("2026-12-24T10:00")
        await dialog.get_by_role("group", name="one", exact=True).get_by_label("Coffee").check()
        await dialog.get_by_role("group", name="some", exact=True).get_by_label("Water").check()
        await dialog.get_by_label("menu", exact=True).select_option("tea")
        await dialog.get_by_role("group", name="menus", exact=True).get_by_label("Coffee").check()
        for label, name in (("person", "hartl"), ("people", "pugh"), ("people", "hartley")):
            await dialog.get_by_role("combobox", name=label, exact=True).fill(name)
            await visitor.page.keyboard.press("Enter")
        await dialog.get_by_label("channel", exact=True).select_option(label="#general")
        await dialog.get_by_role("group", name="channels", exact=True).get_by_label("#coffee-trial").check()
        await dialog.get_by_label("conversation", exact=True).select_option(label="general")
        for label, some, all_of_it in (("drink", "cof", "Coffee"), ("drinks", "e", "Coffee"), ("drinks", "te", "Tea")):
            await dialog.get_by_role("combobox", name=label, exact=True).fill(some)
            offered = dialog.get_by_role("listbox").get_by_role("option", name=all_of_it)
            await offered.wait_for()
            if label == "drink":
                await visitor.page.keyboard.press("Enter")
            else:
                await offered.click()
        await dialog.get_by_role("button", name="Send").click()
        await expect(visitor.page.locator("dialog[open]")).to_have_count(0)

        general, coffee = (place.id for place in workspace.conversations.values() if place.kind == "channel")
        assert held(heard.forms[-1]) == {
            **typed,
            "date": "2026-12-24",
            "time": "15:30",
            "moment": WINTER_AT_TEN,
            "one": "coffee",
            "some": ["tea", "water"],
            "menu": "tea",
            "menus": ["coffee"],
            "person": ben,
            "people": [carys, ben],
            "channel": general,
            "channels": [coffee],
            "conversation": general,
            "drink": "coffee",
            "drinks": ["coffee", "tea"],
        }


def held(values: dict[str, dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """What every field holds, options by their value."""

    def plainly(value: Any) -> Any:
        return (
            [plainly(one) for one in value]
            if isinstance(value, list)
            else value["value"]
            if isinstance(value, dict)
            else value
        )

    return {
        block: plainly(next(value for key, value in field.items() if key != "type"))
        for block, actions in values.items()
        for field in actions.values()
    }


async def test_messages_show_every_part_and_nothing_typed_is_markup(theatre: Theatre, visits: Visits) -> None:
    stage = theatre.play.stage
    workspace, bot = stage.slack.workspace, stage.slack.app.bot_user
    place = next(place.id for place in workspace.conversations.values() if place.name == "general")
    ben = theatre.user("Ben Hartley")
    runs = [
        {"type": "text", "text": "<b>not bold</b> & "},
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "user", "user_id": ben},
        {"type": "channel", "channel_id": place},
        {"type": "link", "url": "https://b.example/", "text": "a link"},
        {"type": "link", "url": "javascript:alert(1)", "text": "no link"},
        {"type": "emoji", "name": "coffee", "unicode": "2615"},
    ]
    section = {"type": "rich_text_section", "elements": runs}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain("A heading")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*strong* _soft_ `code` &lt;kept&gt; <https://c.example|there>"},
        },
        {"type": "section", "fields": [plain("left"), plain("right")], "text": plain("above")},
        {"type": "context", "elements": [plain("small print")]},
        {"type": "divider"},
        {
            "type": "rich_text",
            "elements": [
                section,
                {"type": "rich_text_list", "style": "bullet", "elements": [section]},
                {"type": "rich_text_quote", "elements": runs[:1]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "as it\n  stands"}]},
            ],
        },
    ]
    async with visits("Amara Okafor") as amara:
        await amara.opens("general")
        await amara.writes("<img src=x onerror=alert(1)> *plain* <!channel>")
        workspace.post(Message(workspace.next_ts(), place, bot, "fallback", blocks=blocks, by_app=True))
        mine, card = amara.messages.first, amara.messages.last
        await expect(mine).to_contain_text("<img src=x onerror=alert(1)> *plain* <!channel>")
        assert await mine.locator("img").count() == 0
        await expect(card.get_by_role("heading", name="A heading")).to_be_visible()
        await expect(card).to_contain_text("<b>not bold</b> & bold@Ben Hartley#generala linkno link☕")
        await expect(card).to_contain_text("strong soft code <kept> there")
        assert await card.locator("strong").all_inner_texts() == ["strong", "bold", "bold"]
        assert [await one.get_attribute("href") for one in await card.get_by_role("link", name="link").all()] == [
            "https://b.example/"
        ] * 2
        await expect(card.locator("blockquote")).to_have_text("<b>not bold</b> & ")
        await expect(card.locator("pre")).to_have_text("as it\n  stands")
        for words in ("left", "right", "above", "small print"):
            await expect(card.get_by_text(words)).to_be_visible()


async def test_a_file_can_be_downloaded(theatre: Theatre, visits: Visits) -> None:
    stage = theatre.play.stage
    workspace, bot = stage.slack.workspace, stage.slack.app.bot_user
    workspace.files["F1"] = File("F1", "the pairs.csv", "The pairs", 3, bot, 0, content=b"a,b", is_shared=True)
    place = workspace.open_direct([theatre.user("Amara Okafor"), bot])
    workspace.post(Message(workspace.next_ts(), place.id, bot, "", by_app=True, files=["F1"]))
    async with visits("Amara Okafor") as amara:
        await amara.opens("Knowhow")
        async with amara.page.expect_download() as begun:
            await amara.page.get_by_role("link", name="The pairs").click()
        download = await begun.value
        assert download.suggested_filename == "the pairs.csv"


async def test_every_element_in_a_message_tells_the_app(theatre: Theatre, visits: Visits, heard: Heard) -> None:
    stage = theatre.play.stage
    workspace, bot = stage.slack.workspace, stage.slack.app.bot_user
    place = next(place.id for place in workspace.conversations.values() if place.name == "general")
    sure = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    elements = [
        {"type": "button", "action_id": "press", "text": plain("Press"), "value": "17", "confirm": sure},
        {"type": "static_select", "action_id": "menu", "placeholder": plain("A drink"), "options": OPTIONS},
        {"type": "datepicker", "action_id": "date", "placeholder": plain("A day")},
        {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS},
        {"type": "users_select", "action_id": "person", "placeholder": plain("Somebody")},
        {"type": "overflow", "action_id": "more", "options": OPTIONS},
    ]
    blocks = [{"type": "actions", "block_id": "all", "elements": elements}]
    workspace.post(Message(workspace.next_ts(), place, bot, "fallback", blocks=blocks, by_app=True))
    async with visits("Amara Okafor") as amara:
        await amara.opens("general")
        card = amara.messages.last
        await amara.presses("Press")
        await amara.presses("No")
        await amara.presses("Press")
        await amara.presses("Yes")
        await card.get_by_label("A drink").select_option("tea")
        await card.get_by_label("A day").fill("2026-12-24")
        await card.get_by_label("Water").check()
        await card.get_by_label("Somebody").fill("hartl")
        await amara.page.keyboard.press("Enter")
        await card.get_by_label("More").select_option("coffee")
        async with asyncio.timeout(30):
            arrived = [await heard.actions.get() for _ in elements]
        await stage.slack.settled()
    assert heard.actions.empty()
    told = {action["action_id"]: action for action in arrived}
    assert told["press"]["value"] == "17"
    assert told["menu"]["selected_option"]["value"] == "tea"
    assert told["date"]["selected_date"] == "2026-12-24"
    assert [option["value"] for option in told["boxes"]["selected_options"]] == ["water"]
    assert told["person"]["selected_user"] == theatre.user("Ben Hartley")
    assert told["more"]["selected_option"]["value"] == "coffee"
