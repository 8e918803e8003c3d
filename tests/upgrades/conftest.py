"""What every test of an upgrade asks for."""

import pytest


@pytest.fixture(autouse=True)
def upgrades(every_step: None) -> None:
    """Take the real steps, always."""
