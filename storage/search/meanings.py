"""Forms that mean the same, such as ED, A&E and emergency department: a token of its own stands for all of them."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.search.letters import Word, words
from storage.search.spelling import singular

_LISTED = tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Meaning:
    """A form that was found in a text: the tokens of what it may mean, and which of the words it takes."""

    tokens: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class _Form:
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    in_capitals: bool


def meanings(text: Sequence[Word], nested: bool) -> Iterator[Meaning]:
    """Find every form of the list that stands among these words; unless `nested`, none within a longer one."""
    flat = [(number, singular(part)) for number, word in enumerate(text) for part in word.parts]
    at = 0
    while at < len(flat):
        forms = [form for form in _FORMS.get(flat[at][1], ()) if _stands(form, flat, at, text)]
        for form in forms if nested else forms[:1]:
            yield Meaning(form.tokens, flat[at][0], flat[at + len(form.words) - 1][0])
        at += 1 if nested or not forms else len(forms[0].words)


def _stands(form: _Form, flat: list[tuple[int, str]], at: int, text: Sequence[Word]) -> bool:
    here = flat[at : at + len(form.words)]
    if tuple(one for _, one in here) != form.words:
        return False
    return not form.in_capitals or all(text[number].raw.rstrip("s").isupper() for number, _ in here)


def _token(group: int) -> str:
    """Make a token of `xg` and letters: no word of any text, and nothing that a database would take apart."""
    return "xg" + "".join(chr(ord("a") + int(digit)) for digit in f"{group:03}")


def _forms() -> dict[str, tuple[_Form, ...]]:
    """Sort the forms by their first term, the longest first."""
    in_capitals = set(_LISTED["CAPITALS_ONLY"])
    tokens: defaultdict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for number, group in enumerate(_LISTED["SAME"]):
        for form in group:
            flat = tuple(singular(part) for word in words(form) for part in word.parts)
            tokens[flat, form in in_capitals].append(_token(number))
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for (flat, capitals), meant in tokens.items():
        found[flat[0]].append(_Form(flat, tuple(dict.fromkeys(meant)), capitals))
    return {first: tuple(sorted(forms, key=lambda form: -len(form.words))) for first, forms in found.items()}


_FORMS = _forms()
