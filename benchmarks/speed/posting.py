"""slack_sdk’s client alone: opens a conversation for each message of a file and posts it there.

`python -m benchmarks.speed.posting FILE`, with `SLACK_BOT_TOKEN` and `SLACK_API_URL`. It prints the seconds that it has
had of a processor, once everything was imported and read.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ledger import PLACES_AT_ONCE


def main() -> None:
    """Post everything."""
    posts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    began = time.process_time()
    asyncio.run(_post_all(iter(posts)))
    print(time.process_time() - began)


async def _post_all(posts: Iterator[dict[str, Any]]) -> None:
    """As many at once as the bot does."""
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"], retry_handlers=[])
    await asyncio.gather(*(_post(client, posts) for _ in range(PLACES_AT_ONCE)))


async def _post(client: AsyncWebClient, posts: Iterator[dict[str, Any]]) -> None:
    for post in posts:
        opened = await client.conversations_open(users=post["users"])
        await client.chat_postMessage(
            channel=opened["channel"]["id"],
            text=post["text"],
            blocks=post["blocks"],
            metadata={"event_type": "posting", "event_payload": {"mark": 1}},
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
        )


if __name__ == "__main__":
    main()
