"""One spelling for what is spelled in two ways: British and American, and endings (`falls`, `falling`, but not `fell`).

The rules need not be right about English, only the same for whatever is compared: what both sides turn into need be no
word. They take care not to bring together words that are not the same.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_LISTED = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text("utf-8"))
_PAIRS: dict[str, str] = {other: one for one, others in _LISTED["spellings"].items() for other in others}
_KEEP_THEIR_ENDING = frozenset(_LISTED["keep_their_ending"])
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^(?=.{5})(.*?)ae", r"\1e"),  # anaesthetic, haemorrhage, paediatric
        (r"^(?=.{5})(.*?)oe(?!$|s$|d$)", r"\1e"),  # oedema, oestrogen, diarrhoea
        (r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|al|able$|ful|hood$|ite|ly$|less$)", "or"),  # colour, behavioural, tumours
        (r"([iy])z(?=e$|ed$|es$|er$|ers$|ing$|ation|able$)", r"\1s"),  # organize, analyze, hospitalization
        (r"(?<=[a-z]{2})([tb])re(s|d)?$", r"\1er\2"),  # centre, theatres, fibre, litre
        (r"sulf", "sulph"),
    )
)
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 16)
def term(part: str) -> str:
    """Return what stands in the index for a plain word: one spelling, without its ending."""
    if part.isdecimal() or len(part) < 3 or part in _KEEP_THEIR_ENDING:
        return part
    return str(_stemmer.stemWord(spelled(part)))


@lru_cache(maxsize=1 << 16)
def singular(part: str) -> str:
    """Return a plain word in one spelling and the singular, with all other endings: as close as abbreviations need."""
    word = spelled(part)
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "isu" else word


def spelled(word: str) -> str:
    """Spell a plain word one way: `hemorrhage` and `haemorrhage` alike."""
    word = _PAIRS.get(word, word)
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return _PAIRS.get(word, word)
