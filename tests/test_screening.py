"""The patient-details stop at the door: nothing of it gets in, and nothing of what was found is kept."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from activities.kit.activity import Activity, Verb
from activities.kit.cards import Card, Paragraph, Small, say
from activities.kit.events import Account, Command, Event, Profile, Submitted, Value
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.policy import SAFETY_TEXT, Policy
from activities.kit.runs import words
from activities.kit.screening import Kind
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import COULD_IDENTIFY, IF_IT_IDENTIFIES_NOBODY, PLEASE_DO_NOT_IDENTIFY
from bot.engine.engine import Engine, TurnFailed
from bot.engine.screening import Screening
from bot.faults.lines import JsonLines
from bot.settings.rules import Rules
from storage.database import Database
from tests.front import just_shown

ANN = Profile(Account("slack", "T1", "UANN"), "Ann")
BO = Profile(Account("slack", "T1", "UBO"), "Bo")

STOPS, WARNS, PASSES = "It was 943 476 5919 again.", "We moved her to bed 17.", "We learned to ring 2222 sooner."
FOUND = ("943 476 5919", "9434765919", "bed 17")
STOP = COULD_IDENTIFY[Kind.NHS_NUMBER]
WARNING = f"{COULD_IDENTIFY[Kind.BED]} {IF_IT_IDENTIFIES_NOBODY}"


class Notebook:
    """An activity that keeps what is typed, and breaks on request."""

    def __init__(self, database: Database, policy: Policy | None = None) -> None:
        self.seen: list[Mapping[str, Value]] = []
        self.database = database
        activity = Activity(
            name="notebook",
            says="Notes",
            commands={
                "note": Verb("write a note", lambda _turn, _event: _form(multiline=True)),
                "title": Verb("write a title", lambda _turn, _event: _form(multiline=False)),
            },
            buttons={},
            forms={"note": self._keep, "break": self._break},
            wakes={},
            current_state=lambda _turn, _event: say("kept"),
            home=lambda _turn: (),
            undelivered=lambda _turn, _lost: None,
            on_leaver=lambda _turn, _person: None,
        )
        self.engine = Engine(database, [activity], Rules(seed="1", policy=policy or Policy()))

    def sends(self, key: str, by: Profile = ANN, form: str = "note", subject: str = "1", **values: Value) -> Answer:
        return self.engine.take(Submitted(key, by, "notebook", form, subject, values, just_shown(self.engine)))

    def stored(self) -> str:
        """Everything that the database's files hold, rows and free pages alike."""
        file = Path(str(self.database.url.database))
        return "".join(part.read_bytes().decode(errors="replace") for part in file.parent.glob(f"{file.name}*"))

    def _keep(self, turn: Turn, sent: Submitted) -> Answer:
        self.seen.append(sent.values)
        turn.organisation.name = str(sent.values["text"])
        return say("Kept.")

    def _break(self, turn: Turn, sent: Submitted) -> Answer:
        turn.organisation.name = str(sent.values["text"])
        raise ValueError(sent.values["text"])


def _form(multiline: bool) -> Form:
    field = TextField("text", "What happened?", multiline=multiline)
    return Form("notebook.note", "1", "A note", "Keep it", (field,), (Paragraph(words("Be brief.")),))


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """One kind is enough: what is stopped comes to no database."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def notebook(database: Database) -> Notebook:
    return Notebook(database)


def test_an_nhs_number_stops_however_often_it_is_sent(notebook: Notebook) -> None:
    for key in ("first", "second", "third"):
        assert notebook.sends(key, text=STOPS, title=PASSES) == FieldErrors({"text": STOP})
    assert notebook.seen == []


def test_every_field_is_named_with_all_that_is_wrong_with_it(notebook: Notebook) -> None:
    answer = notebook.sends(
        "first", text=f"{WARNS} {STOPS} bed 18", title=WARNS, kind="yes", several=(WARNS,), none=None
    )
    assert answer == FieldErrors({"text": f"{STOP} {COULD_IDENTIFY[Kind.BED]}", "title": WARNING})


def test_a_warning_that_was_read_lets_the_same_words_through(notebook: Notebook) -> None:
    assert notebook.sends("first", text=WARNS) == FieldErrors({"text": WARNING})
    assert isinstance(notebook.sends("second", text=WARNS), Card)
    assert notebook.seen == [{"text": WARNS}]


def test_a_form_delivered_again_is_no_second_thought(notebook: Notebook) -> None:
    assert notebook.sends("first", text=WARNS) == FieldErrors({"text": WARNING})
    assert notebook.sends("first", text=WARNS) == FieldErrors({"text": WARNING})
    assert isinstance(notebook.sends("second", text=WARNS), Card)
    assert isinstance(notebook.sends("second", text=WARNS), Card)  # "already done"
    assert len(notebook.seen) == 1


def test_only_the_same_words_of_the_same_person_in_the_same_place_go_through(notebook: Notebook) -> None:
    warned = FieldErrors({"text": WARNING})
    assert notebook.sends("1", text=WARNS) == warned
    assert notebook.sends("2", text=f"{WARNS} Twice.") == warned
    assert notebook.sends("3", by=BO, text=WARNS) == warned
    assert notebook.sends("4", form="break", text=WARNS) == warned
    assert notebook.sends("5", subject="2", text=WARNS) == warned
    assert notebook.sends("6", title=WARNS, text=PASSES) == FieldErrors({"title": WARNING})
    assert notebook.seen == []


def test_a_warning_is_remembered_while_an_nhs_number_elsewhere_is_taken_out(notebook: Notebook) -> None:
    assert notebook.sends("first", text=STOPS, title=WARNS) == FieldErrors({"text": STOP, "title": WARNING})
    assert isinstance(notebook.sends("second", text=PASSES, title=WARNS), Card)


def test_after_a_restart_people_are_warned_once_more(notebook: Notebook, database: Database) -> None:
    notebook.sends("first", text=WARNS)
    assert Notebook(database).sends("second", text=WARNS) == FieldErrors({"text": WARNING})


def test_what_is_kept_in_mind_is_bounded_and_unreadable() -> None:
    screening = Screening(Policy(), remembered=2)

    def warned(key: str, bed: int) -> bool:
        event = Submitted(key, ANN, "notebook", "note", "1", {"text": f"bed {bed}"})
        return screening.objections(event, screening.found_in(event)) is not None

    assert [warned("a", 1), warned("b", 2), warned("c", 1), warned("d", 3)] == [True, True, False, True]
    assert [warned("e", 1), warned("f", 3)] == [False, False]
    assert warned("g", 2), "warned longest ago, so forgotten"
    assert "bed" not in repr(vars(screening))


def test_numbers_of_ones_own_warn_and_colleagues_addresses_pass(database: Database) -> None:
    policy = Policy(patient_numbers=("Q####",), staff_domains=("hospice.example.org",))
    notebook = Notebook(database, policy)
    number = f"{COULD_IDENTIFY[Kind.HOSPITAL_NUMBER]} {IF_IT_IDENTIFIES_NOBODY}"
    address = f"{COULD_IDENTIFY[Kind.EMAIL]} {IF_IT_IDENTIFIES_NOBODY}"
    assert notebook.sends("1", text="It was Q0042.") == FieldErrors({"text": number})
    assert notebook.sends("2", text="ann@hospice.example") == FieldErrors({"text": address})
    assert isinstance(notebook.sends("3", text="ann@hospice.example.org", contact="ann@hospice.example"), Card)


def test_commands_and_buttons_are_let_through(notebook: Notebook) -> None:
    event: Event = Command("first", ANN, "notebook", "note", rest=STOPS)
    assert isinstance(notebook.engine.take(event), Form)


@pytest.mark.parametrize("text", [STOPS, WARNS])
def test_what_was_found_reaches_no_row_no_log_and_no_error(
    notebook: Notebook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(caplog.handler, "formatter", JsonLines())  # with ids, beside all that is written as text
    answer = notebook.sends("first", text=text)
    everything = f"{answer!r} {notebook.stored()} {caplog.text} {[vars(record) for record in caplog.records]}"
    assert not [found for found in FOUND if found in everything]


def test_the_search_finds_what_an_activity_keeps(notebook: Notebook) -> None:
    notebook.sends("first", text=WARNS)
    notebook.sends("second", text=WARNS)
    assert WARNS in notebook.stored()


def test_what_was_let_through_reaches_no_log_when_the_activity_breaks(
    notebook: Notebook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(caplog.handler, "formatter", JsonLines())
    notebook.sends("first", form="break", text=WARNS)
    with pytest.raises(TurnFailed) as failed:
        notebook.sends("second", form="break", text=WARNS)
    assert failed.value.reference in caplog.text
    everything = f"{failed.value!r} {notebook.stored()} {caplog.text} {[vars(record) for record in caplog.records]}"
    assert not [found for found in FOUND if found in everything]


def test_a_form_with_room_to_write_asks_not_to_identify_anybody(notebook: Notebook) -> None:
    asked = notebook.engine.take(Command("first", ANN, "notebook", "note"))
    assert isinstance(asked, Form)
    requests = (Small(words(PLEASE_DO_NOT_IDENTIFY)), Small(words(SAFETY_TEXT)))
    assert asked.intro == (Paragraph(words("Be brief.")), *requests)


def test_a_form_of_single_lines_does_not(notebook: Notebook) -> None:
    asked = notebook.engine.take(Command("first", ANN, "notebook", "title"))
    assert isinstance(asked, Form)
    assert replace(asked, nonce="") == _form(multiline=False)
