"""A Chromium that is found on this machine; none is ever downloaded."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser that shows nothing, and talks to nobody but the page."""


def chromium() -> str:
    """The browser's path. Without one the test is skipped; in CI, where one is installed, it fails."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing = "There is no Chromium on this machine: install one (apt install chromium) to test the page."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return found
