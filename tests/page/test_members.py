"""A form in which people are chosen, in the browser, where not everybody in the small Slack belongs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from activities import ACTIVITIES
from bot.sandbox.installation import App
from bot.sandbox.rehearsal import rehearsal
from bot.sandbox.troupe import Troupe
from bot.service.app import running
from bot.settings.settings import settings_of
from bot.slack.manifest import manifest
from tests.page.conftest import PEOPLE, Theatre, Visits, theatre_in, visits_to
from tests.page.test_trial import PICTURES
from tests.page.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="package")

FACILITATOR = next(row for row in PEOPLE if row.name == "Grace Whitcombe")


@asynccontextmanager
async def shared(folder: Path) -> AsyncIterator[Troupe]:
    """The real bot and its people, of whom two are called Ben Hartley, among others who belong elsewhere."""
    async with rehearsal(folder, PEOPLE, FACILITATOR, app=App.from_manifest(manifest(ACTIVITIES)), seed="1") as stage:
        for name, address in (
            ("Ben Hartley", "b.hartley2@northgate.example"),
            ("Ben Hartley", "ben@elsewhere.example"),
            ("Benita Elsewhere", "benita@elsewhere.example"),
        ):
            stage.slack.workspace.add_user(name, email=address)
        domain = str(stage.users[PEOPLE[0].id].email).partition("@")[2]
        rules = f"staff-list; addresses:@northgate.example, @{domain}"
        async with running(settings_of({**stage.settings, "KNOWHOW_MEMBERS": rules}), stage.database):
            yield Troupe.of(stage, PEOPLE, "1")


@pytest_asyncio.fixture(loop_scope="package")
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    async with theatre_in(tmp_path, partial(shared, tmp_path)) as opened:
        yield opened


@pytest.fixture
def visits(theatre: Theatre, browser: Browser) -> Visits:
    return visits_to(theatre, browser)


async def test_members_are_found_by_name_and_stay_chosen_while_something_else_is_wrong(visits: Visits) -> None:
    async with visits(FACILITATOR.name) as grace:
        await grace.opens("coffee-trial")
        await grace.writes("/aar new")
        await grace.sees("Who is asked?")
        await grace.dialog.get_by_role("combobox", name="Who is asked?").fill("benita")
        await expect(grace.dialog.get_by_role("status").filter(has_text="No results")).to_be_visible()
        namesakes = await offers(grace, "ben")
        assert len(namesakes) == 2
        assert all(one.startswith("Ben Hartley (") for one in namesakes)
        assert "elsewhere" not in str(namesakes)
        await expect(grace.dialog.get_by_role("status").filter(has_text="No results")).to_have_count(0)
        await grace.takes_picture(PICTURES, "members-found")
        await grace.dialog.get_by_role("listbox").get_by_role("option", name="northgate").first.click()
        await offers(grace, "pugh")
        await grace.page.keyboard.press("Enter")
        await grace.presses("Ask people")
        await expect(grace.dialog.locator(".error:visible").first).to_be_visible()
        tokens = grace.dialog.locator(".token")
        await expect(tokens).to_have_count(2)
        await expect(tokens.last).to_contain_text("Carys Pugh")
        await grace.takes_picture(PICTURES, "members-chosen")


async def offers(visitor: Visitor, typed: str) -> list[str]:
    """Whom the menu offers for what is typed into it."""
    await visitor.dialog.get_by_role("combobox", name="Who is asked?").fill(typed)
    offered = visitor.dialog.get_by_role("listbox").get_by_role("option")
    await offered.first.wait_for()
    return await offered.all_inner_texts()
