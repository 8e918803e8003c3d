"""Somebody in front of the page: what they do with mouse and keyboard, and what they see."""

from pathlib import Path

from playwright.async_api import Locator, Page, expect

PATIENCE = 15_000
"""Milliseconds after which a thing that has not appeared will not: many times what anything here takes."""


expect.set_options(timeout=PATIENCE)


class Visitor:
    """One browser window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)

    @property
    def dialog(self) -> Locator:
        """The dialog in front of everything else."""
        return self.page.locator("dialog[open]").last

    @property
    def messages(self) -> Locator:
        """The messages of the conversation that is open."""
        return self.page.locator("li.message")

    async def opens(self, name: str) -> None:
        """Open a conversation, or the app, from the sidebar."""
        await self.page.locator("#sidebar .places a", has_text=name).first.click()

    async def writes(self, text: str) -> None:
        """Write into the composer, and send it."""
        await self.page.locator("#composer").fill(text)
        await self.page.locator("#composer").press("Enter")

    async def presses(self, label: str) -> None:
        """Press the newest button with this label in the conversation or dialog in front."""
        place = self.dialog if await self.dialog.count() else self.page.locator("#content")
        await place.get_by_role("button", name=label, exact=True).last.click()

    async def fills(self, label: str, text: str) -> None:
        """Fill in a field of the dialog."""
        await self.dialog.get_by_label(label).fill(text)

    async def sees(self, text: str) -> None:
        """Wait until these words stand somewhere in front of them."""
        place = self.dialog if await self.dialog.count() else self.page.locator("body")
        await expect(place).to_contain_text(text)

    async def closes_dialog(self) -> None:
        """Close the dialog in front with the keyboard."""
        await self.page.keyboard.press("Escape")
        await expect(self.page.locator("dialog[open]")).to_have_count(0)

    async def moves_on(self) -> None:
        """Go to the next moment, and wait until time stands still again."""
        await self.page.locator("#go-next").click()
        await self.page.locator("#meanwhile-title").wait_for()
        await self.is_still()

    async def is_still(self) -> None:
        """Wait until nothing is under way."""
        await self.page.locator("html:not(.is-busy)").wait_for(state="attached")

    async def next_due(self) -> str:
        """What falls due next, as the page says it."""
        return await self.page.locator(".next").inner_text()

    async def takes_picture(self, folder: Path, name: str) -> None:
        """Keep what they see."""
        await self.page.screenshot(path=folder / f"{name}.png")
