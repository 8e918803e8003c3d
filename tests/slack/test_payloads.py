"""Payloads that Slack, or somebody else, might send: each is read as far as it goes, and none raises."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.kit.events import Account, Channel, Kind, People, Profile, Value
from bot.slack.admission import Installation
from bot.slack.lookups import profile_of
from bot.slack.payloads import Surface, command, pressed, submitted, surface_of, user_of, values_of

ANN = Profile(Account("slack", "T1", "U0ANN"), "Ann")
STRANGER = Profile(Account("", "", "U1"), "", kind=Kind.STRANGER)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("typed", "verb", "rest"),
    [
        ("", "", ""),
        ("JOIN", "join", ""),
        ("  join   North  gate ", "join", "North  gate"),
        ("join R&amp;D &lt;b&gt;", "join", "R&D <b>"),
        ("join &amp;lt;", "join", "&lt;"),
    ],
)
def test_what_was_typed_after_a_command_is_verb_and_rest(typed: str, verb: str, rest: str) -> None:
    read = command({"command": "/tea", "text": typed, "trigger_id": "1.2.3"}, ANN)

    assert (read.activity, read.verb, read.rest, read.key) == ("tea", verb, rest, "1.2.3")


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input", "value": "a\nb"}, "a\nb"),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "static_select", "selected_option": {"value": "green"}}, "green"),
        ({"type": "radio_buttons", "selected_option": None}, None),
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ("a", "b")),
        ({"type": "multi_static_select", "selected_options": []}, ()),
        ({"type": "datepicker", "selected_date": "2026-11-27"}, date(2026, 11, 27)),
        ({"type": "datepicker", "selected_date": None}, None),
        ({"type": "datepicker", "selected_date": "soon"}, None),
        ({"type": "datetimepicker", "selected_date_time": 1795700400}, datetime(2026, 11, 26, 13, 40, tzinfo=UTC)),
        ({"type": "datetimepicker", "selected_date_time": None}, None),
        ({"type": "datetimepicker", "selected_date_time": "soon"}, None),
        ({"type": "datetimepicker", "selected_date_time": 10**17}, None),
        ({"type": "channels_select", "selected_channel": "C1"}, Channel("C1", "", bot_is_in=False)),
        ({"type": "channels_select", "selected_channel": None}, None),
        ({"type": "multi_users_select", "selected_users": ["U1"]}, People((STRANGER,))),
        ({"type": "multi_users_select", "selected_users": []}, People(())),
        ({"type": "hologram", "value": "?"}, None),
    ],
)
def test_every_kind_of_field_comes_as_its_own_type(element: dict[str, Any], value: Value) -> None:
    assert values_of({"state": {"values": {"field": {"field": element}}}}) == {"field": value}


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ({"view": {"type": "home"}}, Surface.HOME),
        ({"view": {"type": "modal"}}, Surface.MODAL),
        ({"channel": {"id": "D1"}, "container": {"type": "message"}}, Surface.ONES_OWN),
        ({"channel": {"id": "C1"}, "container": {"is_ephemeral": True}}, Surface.ONES_OWN),
        ({"channel": {"id": "C1"}, "container": {"is_ephemeral": False}}, Surface.SHARED),
        ({"channel": {"id": "G1"}}, Surface.SHARED),
    ],
)
def test_where_a_button_stands(body: dict[str, Any], surface: Surface) -> None:
    assert surface_of(body) is surface


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(["trigger_id", "text", "command", "user_id"]), json_values))
def test_no_payload_however_odd_raises(body: dict[str, Any]) -> None:
    assert command(body, ANN).by is ANN
    assert pressed(body, ANN).action == ""
    assert submitted(body, ANN, {}).form == ""
    assert isinstance(user_of(body), str)


T1 = Installation("A1", "T1")
GRID = Installation("A1", "", "E1", is_wide=True)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, Kind.MEMBER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, Kind.MEMBER),
        ({"team_id": "T2"}, Kind.STRANGER),
        ({"team_id": None}, Kind.STRANGER),
        ({"is_stranger": True}, Kind.STRANGER),
        ({"is_restricted": True}, Kind.GUEST),
        ({"is_ultra_restricted": True}, Kind.GUEST),
        ({"is_bot": True}, Kind.BOT),
        ({"id": "USLACKBOT"}, Kind.BOT),
    ],
)
def test_what_somebody_is(said: dict[str, Any], kind: Kind) -> None:
    assert profile_of({"id": "U1", "team_id": "T1", **said}, T1).kind is kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"team_id": "T1", "enterprise_user": {"enterprise_id": "E1", "teams": ["T1"]}}, Kind.MEMBER),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1", "teams": ["T2"]}}, Kind.MEMBER),
        ({"team_id": "T1", "enterprise_user": {"enterprise_id": "E1"}, "is_restricted": True}, Kind.GUEST),
        ({"team_id": "T9", "enterprise_user": {"enterprise_id": "E9", "teams": ["T9"]}}, Kind.STRANGER),
        ({"team_id": "T9"}, Kind.STRANGER),
    ],
)
def test_what_somebody_is_to_a_whole_organisation(said: dict[str, Any], kind: Kind) -> None:
    profile = profile_of({"id": "W1", **said}, GRID)
    assert (profile.kind, profile.account.tenant) == (kind, "E1")


@pytest.mark.parametrize(("said", "is_admin"), [({}, False), ({"is_admin": True}, True), ({"is_owner": True}, True)])
def test_who_looks_after_the_workspace(said: dict[str, Any], is_admin: bool) -> None:
    assert profile_of({"id": "U1", "team_id": "T1", **said}, T1).is_admin is is_admin


def test_people_are_named_as_they_name_themselves() -> None:
    both = {"profile": {"real_name": "Roberta Lindqvist", "display_name": "Bo"}}
    gone = {"name": "roberta", "deleted": True, "profile": {"real_name": "Roberta Lindqvist"}}
    account, here = Account("slack", "T1", "U1"), {"id": "U1", "team_id": "T1"}

    assert profile_of(here | both, T1) == Profile(account, "Bo")
    assert profile_of(here | gone, T1) == Profile(account, "Roberta Lindqvist", active=False)


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ({"is_email_confirmed": True}, "bo@example.org"),
        ({"is_email_confirmed": False}, None),
        ({}, None),
        ({"is_email_confirmed": True, "is_stranger": True}, None),
        ({"is_email_confirmed": True, "team_id": "T2"}, None),
        ({"is_email_confirmed": True, "is_restricted": True}, "bo@example.org"),
        ({"is_email_confirmed": False, "is_restricted": True}, None),
        ({"is_email_confirmed": True, "is_bot": True}, None),
    ],
)
def test_an_address_is_a_members_that_slack_says_is_confirmed(said: dict[str, Any], email: str | None) -> None:
    bo = {"id": "U1", "team_id": "T1", "profile": {"email": "bo@example.org"}}
    assert profile_of(bo | said, T1).email == email
