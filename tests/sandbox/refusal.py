"""Slack's name for why it said no."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refused(call: Awaitable[Any]) -> str:
    """Make a call that must be refused, and give back the name of the error."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])
