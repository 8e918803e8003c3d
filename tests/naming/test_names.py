"""Recognising somebody's name in a text: whole, in parts, as initials, with one wrong letter; whole words only."""

import pytest

from storage.naming.names import sought, spans

ANN = sought("Dr Ann Shaw", "ann.shaw@example.nhs.uk")


def found(text: str, loosely: bool = True) -> list[str]:
    return [text[span.start : span.end] for span in spans(text, ANN, loosely)]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Ask Ann Shaw, Estates.", ["Ann Shaw"]),
        ("Shaw, Ann", ["Shaw, Ann"]),
        ("A. Shaw and A Shaw", ["A. Shaw", "A Shaw"]),
        ("SHAW’s trolley; Ann’s, too", ["SHAW", "Ann"]),
        ("Anne Shwa came, and Sahw", ["Anne Shwa", "Sahw"]),
        ("AS agreed; A.S. did not", ["AS", "A.S."]),
        ("Write to ann.shaw@example.nhs.uk.", ["ann.shaw@example.nhs.uk"]),
        ("Bo; Ann; Cat", ["Ann"]),
        ("Sister Ann-Marie Shaw-Jones", ["Ann-Marie Shaw-Jones"]),
    ],
)
def test_it_is_found_however_it_is_written(text: str, passages: list[str]) -> None:
    assert found(text) == passages


@pytest.mark.parametrize(
    "text", ["as it was", "an apple and a pear", "the annual plan", "shaming", "to.nobody@example.nhs.uk", ""]
)
def test_other_words_are_let_be(text: str) -> None:
    assert found(text) == []


def test_where_people_must_decide_only_names_and_parts_of_them_are_shown() -> None:
    assert found("AS, Anne and Ann", loosely=False) == ["Ann"]


@pytest.mark.parametrize("said", ["", "A", "Dr", "12"])
def test_without_a_name_there_is_nobody_to_look_for(said: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        sought(said)


def test_what_a_directory_has_in_brackets_is_no_part_of_a_name() -> None:
    assert sought("SHAW, Ann (NORTHGATE HOSPITALS (RX1))").parts == ("shaw", "ann")
