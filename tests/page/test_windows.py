"""Two windows are two people, and each sees at once what the other does."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import Theatre, Visits

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_what_one_writes_the_other_sees_at_once(theatre: Theatre, visits: Visits) -> None:
    async with visits("Amara Okafor") as amara, visits("Ben Hartley") as ben:
        await amara.page.get_by_role("button", name="Write to somebody").click()
        await amara.dialog.get_by_role("searchbox").fill("hartley")
        await amara.page.keyboard.press("Enter")
        await expect(amara.page.locator("#top h2")).to_have_text("Ben Hartley")
        await amara.writes("Shall we meet in the library?")

        entry = ben.page.locator("#sidebar .directs a", has_text="Amara Okafor")
        await expect(entry.locator(".badge")).to_have_text("1")
        await entry.click()
        await ben.sees("Shall we meet in the library?")
        await expect(entry.locator(".badge")).to_have_count(0)
        await ben.writes("Tuesday at ten?")
        await amara.sees("Tuesday at ten?")
        await expect(amara.page.locator("#announcer")).to_have_text("Ben Hartley: Tuesday at ten?")


async def test_starting_again_takes_every_window_back_to_the_beginning(theatre: Theatre, visits: Visits) -> None:
    async with visits("Grace Whitcombe") as grace, visits("Ben Hartley") as ben:
        await grace.opens("general")
        await ben.opens("general")
        await ben.writes("Good morning")
        await grace.sees("Good morning")
        await grace.page.locator(".more summary").click()
        await grace.page.get_by_role("button", name="Start again").click()
        await grace.presses("Start again")
        for visitor in (grace, ben):
            await expect(visitor.page.locator(".nothing")).to_be_visible()
        await expect(ben.page.locator("#act-as")).to_contain_text("Ben Hartley")


async def test_the_path_for_a_first_visit_can_be_put_away_and_brought_back(theatre: Theatre, visits: Visits) -> None:
    async with visits() as visitor:
        guide = visitor.page.locator("#guide")
        await expect(guide.locator("li.now")).to_contain_text("Start a trial")
        await guide.get_by_role("button", name="Show me").click()
        await expect(visitor.page.locator("#composer")).to_have_value("/coffee new")
        await guide.get_by_role("button", name="Put the six steps away").click()
        await expect(guide).to_be_hidden()
        await visitor.page.locator(".more summary").click()
        await visitor.page.get_by_role("button", name="Show the six steps").click()
        await expect(guide).to_be_visible()


async def test_a_command_that_is_none_is_said_so_and_stays_in_the_box(theatre: Theatre, visits: Visits) -> None:
    async with visits() as visitor:
        await visitor.writes("/tea please")
        await expect(visitor.page.get_by_role("alert")).to_contain_text("/tea is not a valid command.")
        await expect(visitor.page.locator("#composer")).to_have_value("/tea please")
