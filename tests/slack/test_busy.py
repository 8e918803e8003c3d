"""Slack is busy, stumbles or refuses: whoever pressed something has a form or a sentence all the same."""

import pytest

from bot.sandbox.faults import DroppedAfter, DroppedBefore, Fault, Says, ServerError, Slow, TooMany
from bot.sandbox.records import Conversation, Message, View
from tests.slack.conftest import Office, flat

BUSY = "Slack is busy just now. Please press “Join” again in a minute."
TYPE_AGAIN = "Slack is busy just now. Please type that again in a minute."

FAULTS = [
    pytest.param(TooMany(60), "Slack is busy just now", id="limited"),
    pytest.param(ServerError(503), "Slack is busy just now", id="away"),
    pytest.param(DroppedBefore(), "Slack is busy just now", id="broken"),
    pytest.param(Says("fatal_error"), "Slack is busy just now", id="stumbling"),
    pytest.param(Says("expired_trigger_id"), "too long to open", id="late"),
    pytest.param(Says("view_too_large"), "something went wrong on our side", id="too large"),
    pytest.param(Says("not_in_channel"), "something went wrong on our side", id="not there"),
    pytest.param(Says("missing_scope"), "something went wrong on our side", id="not allowed"),
    pytest.param(Says("said_by_nobody_yet"), "something went wrong on our side", id="unknown"),
]
"""What can become of a form, and what is said of it."""

PLACES = ["channel", "chat", "home", "command"]


async def button_in(office: Office, place: str) -> Message | View:
    """Something with a button, where somebody sees it."""
    people = office.slack.people
    if place == "home":
        await people.opens_home(office.ann)
        return await people.home(office.ann, "0 cups")
    by = "/tea tell" if place == "chat" else f"/tea announce {office.general.id}"
    await people.types(office.ann, office.general, by)
    return await people.message(office.ann, "A cup for" if place == "chat" else "Who is in?")


async def asks_for_a_form(office: Office, button: Message | View | None) -> None:
    """What opens a form: a button, or else a command."""
    if button is None:
        await office.slack.people.types(office.ann, office.general, "/tea join")
    else:
        await office.slack.people.presses(office.ann, button, "tea.join")


def answered_in(office: Office, place: str) -> Conversation:
    """Where they are answered: on a home page there is nowhere but their own chat."""
    return office.chat(office.ann) if place in ("chat", "home") else office.general


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("fault", "said"), FAULTS)
async def test_a_form_that_cannot_be_opened_is_a_sentence(office: Office, place: str, fault: Fault, said: str) -> None:
    button = None if place == "command" else await button_in(office, place)
    office.slack.faults.on("views.open", fault, times=2)

    await asks_for_a_form(office, button)
    answer = await office.slack.people.message(office.ann, said)

    assert answer.channel == answered_in(office, place).id
    assert answer.only_for == office.ann.id or place == "home"
    assert office.slack.workspace.modal(office.ann.id) is None
    if said.startswith("Slack is busy"):
        assert flat(answer) == (TYPE_AGAIN if place == "command" else BUSY)


@pytest.mark.parametrize("fault", [ServerError(503), DroppedBefore(), DroppedAfter(), Says("fatal_error")])
@pytest.mark.parametrize("place", PLACES)
async def test_a_form_that_breaks_off_is_opened_at_the_second_try(office: Office, place: str, fault: Fault) -> None:
    button = None if place == "command" else await button_in(office, place)
    office.slack.faults.on("views.open", fault)

    await asks_for_a_form(office, button)

    assert (await office.slack.people.modal(office.ann)).title == "Have some tea"
    await office.slack.settled()
    assert not office.slack.people.sees(office.ann).reads("busy")


async def test_while_slack_wants_no_forms_nobody_waits_for_one(office: Office) -> None:
    """After one refusal the others are told at once: Slack is not asked again before its time."""
    people = office.slack.people
    announcement = await button_in(office, "channel")
    office.slack.faults.on("views.open", TooMany(600))

    for person in (office.ann, office.bo, office.ann):
        await people.presses(person, announcement, "tea.join")
        await people.message(person, BUSY)

    assert office.slack.front_door.calls.count("views.open") == 1


@pytest.mark.parametrize("fault", [TooMany(60), ServerError(503), Says("user_not_found"), Slow(2.5)])
async def test_who_is_known_is_served_though_slack_does_not_say_who_they_are(office: Office, fault: Fault) -> None:
    people = office.slack.people
    await people.types(office.ann, office.general, "/tea tell")
    announcement = await button_in(office, "channel")
    await office.forgets_in_memory()
    office.slack.faults.on("users.info", fault, times=9)
    office.slack.faults.on("users.list", fault, times=9)

    await people.presses(office.ann, announcement, "tea.join")

    assert (await people.modal(office.ann)).title == "Have some tea"


async def test_who_is_new_is_found_on_the_list_of_everybody(office: Office) -> None:
    newcomer = office.slack.workspace.add_user("Nia New", email="nia@example.org")
    office.general.members.append(newcomer.id)
    office.slack.faults.on("users.info", TooMany(60))

    await office.slack.people.types(newcomer, office.general, "/tea join")

    assert (await office.slack.people.modal(newcomer)).title == "Have some tea"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("fault", [TooMany(60), ServerError(503), Says("internal_error")])
async def test_who_cannot_be_found_out_about_is_asked_to_press_again(office: Office, place: str, fault: Fault) -> None:
    people = office.slack.people
    button = None if place == "command" else await button_in(office, place)
    await office.forgets_in_memory()
    office.forgets_everybody()
    for method in ("users.info", "users.list"):
        office.slack.faults.on(method, fault, times=9)

    await asks_for_a_form(office, button)

    if place == "home":
        assert BUSY in flat(await people.modal(office.ann))
    else:
        answer = await people.message(office.ann, TYPE_AGAIN if place == "command" else BUSY)
        assert answer.channel == answered_in(office, place).id


@pytest.mark.parametrize("place", ["channel", "chat"])
async def test_an_answer_that_finds_its_address_closed_stands_in_ones_own_chat(office: Office, place: str) -> None:
    people = office.slack.people
    button = await button_in(office, place)
    office.slack.faults.on("response_url", ServerError(404))

    await people.presses(office.ann, button, "tea.drink")

    answer = await people.message(office.ann, "Cheers")
    assert answer.channel == office.chat(office.ann).id
    assert answer.only_for is None


async def test_an_answer_that_arrives_nowhere_is_given_as_soon_as_slack_takes_it(office: Office) -> None:
    people = office.slack.people
    button = await button_in(office, "channel")
    office.slack.faults.on("response_url", ServerError(503), times=6)
    office.slack.faults.on("chat.postMessage", ServerError(503), times=3)

    await people.presses(office.ann, button, "tea.drink")

    assert await people.message(office.ann, "Cheers")


async def test_an_answer_in_a_dialog_that_cannot_change_stands_in_ones_own_chat(office: Office) -> None:
    people = office.slack.people
    await people.presses(office.ann, await button_in(office, "home"), "tea.look")
    dialog = await people.modal(office.ann)
    office.slack.faults.on("views.update", TooMany(60))

    await people.presses(office.ann, dialog, "tea.drink")

    assert (await people.message(office.ann, "Cheers")).channel == office.chat(office.ann).id


async def test_a_card_that_cannot_be_shown_over_the_home_page_stands_in_ones_own_chat(office: Office) -> None:
    people = office.slack.people
    home = await button_in(office, "home")
    office.slack.faults.on("views.open", TooMany(60))

    await people.presses(office.ann, home, "tea.drink")

    assert (await people.message(office.ann, "Cheers")).channel == office.chat(office.ann).id


async def test_a_home_page_that_slack_does_not_take_now_comes_later(office: Office) -> None:
    office.slack.faults.on("views.publish", TooMany(30))

    outcome = await office.slack.people.opens_home(office.ann)

    assert outcome.went_well
    assert await office.slack.people.home(office.ann, "0 cups")
