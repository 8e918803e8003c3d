"""What the page leaves in the browser of whoever looks at it."""

import pytest

from tests.page.conftest import Theatre, Visits

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_no_page_of_ours_sets_a_cookie(theatre: Theatre, visits: Visits) -> None:
    async with visits("Grace Whitcombe") as grace:
        await grace.opens("coffee-trial")
        await grace.writes("/coffee help")
        await grace.sees("Only visible to you")
        assert await grace.page.context.cookies() == []
