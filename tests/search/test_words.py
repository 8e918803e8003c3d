"""What is a word of a text, and by which tokens it is found."""

import pytest

from storage.search.indexing import tokens_in
from storage.search.words import words


@pytest.mark.parametrize(
    ("text", "raw", "hang_together"),
    [
        ("A&E", ["A", "E"], [False, True]),
        ("by C.Diff and COVID-19", ["by", "C", "Diff", "and", "COVID", "19"], [False, False, True, False, False, True]),
        ("this - that", ["this", "that"], [False, False]),
        ("Stop. Ask", ["Stop", "Ask"], [False, False]),
    ],
)
def test_words_hang_together_that_one_sign_joins(text: str, raw: list[str], hang_together: list[bool]) -> None:
    found = words(text)
    assert [word.raw for word in found] == raw
    assert [word.joined for word in found] == hang_together


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("e-mail", "email"),
        ("O’Brien", "brien"),
        ("O’Brien-Smith", "obriensmith brien"),
        ("Trust’s", ""),
        ("bed-17", ""),
    ],
)
def test_what_hangs_together_is_found_as_one_and_without_what_stands_before_the_apostrophe(
    text: str, beside: str
) -> None:
    _, *others = tokens_in([text]).split(" xbreak ")
    assert [one for one in others if not one.startswith("xg")] == beside.split()
