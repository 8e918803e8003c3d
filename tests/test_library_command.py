"""The library from the command line: an old register comes in, is found, and goes out again."""

import json
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from sqlalchemy import event
from sqlmodel import select
from typer.testing import CliRunner, Result

from activities import ACTIVITIES
from bot.cli.program import FAILED, WRONG_USE, knowhow
from bot.engine import batches
from bot.engine.engine import Engine, TurnFailed
from bot.register.filing import Filed, keep_register
from bot.register.register import RegisterRow, read_register
from bot.settings.rules import Rules
from storage import organisations, records
from storage.database import Database
from storage.here import Here
from storage.membership import Reader
from storage.search import search
from storage.tables import Person, Record

THEMES = ("falls", "discharge", "sepsis", "handover", "downtime")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `knowhow library …` on a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}")
    return lambda *words: CliRunner().invoke(knowhow, ["library", *map(str, words)])


def register(folder: Path, *lines: str, name: str = "lessons.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def engine(database: Database) -> Engine:
    return Engine(database, ACTIVITIES, Rules(seed="1"))


def an_old_register(folder: Path, rows: int) -> Path:
    """Lessons of ten years, as a spreadsheet program saves them."""
    random = Random(1)
    lines = ["Title;Date;Site;Topics;Summary;Lessons;Contact"]
    for number in range(rows):
        theme = random.choice(THEMES)
        lesson = f'"Ask the night team about {theme} number{number};Write it on the board"'
        day = f"{1 + number % 28:02}/{1 + number % 12:02}/{2015 + number % 10}"
        lines.append(f"What we learned from {theme};{day};Northgate;{theme};Café talk about {theme};{lesson};")
    return register(folder, *lines, encoding="cp1252")


# ---- importing -------------------------------------------------------------------------------------------------------


def test_an_old_register_is_imported_twice_and_searched(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LETS_IN_FOR", 0.0)  # nobody else is here
    rows = read_register(an_old_register(tmp_path, 500)).rows
    assert keep_register(engine(database), rows) == Filed(new=500)
    assert keep_register(engine(database), rows) == Filed(known=500)
    with database.reading() as session:
        here = organisations.sole(session, "Europe/London").id
        counted = [search(session, Reader(here), theme).count for theme in THEMES]
        assert sum(counted) == 500
        (found,) = search(session, Reader(here), "“number 437”").hits
        assert found.record.lessons[1] == "Write it on the board"
        assert found.record.happened_from.isoformat() == "2022-06-18"


def test_two_who_import_the_same_at_once_file_each_row_once(database: Database, tmp_path: Path) -> None:
    rows = read_register(an_old_register(tmp_path, 60)).rows
    with database.writing() as session:
        here = organisations.sole(session, "Europe/London").id
    done: list[Filed] = []
    importing = [Thread(target=lambda: done.append(keep_register(engine(database), rows))) for _ in range(2)]
    for thread in importing:
        thread.start()
    seen: list[int] = []
    while any(thread.is_alive() for thread in importing):
        with database.reading() as session:
            seen.append(search(session, Reader(here), "learned").count)
    for thread in importing:
        thread.join()
    assert seen == sorted(seen)  # whoever searches meanwhile sees more and more of it
    assert sum(one.new for one in done) == 60
    with database.reading() as session:
        assert search(session, Reader(here), "learned").count == 60


def test_an_import_that_is_cut_off_is_finished_by_the_same_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = read_register(an_old_register(tmp_path, 10)).rows
    monkeypatch.setattr(batches, "WRITES_FOR", 0.0)  # so that each row is a part of its own
    monkeypatch.setattr(batches, "LETS_IN_FOR", 0.0)
    commits = count()

    def cut_off(_connection: object) -> None:
        if next(commits) == 5:  # the first is made to find out whose library it is
            raise ConnectionAbortedError

    event.listen(database.engine, "commit", cut_off)
    with pytest.raises(TurnFailed):
        keep_register(engine(database), rows)
    assert keep_register(engine(database), rows) == Filed(new=6, known=4)


def test_a_changed_row_brings_its_record_up_to_date_and_an_unchanged_one_lets_it_be(database: Database) -> None:
    def rows(title: str) -> list[RegisterRow]:
        return [RegisterRow.model_validate({"id": "7", "title": title, "lessons": "Ask early"})]

    with database.writing() as session:
        here = organisations.sole(session, "Europe/London").id
    assert keep_register(engine(database), rows("Frist")).new == 1
    assert keep_register(engine(database), rows("First")).changed == 1
    with database.writing() as session:
        record = records.came_from(Here(session, here), "import:7")
        assert record is not None
        assert (record.title, record.lessons, record.revision) == ("First", ["Ask early"], 2)
        records.change(session, record, None, record.filed_at, {"title": "First, by hand"})
    assert keep_register(engine(database), rows("First")).known == 1
    with database.writing() as session:
        record = session.exec(select(Record)).one()
        assert record.title == "First, by hand"
        records.withdraw(session, record, record.filed_at)
    assert keep_register(engine(database), rows("First again")).known == 1
    with database.reading() as session:
        assert search(session, Reader(here), "").count == 0


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_imported(run: Run, tmp_path: Path) -> None:
    file = register(
        tmp_path,
        "id,title,date,visibility,summary",
        "1,Fine,2026-01-01,,",
        "2,,31.12.2025,,",
        "3,When,tomorrow,,",
        "4,Who,,everybody,",
        "1,Twice,,,",
        "6,Whose,,,NHS no 943 476 5919",
    )
    result = run("import", file)
    assert result.exit_code == WRONG_USE
    assert [line.strip() for line in result.stderr.splitlines()] == [
        "Nothing was imported:",
        "lessons.csv, line 3, column title: this is missing",
        "lessons.csv, line 4, column date: this is no date; write it as 2026-11-30",
        "lessons.csv, line 5, column visibility: this must be participants, organisation or public",
        "lessons.csv, line 6, column id: this is the same as on line 2",
        "lessons.csv, line 7, column summary: stops: NHS number",
    ]
    assert json.loads(run("search", "fine", "--json").stdout) == []


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    result = run("import", "nowhere.csv")
    assert result.exit_code == WRONG_USE
    assert "nowhere.csv: this file cannot be read" in result.stderr


def test_what_warns_is_imported_and_named(run: Run, tmp_path: Path) -> None:
    result = run("import", register(tmp_path, "title", "The lady in bed 4"))
    assert result.exit_code == 0
    assert "lessons.csv, line 2, column title: warns: " in result.stderr
    assert "lady" not in result.stderr


def test_what_warns_waits_until_a_facilitator_has_read_it_or_whoever_imports_has(run: Run, tmp_path: Path) -> None:
    file = register(tmp_path, "id,title", "a,The lady in bed 4", "b,The lady of the fire")
    assert "1 raised a warning. Nobody sees them" in run("import", file).stdout
    assert run("search", "lady").stdout.startswith("1 record")
    for everything in ([], ["--all"]):
        assert "bed 4" not in run("export", *everything).stdout
    changed = register(tmp_path, "id,title", "a,The lady in bed 4", "b,The lady in bed 5", name="changed.csv")
    assert "1 raised a warning." in run("import", changed).stdout
    assert run("search", "lady").stdout == "No records\n"  # and no word that waits is guessed
    read = register(tmp_path, "id,title", "c,The lady in bed 6", name="read.csv")
    assert "raised a warning. Nobody" not in run("import", "--checked", read).stdout
    assert run("search", "lady").stdout.startswith("1 record")


# ---- searching -------------------------------------------------------------------------------------------------------


def test_searching_says_no_more_than_the_reader_may_read(run: Run, tmp_path: Path) -> None:
    file = register(
        tmp_path,
        "id,title,visibility,contact",
        "a,Falls at night,,",
        "b,Falls among ourselves,participants,ann@example.org",
        "c,Falls for everybody,public,",
    )
    database = Database(f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}")
    assert run("search", "falls").exit_code == 0
    with database.writing() as session:
        here = organisations.sole(session, "Europe/London").id
        session.add_all(
            Person(organisation_id=here, name=name, email=f"{name.lower()}@example.org") for name in ("Ann", "Bo")
        )
    database.close()
    imported = run("import", file)
    assert "1 say public" in imported.stdout

    def found(*words: str) -> list[str]:
        return [str(one["id"]) for one in json.loads(run("search", "falls", "--json", *words).stdout)]

    assert found() == ["c", "a"]
    assert found("--as", "bo@example.org") == ["c", "a"]
    assert found("--as", "Ann@Example.org") == ["c", "b", "a"]
    assert found("--as", "ann@example.org", "--limit", "1") == ["c"]
    unknown = run("search", "falls", "--as", "cat@example.org")
    assert (unknown.exit_code, unknown.stdout) == (FAILED, "")
    assert "Nobody here has the e-mail address cat@example.org" in unknown.stderr


def test_searching_reads_well(run: Run, tmp_path: Path) -> None:
    run("import", register(tmp_path, "id,title,date,lessons", "L1,Falls at night,2026-03-01,Offer the toilet early"))
    assert run("search", "toilet", "fall").stdout == (
        "1 record\n\nFalls at night\n  Sunday 1 March 2026 · L1\n  Offer the toilet early\n\n"
        "Not clinical guidance: this is what colleagues learned. Your organisation’s guidelines come first.\n"
    )
    assert run("search", "tiolet").stdout.startswith("1 record, with words like these")
    assert run("search", "xylophone").stdout == "No records\n"


def test_words_are_left_out_with_a_minus_and_unknown_options_are_refused(run: Run, tmp_path: Path) -> None:
    run("import", register(tmp_path, "title", "Falls and slippers", "Falls at night"))
    for words in (("falls", "-slippers"), ("-slippers", "falls"), ("--", "falls", "-slippers"), ("falls -slippers",)):
        assert [one["title"] for one in json.loads(run("search", "--json", *words).stdout)] == ["Falls at night"], words
    assert run("search", "falls", "--jsom").exit_code == WRONG_USE


@pytest.mark.parametrize("command", [("pull",), ("export",)])
def test_where_a_file_cannot_be_written_it_is_named(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--out", tmp_path / "nowhere" / "falls.csv")
    assert (result.exit_code, result.stdout) == (FAILED, "")
    assert "falls.csv cannot be written: No such file or directory." in result.stderr


def test_a_document_of_a_time_that_ends_before_it_begins_is_refused(run: Run) -> None:
    result = run("pull", "--since", "2027-01-01", "--until", "2026-01-01")
    assert (result.exit_code, result.stderr) == (FAILED, "--until is before --since.\n")


def test_what_is_overdue_for_review_says_so(run: Run, tmp_path: Path) -> None:
    rows = ("title,date,review_on", "Falls long ago,2016-03-01,2017-03-01", "Falls of late,2026-03-01,2999-01-01")
    run("import", register(tmp_path, *rows))
    overdue = {one["title"]: one["overdue"] for one in json.loads(run("search", "falls", "--json").stdout)}
    assert overdue == {"Falls long ago": True, "Falls of late": False}
    assert run("search", "falls").stdout.count("overdue for review") == 1
    for form, says in (("markdown", "Overdue for review"), ("csv", ",yes,Not clinical"), ("json", '"overdue": true')):
        printed = run("pull", "--format", form).stdout
        assert says in printed, form
        assert printed.count("Not clinical guidance") >= 2, f"each record says so: {form}"


def test_of_several_organisations_it_has_to_be_said_which_one_is_meant(run: Run, tmp_path: Path) -> None:
    run("search", "anything")
    database = Database(f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}")
    with database.writing() as session:
        for name in ("Northgate", "Southgate"):
            organisations.new(session, "Europe/London", name)
    database.close()
    lessons = register(tmp_path, "title", "Falls at night")
    for command in (("search", "anything"), ("import", lessons), ("export",), ("pull",)):
        result = run(*command)
        assert result.exit_code == FAILED
        assert result.stderr.endswith("Please say for which one this is, with --organisation: Northgate, Southgate.\n")
    assert run("import", lessons, "--organisation", "Southgate").exit_code == 0
    assert "Falls at night" in run("search", "falls", "--organisation", "Southgate").stdout
    assert "Falls at night" not in run("search", "falls", "--organisation", "northgate").stdout


# ---- exporting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_what_is_exported_can_be_imported_again(run: Run, tmp_path: Path, name: str) -> None:
    row = {
        "id": "L1",
        "title": "Moving a ward",
        "date": "2026-03-01",
        "site": ["Northgate", "=Southfield", "＝West"],
        "topics": ["+moving", "@wards"],
        "summary": "-One lift; two ladders",
        "lessons": ["Move the drugs last; not first", "=Say go", "Look in C:\\", "Look; =again", "'=quoted"],
        "actions": [
            {"text": "=Buy a trolley", "owner": "estates", "due": "2026-12-01"},
            {"text": "Ring round (twice)", "owner": "", "due": ""},
        ],
        "licence": "CC BY 4.0",
        "review_on": "2028-03-01",
    }
    hidden = {"title": "Among ourselves", "visibility": "participants"}
    run("import", register(tmp_path, json.dumps(row), json.dumps(hidden), name="in.jsonl"))
    assert run("export", "--out", name).exit_code == 0
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert not re.search(r"(?m)(^|[;,\"])[=+@＝-]", (tmp_path / name).read_text("utf-8-sig")) or name == "out.jsonl"
    assert "Among ourselves" not in (tmp_path / name).read_text(encoding="utf-8")
    assert "0 new, 0 changed, 1 known" in run("import", name).stdout
    assert "Among ourselves" in run("export", "--all").stdout
    before = run("export").stdout
    (tmp_path / "knowhow.sqlite3").rename(tmp_path / "old.sqlite3")
    assert "1 new" in run("import", name).stdout
    again = json.loads(run("export").stdout)
    assert {key: again[key] for key in row} == row
    assert again | {"filed_at": ""} == json.loads(before) | {"filed_at": ""}
