"""The link into Slack, as https://docs.slack.dev/interactivity/deep-linking documents it."""

from urllib.parse import parse_qs, urlsplit

from bot.slack.admission import Installation
from bot.slack.manifest import manifest
from bot.slack.way_in import way_in


def test_it_opens_the_conversation_with_the_app_in_its_workspace() -> None:
    way = way_in(Installation("A123ABC456", "T123ABC456", "E1"))
    link = urlsplit(way.link_for("coffee join"))
    assert (link.scheme, link.netloc, link.path) == ("https", "slack.com", "/app_redirect")
    assert parse_qs(link.query) == {"app": ["A123ABC456"], "team": ["T123ABC456"]}
    assert f"https://{way.short}" == way.link


def test_of_a_whole_organisation_it_names_no_workspace() -> None:
    link = urlsplit(way_in(Installation("A1", "", "E1", is_wide=True)).link)
    assert parse_qs(link.query) == {"app": ["A1"]}


def test_there_people_can_type_and_find_home() -> None:
    features = manifest()["features"]["app_home"]
    assert features["messages_tab_enabled"]
    assert not features["messages_tab_read_only_enabled"]
    assert features["home_tab_enabled"]
    said = way_in(Installation("A1", "T1")).then_for("coffee join")
    assert said == "send /coffee join, or press Home at the top, and Join there"
