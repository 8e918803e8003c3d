"""How a connection to Slack is exchanged for another: nobody who presses something meanwhile is left out."""

import asyncio
from itertools import chain

import pytest

from tests.slack.conftest import Office


@pytest.fixture
def an_address_too_late(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next address that Slack gives is good no more when it is tried."""
    sockets = office.slack.socket_mode
    tickets = chain(["a ticket that is over"], iter(sockets.new_ticket, None))
    monkeypatch.setattr(sockets, "new_ticket", lambda: next(tickets))


@pytest.mark.usefixtures("an_address_too_late")
async def test_another_address_is_asked_for_where_one_is_good_no_more(office: Office) -> None:
    await office.slack.socket_mode.drop()

    async with asyncio.timeout(10):
        await office.slack.socket_mode.connected()
    assert (await office.slack.people.types(office.ann, office.general, "/tea greet")).went_well


@pytest.mark.usefixtures("an_address_too_late")
async def test_the_old_connection_is_heard_until_there_is_another(office: Office) -> None:
    people, sockets = office.slack.people, office.slack.socket_mode
    await sockets.warn()
    greets = [await people.types(office.ann, office.general, "/tea greet") for _ in range(3)]

    assert all(outcome.went_well for outcome in greets)
