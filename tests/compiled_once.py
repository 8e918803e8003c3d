"""Statements are compiled once for all the databases of a kind that a run of the tests makes, not once for each.

A bot has one database, and compiles what it asks of it once. Thousands of tests have one each, and a fifth of their
time went on compiling the same. What is compiled depends on the dialect alone, which SQLAlchemy keeps by its identity:
so the engines of a kind share the first one's.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from storage import database

_first: dict[str, Engine] = {}


def _sharing(make: Callable[..., Engine]) -> Callable[..., Engine]:
    def made(*args: Any) -> Engine:
        engine = make(*args)
        first = _first.get(engine.name) or _if_it_answers(engine)
        if first is not None:
            _first[engine.name] = first
            engine.dialect = engine.pool._dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return engine

    return made


def _if_it_answers(engine: Engine) -> Engine | None:
    """Only by connecting does a dialect learn what its database can do."""
    try:
        engine.connect().close()
    except SQLAlchemyError:
        return None
    return engine


def compile_once() -> None:
    """Let every database that is sqlite_engine from now on share what is compiled."""
    for name in ("sqlite_engine", "postgresql_engine"):
        setattr(database, name, _sharing(getattr(database, name)))
    database.Database("sqlite://").close()  # to be the first of its kind is to be connected to, which makes a file
