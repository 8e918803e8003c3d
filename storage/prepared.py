"""Questions that are put together once: to put one together takes longer than to ask it.

    @finds_one
    def signup(here: Here, trial: int, person: int) -> SelectOfScalar[Signup]:
        \"\"\"Return somebody's place in a trial.\"\"\"
        return select(Signup).where(
            Signup.organisation_id == here.org, Signup.trial_id == trial, Signup.person_id == person
        )

    signup(turn.here, 17, 4)  # a `Signup`, or `None`

What is written is the question; what is called gives the answer. The function runs once, with a placeholder for each of
its arguments, or for each attribute of one that is more than a value. So it decides nothing by them, and compares
nothing with one that may be `None`.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, wraps
from inspect import signature
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar, TypeVarTuple, get_origin, overload

from sqlalchemy import BindParameter, Delete, Insert, Update, bindparam, insert
from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import Select, SelectOfScalar

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_VALUES = (str, int, float, bool, date, datetime)

_Get = Callable[[dict[str, Any]], object]


class _Placeholder:
    """Stands for an argument of which attributes are asked: each is a value that is read when the question is asked."""

    def __init__(self, name: str, asked: dict[str, _Get]) -> None:
        self._name, self._asked = name, asked

    def __getattr__(self, attribute: str) -> BindParameter[Any]:
        name, of = self._name, attrgetter(attribute)
        self._asked[f"{name}_{attribute}"] = lambda given: of(given[name])
        return bindparam(f"{name}_{attribute}")


class _Question:
    """A statement that is made when it is first asked, and how to find its values in the arguments of a call."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._parameters = signature(build).parameters
        self._names = tuple(self._parameters)
        own = self._parameters.values()
        self._defaults: dict[str, object] = {one.name: one.default for one in own if one.default is not one.empty}
        self._asked: dict[str, _Get] = {}
        self._statement: Any = None

    def ask(self, *arguments: object, **named: object) -> Any:
        given: dict[str, Any] = {**self._defaults, **dict(zip(self._names, arguments, strict=False)), **named}
        if self._statement is None:
            self._statement = self._build(*map(self._stand_in, self._names))
        at = given[self._names[0]]
        session = at if isinstance(at, Session) else at.session  # then it is a `Here`
        values = {name: get(given) for name, get in self._asked.items()}
        if None in values.values():
            raise ValueError("nothing equals None in a database")
        return self._put(session, values)

    def _put(self, session: Session, values: dict[str, Any]) -> Any:
        return session.exec(self._statement, params=values)

    def _stand_in(self, name: str) -> object:
        kind = self._parameters[name].annotation
        if get_origin(kind) is None and kind not in _VALUES:
            return _Placeholder(name, self._asked)
        self._asked[name] = lambda given: given[name]
        return bindparam(name)


class _Change(_Question):
    """A statement that changes rows: it goes past what the session has read, which would take far longer."""

    def _put(self, session: Session, values: dict[str, Any]) -> Any:
        session.flush()
        return session.connection().execute(self._statement, values)


@overload
def finds_one(build: Callable[P, SelectOfScalar[T]]) -> Callable[P, T | None]: ...
@overload
def finds_one(build: Callable[P, Select[*Ts]]) -> Callable[P, tuple[*Ts] | None]: ...
def finds_one(build: Callable[..., Any]) -> Callable[..., Any]:
    """Answer with the only row that there is, or with `None`."""
    return _answering(build, lambda result: result.one_or_none())


@overload
def finds_first(build: Callable[P, SelectOfScalar[T]]) -> Callable[P, T | None]: ...
@overload
def finds_first(build: Callable[P, Select[*Ts]]) -> Callable[P, tuple[*Ts] | None]: ...
def finds_first(build: Callable[..., Any]) -> Callable[..., Any]:
    """Answer with the first of the rows, or with `None`; the question asks for no more than one."""
    return _answering(build, lambda result: result.first())


@overload
def finds_all(build: Callable[P, SelectOfScalar[T]]) -> Callable[P, list[T]]: ...
@overload
def finds_all(build: Callable[P, Select[*Ts]]) -> Callable[P, list[tuple[*Ts]]]: ...
def finds_all(build: Callable[..., Any]) -> Callable[..., Any]:
    """Answer with every row, in the order that the question names."""
    return _answering(build, lambda result: list(result.all()))


def reads(build: Callable[P, SelectOfScalar[T]]) -> Callable[P, T]:
    """Answer with the one value that there always is, as a count."""
    return _answering(build, lambda result: result.one())


def is_there(build: Callable[P, SelectOfScalar[Any]]) -> Callable[P, bool]:
    """Answer whether there is any such row."""
    return _answering(build, lambda result: result.first() is not None)


def changes(build: Callable[P, Update | Delete]) -> Callable[P, int]:
    """Change or remove every such row, and answer with how many there were.

    Whoever asks has read none of them in its session, or lets go of what it read.
    """
    return _answering(build, lambda result: result.rowcount, _Change)


def add(session: Session, rows: type[SQLModel], **values: object) -> None:
    """Add a row of which nobody reads anything back. Each of its columns has to be given a value."""
    session.flush()
    session.connection().execute(_adding(rows), values)


@cache
def _adding(rows: type[SQLModel]) -> Insert:
    return insert(rows)


def _answering(
    build: Callable[..., Any], answer: Callable[[Any], Any], asks: type[_Question] = _Question
) -> Callable[..., Any]:
    question = asks(build)

    @wraps(build)
    def ask(*arguments: object, **named: object) -> Any:
        return answer(question.ask(*arguments, **named))

    return ask
