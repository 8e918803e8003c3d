"""Who is said to have asked for a name to be looked for: they find it in their file, and it goes with them."""

from datetime import timedelta
from pathlib import Path

import pytest

from activities.privacy.cards.searches import done
from storage.naming import searching
from storage.tables import NameSearch
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
            searching.note(turn.session, turn.org, turn.now, "searched", (), requested_by=who, why=WHY, all_found=())
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
        kept = [one.requested_by for one in searching.since(session, town.now - timedelta(days=1))]
    assert kept == ["Dr a colleague, DPO", "Annabel in Estates"]
    assert traces(town, tmp_path, "Quistgaard") == []


def test_it_goes_by_itself(town: Town, annabel: Townsperson) -> None:
    town.passes(timedelta(days=400))
    with town.database.reading() as session:
        assert searching.newest(session, 1) is None


def test_facilitators_are_not_told_who_asked_nor_why() -> None:
    search = NameSearch(organisation_id=1, what="searched", requested_by=NAME, why=WHY, records=[7], others=1)
    shown = str(done(search))
    assert "in the library in record 7, in 1 other place" in shown
    assert NAME not in shown
    assert WHY not in shown


def test_the_notice_speaks_of_shared_addresses_and_of_names_that_are_looked_for(town: Town) -> None:
    bo = town.person("Bo")
    bo.types("/knowhow privacy")
    bo.is_answered("Where somebody else here has your e-mail address")
    bo.is_answered("can have a name looked for in all that is kept here")
