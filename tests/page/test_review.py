"""A whole review, walked through in the browser by its facilitator and five people who are asked."""

from contextlib import AsyncExitStack
from datetime import date

import pytest
from playwright.async_api import expect

from tests.page.conftest import PEOPLE, PHONE, Theatre, Visits
from tests.page.test_trial import PICTURES
from tests.page.visitor import Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.slow]

FACILITATOR = "Grace Whitcombe"
ASKED = [row.name for row in PEOPLE if row.name != FACILITATOR][:5]
TITLE = "The new discharge lounge"


async def test_a_whole_review_as_six_people(theatre: Theatre, visits: Visits) -> None:
    async with AsyncExitStack() as windows:
        grace = await windows.enter_async_context(visits(FACILITATOR))
        first, *rest = [
            await windows.enter_async_context(visits(name, PHONE) if name == ASKED[0] else visits(name))
            for name in ASKED
        ]
        await starts(grace)
        await answers_on_a_phone(first)
        for number, visitor in enumerate(rest, start=2):
            await answers(visitor, f"Beds by noon, said bed manager number {number}.")
        await grace.opens("Knowhow")
        await grace.sees("5 of 5 have answered")
        await grace.takes_picture(PICTURES, "review-progress")
        await confirms(grace, "Close answers now", "Close answers")
        await grace.sees("your desk")
        await rest[0].opens("Knowhow")
        await rest[0].presses("Read the answers")
        await rest[0].sees("said bed manager number 3")
        await rest[0].takes_picture(PICTURES, "review-answers")
        await words(grace)
        await confirms(grace, "Send it to those who took part", "Send it round")
        await rest[0].sees("do you agree?")
        await rest[0].takes_picture(PICTURES, "review-summary")
        for visitor in (first, *rest):
            await visitor.presses("I agree")
            await visitor.sees("is in the library" if visitor is rest[-1] else "you agree with the summary")
        await grace.sees("is in the library, with 1 lesson and 1 action")
        await grace.takes_picture(PICTURES, "review-filed")


async def starts(grace: Visitor) -> None:
    await grace.opens("coffee-trial")
    await grace.writes("/aar new")
    await grace.sees("What is reviewed?")
    await grace.takes_picture(PICTURES, "review-form")
    await grace.fills("What is reviewed?", TITLE)
    await grace.fills("When was it, or when will it be?", "2026-10-26")
    await grace.fills("What should everybody know?", "It opened on a Monday, with six chairs.")
    for name in ASKED:
        await chooses_person(grace, "Who is asked?", name)
    await grace.presses("Ask people")
    await grace.sees("has begun")
    await grace.takes_picture(PICTURES, "review-begun")
    await grace.closes_dialog()


async def answers_on_a_phone(visitor: Visitor) -> None:
    await visitor.opens("Knowhow")
    await visitor.sees("Everybody’s view counts the same")
    await visitor.takes_picture(PICTURES, "review-invitation-on-a-phone")
    await visitor.presses("Answer")
    for number in range(1, 5):
        await visitor.sees(f"Question {number} of 4")
        if number == 1:
            await visitor.takes_picture(PICTURES, "review-question-on-a-phone")
        await visitor.dialog.locator("textarea").fill(f"What I saw, part {number}.")
        await visitor.dialog.locator(".foot .primary").click()
    await visitor.sees("you have answered 4 of 4 questions")
    await visitor.closes_dialog()


async def answers(visitor: Visitor, said: str) -> None:
    await visitor.opens("Knowhow")
    await visitor.presses("Answer")
    await visitor.sees("Question 1 of 4")
    await visitor.dialog.locator("textarea").fill(said)
    await visitor.dialog.locator(".foot .primary").click()
    await visitor.sees("Question 2 of 4")  # the first is saved, and that is enough for today
    await visitor.closes_dialog()


async def words(grace: Visitor) -> None:
    await grace.presses("Write the summary")
    await grace.dialog.get_by_role("textbox", name="Summary").fill("Beds were ready by noon on most days.")
    await grace.takes_picture(PICTURES, "review-drafting")
    await grace.presses("Save the draft")
    await grace.sees("Beds were ready by noon on most days.")
    await grace.closes_dialog()
    await grace.presses("Write the lessons")
    await grace.fills("Lessons, one a line", "Tell the pharmacy on the day before.")
    await grace.presses("Save the draft")
    await grace.closes_dialog()
    await grace.presses("Add an action")
    await grace.fills("What is to be done?", "Ask for two more chairs")
    await chooses_person(grace, "Who does it?", ASKED[0])
    await grace.fills("By when?", date(2026, 12, 18).isoformat())
    await grace.presses("Save")
    await grace.closes_dialog()
    await grace.sees(f"Ask for two more chairs ({ASKED[0]}, by Friday 18 December)")
    await grace.takes_picture(PICTURES, "review-desk")


async def chooses_person(visitor: Visitor, label: str, name: str) -> None:
    box = visitor.dialog.get_by_role("combobox", name=label)
    await box.fill(name)
    await visitor.dialog.get_by_role("option", name=name).first.click()
    await expect(visitor.dialog.get_by_role("button", name=f"Take {name} out")).to_be_visible()


async def confirms(visitor: Visitor, label: str, yes: str) -> None:
    await visitor.presses(label)
    await visitor.presses(yes)
    await visitor.page.locator("dialog[open]").wait_for(state="detached")
