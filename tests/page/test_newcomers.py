"""People who come later: on the page, in the trial, and in the folder."""

from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.sandbox.demo import on_stage, the_librarian
from bot.sandbox.page.cast import cast_of
from tests.page.conftest import Theatre, Visits, theatre_in, visits_to

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_a_hospital_can_begin_empty_and_fill(browser: Browser, tmp_path: Path) -> None:
    cast_of(tmp_path, the_librarian(), ())
    async with (
        theatre_in(tmp_path, partial(on_stage, tmp_path, the_librarian(), "1")) as theatre,
        visits_to(theatre, browser)() as visitor,
    ):
        await visitor.page.locator("#act-as").click()
        await visitor.presses("Add somebody new")
        await visitor.fills("Name", "Zoë O’Hara-Ng")
        await visitor.presses("Add")
        await visitor.sees("Please fill this in.")
        await visitor.fills("Job title", "Play specialist")
        await visitor.fills("Department", "Paediatrics")
        await visitor.dialog.get_by_label("Yes, clinical").check()
        await visitor.fills("Sites", "Northgate; Southfield")
        await visitor.presses("Add")
        await expect(visitor.page.locator("#act-as")).to_contain_text("Zoë O’Hara-Ng")
        await visitor.sees("3 members")
    staff = cast_of(tmp_path, the_librarian(), ())
    assert [row.name for row in staff] == ["Grace Whitcombe", "Zoë O’Hara-Ng"]
    async with theatre_in(tmp_path, partial(on_stage, tmp_path, staff, "1")) as again:
        assert again.play.stage.users[staff[1].id].title == "Play specialist"


async def test_the_bot_can_be_invited_to_a_channel(theatre: Theatre, visits: Visits) -> None:
    slack = theatre.play.stage.slack
    general = next(place for place in slack.workspace.conversations.values() if place.name == "general")
    async with visits("Grace Whitcombe") as grace:
        await grace.opens("general")
        await grace.writes("/invite @Nobody")
        await expect(grace.page.get_by_role("alert")).to_contain_text("There is nobody of that name.")
        await grace.writes("/invite @knowhow")
        await expect(grace.page.locator("#top")).to_contain_text("9 members")
    assert slack.app.bot_user in general.members
