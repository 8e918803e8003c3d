"""How quick the page is: to its first paint, and from a click to its answer, in a real Chromium."""

import asyncio
import shutil
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.sandbox.demo import on_stage
from bot.sandbox.hospital import the_case
from bot.sandbox.page.hosting import host
from bot.service.run import keep_quiet

CLICKS, LOADS = 20, 10
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]


def main() -> None:
    """Measure with the 52 people of the case, and print medians and the slowest, in milliseconds."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("no Chromium on this machine: nothing was measured")
        return
    keep_quiet()
    asyncio.run(_measure(found))


async def _measure(chromium: str) -> None:
    opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        begin = partial(on_stage, Path(folder), the_case(), "1")
        hosting = asyncio.create_task(host(Path(folder), begin, port=0, greet=opened.set_result))
        address = await opened
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            _print("first paint", [await _first_paint(browser, address) for _ in range(LOADS)])
            page = await browser.new_page()
            await page.goto(address)
            await page.locator("#composer").wait_for()
            _print("command to its answer", [await _answer(page) for _ in range(CLICKS)])
            _print("click to its dialog", [await _dialog(page) for _ in range(CLICKS)])
            await browser.close()
        hosting.cancel()
        await asyncio.gather(hosting, return_exceptions=True)


async def _first_paint(browser: Browser, address: str) -> float:
    page = await browser.new_page()
    await page.goto(address)
    await page.locator(".messages").wait_for()
    painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    took = float(await page.evaluate(painted))
    await page.close()
    return took


async def _answer(page: Page) -> float:
    before = await page.locator("li.only-you").count()
    await page.locator("#composer").fill("/coffee help")
    begins = time.perf_counter()
    await page.locator("#composer").press("Enter")
    await page.locator("li.only-you").nth(before).wait_for()
    return 1000 * (time.perf_counter() - begins)


async def _dialog(page: Page) -> float:
    await page.locator("#composer").fill("/coffee new")
    begins = time.perf_counter()
    await page.locator(".send").click()
    await page.locator("dialog.modal").wait_for()
    took = 1000 * (time.perf_counter() - begins)
    await page.keyboard.press("Escape")
    await page.locator("dialog.modal").wait_for(state="detached")
    return took


def _print(what: str, took: list[float]) -> None:
    print(f"{what:<24} median {statistics.median(took):5.0f} ms, slowest {max(took):5.0f} ms")


if __name__ == "__main__":
    main()
