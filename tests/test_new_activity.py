"""`knowhow dev new-activity`: what it writes works, keeps the rules and lets go of people; or it says why not."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import dev
from bot.cli.program import knowhow

HERE = Path(__file__).parents[1]
NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", "__pycache__", "node_modules", "*.egg-info", "build", "dist")
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the repository."""
    copy = tmp_path_factory.mktemp("copied") / "repository"
    shutil.copytree(HERE, copy, ignore=NOT_COPIED)
    yield copy
    shutil.rmtree(copy)


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the copy's, or a tool in it."""
    return subprocess.run([sys.executable, "-m", *words], cwd=copy, capture_output=True, text=True, check=False)  # noqa: S603


def passes(copy: Path, *words: str) -> None:
    done = run(copy, *words)
    assert done.returncode == 0, f"{' '.join(words)}:\n{done.stdout[-6000:]}{done.stderr[-2000:]}"


def these_pass(copy: Path, *words: str) -> None:
    passes(copy, "pytest", "-q", "-p", "no:cacheprovider", *words)


def files_in(copy: Path) -> dict[str, bytes]:
    kept = [one for one in copy.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    return {one.relative_to(copy).as_posix(): one.read_bytes() for one in kept}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Nominations", "one word of 3 to 20 small letters"),
        ("two-words", "one word of 3 to 20 small letters"),
        ("../else", "one word of 3 to 20 small letters"),
        ("no", "one word of 3 to 20 small letters"),
        ("lambda", "no word of Python"),
        ("aar", "/aar is typed for another activity"),
        ("thanks", "in Teams “thanks” is said to the bot"),
        ("home", "in Teams “home” is said to the bot"),
        ("wakes", "there is a table wakes"),
        ("kit", "activities/kit is there already"),
        ("sandbox", "tests/sandbox is there already"),
    ],
)
def test_what_cannot_be_a_name_is_said_and_nothing_is_written(
    copied: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    monkeypatch.setattr(dev, "REPOSITORY", copied)
    before = files_in(copied)
    done = CliRunner().invoke(knowhow, ["dev", "new-activity", name])
    assert done.exit_code == 2
    assert why in done.stderr
    assert files_in(copied) == before


def becomes(file: Path, old: str, new: str) -> None:
    """Change a file as somebody would by hand."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def is_made_known(copy: Path) -> None:
    """Do what the command has said is to be done."""
    offering, tables, pages = copy / "activities/__init__.py", copy / "storage/tables/__init__.py", copy / "docs"
    becomes(
        offering, "from activities.privacy", "from activities.nominations import NOMINATIONS\nfrom activities.privacy"
    )
    becomes(offering, "CAFES, ACTIONS)", "CAFES, ACTIONS, NOMINATIONS)")
    imported = "from storage.tables.nominations import Nominations\n"
    becomes(tables, "from storage.tables.people", f"{imported}from storage.tables.people")
    becomes(tables, '    "Organisation",', '    "Nominations",\n    "Organisation",')
    passes(copy, "storage.migrations", "Keep what nominations keep")
    passes(copy, "ruff", "format", "-q", "storage/migrations")
    passes(copy, "ruff", "check", "-q", "--fix", "storage")
    codes = '    "organisations": frozenset('
    becomes(copy / "storage/naming/places.py", codes, f'    "nominations": frozenset({{"phase"}}),\n{codes}')
    row = "| what somebody noted for a day | whoever noted it | `nominations` | nobody else |\n"
    becomes(pages / "governance.md", "| which figures", f"{row}| which figures")
    table = "<!-- commands of nominations -->\n<!-- end -->\n\n"
    becomes(pages / "commands.md", "## Without any chat", f"## Nominations\n\n{table}## Without any chat")
    passes(copy, "docs.tables")
    moment = '    "nominations.come_back": "somebody gets back what they noted",\n'
    becomes(copy / "bot/sandbox/page/moments.py", "FALLS_DUE = {\n", f"FALLS_DUE = {{\n{moment}")
    passes(copy, "bot", "manifest", "slack", "--out", "manifest.json")


def test_it_writes_six_files_and_says_what_is_to_be_done_next(copied: Path) -> None:
    before = files_in(copied)
    done = run(copied, "bot", "dev", "new-activity", "nominations")
    assert done.returncode == 0, done.stderr
    written = files_in(copied)
    new = {name: content for name, content in written.items() if name not in before}
    assert {name: written[name] for name in before} == before
    assert len([content for content in new.values() if content]) == 6, "and an empty one, by which tests are a package"
    assert not [name for name, content in new.items() if b"specimen" in content.lower() or b"docs." in content]
    assert [name for name in new if f"  {name}\n" not in done.stdout] == []
    assert "from activities.nominations import NOMINATIONS" in done.stdout


@pytest.mark.parametrize("name", ["yew", "serendipitouslyfound"])
def test_a_short_name_and_a_long_one_keep_the_rules_too(copied: Path, name: str) -> None:
    before = files_in(copied)
    passes(copied, "bot", "dev", "new-activity", name)
    new = [file for file in files_in(copied) if file not in before]
    passes(copied, "ruff", "format", "-q", *new)
    passes(copied, "ruff", "check", *new)
    for file in new:
        (copied / file).unlink()
    for folder in (f"activities/{name}", f"tests/{name}"):
        (copied / folder).rmdir()


def test_the_step_that_is_written_says_what_has_changed(copied: Path) -> None:
    table, steps = copied / "storage/tables/pulls.py", copied / "storage/migrations/versions"
    as_it_is, before = table.read_text(encoding="utf-8"), set(steps.glob("*.py"))
    becomes(table, "    id: int = identity()\n", "    id: int = identity()\n    colour: str\n")
    passes(copied, "storage.migrations", "Give each pull a colour")
    (step,) = set(steps.glob("*.py")) - before
    assert 'sa.Column("colour", sa.String(), nullable=False)' in step.read_text(encoding="utf-8").replace("'", '"')
    step.unlink()
    table.write_text(as_it_is, encoding="utf-8")


@pytest.mark.slow
def test_what_it_wrote_works_keeps_the_rules_and_lets_go_of_people(copied: Path) -> None:
    if not (copied / "activities/nominations").exists():
        passes(copied, "bot", "dev", "new-activity", "nominations")
    is_made_known(copied)
    passes(copied, "ruff", "format", "--check", "activities", "storage", "tests/nominations")
    passes(copied, "ruff", "check", "activities", "storage", "tests/nominations")
    passes(copied, "mypy", "-p", "activities.nominations", "-p", "tests.nominations")
    these_pass(copied, "-m", "", "tests/nominations")
    known = ("tests/test_documents.py", "tests/slack/test_manifest.py", "tests/page/test_play.py")
    these_pass(copied, "tests/test_registry.py", "tests/storage/test_schema.py", "tests/naming/test_places.py", *known)
    met = ("tests/privacy/test_whole_lives.py", "tests/privacy/test_every_way_in.py", "tests/test_forms_once.py")
    these_pass(copied, "-m", "", "-k", "nominations", *met)
    of_everybody = ("mine", "anywhere", "everything_restored", "typed_after_a_command")
    these_pass(copied, *(f"tests/privacy/test_{one}.py" for one in of_everybody))

    names_them = 'title=f"Noted by {turn.person.name}",'
    becomes(copied / "activities/nominations/notes.py", "title=note.title,", names_them)
    lived = run(copied, "pytest", "-q", "-p", "no:cacheprovider", "-k", "nominations", met[0])
    assert lived.returncode == 1
    assert "records.title: Noted by Annabel Quistgaard" in lived.stdout, "a forgotten name in a title is seen"
