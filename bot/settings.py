"""The environment and a `.env` file → one typed, frozen `Settings`, or every problem at once."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import SecretStr

from activities.kit.house import SAFETY_TEXT, House
from activities.review.template import Templates
from activities.review.template_files import BUILT_IN, WrongTemplates, with_own

NAMES = (
    "DATABASE_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "KNOWHOW_FACILITATORS",
    "KNOWHOW_TIMEZONE",
    "KNOWHOW_KEEP",
    "KNOWHOW_CONTACT",
    "KNOWHOW_SAFETY_TEXT",
    "KNOWHOW_TEMPLATES",
    "KNOWHOW_SEED",
    "HOST",
    "PORT",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
)
"""Every setting there is, in the order in which the documentation has them."""

SLACKS_OWN_API = "https://slack.com/api/"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
_PERSON = re.compile(r"[UW][A-Z0-9]{5,}|[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)

SHORTEST_KEPT, LONGEST_KEPT = timedelta(days=30), timedelta(days=30 * 365)
LONGEST_SENTENCE = 300

Value = TypeVar("Value")


class WrongSettings(Exception):
    """Settings that cannot be used: a sentence for each problem, with what to do and without any secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Slack:
    """How to reach Slack. With an app token the bot uses Socket Mode, else HTTP requests signed with the secret."""

    bot_token: SecretStr
    app_token: SecretStr | None
    signing_secret: SecretStr | None
    api_url: str


@dataclass(frozen=True)
class Settings:
    """What an installation has set. `seed` is drawn afresh at each start unless a rehearsal fixes it.

    `facilitators` are platform user ids and e-mail addresses in lower case. `templates` are those of reviews, with
    the installation's own. `ca_file` is a bundle of certificates to trust instead of the system's.
    """

    database_url: SecretStr
    slack: Slack | None
    facilitators: frozenset[str]
    timezone: str
    house: House
    templates: Templates
    seed: str
    host: str
    port: int
    proxy: SecretStr | None
    no_proxy: str
    ca_file: Path | None

    def proxy_for(self, url: str) -> str | None:
        """The proxy through which to call `url`; `None` for loopback and for what NO_PROXY names."""
        host = urlsplit(url).hostname or ""
        if self.proxy is None or host in _LOOPBACK or host.startswith("127."):
            return None
        direct = [name.strip().lower().lstrip(".") for name in self.no_proxy.split(",") if name.strip()]
        if "*" in direct or any(host == name or host.endswith(f".{name}") for name in direct):
            return None
        return self.proxy.get_secret_value()


def read_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None, needs_slack: bool = False
) -> Settings:
    """Settings from the environment, and from `.env` in `folder` where the environment is silent.

    Takes this process's environment and working folder unless told otherwise. Unless it is needed, Slack may be left
    out as a whole: importing a staff list does without. Raises `WrongSettings` with everything that is wrong.
    """
    asked = os.environ if environment is None else environment
    file = dotenv_values((folder or Path.cwd()) / ".env", encoding="utf-8-sig", interpolate=False)
    given = {name: value for name, value in {**file, **asked}.items() if value}
    return _Reading(given).settings(needs_slack)


class _Reading:
    """Reads setting by setting, and keeps what is wrong with each until all have been seen."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = {name: value.strip() for name, value in given.items() if value.strip()}
        self.problems: list[str] = []

    def settings(self, needs_slack: bool) -> Settings:
        self._look_for_misspelt_names()
        read = Settings(
            database_url=SecretStr(self._checked("DATABASE_URL", database_url, _own_database())),
            slack=self._slack(needs_slack),
            facilitators=self._checked("KNOWHOW_FACILITATORS", facilitators, frozenset()),
            timezone=self._checked("KNOWHOW_TIMEZONE", timezone, "Europe/London"),
            house=House(
                keep=self._checked("KNOWHOW_KEEP", keep, House().keep),
                contact=self._checked("KNOWHOW_CONTACT", sentence, ""),
                safety_text=self._checked("KNOWHOW_SAFETY_TEXT", sentence, SAFETY_TEXT),
            ),
            templates=self._templates(),
            seed=self.given.get("KNOWHOW_SEED") or secrets.token_hex(8),
            host=self.given.get("HOST", "127.0.0.1"),
            port=self._checked("PORT", port, 3000),
            proxy=self._secret("HTTPS_PROXY") or self._secret("https_proxy"),
            no_proxy=self.given.get("NO_PROXY") or self.given.get("no_proxy", ""),
            ca_file=self._checked("SSL_CERT_FILE", certificates, None),
        )
        if self.problems:
            raise WrongSettings(self.problems)
        return read

    def _templates(self) -> Templates:
        if "KNOWHOW_TEMPLATES" not in self.given:
            return BUILT_IN
        try:
            return with_own(Path(self.given["KNOWHOW_TEMPLATES"]))
        except WrongTemplates as wrong:
            self.problems += [f"KNOWHOW_TEMPLATES: {problem}" for problem in wrong.problems]
            return BUILT_IN

    def _slack(self, needed: bool) -> Slack | None:
        parts = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
        if not needed and not any(part in self.given for part in parts):
            return None
        api_url = self._checked("SLACK_API_URL", api, SLACKS_OWN_API)
        if "SLACK_BOT_TOKEN" not in self.given:
            self.problems.append(
                "SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token (it begins with xoxb-) from your app’s "
                "page, OAuth & Permissions."
            )
        if not any(part in self.given for part in parts[1:]):
            self.problems.append(
                "SLACK_APP_TOKEN is missing. Make an app-level token (it begins with xapp-) on your app’s page, Basic "
                "Information, with the scope connections:write. Only if Slack shall call you over HTTP, set "
                "SLACK_SIGNING_SECRET instead."
            )
        return Slack(
            bot_token=SecretStr(self._checked("SLACK_BOT_TOKEN", bot_token, "")),
            app_token=self._checked("SLACK_APP_TOKEN", app_token, None),
            signing_secret=self._checked("SLACK_SIGNING_SECRET", signing_secret, None),
            api_url=api_url,
        )

    def _checked(self, name: str, check: Callable[[str], Value], default: Value) -> Value:
        """The setting as `check` reads it, or the default; what `check` complains of in a `ValueError` is noted."""
        if name not in self.given:
            return default
        try:
            return check(self.given[name])
        except ValueError as wrong:
            self.problems.append(f"{name} {wrong}")
            return default

    def _secret(self, name: str) -> SecretStr | None:
        return SecretStr(self.given[name]) if name in self.given else None

    def _look_for_misspelt_names(self) -> None:
        for name in sorted(self.given.keys() - set(NAMES)):
            if name.startswith(("KNOWHOW_", "SLACK_")) and (near := get_close_matches(name, NAMES, n=1, cutoff=0.85)):
                self.problems.append(f"{name} is not a setting. Did you mean {near[0]}?")


def _own_database() -> str:
    return f"sqlite:///{(user_data_path('knowhow', appauthor=False) / 'knowhow.sqlite3').as_posix()}"


# ---- what each setting may be: these give the value, or raise ValueError with the rest of a sentence -----------------


def database_url(given: str) -> str:
    """A URL of SQLite in a file, or of PostgreSQL. It may hold a password, so no complaint repeats it."""
    scheme, _, rest = given.partition("://")
    if scheme not in _DATABASES:
        raise ValueError("must begin with sqlite:/// or postgresql://.")
    if scheme == "sqlite" and rest in ("", "/", "/:memory:"):
        raise ValueError("must name a file, such as sqlite:///knowhow.sqlite3: in memory nothing would be kept.")
    return given


def bot_token(given: str) -> str:
    """A bot's token."""
    if not given.startswith("xoxb-"):
        raise ValueError("must begin with xoxb-: it is the Bot User OAuth Token, not another one.")
    return given


def app_token(given: str) -> SecretStr:
    """An app-level token."""
    if not given.startswith("xapp-"):
        raise ValueError("must begin with xapp-: it is the app-level token, not another one.")
    return SecretStr(given)


def signing_secret(given: str) -> SecretStr:
    """What Slack signs its requests with."""
    if given.startswith(("xoxb-", "xoxp-", "xapp-")):
        raise ValueError("holds a token. Copy the Signing Secret from your app’s page, Basic Information.")
    return SecretStr(given)


def api(given: str) -> str:
    """The address of a Slack Web API, with the slash at its end that method names are put after."""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"must be a web address such as {SLACKS_OWN_API}")
    return given if given.endswith("/") else f"{given}/"


def facilitators(given: str) -> frozenset[str]:
    """User ids and e-mail addresses, with commas, semicolons or spaces between them."""
    people = [one for one in re.split(r"[,;\s]+", given) if one]
    if not all(_PERSON.fullmatch(one) for one in people):
        raise ValueError(
            "must list Slack user ids or e-mail addresses with commas between them, such as ann@example.nhs.uk, "
            "U0123ABCD. Names will not do: in Slack, a profile’s menu has “Copy member ID”."
        )
    return frozenset(one.lower() for one in people)


def timezone(given: str) -> str:
    """A time zone's name."""
    try:
        ZoneInfo(given)
    except (LookupError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, such as Europe/London.") from None
    return given


def keep(given: str) -> timedelta:
    """How long things are kept: days, months of thirty days, or years of 365."""
    found = re.fullmatch(r"(\d{1,4})\s*(day|month|year)s?", given.strip().lower())
    kept = timedelta(days=int(found[1]) * {"day": 1, "month": 30, "year": 365}[found[2]]) if found else timedelta()
    if not SHORTEST_KEPT <= kept <= LONGEST_KEPT:
        raise ValueError("must be a time such as 1 year, 18 months or 90 days: from 30 days to 30 years.")
    return kept


def sentence(given: str) -> str:
    """A sentence or two that people read in chat."""
    if len(given) > LONGEST_SENTENCE:
        raise ValueError(f"is too long to be read in chat: {LONGEST_SENTENCE} characters at most.")
    return given


def port(given: str) -> int:
    """A TCP port."""
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 65_535):
        raise ValueError("must be a number from 1 to 65535.")
    return int(given)


def certificates(given: str) -> Path:
    """A file of certificates that is there."""
    if not Path(given).is_file():
        raise ValueError("names a file that is not there.")
    return Path(given)
