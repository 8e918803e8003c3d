"""Microsoft's own renderer of Adaptive Cards, in a real Chromium; README.md says whence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bot.teams.text import Json
from tests.page.chromium import QUIET, chromium
from tests.teams.microsofts_parser import HERE, PACKAGES, but_for_menus, need

SCRIPTS = (
    PACKAGES / "adaptivecards/dist/adaptivecards.min.js",
    PACKAGES / "markdown-it/dist/markdown-it.min.js",
    HERE / "shown.js",
)


@dataclass(frozen=True)
class Seen:
    """One card: what the parser complains of, and what somebody sees.

    `dressed` is what Markdown has made of text, `links` what can be followed, `options` what a list offers,
    `headings` what screen readers announce as one. Of all `inputs`, so many are `labelled`.
    """

    problems: Sequence[str]
    text: str
    dressed: Sequence[str]
    links: Sequence[str]
    options: Sequence[str]
    headings: Sequence[str]
    labelled: int
    inputs: int


class Microsoft:
    """A page with Microsoft's parser on it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def shows(self, *messages: Json) -> list[Seen]:
        """What becomes of each message's card."""
        cards = [message["attachments"][0]["content"] for message in messages]
        found = self._page.evaluate("cards => window.shown(cards)", cards)
        return [
            Seen(**{**seen, "problems": but_for_menus(seen["problems"], card)})
            for seen, card in zip(found, cards, strict=True)
        ]


@contextmanager
def microsoft() -> Iterator[Microsoft]:
    """A page that is there until it is left."""
    need(is_here=all(script.exists() for script in SCRIPTS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
        page = browser.new_page()
        for script in SCRIPTS:
            page.add_script_tag(path=script)
        yield Microsoft(page)
        browser.close()


def the_card(message: dict[str, Any]) -> Json:
    """The card of a message."""
    card: Json = message["attachments"][0]["content"]
    return card
