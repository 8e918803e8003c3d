"""A turn takes longer than what was pressed is good for: a dialog says so at once, and the answer shows there."""

import asyncio

import pytest

from bot.sandbox.faults import Says, TooMany
from bot.sandbox.records import Message, View
from bot.slack import listeners
from tests.slack.conftest import Office, flat
from tests.slack.test_busy import button_in

IN_TIME = 0.5
"""Seconds after which what is asked for here takes too long for Slack."""

SO_LONG, TOO_LONG = IN_TIME + 0.3, IN_TIME + 1.2
"""Seconds that a turn takes; in the longer of them a dialog that does not open is given up, too."""

WAIT = "taking longer than usual"
PLACES = ["channel", "chat", "home", "dialog", "command"]


async def what_to_press(office: Office, place: str) -> Message | View | None:
    """Something with a button, where somebody sees it; nothing where they type."""
    if place == "command":
        return None
    if place == "dialog":
        await office.slack.people.presses(office.ann, await button_in(office, "home"), "tea.look")
        return await office.slack.people.modal(office.ann)
    return await button_in(office, place)


async def asks(office: Office, button: Message | View | None, what: str) -> None:
    """Press a button, or type the command of the same name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listeners, "IN_TIME", IN_TIME)  # of this alone: on a busy machine all takes longer
        if button is None:
            outcome = await office.slack.people.types(office.ann, office.general, f"/tea {what}")
        else:
            outcome = await office.slack.people.presses(office.ann, button, f"tea.{what}")
    assert outcome.went_well


async def the_dialog(office: Office) -> View:
    """What says that it takes long."""
    people, workspace = office.slack.people, office.slack.workspace

    def there() -> View | None:
        view = workspace.modal(office.ann.id)
        return view if view and WAIT in flat(view) else None

    return await people.until(there)


@pytest.mark.parametrize("place", [place for place in PLACES if place != "dialog"])
async def test_a_form_that_comes_too_late_to_open_stands_where_it_was_promised(office: Office, place: str) -> None:
    button = await what_to_press(office, place)
    office.tea.slow = TOO_LONG

    await asks(office, button, "join")
    dialog = await the_dialog(office)
    await office.slack.people.until(lambda: "Title" in flat(dialog))

    assert (await office.slack.people.modal(office.ann)).title == "Have some tea"
    office.tea.slow = 0
    outcome = await office.slack.people.submits(office.ann, dialog, {"title": "x", "channel": office.general.id})
    assert outcome.went_well
    assert await office.cups(office.ann) == "1 cups"


@pytest.mark.parametrize("place", PLACES)
async def test_an_answer_stands_where_it_was_promised(office: Office, place: str) -> None:
    button = await what_to_press(office, place)
    office.tea.slow = SO_LONG

    await asks(office, button, "wait")
    dialog = await the_dialog(office)
    await office.slack.people.until(lambda: "Cheers" in flat(dialog))

    await office.slack.settled()
    assert WAIT not in flat(dialog)
    assert sum("Cheers" in one for one in office.shown(office.ann, office.general)) == 0
    own = office.shown(office.ann, office.chat(office.ann))
    assert sum("Cheers" in one for one in own) == (place == "chat")  # what they pressed there has changed, too


async def test_a_fault_stands_where_the_answer_was_promised(office: Office) -> None:
    button = await button_in(office, "chat")
    office.tea.slow, office.tea.fails = SO_LONG, True

    await asks(office, button, "wait")
    dialog = await the_dialog(office)

    await office.slack.people.until(lambda: "went wrong" in flat(dialog))
    assert any("A cup for" in one for one in office.shown(office.ann, office.chat(office.ann)))


async def test_an_answer_whose_dialog_was_closed_is_given_all_the_same(office: Office) -> None:
    office.tea.slow = SO_LONG
    await asks(office, None, "wait")

    await office.slack.people.closes(await the_dialog(office))

    answer = await office.slack.people.message(office.ann, "Cheers")
    assert (answer.channel, answer.only_for) == (office.general.id, office.ann.id)


async def test_who_closes_the_dialog_of_a_form_did_not_want_it(office: Office) -> None:
    office.tea.slow = SO_LONG
    await asks(office, None, "join")

    await office.slack.people.closes(await the_dialog(office))
    await asyncio.sleep(SO_LONG)
    await office.slack.settled()

    assert office.slack.workspace.modal(office.ann.id) is None
    assert office.shown(office.ann, office.general) == []


@pytest.mark.parametrize("fault", [TooMany(60), Says("internal_error")])
@pytest.mark.parametrize("place", PLACES)
async def test_where_no_dialog_opens_a_sentence_says_that_it_takes_long(
    office: Office, place: str, fault: TooMany | Says
) -> None:
    button = await what_to_press(office, place)
    office.tea.slow = TOO_LONG
    for method in ("views.open", "views.push"):
        office.slack.faults.on(method, fault, times=9)

    await asks(office, button, "wait")
    said = await office.slack.people.message(office.ann, WAIT)

    where = office.chat(office.ann) if place in ("chat", "home", "dialog") else office.general
    assert said.channel == where.id
    await office.slack.people.until(lambda: office.slack.people.sees(office.ann).reads("Cheers"))


async def test_what_is_delivered_twice_is_promised_and_answered_once(office: Office) -> None:
    office.slack.faults.deliver_twice = True
    office.tea.slow = TOO_LONG

    await asks(office, None, "join")
    dialog = await the_dialog(office)
    await office.slack.people.until(lambda: "Title" in flat(dialog))
    await office.slack.settled()

    assert len(office.slack.workspace.modals[office.ann.id]) == 1
    assert office.shown(office.ann, office.general) == []
