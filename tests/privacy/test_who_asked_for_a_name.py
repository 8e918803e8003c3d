"""Who is said to have asked for a name to be looked for: they find it in their file, and it goes with them."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from typer.testing import CliRunner

from activities.privacy.searches import done_card
from bot.cli.program import knowhow
from storage import schema
from storage.here import Here
from storage.naming import searching
from storage.tables import NameSearch
from tests.library.shelf import files
from tests.privacy.test_forgetting import is_forgotten, traces
from tests.privacy.test_mine import file_of
from tests.town import Town, Townsperson

NAME = "Annabel Quistgaard"
WHY = "Zebrawood asked"


@pytest.fixture
def annabel(town: Town) -> Townsperson:
    """Data protection officer, for whom a name was looked for."""
    annabel = town.person(NAME)
    annabel.types("/library new")  # an account of hers is known
    annabel.fills("library.record", title="Keys", lessons="Hang them up.")
    with town.turn() as turn:
        for who in (f"Dr {NAME}, DPO", "Annabel in Estates"):
            searching.note(turn.here, turn.now, "searched", (), requested_by=who, why=WHY, all_found=())
    return annabel


def test_the_file_says_so_by_full_name_and_never_why(town: Town, annabel: Townsperson) -> None:
    text = file_of(town, annabel)
    assert f"looked for, for “Dr {NAME}, DPO”" in text
    assert "in Estates" not in text, "of that name there may be others"
    assert "Zebrawood" not in text
    assert "looked for" not in file_of(town, town.person("Bo"))


def test_their_name_goes_with_them_and_what_was_done_stays(town: Town, annabel: Townsperson, tmp_path: Path) -> None:
    is_forgotten(annabel)
    with town.database.reading() as session:
        kept = [one.requested_by for one in searching.since(Here(session, 1), town.now - timedelta(days=1))]
    assert kept == ["Dr a colleague, DPO", "Annabel in Estates"]
    assert traces(town, tmp_path, "Quistgaard") == []


def test_it_goes_by_itself(town: Town, annabel: Townsperson) -> None:
    town.passes(timedelta(days=400))
    with town.database.reading() as session:
        assert searching.newest(Here(session, 1)) is None


def test_facilitators_are_not_told_who_asked_nor_why() -> None:
    search = NameSearch(organisation_id=1, what="searched", requested_by=NAME, why=WHY, records=[7], others=1)
    shown = str(done_card(search))
    assert "in the library in record 7, in 1 other place" in shown
    assert NAME not in shown
    assert WHY not in shown


def test_the_notice_speaks_of_shared_addresses_and_of_names_that_are_looked_for(town: Town) -> None:
    bo = town.person("Bo")
    bo.types("/knowhow privacy")
    bo.is_answered("Where somebody else here has your e-mail address")
    bo.is_answered("can have a name looked for in all that is kept here")


def test_facilitators_hear_of_it_in_their_chat_and_the_library_says_it_anew(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = town.person("Bo")
    number = files(bo, title="Keys", lessons=f"Ask {NAME}.")
    town.lee.types("/library new")
    with town.database.changing_tables() as connection:  # as if a start had made it
        command.stamp(schema.alembic(connection), "head")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", town.database.engine.url.render_as_string(hide_password=False))
    asked = ("find-person", NAME, "--requested-by", "the person", "--why", "erasure request")
    shown = CliRunner().invoke(knowhow, asked).stdout
    place = next(line.split()[0] for line in shown.splitlines() if f"records {number} lessons" in line)
    assert CliRunner().invoke(knowhow, [*asked, "--take-out", place]).exit_code == 0
    town.settle()
    town.lee.is_told(f"looked for a name: in the library in record {number}")
    town.lee.is_told(f"taken out a name: in the library in record {number}")
    town.lee.does_not_see("erasure request")
    bo.types(f"/library show {number}")
    bo.is_answered("Ask a colleague.")
