"""What people do in Slack, and what they then have before them: commands, forms, buttons, the home page."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from activities.kit.events import Channel, Command, Kind, Pressed, Submitted
from bot.sandbox.faults import TooMany
from tests.slack.conftest import Office, flat

FILLED_IN = {
    "title": "Assam *& co* <!channel>",
    "day": "2026-11-27",
    "poured_at": 1795700400,
    "kind": "black",
    "note": "two\nlines",
}


async def test_a_command_is_answered_privately_with_what_was_typed_as_it_was_typed(office: Office) -> None:
    await office.slack.people.types(office.ann, office.general, "/tea tell")
    outcome = await office.slack.people.types(office.ann, office.general, "/tea Greet <b> & *all*")

    assert outcome.went_well
    answer = await office.slack.people.message(office.ann, "You said <b> & *all*.")
    assert answer.only_for == office.ann.id
    assert {"type": "user", "user_id": office.ann.id} in answer.blocks[0]["elements"][0]["elements"]
    heard = office.tea.heard[0]
    assert isinstance(heard, Command)
    assert (heard.activity, heard.verb, heard.rest) == ("tea", "greet", "<b> & *all*")
    assert (heard.by.name, heard.by.email, heard.by.kind) == ("Ann Okafor", "ann@example.org", Kind.MEMBER)


async def test_help_and_a_mistyped_verb_are_answered(office: Office) -> None:
    await office.slack.people.types(office.ann, office.general, "/tea")
    await office.slack.people.types(office.ann, office.general, "/tea gret")

    help_, guess = office.shown(office.ann, office.general)
    assert "/tea greet says hello" in help_
    assert "Did you mean /tea greet?" in guess


async def test_a_form_keeps_what_was_typed_until_it_is_right_and_is_then_replaced(office: Office) -> None:
    elsewhere = office.slack.workspace.add_conversation("channel", [office.ann.id], name="elsewhere")
    people = office.slack.people
    form = await office.opens_form(office.ann)

    refused = await people.submits(office.ann, form, {**FILLED_IN, "channel": elsewhere.id})
    typed = dict(form.state["title"]["title"])
    accepted = await people.submits(office.ann, form, {"channel": office.general.id})

    assert list(refused.errors) == ["channel"]
    assert "not in that channel" in refused.errors["channel"]
    assert typed["value"] == FILLED_IN["title"]
    assert accepted.went_well
    assert accepted.modal is form
    assert "Cheers. You have had 1 cups." in flat(form)
    heard = office.tea.heard[-1]
    assert isinstance(heard, Submitted)
    assert (heard.form, heard.subject) == ("signup", "7")
    assert heard.values == {
        "title": FILLED_IN["title"],
        "channel": Channel(office.general.id, "general", bot_is_in=True),
        "day": date(2026, 11, 27),
        "poured_at": datetime(2026, 11, 26, 13, 40, tzinfo=UTC),
        "sites": ("Northgate",),
        "kind": "black",
        "leaf": None,
        "note": "two\nlines",
    }


async def test_a_form_can_be_followed_by_another_and_then_close(office: Office) -> None:
    people = office.slack.people
    form = await office.opens_form(office.ann)

    await people.submits(office.ann, form, {"title": "more", "channel": office.general.id})
    following = form.title
    done = await people.submits(office.ann, form, {"again": "yes"})

    assert following == "More tea"
    assert done.went_well
    assert done.modal is None


async def test_a_button_in_ones_own_chat_changes_the_message_in_place(office: Office) -> None:
    people = office.slack.people
    await people.types(office.ann, office.general, "/tea tell")
    told = await people.message(office.ann, "A cup for Ann Okafor")

    await people.presses(office.ann, told, "tea.drink")
    changed = await people.message(office.ann, "Cheers")

    assert changed is told
    heard = office.tea.heard[-1]
    assert isinstance(heard, Pressed)
    assert (heard.action, heard.subject) == ("drink", "7")


@pytest.mark.parametrize("place", ["channel", "group"])
async def test_a_button_that_others_see_too_is_answered_privately(office: Office, place: str) -> None:
    people = office.slack.people
    if place == "channel":
        await people.types(office.ann, office.general, f"/tea announce {office.general.id}")
        shared = await people.message(office.ann, "Who is in?")
    else:
        await people.types(office.bo, office.general, "/tea greet")
        await people.types(office.ann, office.general, "/tea tell")
        shared = await people.message(office.ann, "Meet")

    await people.presses(office.ann, shared, "tea.drink")
    answer = await people.message(office.ann, "Cheers")

    assert answer.only_for == office.ann.id
    assert answer.channel == shared.channel
    assert "Cheers" not in flat(shared)
    assert not people.sees(office.bo).reads("Cheers")


async def test_a_button_in_an_answer_changes_that_answer(office: Office) -> None:
    people = office.slack.people
    await people.types(office.ann, office.general, "/tea greet you")
    answer = await people.message(office.ann, "You said you.")

    await people.presses(office.ann, answer, "tea.drink")

    assert await people.message(office.ann, "Cheers") is answer


async def test_a_button_on_the_home_page_is_answered_in_a_dialog_and_the_page_follows(office: Office) -> None:
    people = office.slack.people
    await people.opens_home(office.ann)
    home = await people.home(office.ann, "0 cups")

    await people.presses(office.ann, home, "tea.drink")
    dialog = await people.modal(office.ann)
    first = flat(dialog)
    await people.home(office.ann, "1 cups")
    await people.presses(office.ann, dialog, "tea.drink")
    await people.home(office.ann, "2 cups")

    assert "1 cups" in first
    assert "2 cups" in flat(dialog)
    assert office.slack.workspace.modal(office.ann.id) is dialog


@pytest.mark.parametrize("where", ["home", "chat", "channel"])
async def test_a_button_can_open_a_form(office: Office, where: str) -> None:
    people = office.slack.people
    if where == "home":
        await people.opens_home(office.ann)
        await people.presses(office.ann, await people.home(office.ann), "tea.join")
    else:
        await people.types(
            office.ann, office.general, "/tea tell" if where == "chat" else f"/tea announce {office.general.id}"
        )
        words = "A cup for" if where == "chat" else "Who is in?"
        await people.presses(office.ann, await people.message(office.ann, words), "tea.join")

    assert (await people.modal(office.ann)).title == "Have some tea"


async def test_a_fault_of_ours_is_said_and_loses_nothing(office: Office) -> None:
    people = office.slack.people
    form = await office.opens_form(office.ann)
    await people.types(office.ann, office.general, "/tea tell")
    told = await people.message(office.ann, "A cup for Ann Okafor")

    submitted = await people.submits(office.ann, form, {"title": "break", "channel": office.general.id})
    pressed = await people.presses(office.ann, told, "tea.break")
    typed = await people.types(office.ann, office.general, "/tea break")

    assert "went wrong" in submitted.errors["title"]
    assert form.state["title"]["title"]["value"] == "break"
    assert pressed.went_well
    assert typed.went_well
    beside = [said for said in office.shown(office.ann, office.chat(office.ann)) if "went wrong" in said]
    assert len(beside) == 1
    assert "A cup for Ann Okafor" in flat(told)
    assert "went wrong" in office.shown(office.ann, office.general)[-1]
    assert await office.cups(office.ann) == "0 cups"


async def test_a_fault_in_a_dialog_is_said_above_it(office: Office) -> None:
    people = office.slack.people
    await people.opens_home(office.ann)
    await people.presses(office.ann, await people.home(office.ann), "tea.look")
    dialog = await people.modal(office.ann)

    await people.presses(office.ann, dialog, "tea.break")
    above = await people.until(lambda: len(office.slack.workspace.modals[office.ann.id]) == 2 and dialog)

    assert above is dialog
    assert "went wrong" in flat(await people.modal(office.ann))


async def test_an_error_on_what_is_no_field_stands_on_the_first(office: Office) -> None:
    form = await office.opens_form(office.ann)

    outcome = await office.slack.people.submits(office.ann, form, {"title": "odd", "channel": office.general.id})

    assert outcome.errors == {"title": "Odd. Very odd."}


async def test_buttons_and_forms_of_an_earlier_version_get_a_sentence(office: Office) -> None:
    people = office.slack.people
    await people.types(office.ann, office.general, "/tea tell")
    told = await people.message(office.ann, "A cup for Ann Okafor")

    unknown = await people.types(office.ann, office.general, "/coal brew")
    pressed = await people.presses(office.ann, told, "coal.brew")

    assert unknown.went_well
    assert pressed.went_well
    assert "Type /tea help" in office.shown(office.ann, office.general)[-1]
    assert await people.message(office.ann, "earlier version")


@pytest.mark.parametrize(("title", "said"), [("slow", "Cheers. You have had 1 cups."), ("slow and odd", "Title: Odd.")])
async def test_a_form_that_takes_long_stays_open_until_it_is_known_what_comes_of_it(
    office: Office, title: str, said: str
) -> None:
    people, form = office.slack.people, await office.opens_form(office.ann)
    office.tea.slow = 2.4

    outcome = await people.submits(office.ann, form, {"title": title, "channel": office.general.id})
    left_open = await people.modal(office.ann)
    assert outcome.went_well
    assert "taking longer than usual" in flat(left_open)
    shown = await people.until(lambda: said in flat(left_open) and left_open)

    assert "taking longer than usual" not in flat(shown)


async def test_a_form_sent_again_before_it_is_known_what_comes_of_it_is_the_same(office: Office) -> None:
    people, form = office.slack.people, await office.opens_form(office.ann)
    office.tea.slow = 2.4
    answers = {"title": "slow and odd", "channel": office.general.id}

    await asyncio.gather(*(people.submits(office.ann, form, answers) for _ in "ab"))
    await people.until(lambda: "Title: Odd." in flat(form))

    assert len(office.tea.heard) == 2  # opening the form, and sending it


async def test_guests_and_strangers_are_told_that_it_is_not_for_them(office: Office) -> None:
    for somebody in (office.guest, office.stranger):
        await office.slack.people.types(somebody, office.general, "/tea join")

        assert await office.slack.people.message(somebody, "for members of this organisation")
    assert office.tea.heard == []


async def test_somebody_who_cannot_be_reached_is_waited_for_and_a_new_name_is_used(office: Office) -> None:
    happenings = office.slack.happenings
    await office.slack.people.types(office.ann, office.general, "/tea tell")
    await office.slack.people.types(office.bo, office.general, "/tea greet")

    await happenings.changes_profile(office.bo, display_name="Bosse")
    await happenings.is_deactivated(office.ann)
    await office.slack.people.types(office.bo, office.general, "/tea tell")

    assert office.tea.waited_for == ["Ann Okafor"]
    assert await office.slack.people.message(office.bo, "A cup for Bosse")


async def test_whoever_cannot_be_looked_up_is_asked_to_try_again(office: Office) -> None:
    for method in ("users.info", "users.list"):
        office.slack.faults.on(method, TooMany(60))

    outcome = await office.slack.people.types(office.ann, office.general, "/tea greet")

    assert outcome.went_well
    assert "type that again in a minute" in office.shown(office.ann, office.general)[-1]
    assert office.tea.heard == []


async def test_everything_delivered_twice_takes_effect_once(
    either_office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office = either_office
    office.slack.faults.deliver_twice = True
    people = office.slack.people

    form = await office.opens_form(office.ann)
    await people.submits(office.ann, form, {**FILLED_IN, "channel": office.general.id})
    await office.slack.settled()
    await people.types(office.ann, office.general, "/tea wait")
    await office.slack.settled()
    await people.types(office.ann, office.general, "/tea tell")
    told = await people.message(office.ann, "A cup for Ann Okafor")
    await people.presses(office.ann, told, "tea.drink")
    await office.slack.settled()

    assert await office.cups(office.ann) == "3 cups"
    assert caplog.text == ""
