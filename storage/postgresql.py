"""What only PostgreSQL needs: a server is reached through connections, which may break while nobody uses them."""

import selectors
import time
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import create_engine

CONNECTS_WITHIN_S = 5
"""How long a PostgreSQL server may take to take a connection."""

ANSWERS_WITHIN_S = 30
"""How long PostgreSQL works on one statement, waiting for others included, before it gives up."""

UNHEARD_S = 20
"""How long a PostgreSQL server's machine may leave what was sent unconfirmed before the connection counts as broken."""

TRUSTED_FOR_S = 30.0
"""How long a connection may lie unused and still count as one that nothing between here and there has let go."""


def postgresql_engine(url: URL) -> Engine:
    """Make the engine of SQLAlchemy for a server. What the URL itself says of a connection is what holds."""
    limits = {
        "connect_timeout": CONNECTS_WITHIN_S,
        "tcp_user_timeout": UNHEARD_S * 1000,
        "options": f"-c statement_timeout={ANSWERS_WITHIN_S}s",
    }
    own = {name: value for name, value in limits.items() if name not in url.query}
    # Parameters are what people typed: they must not reach an exception's text.
    engine = create_engine(url, hide_parameters=True, connect_args=own)

    @event.listens_for(engine, "checkin")
    def lies_unused(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["unused_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def is_sound(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        # To ask the server each time (`pool_pre_ping`) is one question more in every turn. One that was stopped has
        # closed its end, and that can be seen from here; what a firewall has forgotten says nothing, and is asked.
        unused_since = record.info.get("unused_since")
        if unused_since is None:
            return
        if _has_something_to_say(connection):
            raise InvalidatePoolError
        if time.monotonic() - unused_since > TRUSTED_FOR_S:
            try:
                engine.dialect.do_ping(connection)
            except psycopg.Error as error:
                raise InvalidatePoolError from error

    return engine


def _has_something_to_say(connection: psycopg.Connection[Any]) -> bool:
    """Say whether a server that was asked nothing has sent something: that it is going, or that its end is closed."""
    if connection.closed:
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(timeout=0))
