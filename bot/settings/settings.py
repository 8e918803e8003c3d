"""The environment and a `.env` file → one typed, frozen `Settings`, or every problem at once."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import SecretStr

from activities.kit.policy import SAFETY_TEXT, Policy
from activities.kit.working import WorkingDays
from activities.review.template import Templates
from activities.review.template.files import BUILT_IN, WrongTemplates, with_own
from bot.settings import address, values
from bot.settings.file import WrongSettings, own_database, own_list, values_in
from bot.settings.forgotten_list import ForgottenList
from bot.settings.holidays import working_days
from bot.settings.keys import Keys
from bot.settings.members import MISSING_FOR_TEAMS, members
from bot.settings.names import NAMES
from bot.settings.rules import Rules
from bot.settings.values import LOOPBACK, SLACKS_OWN_API, AppType, LogForm
from storage.belonging import TEAMS, MemberRules

_NEEDED_BY_TEAMS = (
    ("MICROSOFT_APP_ID", "Copy the Microsoft App ID from your Azure Bot’s page, Configuration."),
    ("MICROSOFT_APP_TENANT_ID", "Copy the App Tenant ID from your Azure Bot’s page, Configuration."),
    (
        "MICROSOFT_APP_PASSWORD",
        "On the app registration’s page, Certificates & secrets, make a client secret and copy its value.",
    ),
)
_OURS = ("KNOWHOW_", "SLACK_", "MICROSOFT_APP_")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Slack:
    """How to reach Slack. With an app token the bot uses Socket Mode, else HTTP requests signed with the secret."""

    bot_token: SecretStr
    app_token: SecretStr | None
    signing_secret: SecretStr | None
    api_url: str


@dataclass(frozen=True)
class Teams:
    """Who the bot is in Teams, and the one tenant whose people it serves.

    `is_insecure`: nobody has to prove who they are, in either direction. Only for a rehearsal on this machine alone.
    """

    app_id: str
    app_password: SecretStr | None
    app_type: AppType
    tenant: str
    is_insecure: bool = False


@dataclass(frozen=True)
class Metrics:
    """Where Prometheus may read how the bot is."""

    host: str
    port: int


@dataclass(frozen=True)
class Settings:
    """What an installation has set. `facilitators` are user ids and e-mail addresses in lower case.

    `seed` is drawn at each start, or fixed. `templates`: of reviews, with the installation's own. `forgotten`: the list
    of those who were, if there is a key for it. `metrics`: where they may be read, if they are asked for. `log_as`: how
    the log is written. `ca_file`: certificates to trust instead of the system's.
    """

    database_url: SecretStr
    slack: Slack | None
    teams: Teams | None
    facilitators: frozenset[str]
    timezone: str
    policy: Policy
    templates: Templates
    forgotten: ForgottenList | None
    seed: str
    host: str
    port: int
    metrics: Metrics | None
    log_as: LogForm
    proxy: SecretStr | None
    no_proxy: str
    ca_file: Path | None

    @property
    def rules(self) -> Rules:
        """What of it the engine goes by."""
        return Rules(self.seed, self.timezone, self.facilitators, self.policy, self.forgotten)

    @property
    def teams_waits(self) -> bool:
        """Whether Teams waits until somebody says who of its tenant belongs: a tenant may be many organisations'."""
        return self.teams is not None and not self.policy.members.of(TEAMS)

    @property
    def forgotten_keys(self) -> Keys:
        """Those under which digests are made of what says who somebody is; there may be none."""
        return self.rules.keys

    def proxy_for(self, url: str) -> str | None:
        """Return the proxy through which to call `url`; `None` for loopback and for what NO_PROXY names."""
        host = urlsplit(url).hostname or ""
        if self.proxy is None or host in LOOPBACK or host.startswith("127."):
            return None
        direct = [name.strip().lower().lstrip(".") for name in self.no_proxy.split(",") if name.strip()]
        if "*" in direct or any(host == name or host.endswith(f".{name}") for name in direct):
            return None
        return self.proxy.get_secret_value()


def read_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None, needs_chat: bool = False
) -> Settings:
    """Read settings from the environment, and from `.env` in `folder` where the environment is silent.

    Takes this process's environment and working folder unless told otherwise. Unless a chat is needed, Slack and Teams
    may both be left out: importing a staff list does without. Raises `WrongSettings` with everything that is wrong.
    """
    file = values_in(folder or Path.cwd())
    return settings_of({**file, **(os.environ if environment is None else environment)}, needs_chat)


def settings_of(given: Mapping[str, str], needs_chat: bool = False) -> Settings:
    """Read settings from these alone, whatever the environment and `.env` say. Raises `WrongSettings`."""
    return _Reading(given).settings(needs_chat)


class _Reading:
    """Reads setting by setting, and keeps what is wrong with each until all have been seen."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = {name: value.strip() for name, value in given.items() if value.strip()}
        self.problems: list[str] = []

    def settings(self, needs_chat: bool) -> Settings:
        self._look_for_misspelt_names()
        database = self._checked("DATABASE_URL", values.database_url, own_database())
        read = Settings(
            database_url=SecretStr(database),
            slack=self._slack(needs_chat),
            teams=self._teams(),
            facilitators=self._checked("KNOWHOW_FACILITATORS", values.facilitators, frozenset()),
            timezone=self._checked("KNOWHOW_TIMEZONE", values.timezone, "Europe/London"),
            policy=Policy(
                lists_forgotten="KNOWHOW_FORGOTTEN_KEY" in self.given,
                keep=self._checked("KNOWHOW_KEEP", values.keep, Policy().keep),
                contact=self._checked("KNOWHOW_CONTACT", values.sentence, ""),
                safety_text=self._checked("KNOWHOW_SAFETY_TEXT", values.sentence, SAFETY_TEXT),
                patient_numbers=self._checked("KNOWHOW_PATIENT_NUMBERS", values.patient_numbers, ()),
                leaving_grace=self._checked("KNOWHOW_LEAVING_GRACE", values.leaving_grace, None),
                many_leavers=self._checked("KNOWHOW_MANY_LEAVERS", values.many_leavers, Policy().many_leavers),
                working_days=self._checked("KNOWHOW_HOLIDAYS", working_days, WorkingDays()),
                staff_domains=self._checked("KNOWHOW_STAFF_DOMAINS", values.staff_domains, ()),
                members=self._checked("KNOWHOW_MEMBERS", members, MemberRules()),
            ),
            templates=self._templates(),
            forgotten=self._forgotten(database),
            seed=self.given.get("KNOWHOW_SEED") or secrets.token_hex(8),
            host=self._checked("HOST", address.host, address.HOST),
            port=self._checked("PORT", address.port, address.PORT),
            metrics=self._metrics(),
            log_as=self._checked("KNOWHOW_LOG", values.log_form, LogForm.TEXT),
            proxy=self._checked("HTTPS_PROXY", values.proxy, None) or self._checked("https_proxy", values.proxy, None),
            no_proxy=self.given.get("NO_PROXY") or self.given.get("no_proxy", ""),
            ca_file=self._checked("SSL_CERT_FILE", values.certificates, None),
        )
        if needs_chat and read.teams_waits and read.slack is None and "KNOWHOW_MEMBERS" not in self._wrong():
            self.problems.append(MISSING_FOR_TEAMS)
        if self.problems:
            raise WrongSettings(self.problems)
        return read

    def _wrong(self) -> set[str]:
        return {problem.split()[0] for problem in self.problems}

    def _forgotten(self, database: str) -> ForgottenList | None:
        keys = self._checked("KNOWHOW_FORGOTTEN_KEY", values.forgotten_keys, Keys())
        kept = self._checked("KNOWHOW_BACKUPS_KEPT", values.backups_kept, timedelta(days=30))
        file = self._checked("KNOWHOW_FORGOTTEN", values.forgotten_file, own_list(database))
        return ForgottenList(keys, file, kept) if keys else None

    def _metrics(self) -> Metrics | None:
        host = self._checked("KNOWHOW_METRICS_HOST", address.host, address.HOST)
        port = self._checked("KNOWHOW_METRICS_PORT", address.port, None)
        return None if port is None else Metrics(host, port)

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
        if not any(part in self.given for part in parts) and (not needed or self._names_teams()):
            return None
        api_url = self._checked("SLACK_API_URL", values.api, SLACKS_OWN_API)
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
            bot_token=SecretStr(self._checked("SLACK_BOT_TOKEN", values.bot_token, "")),
            app_token=self._checked("SLACK_APP_TOKEN", values.app_token, None),
            signing_secret=self._checked("SLACK_SIGNING_SECRET", values.signing_secret, None),
            api_url=api_url,
        )

    def _names_teams(self) -> bool:
        return any(name.startswith("MICROSOFT_APP_") for name in self.given)

    def _teams(self) -> Teams | None:
        if not self._names_teams():
            return None
        app_type = self._checked("MICROSOFT_APP_TYPE", values.app_type_of, AppType.SINGLE_TENANT)
        needed = _NEEDED_BY_TEAMS[: 3 if app_type is AppType.SINGLE_TENANT else 2]
        self.problems += [f"{name} is missing. {how}" for name, how in needed if name not in self.given]
        return Teams(
            app_id=self._checked("MICROSOFT_APP_ID", values.identifier, ""),
            app_password=self._checked("MICROSOFT_APP_PASSWORD", SecretStr, None),
            app_type=app_type,
            tenant=self._checked("MICROSOFT_APP_TENANT_ID", values.identifier, ""),
        )

    def _checked(self, name: str, check: Callable[[str], Value], default: Value) -> Value:
        """Return the setting as `check` reads it, or the default; note what `check` complains of in a `ValueError`."""
        if name not in self.given:
            return default
        try:
            return check(self.given[name])
        except ValueError as wrong:
            self.problems.append(f"{name} {wrong}")
            return default

    def _look_for_misspelt_names(self) -> None:
        for name in sorted(self.given.keys() - set(NAMES)):
            if name.startswith(_OURS) and (near := get_close_matches(name, NAMES, n=1, cutoff=0.85)):
                self.problems.append(f"{name} is not a setting. Did you mean {near[0]}?")
