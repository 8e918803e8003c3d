"""Names as people write their own: a directory has its own form for them, `SURNAME, Forename (ORGANISATION)`.

The form is told by its capitals. A name in any other form is somebody's own way to write it, and stays.
"""

import re
import unicodedata

from storage.naming.names import BRACKETS, TITLES

_FORM = re.compile(rf"\s*(?P<surname>[^,()]*[^,()\s])\s*,\s*(?P<forename>[^,()]*?)\s*(?P<more>(?:{BRACKETS}\s*)*)")
_ONE_NAME = re.compile(r"\s*(?P<surname>[^\s,()]{2,})\s*\((?P<more>[^()]+)\)\s*")

_WITH_ORGANISATION = re.compile(rf"[^,()]+,[^,()]*{BRACKETS}|[^,]+")
"""One name among several, with commas between."""

_APOSTROPHES = "'’ʼ`´‘"
_SIGNS = frozenset(f" -‐‑./{_APOSTROPHES}")
_NOTHING = frozenset({"", ".", "-"})
"""What stands for a forename where somebody has one name only."""

_PREFIX = re.compile(rf"(?:Ma?c|Fitz|De|Del|Di|Da|Du|La|Le|Van|Von|[OD][{_APOSTROPHES}])(?=[^\W\d_]{{2}})")
"""How a surname begins of which a directory has left small letters: `McDONALD`."""

_PARTICLE = re.compile(
    "van|von|der|den|de|ten|ter|het|'t|’t|zu|zur|zum|da|das|do|dos|du|del|bin|binti|binte|bint|ibn|af|av|[ads]/[lpo]"
)
_AFTER_DE = frozenset({"la", "las", "los"})
_BETWEEN = frozenset({"y", "e"})
_NUMERALS = frozenset({"II", "III", "IV"})

_AFTER_MAC = re.compile(
    "all?ister|arthur|askill|aula?y|auley|bain|beth|bride|callum|cormack|crae|culloch|diarmid|donald|donell|dougall|"
    "dowell|duff|eachern|ew[ae]n|fadyen|farlane|gill|gillivray|gowan|gregor|innes|intosh|intyre|iver|ivor|kay|kendrick|"
    "kenna|kenzie|kinlay|kinnon|lachlan|laren|laughlin|lean|lehose|leish|lellan|lennan|leod|manus|martin|master|millan|"
    "nab|nair|naughton|neill?|neish|nicol|nish|phail|phee|pherson|quarrie|queen|rae|rory|sween|taggart|tavish"
)
"""What follows `Mac` in names whose bearers mostly write a capital there: not in Machin, Mackie or Macey."""

_LETTERS_AFTER = re.compile(
    "rg?n|rmn?|sen|[bm]sc|[bm]a|d?phi?[ld]|m[db]|mbbs|mbchb|[fm]rcp|[fm]rcs|mrcgp|[omc]be|esq|jn?r|sn?r", re.IGNORECASE
)
"""What people put after their whole name and a comma; none of it is a forename."""


LONGEST_TYPED = 3000
"""How much is read of what was typed: no form takes more, and one that was forged might."""


def shown_name(name: str) -> str:
    """Return a name as it is shown. One in the form of a directory is turned round; any other comes back as it is."""
    said = " ".join(unicodedata.normalize("NFC", name).split())  # runs of blanks can be split in too many ways
    if found := _FORM.fullmatch(said):
        surname, forename = " ".join(found["surname"].split()), " ".join(found["forename"].split())
        has_none = forename in _NOTHING
        if _is_shouted(surname) and (found["more"] if has_none else _is_forename(forename)):
            return _cased(surname) if has_none else f"{_forename(forename)} {_cased(surname)}"
    elif (found := _ONE_NAME.fullmatch(said)) and found["more"].isupper() and _is_shouted(found["surname"]):
        return _cased(found["surname"])
    return name


def full_name(first: str, last: str) -> str:
    """Put together both halves of a name, as a list has them; a surname in capitals is written as in any directory."""
    directorys = f"{last}, {first}"
    shown = shown_name(directorys)
    return f"{first} {last}".strip() if shown == directorys else shown


def names_in(typed: str) -> list[str]:
    """Part what somebody typed into names: at commas, semicolons and line ends, but not within one of a directory."""
    pieces = [" ".join(piece.split()) for piece in re.split(r"[;\n]", typed[:LONGEST_TYPED])]
    names = [name for piece in pieces for name in _names_in_piece(piece)]
    return [name for one in names if (name := one.strip())]


def _names_in_piece(piece: str) -> list[str]:
    if _is_directorys(piece):
        return [piece]
    parts = _WITH_ORGANISATION.findall(piece)
    return [name for part in parts for name in ([part] if _is_directorys(part) else part.split(","))]


def _is_directorys(name: str) -> bool:
    return shown_name(name) != name and not name.isupper()  # “SMITH, JONES” are two


def _is_shouted(surname: str) -> bool:
    """Say whether a surname is in capitals, but for particles and such as `Mc`."""
    words = surname.split()
    names = [word for word in words[:-1] if not _PARTICLE.fullmatch(word.casefold())] + words[-1:]
    bare = [_PREFIX.sub("", word) for word in names]
    is_a_name = all(one.isalpha() or one in _SIGNS or unicodedata.combining(one) for one in surname)
    return is_a_name and all(word.replace("ß", "").isupper() for word in bare)


def _is_forename(forename: str) -> bool:
    """Say whether what follows the comma is a forename, and no letters after somebody's whole name."""
    is_a_name = all(one.isalpha() or one in _SIGNS or unicodedata.combining(one) for one in forename)
    plain = [word.replace(".", "") for word in forename.split()]
    return is_a_name and any(map(str.isalpha, forename)) and not all(map(_LETTERS_AFTER.fullmatch, plain))


def _forename(forename: str) -> str:
    """Return a forename as written, or with small letters where all of it is in capitals; a title comes first."""
    words = forename.split()
    if forename.isupper():
        words = [_forename_in_capitals(word) for word in words]
    if len(words) > 1 and words[-1].rstrip(".").casefold() in TITLES:
        words = [words[-1], *words[:-1]]
    return " ".join(words)


def _forename_in_capitals(word: str) -> str:
    is_title = word.rstrip(".").casefold() in TITLES
    are_initials = (
        "." in word or len(word) == 1 or (len(word) == 2 and (word[1] == "J" or not set(word) & set("AEIOUY")))
    )
    return word if are_initials and not is_title else "-".join(map(_capitalised, word.split("-")))


def _cased(surname: str) -> str:
    """Return a surname in small letters where its bearer mostly writes them."""
    words = surname.split()
    return " ".join(_particle(words, place) or _hyphenated(word) for place, word in enumerate(words))


def _hyphenated(word: str) -> str:
    pieces = word.split("-")
    return "-".join((place and _particle(pieces, place)) or _piece(piece) for place, piece in enumerate(pieces))


def _particle(words: list[str], place: int) -> str:
    """Return one of the words of a surname in small letters if it is a particle: never the last, which is the name."""
    word = words[place]
    small = word.casefold()
    if place == len(words) - 1 or not word.isupper():
        return ""
    is_one = (
        _PARTICLE.fullmatch(small) is not None
        or (small in _AFTER_DE and place > 0 and words[place - 1].casefold() == "de")
        or (small in _BETWEEN and place > 0)
    )
    return small if is_one else ""


def _piece(piece: str) -> str:
    if not piece.replace("ß", "").isupper():
        return prefix[0] + _capitalised(piece[prefix.end() :]) if (prefix := _PREFIX.match(piece)) else piece
    if piece in _NUMERALS:
        return piece
    if len(piece) > 2 and piece[1] in _APOSTROPHES:
        return piece[:2] + _piece(piece[2:])
    if piece.startswith("MC") and len(piece) > 3:
        return "Mc" + _capitalised(piece[2:])
    if piece.startswith("MAC") and _AFTER_MAC.fullmatch(piece[3:].casefold()):
        return "Mac" + _capitalised(piece[3:])
    return _capitalised(piece)


def _capitalised(piece: str) -> str:
    return piece[:1] + piece[1:].replace("İ", "i").lower()
