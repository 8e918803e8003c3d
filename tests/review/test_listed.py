"""What `/aar list` and the home page say of more reviews than they have room for."""

from activities.review.overview import AT_MOST, listed_card, looked_after_parts
from storage.tables import Review
from tests.front import shown


def test_the_newest_are_listed_and_how_many_others_there_are() -> None:
    newest = [Review(id=number, title=f"Review {number}", phase="filed") for number in range(20, 20 - AT_MOST, -1)]
    page = shown(listed_card((newest, AT_MOST + 1), (newest[:1], 1)))
    assert "Review 20" in page.text
    assert page.text.count("… and 1 older one") == 1
    assert "… and 2 older ones" in shown(listed_card(((), 0), (newest, AT_MOST + 2))).text
    assert not looked_after_parts([], 0)
