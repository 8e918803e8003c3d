"""A whole café with seventeen people, two of them late and one gone early, walked through in the browser."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.sandbox.demo import AT_REST, on_stage
from bot.sandbox.hospital import the_case
from tests.page.conftest import PHONE, Theatre, Visits, theatre_in, visits_to
from tests.page.test_trial import PICTURES, goes_back
from tests.page.visitor import Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.slow]

FACILITATOR = "Grace Whitcombe"
PEOPLE = the_case()[:18]
IN_TIME = [row.name for row in PEOPLE if row.name != FACILITATOR]
LATE = [IN_TIME.pop(), IN_TIME.pop()]
QUESTION = "What would make handover safer?"


@pytest_asyncio.fixture(loop_scope="package")
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    """A play with as many as a café needs."""
    async with theatre_in(tmp_path, partial(on_stage, tmp_path, PEOPLE, "1", pace=AT_REST)) as opened:
        yield opened


@pytest.fixture
def visits(theatre: Theatre, browser: Browser) -> Visits:
    """Windows on it."""
    return visits_to(theatre, browser)


async def test_a_whole_cafe_with_seventeen_people(theatre: Theatre, visits: Visits, tmp_path: Path) -> None:
    async with AsyncExitStack() as windows:
        grace = await windows.enter_async_context(visits(FACILITATOR))
        stays = await windows.enter_async_context(visits(IN_TIME[0], PHONE))
        goes = await windows.enter_async_context(visits(IN_TIME[1]))
        await plans(grace)
        for visitor in (stays, goes):
            await joins(visitor)
        for name in IN_TIME[2:]:
            async with visits(name) as visitor:
                await joins(visitor)
        await grace.opens("coffee-trial")
        await grace.sees("15 people so far")
        await grace.takes_picture(PICTURES, "cafe-announcement")
        await stays.opens("Knowhow")
        await stays.sees("knowledge-cafe.ics")
        await stays.takes_picture(PICTURES, "cafe-joined-on-a-phone")
        await moves_to(grace, "ten minutes")  # past the reminder on the day before
        await stays.sees("A reminder")
        await stays.sees("starts at 12:30")
        await stays.takes_picture(PICTURES, "cafe-reminders-on-a-phone")
        await grace.opens("Knowhow")
        await grace.takes_picture(PICTURES, "cafe-ready")

        await grace.presses("Start")
        await grace.sees("the opening, until 12:35, with 15 people")
        await grace.takes_picture(PICTURES, "cafe-opening")
        await moves_to(grace, "a café moves on")  # nobody presses: the opening is over by the clock
        await grace.sees("round 1 of 3, until 12:50")
        await goes.opens("Knowhow")
        await goes.sees("Round 1 of 3: table")
        for name in LATE:
            async with visits(name) as visitor:
                await joins(visitor, "You are seated from the next round on")
        await grace.sees("with 17 people")
        await goes.takes_picture(PICTURES, "cafe-first-round")
        await goes.writes("/cafe leave")
        await goes.sees("You’ve left")
        await grace.sees("with 16 people")
        await looks_at_who_sits_where(grace, tmp_path)
        await grace.presses("Next round")
        await grace.sees("round 2 of 3, until 12:50")
        await goes.opens("coffee-trial")
        await goes.opens("Knowhow")
        await expect(goes.messages.filter(has_text="Round 2 of 3")).to_have_count(0)
        await grace.presses("One more minute")
        await grace.sees("round 2 of 3, until 12:51")
        await moves_to(grace, "two minutes of a round are left")
        await stays.sees("Two minutes left in round 2, until 12:51")
        await stays.takes_picture(PICTURES, "cafe-two-minutes-on-a-phone")
        await moves_to(grace, "a café moves on")
        await grace.sees("round 3 of 3")
        await grace.takes_picture(PICTURES, "cafe-last-round")
        await grace.presses("Begin the circle")
        await stays.sees("Now all together, in one circle")
        await grace.takes_picture(PICTURES, "cafe-circle")
        await grace.presses("End the café")
        await stays.sees("one thing you take away")
        await stays.takes_picture(PICTURES, "cafe-over-on-a-phone")

        await says(stays, 0, is_pictured=True)
        for number, name in enumerate((*IN_TIME[2:7], *LATE), start=1):
            async with visits(name) as visitor:
                await visitor.opens("Knowhow")
                await says(visitor, number)
        await moves_to(grace, "what people take away")
        await grace.sees("8 of 16 said what they take away")
        await grace.takes_picture(PICTURES, "cafe-together")
        await files(grace)
        await grace.writes("/library search safer handover")
        await grace.sees("Quiet places make handover safer")
        await grace.takes_picture(PICTURES, "cafe-found")
        await moves_to(grace, "due today")
        await stays.sees("Ring the ward before I come")
        await stays.takes_picture(PICTURES, "cafe-a-week-later-on-a-phone")
        await grace.presses("Review this together")
        await expect(grace.dialog.get_by_label("What is reviewed?")).to_have_value(QUESTION)
        await grace.takes_picture(PICTURES, "cafe-reviewed")


async def plans(grace: Visitor) -> None:
    await grace.opens("coffee-trial")
    await grace.writes("/cafe new espresso")
    await grace.sees("an espresso")
    await expect(grace.dialog.get_by_label("How many rounds?")).to_have_value("2")
    await grace.takes_picture(PICTURES, "cafe-espresso")
    await grace.closes_dialog()
    await grace.writes("/cafe new")
    await grace.fills("What is the question?", QUESTION)
    await grace.fills("Where is it?", "Seminar room 2")
    await grace.dialog.get_by_label("Where shall I announce it?").select_option(label="#coffee-trial")
    await grace.takes_picture(PICTURES, "cafe-form")
    await grace.presses("Announce it")
    await grace.sees("is planned for")
    await grace.takes_picture(PICTURES, "cafe-planned")
    await grace.closes_dialog()


async def joins(visitor: Visitor, and_reads: str = "You’re in") -> None:
    await visitor.opens("coffee-trial")
    await visitor.presses("Join")
    await visitor.sees(and_reads)
    await visitor.takes_picture(PICTURES, "cafe-join")
    await goes_back(visitor)


async def moves_to(visitor: Visitor, what: str) -> None:
    """Move the clock on, moment by moment, past the one that is said so."""
    while what not in (due := await visitor.next_due()):
        await passes(visitor, due)
    await passes(visitor, due)


async def passes(visitor: Visitor, due: str) -> None:
    await visitor.page.locator("#go-next").click()
    await expect(visitor.page.locator(".next")).not_to_have_text(due)
    await visitor.is_still()


async def looks_at_who_sits_where(grace: Visitor, folder: Path) -> None:
    """The card, and the page to print as a printer has it."""
    await grace.presses("Who sits where")
    await grace.sees("Round 3")
    await grace.sees("Who sits where is in your own chat with me")
    await grace.takes_picture(PICTURES, "cafe-who-sits-where")
    async with grace.page.expect_download() as downloading:
        await grace.page.get_by_role("link", name="who-sits-where.html").last.click()
    downloaded = await downloading.value
    await downloaded.save_as(folder / "who-sits-where.html")
    sheet = await grace.page.context.new_page()
    await sheet.goto((folder / "who-sits-where.html").as_uri())
    await expect(sheet.get_by_role("row")).to_have_count(4 + 4 + 4)
    await sheet.screenshot(path=PICTURES / "cafe-page.png", full_page=True)
    await sheet.pdf(path=PICTURES / "cafe-page.pdf", format="A4")
    await sheet.close()


async def says(visitor: Visitor, number: int, is_pictured: bool = False) -> None:
    await visitor.presses("Say what you take away")
    await visitor.fills("One thing you take away", f"Handover needs a quiet corner, says voice {number}")
    await visitor.fills("One thing you will do", f"Ring the ward before I come, says voice {number}")
    await visitor.dialog.get_by_label("Yes, without my name").check()
    if is_pictured:
        await visitor.takes_picture(PICTURES, "cafe-takeaway-on-a-phone")
    await visitor.dialog.locator(".foot .primary").click()
    await visitor.sees("I’ll ask you in a week")
    if is_pictured:
        await visitor.takes_picture(PICTURES, "cafe-thanks-on-a-phone")
    await visitor.closes_dialog()


async def files(grace: Visitor) -> None:
    await grace.presses("File it in the library")
    await grace.fills("Themes, one a line", "Quiet places make handover safer\nRing the ward before you come")
    await grace.takes_picture(PICTURES, "cafe-filing")
    await grace.dialog.locator(".foot .primary").click()
    await grace.sees("is filed in the library")
    await grace.sees("Review this together")
    await grace.takes_picture(PICTURES, "cafe-filed")
    await grace.closes_dialog()
