"""All that was learned on a theme, as one document."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from sqlmodel import select
from typer.testing import CliRunner

from activities.kit.library import fit_copy
from activities.kit.views import Document
from activities.library.document import content, document
from activities.library.document.gathering import gather
from activities.library.document.pulling import made
from activities.library.reading import Wanted
from bot.cli.program import knowhow
from storage import actions
from storage.here import Here
from storage.tables import Message, Organisation, Pull
from tests.library.gathered import a_record, a_use, gathered, on_falls
from tests.library.shelf import files, record
from tests.town import Town, Townsperson

MADE_AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
COMES_WITH_A_FORMAT = ["docx", "markdown", "csv", "json"]


def the_document(town: Town, person: Townsperson) -> Document:
    """What would be sent now."""
    with town.database.reading() as session:
        me, pull = person.row(session), session.exec(select(Pull)).one()
        here = session.get_one(Organisation, me.organisation_id)
        return made(replace(town.engine.turn(session, here, "library", "a test"), by=me), str(pull.id))


def table(content: bytes) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_what_is_typed_behind_the_command_stands_in_the_form(town: Town) -> None:
    town.lee.types("/library pull low beds")
    assert town.lee.sheet("library.pull").values["about"] == "low beds"


@pytest.mark.parametrize("format_", COMES_WITH_A_FORMAT)
def test_a_facilitator_gets_what_was_learned_with_its_source(town: Town, format_: str) -> None:
    ann = town.person("Ann")
    number = files(ann)
    files(ann, title="Tea", topics="tea", lessons="Warm the pot.", summary="")
    town.lee.types("/library pull")
    town.lee.fills("library.pull", about="falls", format=format_)
    town.lee.is_answered("I’m putting it together")
    town.lee.is_told("Here is what was learned.")
    file = the_document(town, town.lee)
    text = "\n".join(words(file.content)) if format_ == "docx" else file.content.decode("utf-8-sig")
    assert "falls" not in file.name
    assert "Put the low bed by the door." in text
    assert f"Record {number}" in text or f",{number}," in text or f'"record": {number}' in text
    assert "ot clinical guidance" in text
    assert "Warm the pot." not in text


def words(word_file: bytes) -> list[str]:
    """Every paragraph of a Word document, those in tables too."""
    file = WordFile(io.BytesIO(word_file))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in file.paragraphs), *cells]


def test_what_was_typed_is_kept_for_a_day_and_in_no_message(town: Town) -> None:
    files(town.person("Ann"))
    town.lee.types("/library search Falls at night on Ward 7")
    town.lee.presses("Pull into a document")
    assert town.lee.sheet("library.pull").values["about"] == "Falls at night on Ward 7"
    town.lee.fills("library.pull")
    with town.database.reading() as session:
        assert session.exec(select(Pull)).one().about == "Falls at night on Ward 7"
        assert not [
            one for one in session.exec(select(Message)).all() if "Ward 7" in f"{one.body} {one.subject} {one.key}"
        ]
    for a_while, kept in ((timedelta(hours=23, minutes=59), 1), (timedelta(minutes=2), 0)):
        town.passes(a_while)
        with town.database.reading() as session:
            assert len(session.exec(select(Pull)).all()) == kept


def test_what_is_withdrawn_before_it_is_sent_is_not_in_it(town: Town) -> None:
    ann = town.person("Ann")
    files(ann)
    files(ann, title="Falls by day", lessons="Mind the step.")
    town.lee.types("/library pull")
    town.lee.fills("library.pull", about="falls")
    ann.presses("Withdraw")
    assert "Mind the step." not in "\n".join(words(the_document(town, town.lee).content))


def test_nobody_but_a_facilitator_pulls(town: Town) -> None:
    ann = town.person("Ann")
    files(ann)
    ann.types("/library pull")
    ann.is_answered("Only a facilitator can do that")
    ann.types("/library search falls")
    ann.has_no_button("Pull into a document")


def test_passages_that_identify_a_patient_by_todays_rules_do_not_leave() -> None:
    record = a_record(1, "Fine", ["Keep this.", "Ask for NHS no 943 476 5919."])
    record.quotes = [{"text": "NHS no 943 476 5919", "said_by": "Bo", "person": "3"}]
    copy, withheld = fit_copy(record)
    assert (copy.lessons, copy.quotes, withheld) == (["Keep this."], [], 2)
    assert len(record.lessons) == 2


def test_nor_do_they_leave_as_topic_owner_role_or_whom_to_ask() -> None:
    number = "NHS no 943 476 5919"
    record = a_record(1, "Fine", ["Keep this."])
    record.topics, record.sites, record.contact, record.attribution = ["falls", number], [number], number, number
    record.actions = [{"text": "Buy cuffs.", "owner": number, "due": ""}, {"text": "Fit them.", "owner": "", "due": ""}]
    record.quotes = [{"text": "It helped.", "said_by": number, "person": "3"}]
    copy, withheld = fit_copy(record)
    assert withheld == 6
    assert "943" not in copy.model_dump_json()
    assert (copy.topics, [one["text"] for one in copy.actions]) == (["falls"], ["Fit them."])


def test_lessons_stand_under_the_topic_that_most_records_share() -> None:
    records = [
        a_record(1, "One", ["a"], topics=["rare", "falls"]),
        a_record(2, "Two", ["b", "c"], topics=["falls"]),
        a_record(3, "Three", ["d", "e", "f", "g"]),
        a_record(4, "Four", ["h"], topics=["tea"]),
    ]
    themes = gathered(records, {2: [a_use(2, "b"), a_use(2)]}).themes
    assert [(theme.name, [lesson.number for lesson in theme.lessons]) for theme in themes] == [
        ("falls", ["1.1", "1.2", "1.3"]),
        ("tea", ["2.1"]),
        ("", ["3.1", "3.2", "3.3", "3.4"]),
    ]
    assert {lesson.text: lesson.reused for lesson in themes[0].lessons} == {"a": 0, "b": 2, "c": 1}


def test_a_word_document_has_real_headings_a_language_and_rows_that_screen_readers_know() -> None:
    made_of = document(on_falls(), "docx", MADE_AT)
    file = WordFile(io.BytesIO(made_of.content))
    headings = [one.text for one in file.paragraphs if one.style and one.style.name in ("Heading 1", "Heading 2")]
    assert headings[:2] == ["1. Falls", "2. Without a topic"]
    assert headings[2:4] == ["Appendix: the records", "Record 17: Falls at night on Ward 7"]
    contents = [one.text for one in file.paragraphs if one.style and one.style.name.startswith("toc ")]
    assert contents == headings
    xml = file.element.xml
    assert xml.count("<w:tblHeader") == len(file.tables) == 2
    assert all(f'w:anchor="_Toc{number:05}"' in xml for number in range(1, len(headings) + 1))
    assert file.styles.element.xml.count('w:val="en-GB"') == 1
    assert 'w:val="en-US"' not in file.styles.element.xml
    assert (file.core_properties.language, file.core_properties.author) == ("en-GB", "")
    foot = file.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Not clinical guidance")
    assert "NUMPAGES" in foot._p.xml
    said = words(made_of.content)
    assert "Reused twice" in said
    assert any("Overdue for review" in one for one in said)


@pytest.mark.parametrize("form", COMES_WITH_A_FORMAT)
def test_in_every_format_each_record_says_that_it_is_no_guidance_and_what_is_overdue_says_so(form: str) -> None:
    made_of, gathered_ = content(on_falls(), form, MADE_AT), on_falls()
    said = "\n".join(words(made_of)) if form == "docx" else made_of.decode()
    assert said.count("Not clinical guidance") >= len(gathered_.sources)
    assert "Order two low beds" in said
    assert {"csv": "30 November 2026, done)", "json": '"stands": "done"'}.get(form, "30 November 2026, done)") in said
    overdue = {"csv": ",yes,Not clinical", "json": '"overdue": true'}.get(
        form, "Overdue for review since 1 November 2026"
    )
    assert overdue in said


def test_a_document_says_how_the_actions_of_a_record_stand(town: Town) -> None:
    filed = record(town, files(town.lee))
    with town.turn() as turn:
        actions.open_action(
            Here(turn.session, filed.organisation_id),
            came_from=filed.came_from,
            title="Falls",
            text="Order two low beds",
            owner="ward manager",
            due=date(2026, 11, 30),
            asked_by=town.lee.id,
            now=turn.now,
        )
    with town.database.reading() as session:
        gathered_ = gather(Here(session, filed.organisation_id), Wanted(), date(2026, 11, 3), "Lee")
    assert "by 30 November 2026, open)" in content(gathered_, "markdown", MADE_AT).decode()


def test_what_no_word_document_can_hold_is_left_out() -> None:
    odd = gathered([a_record(1, "Nul\x00 and \x0b and \ud800", ["Bell\x07", "]]> & <b>"])])
    said = words(content(odd, "docx", MADE_AT))
    assert "]]> & <b>" in said
    assert "Bell" in said


def test_nothing_that_was_typed_is_worked_out_by_word_or_leads_anywhere() -> None:
    typed = r'{ DDEAUTO c:\\windows\\cmd.exe "/k calc" } =1+1 https://evil.example'
    made_of = content(gathered([a_record(1, typed, [typed], summary=typed)]), "docx", MADE_AT)
    assert typed in words(made_of)
    file = WordFile(io.BytesIO(made_of))
    instructions = [one.text for one in file.element.iter(qn("w:instrText"))]
    instructions += [one.get(qn("w:instr")) for one in file.element.iter(qn("w:fldSimple"))]
    assert [one for one in instructions if "DDE" in one or "calc" in one] == []
    assert [relation.target_ref for relation in file.part.rels.values() if relation.is_external] == []


def test_nothing_that_was_typed_is_markup_in_markdown() -> None:
    typed = [
        "# no heading",
        "*no* _emphasis_",
        "<b>no tag</b>",
        "- no list",
        "1. no number",
        "a | b",
        "[x](y)",
        "`z`",
        "&amp;",
    ]
    made_of = content(gathered([a_record(1, "T", typed, summary="\n".join(typed))]), "markdown", MADE_AT).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(made_of)
    inside = [child for token in tokens for child in token.children or []]
    assert not {child.type for child in inside} & {"em_open", "link_open", "html_inline", "code_inline"}
    cells = [token.content for token in tokens if token.type == "inline"]
    shown = ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]
    assert cells
    for one in typed:
        assert one in shown


def test_nothing_runs_in_a_spreadsheet_and_every_lesson_has_a_row() -> None:
    rows = table(content(on_falls(), "csv", MADE_AT))
    assert [row[0] for row in rows[1:]] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert rows[3][2].startswith("'=HYPERLINK")
    assert {len(row) for row in rows} == {len(rows[0])}


def test_json_names_nobody_who_was_quoted_by_role() -> None:
    data = json.loads(content(on_falls(), "json", MADE_AT))
    assert data["records"][0]["quotes"] == [{"text": "I had never seen the ward at three.", "said_by": "Ward manager"}]
    assert [lesson["theme"] for lesson in data["lessons"]] == ["falls"] * 4 + [""]


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{(tmp_path / 'knowhow.sqlite3').as_posix()}")
    monkeypatch.chdir(tmp_path)
    register = tmp_path / "lessons.csv"
    register.write_text(
        "title,date,lessons,visibility\nFalls,2026-10-05,Low beds;Mats,organisation\nSecret falls,,x,participants\n"
    )
    run = partial(CliRunner().invoke, knowhow)
    assert run(["library", "import", str(register)]).exit_code == 0
    done = run(["library", "pull", "--about", "falls", "--out", "falls.docx"])
    assert done.exit_code == 0, done.output
    assert "2 lessons from 1 record" in done.output
    assert "Low beds" in words((tmp_path / "falls.docx").read_bytes())
    done = run(["library", "pull", "--since", "2026-10-01", "--format", "json"])
    assert [record["title"] for record in json.loads(done.stdout)["records"]] == ["Falls"]
    assert "Low beds" in run(["library", "pull"]).stdout
    assert run(["library", "pull", "--format", "docx"]).exit_code != 0
    assert run(["library", "pull", "--out", "falls.odt"]).exit_code != 0


def test_a_document_says_how_many_others_there_are_as_far_as_they_are_counted() -> None:
    one = [a_record(1, "T", ["L"])]
    assert b"1 records that fit best; 3 more are" in content(gathered(one, beyond=3), "markdown", MADE_AT)
    assert b"over 499 more are" in content(gathered(one, beyond=499, uncounted=True), "markdown", MADE_AT)
