"""What each setting may be: functions that give its value, or raise `ValueError` with the rest of a sentence."""

import re
import ssl
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from activities.kit.screening.hospital_numbers import MOST, wrong_with
from bot.settings.address import HIGHEST_PORT
from bot.settings.keys import SHORTEST_KEY, Keys

SLACKS_OWN_API = "https://slack.com/api/"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""How this machine calls itself."""

_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}")
_PERSON = re.compile(rf"[UW][A-Z0-9]{{5,}}|{GUID.pattern}|[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f]")

SHORTEST_KEPT, LONGEST_KEPT = timedelta(days=30), timedelta(days=30 * 365)
SHORTEST_GRACE, LONGEST_GRACE = timedelta(hours=1), timedelta(days=30)
LONGEST_SENTENCE = 300


class AppType(StrEnum):
    """How the bot proves to Microsoft who it is: by a password, or by the machine in Azure that it runs on."""

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"


class LogForm(StrEnum):
    """How lines of the log are written."""

    TEXT = "text"
    JSON = "json"


def database_url(given: str) -> str:
    """Check that a setting is a URL of SQLite in a file, or of PostgreSQL.

    It may hold a password: no complaint repeats it.
    """
    scheme, _, rest = given.partition("://")
    if scheme not in _DATABASES:
        raise ValueError("must begin with sqlite:/// or postgresql://.")
    if scheme == "sqlite" and rest in ("", "/", "/:memory:"):
        raise ValueError("must name a file, such as sqlite:///knowhow.sqlite3: in memory nothing would be kept.")
    try:
        at = make_url(given)
        if scheme != "sqlite":
            conninfo_to_dict(at.set(drivername="postgresql").render_as_string(hide_password=False))
            _look_for_hosts(at.set(drivername="postgresql+psycopg"))
    except (ArgumentError, ValueError, ProgrammingError):  # its text may quote the address
        raise ValueError("cannot be read as an address. In a password, write %40 for @ and %2F for /.") from None
    if scheme == "sqlite" and (at.host or at.query):
        raise ValueError("must be sqlite:/// and a file’s name, four slashes where its folder is named from the root.")
    if scheme == "sqlite":
        _is_folder(at.database or "")
    if at.port is not None and not 1 <= at.port <= HIGHEST_PORT:
        raise ValueError(f"names a port that cannot be: it must be from 1 to {HIGHEST_PORT}.")
    return given


def _look_for_hosts(at: URL) -> None:
    """Raise `ArgumentError` or `ValueError` where the options or the hosts of an address can be none."""
    _, options = at.get_dialect()().create_connect_args(at)
    for name in str(options.get("host", "")).split(","):
        if not name.startswith("/"):  # a socket's folder
            name.encode("idna")


def _is_folder(name: str) -> bool:
    """Say whether this names a folder; raises `ValueError` where it can name neither a folder nor a file."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        raise ValueError("names a file that cannot be: its name is too long, or it may not be looked at.") from None


def bot_token(given: str) -> str:
    """Check that a setting is a bot's token."""
    if not given.startswith("xoxb-"):
        raise ValueError("must begin with xoxb-: it is the Bot User OAuth Token, not another one.")
    return given


def app_token(given: str) -> SecretStr:
    """Check that a setting is an app-level token."""
    if not given.startswith("xapp-"):
        raise ValueError("must begin with xapp-: it is the app-level token, not another one.")
    return SecretStr(given)


def signing_secret(given: str) -> SecretStr:
    """Check that this may be what Slack signs its requests with."""
    if given.startswith(("xoxb-", "xoxp-", "xapp-")):
        raise ValueError("holds a token. Copy the Signing Secret from your app’s page, Basic Information.")
    return SecretStr(given)


def api(given: str) -> str:
    """Read the address of a Slack Web API, with the slash at its end that method names are put after."""
    if not is_web_address(given):
        raise ValueError(
            f"must be a web address such as {SLACKS_OWN_API}, with a port from 1 to {HIGHEST_PORT} if any."
        )
    return given if given.endswith("/") else f"{given}/"


def proxy(given: str) -> SecretStr:
    """Check that a setting is the address of a proxy. It may hold a password, so no complaint repeats it."""
    if not is_web_address(given):
        raise ValueError(f"must be a web address such as http://proxy:8080, with a port from 1 to {HIGHEST_PORT}.")
    return SecretStr(given)


def is_web_address(given: str) -> bool:
    """Say whether a text is a web address that can be called."""
    try:
        parts = urlsplit(given)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and not _SPACE.search(given)
        )
    except ValueError:  # a port that cannot be, or brackets where there can be none
        return False


def identifier(given: str) -> str:
    """Read a GUID, as Microsoft writes the ids of apps and tenants."""
    if not GUID.fullmatch(given):
        raise ValueError("must be an id such as 1f2e3d4c-5b6a-4789-9abc-def012345678: not a name, and not a secret.")
    return given.lower()


def app_type_of(given: str) -> AppType:
    """Read how the bot proves who it is."""
    known = {one.value.lower(): one for one in AppType}
    if given.lower() not in known:
        raise ValueError(
            f"must be {AppType.SINGLE_TENANT} or {AppType.USER_ASSIGNED_MSI}: Microsoft registers no new bots of "
            "another type."
        )
    return known[given.lower()]


def log_form(given: str) -> LogForm:
    """Read how lines of the log are written."""
    if given.lower() not in list(LogForm):
        raise ValueError(f"must be {LogForm.TEXT} or {LogForm.JSON}.")
    return LogForm(given.lower())


def facilitators(given: str) -> frozenset[str]:
    """Read user ids and e-mail addresses, with commas, semicolons or spaces between them."""
    people = [one for one in re.split(r"[,;\s]+", given) if one]
    if not all(_PERSON.fullmatch(one) for one in people):
        raise ValueError(
            "must list Slack user ids or e-mail addresses with commas between them, such as ann@example.nhs.uk, "
            "U0123ABCD. Names will not do: in Slack, a profile’s menu has “Copy member ID”."
        )
    return frozenset(one.lower() for one in people)


def timezone(given: str) -> str:
    """Check that a setting is a time zone's name."""
    try:
        ZoneInfo(given)
    except (LookupError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, such as Europe/London.") from None
    return given


def keep(given: str) -> timedelta:
    """Read how long things are kept: days, months of thirty days, or years of 365."""
    kept = _time(given)
    if not SHORTEST_KEPT <= kept <= LONGEST_KEPT:
        raise ValueError("must be a time such as 1 year, 18 months or 90 days: from 30 days to 30 years.")
    return kept


def backups_kept(given: str) -> timedelta:
    """Read how old a backup may be that is restored."""
    kept = _time(given)
    if not timedelta(days=1) <= kept <= LONGEST_KEPT:
        raise ValueError("must be a time such as 30 days or 3 months: as long as the oldest backup is kept.")
    return kept


def forgotten_keys(given: str) -> Keys:
    """Read the key of digests that is in use, and former ones after it, with commas between."""
    keys = [one for one in re.split(r"[,;\s]+", given) if one]
    if not all(len(one) >= SHORTEST_KEY for one in keys):
        raise ValueError(
            f"must have at least {SHORTEST_KEY} characters: `knowhow forgotten key` makes one. A former key may "
            "follow, after a comma."
        )
    return Keys(tuple(SecretStr(one) for one in keys))


def forgotten_file(given: str) -> Path:
    """Read the name of the file of the list of the forgotten."""
    if _is_folder(given):
        raise ValueError("must name a file, and this is a folder.")
    return Path(given)


def _time(given: str) -> timedelta:
    """Read days, months of thirty days, or years of 365; no time at all where it is none of these."""
    found = re.fullmatch(r"(\d{1,4})\s*(day|month|year)s?", given.strip().lower(), re.ASCII)
    return timedelta(days=int(found[1]) * {"day": 1, "month": 30, "year": 365}[found[2]]) if found else timedelta()


def leaving_grace(given: str) -> timedelta:
    """Read how long somebody is waited for who cannot be reached any more."""
    found = re.fullmatch(r"(\d{1,4})\s*(hour|day|week)s?", given.strip().lower(), re.ASCII)
    grace = timedelta(hours=int(found[1]) * {"hour": 1, "day": 24, "week": 168}[found[2]]) if found else timedelta()
    if not SHORTEST_GRACE <= grace <= LONGEST_GRACE:
        raise ValueError("must be a time such as 4 hours, 2 days or 1 week: from an hour to 30 days.")
    return grace


def many_leavers(given: str) -> float:
    """Read a percentage, with its sign or without."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*%?", given, re.ASCII)
    if not found or not 0 < float(found[1]) <= 100:
        raise ValueError("must be a percentage such as 5%: more than 0% and at most 100%.")
    return float(found[1])


def sentence(given: str) -> str:
    """Check that a setting is no more than a sentence or two, for people to read in chat."""
    if len(given) > LONGEST_SENTENCE:
        raise ValueError(f"is too long to be read in chat: {LONGEST_SENTENCE} characters at most.")
    return given


def patient_numbers(given: str) -> tuple[str, ...]:
    """Read masks of the organisation's own numbers of patients, with commas or semicolons between them."""
    masks = tuple(mask.strip() for mask in re.split(r"[,;]", given) if mask.strip())
    for mask in masks:
        if why := wrong_with(mask):
            raise ValueError(f"must list forms such as K####### with commas between them: {mask} {why}.")
    if len(masks) > MOST:
        raise ValueError(f"lists too many forms: {MOST} at most.")
    return masks


def staff_domains(given: str) -> tuple[str, ...]:
    """Read domains of e-mail addresses, with commas, semicolons or spaces between them."""
    domains = tuple(one.lower().removeprefix("@") for one in re.split(r"[,;\s]+", given) if one)
    if not all(_DOMAIN.fullmatch(one) for one in domains):
        raise ValueError(
            "must list what stands after the @ in your staff’s e-mail addresses, with commas between them, such as "
            "hospice.example.org."
        )
    return domains


def certificates(given: str) -> Path:
    """Check that a setting names a file of certificates that is there and can be read."""
    try:
        if not Path(given).is_file():
            raise ValueError("names a file that is not there.")
        ssl.create_default_context(cafile=given)
    except (OSError, ssl.SSLError):
        raise ValueError("names a file without certificates in it, or one that may not be read.") from None
    return Path(given)
