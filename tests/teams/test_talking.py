"""What people say to the bot in Teams, where they read the answer, and what they see when something is amiss."""

import pytest
from aiohttp import ClientSession

from bot.teams.text import Json
from storage import conversations
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_cards import page_of
from tests.fronts.teams_service import BOT, NOT_INSTALLED, TEAM, Fault, Posted

MENTION = {"type": "mention", "text": "<at>Knowhow</at>", "mentioned": {"id": BOT, "name": "Knowhow"}}


async def types(office: TeamsBot, text: str, user: str = "ann", where: str = "", **details: object) -> list[str]:
    """What stands in their own chat that was not there before, a string a message."""
    service = office.service
    before = len(service.in_conversation(service.own_chat(user)))
    activity = service.activity("message", user, where or service.own_chat(user), text=text, **details)
    assert (await service.sends(activity))[0] == 200
    await office.connection.has_answered()
    return [page_of(one.card).text for one in service.in_conversation(service.own_chat(user))[before:]]


async def presses(office: TeamsBot, posted: Posted, value: Json, user: str = "ann") -> None:
    service = office.service
    pressed = service.activity("message", user, posted.conversation, value=value, replyToId=posted.id)
    assert (await service.sends(pressed))[0] == 200
    await office.connection.has_answered()


@pytest.mark.parametrize("text", ["tea greet", "  TEA   Greet ", "/tea greet", "/ tea greet", "Tea greet", "téa gréet"])
async def test_case_accents_spaces_and_a_slash_do_not_matter(office: TeamsBot, text: str) -> None:
    assert (await types(office, text))[-1].startswith("Hello Ann Okafor")


async def test_a_first_contact_is_welcomed_once(office: TeamsBot) -> None:
    first = await types(office, "tea greet")
    assert [said.split(".")[0] for said in first] == ["Hello, I’m Knowhow", "Hello Ann Okafor"]
    assert len(await types(office, "tea greet")) == 1


@pytest.mark.parametrize(
    ("text", "said"), [("Hello!", "Hello, I’m Knowhow"), ("help", "Hello Ann Okafor, good to hear from you!")]
)
async def test_a_first_hello_is_answered_by_one_message(office: TeamsBot, text: str, said: str) -> None:
    (first,) = await types(office, text)
    assert first.startswith(said)
    assert len(await types(office, text)) == 1


async def test_an_installation_is_welcomed_once_however_often_teams_tells_of_it(office: TeamsBot) -> None:
    service, own_chat = office.service, office.service.own_chat("ann")
    for kind, details in (
        ("installationUpdate", {"action": "add"}),
        ("conversationUpdate", {"membersAdded": [{"id": BOT}]}),
        ("installationUpdate", {"action": "add"}),
    ):
        assert (await service.sends(service.activity(kind, "ann", own_chat, **details)))[0] == 200
    await office.connection.has_answered()
    assert len(service.in_conversation(own_chat)) == 1


@pytest.mark.parametrize(("text", "near"), [("tea gret", "tea greet"), ("hepl", "help"), ("hmoe", "home")])
async def test_what_is_no_command_gets_help_with_the_nearest(office: TeamsBot, text: str, near: str) -> None:
    assert near in (await types(office, text))[-1].split("\n")[0]


@pytest.mark.parametrize("text", ["hello", "Hi!", "hey there", "Good morning, Knowhow", "good  Evening", "👋 hiya"])
async def test_a_greeting_is_returned_with_what_there_is(office: TeamsBot, text: str) -> None:
    await types(office, "tea greet")
    lines = (await types(office, text))[-1].split("\n")
    assert lines[0] == "Hello Ann Okafor, good to hear from you!"
    assert any(line.startswith("tea help") for line in lines)


@pytest.mark.parametrize("text", ["thanks", "Thank you!", "thank you very much, Knowhow", "cheers"])
async def test_thanks_are_returned(office: TeamsBot, text: str) -> None:
    await types(office, "tea greet")
    assert (await types(office, text))[-1].startswith("You’re welcome!")


@pytest.mark.parametrize("text", ["good falls", "hem", "thankyous", "12"])
async def test_what_only_begins_like_one_is_no_greeting(office: TeamsBot, text: str) -> None:
    await types(office, "tea greet")
    assert (await types(office, text))[-1].startswith("I don’t know that one.")


async def test_home_is_a_card(office: TeamsBot) -> None:
    assert (await types(office, "Home"))[-1].startswith("You have had 0 cups.")


async def test_a_mention_in_a_channel_is_answered_in_their_own_chat(office: TeamsBot) -> None:
    thread = f"{TEAM};messageid=1"
    said = await types(office, "<at>Knowhow</at>  tea greet Knowhow", where=thread, entities=[MENTION])
    assert said[-1].startswith("Hello Ann Okafor. You said Knowhow.")
    (there,) = [one for one in office.service.messages if one.conversation == thread]
    assert page_of(there.card).text == "I’ve answered you in our own chat."


async def test_who_cannot_be_written_to_alone_is_told_so_where_they_asked(office: TeamsBot) -> None:
    office.service.refusals["ann"] = NOT_INSTALLED
    assert not await types(office, "<at>Knowhow</at> tea greet", where=f"{TEAM};messageid=1", entities=[MENTION])
    assert "add Knowhow to your apps" in page_of(office.service.messages[-1].card).text


async def test_a_button_is_answered_in_place_and_once(office: TeamsBot) -> None:
    await types(office, "tea greet")
    card = office.service.messages[-1]
    service = office.service
    pressed = service.activity(
        "message", "ann", card.conversation, value={"action": "tea.drink", "subject": "7"}, replyToId=card.id
    )
    for _ in range(2):
        assert (await service.sends(pressed))[0] == 200
        await office.connection.has_answered()
    assert (card.changes, page_of(card.card).text) == (1, "Cheers. You have had 1 cups.")


async def test_when_a_turn_fails_the_card_stays_and_a_sentence_says_so(office: TeamsBot) -> None:
    await types(office, "tea greet")
    card = office.service.messages[-1]
    await presses(office, card, {"action": "tea.break", "subject": "7"})
    assert card.changes == 0
    assert "something went wrong on our side" in page_of(office.service.messages[-1].card).text


@pytest.mark.parametrize("status", [429, 412, 502, 504])
async def test_what_teams_cannot_take_just_now_is_sent_again(office: TeamsBot, status: int) -> None:
    await types(office, "tea greet")
    office.service.faults["post"] += [Fault(status), Fault(status, {"Retry-After": "1"})]
    assert len(await types(office, "tea greet")) == 1


async def test_the_service_address_is_kept_from_signed_messages_alone(office: TeamsBot) -> None:
    await types(office, "tea drink")
    with office.engine.database.reading() as session:
        at = office.engine.reception.workspace(session, "teams", office.service.tenant)
        kept = conversations.find(session, at, office.service.own_chat("ann"))
        assert kept is not None
        assert kept.reference["serviceUrl"] == f"{office.service.address}/uk/"
        assert "Ann" not in str(kept.reference)


async def test_an_invoke_that_no_bot_is_asked_is_told_so(office: TeamsBot) -> None:
    service = office.service
    asked = service.activity("invoke", "ann", service.own_chat("ann"), name="task/fetch", value={})
    assert (await service.sends(asked))[0] == 501


async def test_only_posts_are_taken(office: TeamsBot) -> None:
    async with ClientSession() as session, session.get(office.service.bot_url) as answer:
        assert answer.status == 405
