"""A whole trial, walked through in the browser by three people: a facilitator and two who take part."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.page.conftest import PHONE, Theatre, Visits
from tests.page.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="package")

PICTURES = Path(__file__).parents[2] / "build" / "pictures"
"""Where the pictures are left; README’s is one of them."""


async def test_a_whole_trial_as_three_people(theatre: Theatre, visits: Visits) -> None:
    async with (
        visits("Grace Whitcombe") as grace,
        visits("Amara Okafor") as amara,
        visits("Carys Pugh", PHONE) as carys,
    ):
        await opens_trial(grace)
        await joins(amara)
        await joins(carys)
        await grace.opens("coffee-trial")
        await grace.sees("2 people")
        await grace.takes_picture(PICTURES, "announcement")

        await grace.moves_on()
        assert "people are matched" in await grace.next_due()
        await grace.moves_on()
        await grace.opens("Knowhow")
        await grace.sees("Shuffle again")
        await grace.takes_picture(PICTURES, "pairs")
        await grace.presses("Send")
        await grace.sees("7 people will be introduced to each other")
        await grace.presses("Send")
        await grace.sees("They have been introduced")

        await says_they_met(amara)
        await cannot_find_a_time(carys)

        await goes_to(grace, "2027-01-05")
        await grace.opens("Knowhow")
        await grace.presses("File it")
        await grace.sees("It becomes a record in the library")
        await grace.presses("File it")
        await grace.page.locator("dialog[open]").wait_for(state="detached")
        await grace.sees("Filed in the library")
        await grace.takes_picture(PICTURES, "report")
        await expect(grace.page.locator("#guide")).to_contain_text("You have seen a whole trial")


async def opens_trial(grace: Visitor) -> None:
    await grace.opens("coffee-trial")
    await grace.page.locator("#composer").fill("/coffee n")
    await grace.page.keyboard.press("Tab")
    await expect(grace.page.locator("#composer")).to_have_value("/coffee new")
    await grace.page.keyboard.press("Enter")
    await grace.sees("New coffee trial")
    await grace.presses("Open sign-ups")
    await grace.sees("Please complete this required field.")
    await grace.fills("What is it called?", "KNOWvember")
    await grace.dialog.get_by_label("Where shall I announce it?").select_option(label="#general")
    await grace.presses("Open sign-ups")
    await grace.sees("I’m not in that channel.")
    await expect(grace.dialog.get_by_label("What is it called?")).to_have_value("KNOWvember")
    await grace.takes_picture(PICTURES, "field-error")
    await grace.dialog.get_by_label("Where shall I announce it?").select_option(label="#coffee-trial")
    await grace.fills("A note for everybody", "Meet in the library & the hot drinks are on us: show this at the desk.")
    await grace.presses("Open sign-ups")
    await grace.sees("is open")
    await grace.closes_dialog()


async def joins(visitor: Visitor) -> None:
    await visitor.opens("coffee-trial")
    await visitor.presses("Join")
    await visitor.sees("Where can you meet?")
    await visitor.presses("Join")
    await visitor.sees("you’re in for")
    await visitor.closes_dialog()
    await goes_back(visitor)


async def says_they_met(amara: Visitor) -> None:
    await amara.page.locator("#sidebar .directs a").first.click()
    await amara.sees("You’ve been matched")
    await amara.takes_picture(PICTURES, "introduction")
    await amara.presses("We’ve met")
    await chooses(amara, "Did you know each other before?", "No")
    await chooses(amara, "Would you do it again?", "Yes")
    await amara.takes_picture(PICTURES, "feedback")
    await amara.dialog.locator(".foot .primary").click()
    await amara.sees("hank you")
    await amara.closes_dialog()


async def cannot_find_a_time(carys: Visitor) -> None:
    await carys.page.locator("#sidebar .directs a").first.click()
    await carys.sees("You’ve been matched")
    await carys.takes_picture(PICTURES, "introduction-on-a-phone")
    await carys.presses("Can’t find a time")
    await carys.sees("Shall I?")
    await carys.page.keyboard.press("Escape")
    await expect(carys.page.locator("dialog[open]")).to_have_count(0)
    await carys.presses("Can’t find a time")
    await carys.presses("Yes, end it")
    await carys.sees("Only visible to you")


async def chooses(visitor: Visitor, question: str, answer: str) -> None:
    await visitor.dialog.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


async def goes_back(visitor: Visitor) -> None:
    """On a phone, from a conversation to the list of them."""
    back = visitor.page.locator(".back")
    if await back.is_visible():
        await back.click()


async def goes_to(visitor: Visitor, day: str) -> None:
    """Move the clock to a day; the others let the time pass."""
    await visitor.page.locator(".more summary").click()
    await visitor.page.get_by_label("let the others answer").uncheck()
    await visitor.page.get_by_label("Go to a day").fill(day)
    await visitor.page.get_by_role("button", name="Go to this day").click()
    await visitor.sees("the report")
    await visitor.is_still()
