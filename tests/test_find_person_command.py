"""`knowhow find-person`: everywhere a name stands, numbered; and taking it out of the places that are chosen."""

import csv
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.program import FAILED, WRONG_USE, knowhow
from storage import schema
from storage.database import Database
from storage.naming import searching
from storage.tables import NameSearch, Record
from tests.library.shelf import files, newest
from tests.town import Town, Townsperson

Run = Callable[..., Result]
ASKED = ("--requested-by", "the person", "--why", "erasure request")
WHO = "Quentin Zebrawood"


@pytest.fixture
def here(empty: Database, tmp_path: Path) -> Iterator[Town]:
    """A town on either database, made as a start makes it."""
    schema.upgrade(empty)
    town = Town(tmp_path, empty)
    yield town
    town.close()


@pytest.fixture
def run(here: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `knowhow find-person …` on the town's database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", here.database.engine.url.render_as_string(hide_password=False))
    return lambda *words: CliRunner().invoke(knowhow, ["find-person", *map(str, words)])


@pytest.fixture
def bo(here: Town) -> Townsperson:
    return here.person("Bo")


def files_three(bo: Townsperson) -> int:
    """Records in which he is named: in a list, in parts, and with a slip; and in how one stood before."""
    number = files(bo, title="Keys", lessons=f"Ask {WHO}, Theatres.\nZebrawood’s list hangs there.")
    files(bo, title="Trolleys", summary="Quentni has one.")
    bo.types(f"/library show {number}")
    bo.presses("Edit")
    bo.fills("library.record", title="Keys at night")
    return number


def numbers(shown: str, near: str) -> str:
    return ",".join(line.split()[0] for line in shown.splitlines() if near in line)


def test_it_is_found_in_lists_histories_and_with_a_slip(here: Town, bo: Townsperson, run: Run, tmp_path: Path) -> None:
    files_three(bo)
    result = run(WHO, *ASKED, "--csv", tmp_path / "found.csv")
    assert result.exit_code == 0, result.output
    for said in (
        f"[{WHO}], Theatres.",
        "[Zebrawood]’s list",
        "[Quentni] has one.",
        "record_revisions",
        "one letter off",
    ):
        assert said in result.stdout
    assert "Take a backup first" in result.stderr
    rows = list(csv.reader(io.StringIO((tmp_path / "found.csv").read_text("utf-8-sig"))))
    assert rows[0][:4] == ["number", "table", "row", "column"]
    assert len(rows) == len(result.stdout.splitlines())
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "found.csv").stat().st_mode) == 0o600


def test_it_is_taken_out_of_the_places_chosen_and_of_no_others(
    here: Town, bo: Townsperson, run: Run, tmp_path: Path
) -> None:
    number = files_three(bo)
    shown = run(WHO, *ASKED).stdout
    chosen = numbers(shown, f"records {number} lessons") + "," + numbers(shown, "record_revisions")
    result = run(WHO, *ASKED, "--take-out", chosen)
    assert result.exit_code == 0, result.output
    assert "Take a backup first" in result.stderr
    with here.database.reading() as session:
        kept = session.get_one(Record, number)
        assert kept.lessons == ["Ask a colleague, Theatres.", "A colleague’s list hangs there."]
        done = session.exec(select(NameSearch)).all()
        assert [(one.what, one.records) for one in done] == [
            ("searched", [number, newest(here)]),
            ("taken out", [number]),
        ]
    bo.types("/library search zebrawood")
    bo.is_answered("Nothing found")
    here.settle()
    here.lee.is_told("Whoever runs the server has taken out a name: in the library in record")
    here.lee.does_not_see("Zebrawood")
    if here.database.is_sqlite:
        content = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file()).lower()
        assert b"zebrawood" not in content
    assert "[Quentni]" in run(WHO, *ASKED).stdout


def test_numbers_mean_what_they_meant_or_nothing_is_taken_out(here: Town, bo: Townsperson, run: Run) -> None:
    number = files_three(bo)
    assert run(WHO, *ASKED, "--take-out", "1").exit_code == FAILED, "never searched"
    run(WHO, *ASKED)
    files(bo, title="One more", lessons=f"Never ask {WHO}.")
    result = run(WHO, *ASKED, "--take-out", "1")
    assert result.exit_code == FAILED
    assert "Please search again" in result.stderr
    run("Bo", *ASKED)
    assert run(WHO, *ASKED, "--take-out", "1").exit_code == FAILED, "somebody else was searched since"
    run(WHO, *ASKED)
    assert run(WHO, *ASKED, "--take-out", "99").exit_code == WRONG_USE
    with here.database.reading() as session:
        assert WHO in session.get_one(Record, number).lessons[0]


def test_who_asked_and_why_is_needed_audited_and_says_no_name(
    here: Town, bo: Townsperson, run: Run, tmp_path: Path
) -> None:
    files_three(bo)
    assert run(WHO).exit_code == WRONG_USE
    result = run(WHO, "--requested-by", "Mr Zebrawood", "--why", "He asked")
    assert result.exit_code == WRONG_USE
    assert "names whom you look for" in result.stderr
    run(WHO, *ASKED)
    audited = CliRunner().invoke(knowhow, ["audit"]).stdout
    assert "find-person searched" in audited
    assert "erasure request" in audited
    assert "Zebrawood" not in audited
    here.settle()
    here.lee.is_told("Whoever runs the server has looked for a name")
    here.lee.does_not_see("Zebrawood")


def test_who_asked_for_a_name_before_is_no_place_to_take_a_name_out_of(bo: Townsperson, run: Run) -> None:
    files(bo, lessons=f"Ask {WHO}.")
    assert "[Zebrawood]" in run("Zebrawood", "--requested-by", "Cat Quibble", "--why", "erasure request").stdout
    assert run("Cat Quibble", *ASKED).stdout == run("Nobody Whatsoever", *ASKED).stdout


def test_an_address_finds_the_name_that_goes_with_it_and_who_they_are_stays(here: Town, run: Run) -> None:
    ann = here.person("Annabel Quistgaard")
    files(here.person("Bo"), lessons="Ask Quistgaard.")
    result = run(str(ann.profile.email), *ASKED)
    assert "[Quistgaard]" in result.stdout
    theirs = numbers(result.stdout, "people ").split(",")[0]
    refused = run(str(ann.profile.email), *ASKED, "--take-out", theirs)
    assert refused.exit_code == WRONG_USE
    assert "/knowhow forget me" in refused.stderr


def test_without_a_name_or_a_number_nothing_is_done(run: Run) -> None:
    assert run("A", *ASKED).exit_code == WRONG_USE
    assert run(WHO, *ASKED, "--take-out", "three").exit_code == WRONG_USE


def test_the_database_is_not_made_by_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'none.sqlite3').as_posix()}")
    assert CliRunner().invoke(knowhow, ["find-person", WHO, *ASKED]).exit_code == FAILED
    assert Database(f"sqlite:///{(tmp_path / 'none.sqlite3').as_posix()}").may_be_there() is False


def test_others_write_while_it_searches(here: Town, bo: Townsperson, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    files_three(bo)
    as_it_is = searching.everywhere

    def meanwhile(*looked: Any) -> Any:
        files(bo, title="Filed meanwhile")
        return as_it_is(*looked)

    monkeypatch.setattr(searching, "everywhere", meanwhile)
    found = run(WHO, *ASKED)
    assert found.exit_code == 0
    assert "Zebrawood" in found.stdout
