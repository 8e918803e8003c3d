"""A trial is restored from a backup that was taken while it ran, carries on, and is honest about the time between."""

from contextlib import aclosing
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from activities import ACTIVITIES
from bot.backup.backup import back_up
from bot.backup.restore import restore
from bot.sandbox.hospital import the_case
from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from bot.sandbox.records import Entry
from bot.sandbox.rehearsal import Rehearsal, rehearsal
from bot.sandbox.troupe import Troupe, play, play_on
from bot.service.app import running
from bot.settings.settings import Settings, read_settings
from bot.slack.manifest import manifest
from storage import schema
from storage.database import Database
from storage.tables import Message, Parcel, Record
from tests.databases import Postgres
from tests.test_kills import everybody_has_their_introduction, whatever_stands_twice

STAFF = the_case()[:8]

UNSENT = ("waiting", "sending")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database to restore into: nothing yet for SQLite, and tables without rows on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'restored.sqlite3').as_posix()}"
    server: Postgres = request.getfixturevalue("postgres")
    url = server.empty()
    made = Database(url)
    schema.upgrade(made)
    made.close()
    return url


class Backup:
    """Takes a backup of a running bot, once, in the middle of sending what is told under `key`."""

    def __init__(self, stage: Rehearsal, key: str, file: Path) -> None:
        self.stage = stage
        self.key = key
        self.file = file
        stage.slack.workspace.watchers.append(self.watch)

    def watch(self, entry: Entry) -> None:
        """Called after everything that happens in Slack."""
        if entry.what == "posted" and not self.file.exists() and self.told("sending") and self.told(*UNSENT) > 1:
            back_up(self.stage.settings["DATABASE_URL"], self.file)

    def told(self, *states: str) -> int:
        """How many parcels of it stand so."""
        with self.stage.database.reading() as session:
            of_it = select(func.count(col(Parcel.id))).join(Message, col(Message.id) == col(Parcel.message_id))
            return session.exec(
                of_it.where(col(Message.key).startswith(f"{self.key}:"), col(Parcel.state).in_(states))
            ).one()


def moved_to(stage: Rehearsal, url: str) -> Settings:
    """Let the rehearsal, and the bot that is started next, use another database."""
    stage.settings["DATABASE_URL"] = url
    stage.database = Database(url)
    stage.slack.workspace.calendar = lambda: stage.now.timestamp()
    return read_settings(stage.settings, stage.folder)


@pytest.mark.parametrize(
    ("key", "elsewhere"),
    [
        pytest.param("introduction", "postgres", id="introductions, to PostgreSQL"),
        pytest.param("ask_feedback", "sqlite", id="questions to each, to SQLite", marks=pytest.mark.slow),
    ],
    indirect=["elsewhere"],
)
async def test_a_trial_restored_in_the_middle_of_sending_carries_on_and_sends_nothing_twice(
    key: str, elsewhere: str, tmp_path: Path
) -> None:
    async with rehearsal(tmp_path, STAFF, STAFF[0], app=App.from_manifest(manifest(ACTIVITIES)), seed="1") as stage:
        backup = Backup(stage, key, tmp_path / "knowhow.backup")
        async with (
            running(read_settings(stage.settings, tmp_path), stage.database),
            aclosing(play(troupe := Troupe.of(stage, STAFF, "1"))) as story,
        ):
            async for _ in story:
                if backup.file.exists():
                    break
        assert backup.told(*UNSENT) == 0, "what waited when the backup was taken has been sent since"
        stage.database.close()

        settings = moved_to(stage, elsewhere)
        assert restore(backup.file, settings, replaces=False, moved=False, without_forgotten=True).kept is None
        assert backup.told("sending") > 1, "what waited is in doubt"
        async with running(settings, stage.database):
            await stage.comes_to_rest()
            told = [what_it_says(said) for said in stage.slack.people.sees(stage.facilitator).messages]
            assert sum("restored from a backup" in said for said in told) == 1
            async for _ in play_on(troupe):
                pass
        assert whatever_stands_twice(stage) == []
        with stage.database.reading() as session:
            everybody_has_their_introduction(session, stage)
            assert session.exec(select(Record.id)).all()
        stage.database.close()
