"""Going through what a search finds, a page at a time, while the library changes."""

import re
from datetime import date, timedelta

import pytest

from tests.front import Page
from tests.library.shelf import files
from tests.town import Town, Townsperson

DAY = date(2026, 10, 30)
SITES = ("Northgate", "Southfield")


def a_shelf(ann: Townsperson, many: int) -> list[str]:
    """Ann files so many records about falls, newest first, in turn at one of two sites; gives back their titles."""
    titles = [f"Falls at corner {chr(ord('A') + place)}" for place in range(many)]
    for place, title in enumerate(titles):
        files(ann, title=title, site=SITES[place % 2], date=DAY - timedelta(days=place))
    return titles


def titles_before(person: Townsperson) -> list[str]:
    """The titles of the records on the page before them, in order."""
    assert isinstance(person.shown, Page), person.shown
    return re.findall(r"Falls at corner [A-Z]", person.shown.text)


def withdraws(ann: Townsperson, title: str) -> None:
    ann.types(f"/library show {title}")
    ann.presses("Withdraw", near=title)
    ann.is_answered("That record has been withdrawn.")


def test_more_than_five_are_turned_page_by_page_there_and_back(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    titles = a_shelf(ann, 12)
    bo.types("/library search falls corner")
    pages = [titles_before(bo)]
    bo.has_no_button("Earlier results")
    for _ in range(2):
        bo.presses("More results")
        bo.is_answered("12 records about “falls corner”")
        pages.append(titles_before(bo))
    bo.has_no_button("More results")
    assert [len(page) for page in pages] == [5, 5, 2]
    assert sorted(title for page in pages for title in page) == titles
    bo.presses("Earlier results")
    assert titles_before(bo) == pages[1]
    bo.presses("Open")
    bo.presses("Back to the results")
    assert titles_before(bo) == pages[1]
    bo.presses("Earlier results")
    assert titles_before(bo) == pages[0]


def test_what_narrows_it_down_holds_on_every_page(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    titles = a_shelf(ann, 12)
    bo.types("/library search corner")
    bo.presses("Narrow down")
    bo.fills("library.search", site="Southfield", until=DAY)
    first = titles_before(bo)
    for button, number in (("More results", 1), ("Earlier results", 5)):
        bo.presses(button)
        bo.is_answered("6 records about “corner” at Southfield until 30 October 2026")
        assert len(titles_before(bo)) == number
    bo.presses("More results")
    assert sorted([*first, *titles_before(bo)]) == titles[1::2]
    bo.presses("Narrow down")
    assert bo.sheet("library.search").values["site"] == "Southfield"


@pytest.mark.quick_through("slack", "teams")
def test_what_is_withdrawn_between_two_pages_is_gone(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    titles = a_shelf(ann, 7)
    bo.types("/library search falls corner")
    first = titles_before(bo)
    opens, more = bo.button("Open"), bo.button("More results")
    (to_come, _) = sorted(set(titles) - set(first))
    withdraws(ann, to_come)
    bo.presses("More results")
    bo.is_answered("6 records about “falls corner”")
    bo.does_not_see(to_come)
    assert len(titles_before(bo)) == 1

    withdraws(ann, first[0])
    bo.presses_old(opens)
    bo.is_answered("There is no such record that you can see.")
    bo.does_not_see(first[0])
    bo.presses_old(more)
    bo.is_answered("5 records about “falls corner”")
    assert len(titles_before(bo)) == 5, "where the second page is no more, the last there is"
    bo.has_no_button("More results")
    bo.has_no_button("Earlier results")


def test_topics_are_turned_page_by_page_and_lead_to_their_records(town: Town) -> None:
    ann, bo = town.person("Ann"), town.person("Bo")
    for place in range(3):
        files(ann, title=f"Part {place}", topics="; ".join(["falls", *(f"theme {place}{one}" for one in "abcdefghi")]))
    bo.types("/library topics")
    bo.is_answered("Page 1 of 2, of 28 topics.")
    bo.button("falls: 3 records")
    bo.has_no_button("Previous topics")
    bo.has_no_button("theme 2i: 1 record")
    second = bo.button("More topics")
    bo.presses("More topics")
    bo.is_answered("Page 2 of 2")
    bo.has_no_button("More topics")
    bo.has_no_button("falls: 3 records")
    bo.presses("theme 2i: 1 record")
    bo.is_answered("1 record on theme 2i")
    withdraws(ann, "Part 2")
    bo.presses_old(second)
    bo.button("falls: 2 records")
    bo.has_no_button("theme 2i: 1 record")
    bo.has_no_button("Previous topics")


def test_no_more_are_counted_than_anybody_turns_pages(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.search.searching.LOOKED_THROUGH", 5)
    ann = town.person("Ann")
    titles = a_shelf(ann, 6)
    town.lee.types("/library search falls")
    town.lee.is_answered("More than 5 records about “falls”")
    assert len(titles_before(town.lee)) == 5
    town.lee.has_no_button("More results")
    town.lee.types("/library search falls corner F")
    assert titles_before(town.lee)[0] == titles[-1]
    withdraws(ann, titles[0])
    town.lee.types("/library search falls")
    town.lee.is_answered("5 records about “falls”")
    town.lee.does_not_see("More than")
