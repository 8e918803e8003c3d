"""Which column of a staff list says what: by the names that Excel, ESR and Entra give them, or as somebody says.

Nothing is guessed from what stands in the cells. Where the names leave it open, whoever imports the list is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from activities.kit.table import NO_NAMES, Problem, WrongFile

COLUMNS = ("id", "name", "email", "sites", "department", "role_group", "job_title")
"""What the program calls them itself: a list with these names is read as it always was."""

NEEDED = ("id", "name")
"""Without these nobody is known again."""

FIRST, LAST, WHOLE = "first_name", "last_name", "whole_name"
"""Both halves of a name; what ESR calls a whole one has a title in it, and is taken where there are no halves."""

EMPLOYER = "employer"
"""Who employs somebody who is not the organisation’s own staff. A list need not say it, and nobody is asked."""

FIELDS = (*COLUMNS, EMPLOYER)
"""Everything that a list may say of somebody."""

_KNOWN: Mapping[str, Sequence[tuple[str, ...]]] = {
    "id": (
        ("id",),
        ("employee number", "employee id", "staff number", "staff id", "personnel number", "esr number", "esr id"),
        ("object id",),
    ),
    "name": (("name",), ("display name",)),
    WHOLE: (("full name", "employee name", "staff name"),),
    FIRST: (("first name", "forename", "given name"),),
    LAST: (("last name", "surname", "family name"),),
    "email": (
        ("email",),
        ("mail", "email address", "work email", "work email address", "office email address"),
        ("user principal name", "upn"),
    ),
    "sites": (
        ("sites",),
        ("site",),
        ("assignment location", "location", "work location", "office location", "office", "base", "workplace"),
    ),
    "department": (
        ("department",),
        ("dept", "department name"),
        ("org l2", "org l3", "org l4", "org l5", "org l6", "org l7", "directorate", "division", "cost centre", "team"),
    ),
    "role_group": (("role group",), ("staff group", "esr staff group"), ("clinical",)),
    "job_title": (("job title",), ("position title", "post title"), ("job", "position", "post", "role", "job role")),
    EMPLOYER: (("employer",), ("employing organisation", "employing organization"), ("company",)),
}
"""The names of columns for each field, the surest first. Two of one rank leave it open which is meant."""


def spelt(header: str) -> str:
    """Return the name of a column as it is compared: `userPrincipalName` is `User Principal Name`."""
    return "".join(one for one in header.casefold() if one.isalnum())


_RANKS: Mapping[str, Sequence[frozenset[str]]] = {
    field: [frozenset(map(spelt, rank)) for rank in ranks] for field, ranks in _KNOWN.items()
}
_FIELD_OF = {spelt(name): field for field, ranks in _KNOWN.items() for rank in ranks for name in rank}


def field_called(name: str) -> str | None:
    """Return the field that somebody means who calls it by its own name, or as some list does: `site`, `clinical`."""
    field = _FIELD_OF.get(spelt(name))
    return "name" if field == WHOLE else field if field in FIELDS else None


@dataclass(frozen=True)
class Question:
    """A field of which the names of the columns do not tell where it stands: in one of these, or in none of them.

    `are_likely`: the names of these columns fit, and not of any other.
    """

    field: str
    headers: tuple[str, ...]
    may_be_none: bool
    are_likely: bool

    def __str__(self) -> str:
        """Say it to whoever cannot be asked."""
        none = f", or --map {self.field}= where none is" if self.may_be_none else ""
        such_as = self.headers[0] if self.are_likely else "…"
        return f'say which column this is, with --map {self.field}="{such_as}"{none}'


class Unclear(WrongFile):
    """Raised for a list of which somebody has to say what its columns are. `questions`: about which."""

    def __init__(self, problems: list[str], questions: Sequence[Question]) -> None:
        super().__init__(problems)
        self.questions = tuple(questions)


@dataclass(frozen=True)
class Columns:
    """Where each field of a list stands, and how its columns are called there.

    `places`: the numbers of the columns whose cells say it, with a space between; none where no column does. `unused`:
    columns that say nothing of use.
    """

    line: int
    places: Mapping[str, tuple[int, ...]]
    headers: Mapping[str, str]
    unused: tuple[str, ...]

    def value(self, field: str, cells: Sequence[str]) -> str:
        """Return what the cells of a line say of a field."""
        return " ".join(cell for place in self.places[field] if place < len(cells) and (cell := cells[place].strip()))

    def halves(self, cells: Sequence[str]) -> tuple[str, str]:
        """Return the forename and the surname that a line has in cells of their own."""
        first, last = (cells[place].strip() if place < len(cells) else "" for place in self.places["name"])
        return first, last

    def said_of(self, field: str) -> str:
        """Return what the list calls a field, for whoever has to look there; its own name where it has no column."""
        return self.headers.get(field, field)

    def is_own(self, field: str) -> bool:
        """Say whether a column has the program's own name for it."""
        return spelt(self.said_of(field)) in _RANKS[field][0]

    @property
    def in_words(self) -> list[str]:
        """How each column was read: nothing where they are all called as the program calls them itself."""
        fields = [field for field, places in self.places.items() if places or field != EMPLOYER]
        if not self.unused and all(map(self.is_own, fields)):
            return []
        widest = max(map(len, fields))
        said = [f"  {field:{widest}}  {self._read(field)}" for field in fields]
        unused = ", ".join(self.unused)
        return [f"Line {self.line} has the names of the columns. They are read so:", *said] + (
            [f"  {'not used':{widest}}  {unused}"] if unused else []
        )

    def _read(self, field: str) -> str:
        if not self.places[field]:
            return "in no column: what is known stays"
        instead = " (people are known again by it, since no column has their number)"
        return self.headers[field] + (instead if self.is_by_address(field) else "")

    def is_by_address(self, field: str) -> bool:
        """Say whether this is the number by which people are known again, and the list has only their address."""
        return field == "id" and self.places["id"] == self.places["email"]


def score(cells: Iterable[str], named: Mapping[str, str]) -> int:
    """Say of how many fields a line has the name of a column, to find the line that has the names."""
    wanted = {spelt(header) for header in named.values() if header}
    return len({_FIELD_OF.get(key, key) for cell in cells if (key := spelt(cell)) in _FIELD_OF or key in wanted})


def columns_of(file: str, line: int, header: Sequence[str], named: Mapping[str, str]) -> Columns:
    """Decide where each field stands. `named`: the column for a field, as somebody said it; empty for none of them.

    Raises `Unclear` where something has to be said, and `WrongFile` where there are no names of columns at all.
    """
    cells = [" ".join(cell.split()) for cell in header]
    if not score(cells, named):
        raise WrongFile([str(Problem(file, line, "", f"{NO_NAMES}: {', '.join(COLUMNS)}"))])
    deciding = _Deciding(file, line, cells, named)
    places = {field: deciding.place(field) for field in FIELDS}
    if not places["id"] and "id" not in named:
        places["id"] = places["email"]
    deciding.ask_for(places)
    if deciding.problems:
        raise Unclear([str(problem) for problem in sorted(set(deciding.problems))], deciding.questions)
    used = {place for several in places.values() for place in several}
    headers = {field: " and ".join(cells[one] for one in at) for field, at in places.items() if at}
    unused = tuple(dict.fromkeys(cell for place, cell in enumerate(cells) if cell and place not in used))
    return Columns(line, places, headers, unused)


class _Deciding:
    """What was found of each field, and what has to be asked."""

    def __init__(self, file: str, line: int, cells: Sequence[str], named: Mapping[str, str]) -> None:
        self._file, self._line, self._cells, self._named = file, line, cells, named
        self._keys = [spelt(cell) for cell in cells]
        self.problems: list[Problem] = []
        self.questions: list[Question] = []

    def place(self, field: str) -> tuple[int, ...]:
        """Return where a field stands, as far as that is clear."""
        if field in self._named:
            return self._as_said(field, self._named[field])
        found = self._by_rank(field)
        if field == "name" and not found:
            halves = [self._by_rank(half)[:1] for half in (FIRST, LAST)]
            if all(halves):
                return tuple(place for half in halves for place in half)
            found = self._by_rank(WHOLE)
        if len({self._keys[place] for place in found}) > 1:
            several = tuple(self._cells[place] for place in found)
            self._ask(Question(field, several, field not in NEEDED, True), f"this could be {' or '.join(several)}")
        elif len(found) > 1:
            self._twice(field, found)
        return tuple(found[:1])

    def ask_for(self, places: Mapping[str, Sequence[int]]) -> None:
        """Ask where each field is that has no column, and of which nobody has said that it has none."""
        asked = {question.field for question in self.questions}
        for field, found in places.items():
            if not found and field not in (*asked, EMPLOYER) and (field in NEEDED or field not in self._named):
                every = tuple(cell for cell in self._cells if cell)
                self._ask(Question(field, every, field not in NEEDED, False), "this column is missing")

    def _by_rank(self, field: str) -> list[int]:
        for rank in _RANKS[field]:
            if found := [place for place, key in enumerate(self._keys) if key in rank]:
                return found
        return []

    def _as_said(self, field: str, header: str) -> tuple[int, ...]:
        if not header:
            return ()
        found = [place for place, key in enumerate(self._keys) if key == spelt(header)]
        if not found:
            self.problems.append(Problem(self._file, self._line, field, "--map names a column that is not here"))
        elif len(found) > 1:
            self._twice(field, found)
        return tuple(found[:1])

    def _twice(self, field: str, found: Sequence[int]) -> None:
        is_own = self._keys[found[0]] == spelt(field)
        column = field if is_own else self._cells[found[0]]
        self.problems.append(Problem(self._file, self._line, column, "there are two columns of this name"))

    def _ask(self, question: Question, why: str) -> None:
        self.questions.append(question)
        self.problems.append(Problem(self._file, self._line, question.field, f"{why}; {question}"))
