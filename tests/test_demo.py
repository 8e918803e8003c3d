"""The demo: one story a seed, whatever the network does."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sandbox.demo import on_stage
from bot.sandbox.hospital import the_case
from bot.sandbox.page.play import forget
from bot.sandbox.troupe import play

SOME = the_case()[:14]


async def story(folder: Path, deliver_twice: bool) -> list[str]:
    async with on_stage(folder, SOME, "1") as troupe:
        troupe.rehearsal.slack.faults.deliver_twice = deliver_twice
        return [line async for line in play(troupe)]


async def test_each_event_delivered_twice_takes_effect_once_and_tells_the_same_story(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    folders = [tmp_path / name for name in ("once", "twice")]
    for folder in folders:
        folder.mkdir()
    once, twice = [await story(folder, deliver_twice=folder.name == "twice") for folder in folders]
    assert once == twice
    assert "the report" in "\n".join(once)
    private = {
        "KNOWvember",
        "xoxb-",
        "xapp-",
        *(said for row in SOME for said in (row.name, row.email, row.job_title) if said),
    }
    assert not [said for said in private if said in caplog.text]  # at the lowest level there is


def test_a_dead_proxy_does_not_stop_it(tmp_path: Path) -> None:
    lines = ["id,name,email,sites,department,role_group,job_title"]
    lines += [
        ",".join((r.id, r.name, r.email or "", ";".join(r.sites), r.department, r.role_group, "")) for r in SOME[:8]
    ]
    staff = tmp_path / "staff.csv"
    staff.write_text("\n".join(lines), encoding="utf-8")
    dead = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bot", "demo", "--headless", "--play", "--seed", "2", "--staff", str(staff)],
        env={**os.environ, **dead, "PYTHONPATH": str(Path(__file__).parents[1])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    assert "files it in the library" in told.stdout
    assert "Traceback" not in told.stderr  # a busy machine may log that something was tried again


def test_beginning_again_takes_away_what_the_play_has_left_and_nothing_else(tmp_path: Path) -> None:
    theirs = ("knowhow.sqlite3", "knowhow.sqlite3-wal", "package.json", "backup.new")
    for name in (*theirs, "rehearsal.sqlite3", "rehearsal.sqlite3-wal", "workspace.json", "marks.json"):
        (tmp_path / name).touch()
    forget(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(theirs)


async def test_what_a_real_bot_is_told_in_that_folder_is_not_for_the_demo(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MICROSOFT_APP_ID=a real one\nKNOWHOW_TEMPLATES=nowhere\n")
    async with on_stage(tmp_path, SOME, "1") as troupe:
        assert troupe.players
