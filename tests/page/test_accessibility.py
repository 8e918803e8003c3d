"""WCAG 2.2 AA: no violations in light and dark, at a desk and on a phone, and nothing lost where it is narrow."""

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ViewportSize, expect

from tests.page.conftest import DESKTOP, PHONE, Theatre, Visits
from tests.page.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="package")

SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, list[str]]], ...] = (
    ("light", {}),
    ("dark", {"runOnly": ["color-contrast"]}),
)
ZOOMED = ViewportSize(width=640, height=400)
"""What a window of 1280 by 800 has room for at 200%."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_axe_finds_nothing(theatre: Theatre, visits: Visits, size: ViewportSize) -> None:
    async with visits("Grace Whitcombe", size) as grace:
        await has_no_violations(grace)
        await grace.page.locator("#act-as").click()
        await has_no_violations(grace)
        await grace.closes_dialog()
        await grace.page.locator(".more summary").click()
        await has_no_violations(grace)
        await grace.page.get_by_role("button", name="Start again").click()
        await has_no_violations(grace)
        await grace.closes_dialog()
        await grace.opens("coffee-trial")
        await grace.page.locator("#composer").fill("/")
        await has_no_violations(grace)
        await grace.writes("/coffee help")
        await grace.sees("Only visible to you")
        await has_no_violations(grace)
        await grace.writes("/coffee new")
        await grace.sees("New coffee trial")
        await grace.presses("Open sign-ups")
        await grace.sees("Please complete this required field.")
        await has_no_violations(grace)


@pytest.mark.parametrize("size", [PHONE, ZOOMED])
async def test_nothing_runs_out_of_a_narrow_window(theatre: Theatre, visits: Visits, size: ViewportSize) -> None:
    async with visits("Grace Whitcombe", size) as grace:
        assert await grace.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        await grace.opens("coffee-trial")
        await grace.writes("/coffee new")
        await grace.sees("New coffee trial")
        assert await grace.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert await grace.dialog.evaluate(
            "dialog => dialog.scrollHeight <= dialog.clientHeight"
        )  # only its body scrolls
        await expect(grace.dialog.get_by_role("button", name="Open sign-ups")).to_be_in_viewport()


async def test_everything_can_be_done_with_the_keyboard(theatre: Theatre, visits: Visits) -> None:
    async with visits("Grace Whitcombe") as grace:
        keyboard = grace.page.keyboard
        await keyboard.press("Tab")
        await expect(grace.page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
        await grace.page.locator("#act-as").focus()
        await keyboard.press("Enter")
        await expect(grace.dialog.get_by_role("searchbox")).to_be_focused()
        await keyboard.press("Escape")
        await expect(grace.page.locator("#act-as")).to_be_focused()

        await grace.page.locator("#composer").focus()
        await keyboard.type("/coffee ne")
        await keyboard.press("Tab")
        await keyboard.press("Enter")
        await expect(grace.dialog.get_by_label("What is it called?")).to_be_focused()
        await keyboard.press("Enter")
        await expect(grace.dialog.get_by_label("What is it called?")).to_have_attribute("aria-invalid", "true")
        await keyboard.press("Escape")
        await expect(grace.page.locator("#composer")).to_be_focused()

        await grace.page.locator("#act-as").focus()
        await keyboard.press("Enter")
        await keyboard.type("ward manager")
        await keyboard.press("Enter")
        await expect(grace.page.locator("#act-as")).to_contain_text("Amara Okafor")


async def has_no_violations(visitor: Visitor) -> None:
    """In the dark only contrast can differ."""
    for scheme, options in SCHEMES:
        await visitor.page.emulate_media(color_scheme=scheme)
        found = (await Axe().run(visitor.page, options=options)).response["violations"]
        assert [(scheme, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
