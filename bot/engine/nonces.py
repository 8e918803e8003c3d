"""The nonce by which a form is known from when it is shown until it takes effect: a day, and a secret.

The secret comes from the system's own chance, not from the turn's, which a known seed could repeat. Nothing is kept of
forms that are only shown: the nonce travels with them, and is claimed by the first sending that succeeds. What is kept
of that goes after a week, and until then alone is a form taken; one that was shown before opens anew.
"""

import re
import secrets
from datetime import date, timedelta

GOOD_FOR = timedelta(days=7)
"""How long a form may be sent after it was shown, and how long it is known that one has taken effect."""

_NONCE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.[A-Za-z0-9_-]{22}")


def new_nonce(today: date) -> str:
    """Make a nonce for a form that is shown today."""
    return f"{today.isoformat()}.{secrets.token_urlsafe(16)}"


def is_good(nonce: str, today: date) -> bool:
    """Say whether a form with this nonce can be taken: it was shown within a week, and the nonce is one of ours.

    Whoever makes one up opens a form for themselves in another way, and nothing else.
    """
    made = _NONCE.fullmatch(nonce)
    try:
        return made is not None and today - GOOD_FOR <= date.fromisoformat(made[1]) <= today
    except ValueError:  # no such day
        return False
