"""What `/aar list` and the home page say of more reviews than they have room for."""

from typing import Any

from activities.kit.cards import Card
from activities.review.overview import AT_MOST, listed_card, looked_after_parts
from storage.tables import Review
from tests.front import Page, shown


def said(card: Card) -> str:
    page = shown(card)
    assert isinstance(page, Page)
    return page.text


def test_the_newest_are_listed_and_how_many_others_there_are() -> None:
    of_all: dict[str, Any] = {"organisation_id": 1, "phase": "filed"}
    newest = [Review(**of_all, title=f"Review {number}") for number in range(20, 20 - AT_MOST, -1)]
    both = said(listed_card((newest, AT_MOST + 1), (newest[:1], 1)))
    assert both.count("Review 20") == 2
    assert both.count("… and 1 older one") == 1
    assert "… and 2 older ones" in said(listed_card(((), 0), (newest, AT_MOST + 2)))
    assert not looked_after_parts([], 0)
