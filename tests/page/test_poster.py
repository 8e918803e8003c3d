"""A poster in a browser: for screen readers, on one page of A4, and with codes that can be read off the page."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from activities.cafe.cafe import METHOD
from activities.cafe.opening import LONGEST_PLACE, LONGEST_QUESTION
from activities.kit.poster import Poster, document
from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.slack import way_in as slack
from bot.slack.admission import Installation
from bot.teams import way_in as teams
from storage.tables import Person
from tests.kit.codes import read_back

pytestmark = pytest.mark.asyncio(loop_scope="package")

APP, TENANT = "1f2e3d4c-5b6a-4789-9abc-def012345678", "0a1b2c3d-5b6a-4789-9abc-def012345678"
WAYS = (
    slack.way_in(Installation("A0123456789", "T0123456789")),
    teams.way_in(Teams(APP, None, AppType.SINGLE_TENANT, TENANT)),
)
LEE = Person(organisation_id=1, name="Lee Librarian", email="lee.librarian@northgate.nhs.uk")
FACTS = (("When", "Wednesday 30 September at 12:30, for 1 hour and 30 minutes"), ("Where", "The library"))


def poster(folder: Path, title: str, place: str = "") -> str:
    """A poster as a file, and where it is."""
    facts = (*FACTS, ("Where else", place)) if place else FACTS
    made = document(Poster("A knowledge café", title, METHOD, facts, "cafe join", LEE), WAYS)
    file = folder / made.name
    file.write_bytes(made.content)
    return file.as_uri()


async def test_it_is_accessible_and_its_codes_can_be_read_off_the_page(browser: Browser, tmp_path: Path) -> None:
    page = await browser.new_page(locale="en-GB")
    await page.goto(poster(tmp_path, "What would make handover safer?"))
    found = await Axe().run(page)
    assert found.response["violations"] == []
    assert read_back(await page.screenshot(full_page=True)) == [way.link_for("cafe join") for way in WAYS]
    await page.close()


@pytest.mark.parametrize(
    "title", ["KNOWvember", ("What would make handover safer? " * 5)[:LONGEST_QUESTION]], ids=["short", "long"]
)
async def test_it_is_one_page_of_a4(browser: Browser, tmp_path: Path, title: str) -> None:
    page = await browser.new_page(locale="en-GB")
    await page.goto(poster(tmp_path, title))
    printed = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    await page.close()


async def test_nothing_of_what_is_longest_is_lost_at_the_side(browser: Browser, tmp_path: Path) -> None:
    page = await browser.new_page(locale="en-GB", viewport={"width": 700, "height": 1000})
    await page.goto(poster(tmp_path, "W" * LONGEST_QUESTION, "https://example.org/" + "w" * LONGEST_PLACE))
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await page.close()
