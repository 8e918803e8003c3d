"""A poster: its codes are read back from their pictures, and everything that they say stands there in words."""

from html import unescape

import pytest

from activities.kit.poster import Poster, code, document
from activities.kit.ways_in import WayIn, how_to_join
from storage.tables import Person
from tests.kit.codes import pictures, read_back

SLACK = WayIn(
    "Slack", "https://slack.com/app_redirect?app=A1&team=T1", "slack.com/app_redirect?app=A1", "send /{typed}"
)
TEAMS = WayIn("Teams", "https://teams.example/l/chat?message={typed}&users=28:1", "teams.example/l", "send “{typed}”")
LEE = Person(organisation_id=1, name="Lee Librarian", email="lee@example.nhs.uk")


def poster(title: str = "KNOWvember") -> Poster:
    return Poster("A trial", title, "What it is.", (("Sign up by", "Friday"),), "coffee join", LEE)


def page(title: str = "KNOWvember", *ways: WayIn) -> str:
    return document(poster(title), ways).content.decode()


@pytest.mark.parametrize(
    "link", ["https://slack.com/app_redirect?app=A1&team=T1", "https://teams.example/l?message=" + "x" * 500]
)
def test_a_code_says_its_link(link: str) -> None:
    assert read_back(code(link)) == [link]


def test_each_platform_has_its_code_and_the_same_in_words() -> None:
    printed = page("KNOWvember", SLACK, TEAMS)
    assert [(read_back(picture), unescape(alt)) for picture, alt in pictures(printed)] == [
        ([SLACK.link], f"QR code for Slack. It leads to {SLACK.link}"),
        (
            ["https://teams.example/l/chat?message=coffee%20join&users=28:1"],
            "QR code for Teams. It leads to https://teams.example/l/chat?message=coffee%20join&users=28:1",
        ),
    ]
    for words in ("Or type slack.com/app_redirect?app=A1", "Then send /coffee join.", "Then send “coffee join”."):
        assert words in unescape(printed)
    assert "No account in Slack or Teams? Write to Lee Librarian at lee@example.nhs.uk." in printed


def test_what_somebody_typed_is_words_and_no_markup() -> None:
    printed = page("<script>alert(1)</script> & more", SLACK)
    assert "<script>" not in printed
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in printed


def test_where_no_way_in_is_known_it_says_whom_to_write_to() -> None:
    printed = page()
    assert pictures(printed) == []
    assert "No account in our chat? Write to Lee Librarian at lee@example.nhs.uk." in printed


def test_an_e_mail_has_the_links_and_says_whom_to_write_to() -> None:
    nameless = Person(organisation_id=1, name="LIBRARIAN, Lee")
    assert how_to_join([SLACK, TEAMS], "coffee join", nameless) == (
        "Slack: open https://slack.com/app_redirect?app=A1&team=T1 and send /coffee join.\n"
        "Teams: open https://teams.example/l/chat?message=coffee%20join&users=28:1 and send “coffee join”.\n"
        "No account in Slack or Teams? Write to Lee Librarian."
    )
