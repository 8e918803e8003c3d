"""Two trusts in one Slack workspace, each with an app of its own, on one database."""

import pytest
from sqlmodel import select

from bot.faults.endings import said_of_another_app
from bot.sandbox.installation import App
from storage import organisations
from storage.database import Database
from storage.people import AnotherApp
from storage.tables import AccountRow
from tests.slack.conftest import an_office
from tests.slack.tea import Tea

ANOTHER = "A000ANOTHER"


async def test_each_app_answers_and_writes_to_its_own_people_alone(database: Database, database_url: str) -> None:
    async with an_office(Tea(), database_url, App()) as ours:
        with database.writing() as session:
            another = organisations.new(session, "Europe/London", "Another trust")
            organisations.link(session, another, "slack", ours.platform.tenant, ANOTHER)
        async with an_office(Tea(), database_url, App(id=ANOTHER)) as theirs:
            assert ours.ann.id == theirs.ann.id, "they are the same people"
            for office in (ours, theirs):
                office.engine.serving.begins()
                await office.connection.start()
                await office.slack.socket_mode.connected()
            await ours.slack.people.types(ours.ann, ours.general, "/tea tell")
            await ours.slack.people.message(ours.ann, "A cup for Ann Okafor")
            await theirs.slack.people.types(theirs.bo, theirs.general, "/tea tell")
            await theirs.slack.people.message(theirs.bo, "A cup for Bo Lindqvist")
            assert "A cup for Bo" not in " ".join(ours.shown(ours.bo, ours.chat(ours.bo)))
            assert "A cup for Ann" not in " ".join(theirs.shown(theirs.ann, theirs.chat(theirs.ann)))
            for office in (ours, theirs):
                await office.connection.stop()
    with database.reading() as session:
        homes = session.exec(select(AccountRow.user, AccountRow.organisation_id)).all()
        assert sorted(homes) == [(ours.ann.id, 1), (ours.bo.id, 2)]


async def test_an_app_of_which_nobody_has_said_whose_it_is_does_not_start(database_url: str) -> None:
    async with an_office(Tea(), database_url, App()) as ours:
        with pytest.raises(AnotherApp) as why:
            async with an_office(Tea(), database_url, App(id=ANOTHER)):
                pass
        said = said_of_another_app(why.value)
        assert f"link NAME slack {ours.platform.tenant} {ANOTHER} --in-place-of {ours.slack.app.id}." in said
