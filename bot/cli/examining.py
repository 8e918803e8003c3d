"""What `knowhow doctor` looks at: the settings against reality, a finding each."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from activities.kit.policy import NEVER_MANY
from activities.kit.wording import count, day, listed, moment
from activities.kit.working import WorkingDays
from activities.review.template.files import BUILT_IN
from bot.cli.who_belongs import counted
from bot.clock.nightly import nobody_facilitates
from bot.delivery.outages import under_way
from bot.engine.appointing import CANNOT_BE_RECOGNISED, are_recognised
from bot.engine.own_settings import policy_of
from bot.faults.finding import Finding, note, well, wrong
from bot.settings.file import WrongSettings
from bot.settings.forgotten_list import WrongList
from bot.settings.members import MISSING_FOR_TEAMS
from bot.settings.settings import Settings, Slack, Teams, read_settings
from storage import calendar, leaving, organisations, schema, unlisted
from storage.database import Database
from storage.here import Here
from storage.private_file import others_may_read
from storage.progress import UNSEEN, Progress
from storage.schema import Schema
from storage.tables import Organisation


def examine(progress: Progress = UNSEEN) -> Iterator[Finding]:
    """Look at everything that the settings name. Changes nothing, and creates nothing."""
    try:
        read_settings(needs_chat=True)
        yield well("Settings: all there, and of the right kind.")
    except WrongSettings as wrong_ones:
        yield from (wrong(f"Settings: {problem}") for problem in wrong_ones.problems)
    try:
        settings = read_settings()
    except WrongSettings:
        yield note("The rest is looked at once the settings are right.")
        return
    yield from _private(Path(".env"))
    yield from _forgotten(settings)
    yield _facilitators(settings)
    yield from _members(settings)
    yield _leaving(settings)
    yield _holidays(settings)
    yield _templates(settings)
    progress.reaches("Looking at the database")
    yield from _database(settings)
    if settings.slack:
        yield _proxy(settings, settings.slack)
        progress.reaches("Asking Slack")
        yield from _slack(settings, settings.slack)
    if settings.teams:
        progress.reaches("Asking Microsoft")
        yield from _teams(settings, settings.teams)
    yield _zone(settings)


def _private(file: Path) -> Iterator[Finding]:
    """Find out whether a file with secrets in it is for one user."""
    if not file.is_file():
        return
    if os.name != "posix":
        yield note(
            f"Secrets: see that only whoever runs Knowhow may read {file}. Windows’ rights are not looked at here."
        )
    elif others_may_read(file):
        yield note(f"Secrets: others may read {file}. Let only the user who runs Knowhow read it: chmod 600 {file}")


def _forgotten(settings: Settings) -> Iterator[Finding]:
    if settings.forgotten is None:
        yield note(
            "Forgotten: KNOWHOW_FORGOTTEN_KEY is not set, so an old backup could bring back people who were forgotten. "
            "`knowhow forgotten key` makes a key."
        )
        return
    file = settings.forgotten.file
    try:
        found = settings.forgotten.read()
    except FileNotFoundError:
        yield note(
            f"Forgotten: {file} is not there yet; the bot makes it when it starts. Backups before it are refused."
        )
        return
    except OSError as error:
        yield wrong(f"Forgotten: {file} cannot be read: {error.strerror}.")
        return
    except WrongList as why:
        yield wrong(f"Forgotten: {file} {why}. Bring a whole one back with `knowhow forgotten import`.")
        return
    yield well(f"Forgotten: their list has {count(len(found.entries), 'entry', 'entries')} since {found.since}.")
    if not all(settings.forgotten.keys.made(entry.digest) for entry in found.entries):
        yield note("Forgotten: some were listed under another key. Put it after yours in KNOWHOW_FORGOTTEN_KEY.")
    yield from _private(file)


def _facilitators(settings: Settings) -> Finding:
    if not settings.facilitators:
        return note("Facilitators: KNOWHOW_FACILITATORS names nobody, so nobody can start a coffee trial yet.")
    return well(f"Facilitators: KNOWHOW_FACILITATORS names {len(settings.facilitators)}.")


def _members(settings: Settings) -> Iterator[Finding]:
    """Say by which rules people belong, and where none says so for Teams."""
    rules = [str(rule) for rule in settings.policy.members.all]
    if rules:
        yield well(f"Members: whoever {listed(rules, 'or')} lets in.")
    elif settings.teams is None:
        yield well("Members: everybody in the Slack workspace, but for guests.")
    if settings.teams_waits:
        yield wrong(f"Members: nobody is served in Teams. {MISSING_FOR_TEAMS}")


def _leaving(settings: Settings) -> Finding:
    """Say how long somebody who cannot be reached is waited for, and how many are many."""
    grace = settings.policy.leaving_grace
    until = f"for {grace // timedelta(hours=1)} hours" if grace else "until the next working morning"
    many = f"{settings.policy.many_leavers:g}% of people, and more than {NEVER_MANY},"
    return well(
        f"Leaving: whoever cannot be reached is waited for {until}; where {many} go at once, a facilitator is asked."
    )


def _holidays(settings: Settings) -> Finding:
    """Say whose holidays are kept, and which is the next."""
    kept = settings.policy.working_days
    if kept == WorkingDays():
        return note(
            "Holidays: KNOWHOW_HOLIDAYS is not set, so people are nudged on every day from Monday to Friday, Christmas "
            "Day included. Name england-and-wales, scotland or northern-ireland."
        )
    today = datetime.now(UTC).astimezone(ZoneInfo(settings.timezone)).date()
    number = len(kept.own) + len(kept.yearly)
    whose = [f"those of {kept.nation.in_words}"] if kept.nation else []
    whose += [count(number, "day of your own", "days of your own")] if number else []
    ahead = kept.next_holiday(today)
    comes = f" The next is on {day(ahead[0], today)}: {ahead[1]}." if ahead else " None of them is ahead."
    return well(f"Holidays: {' and '.join(whose)}.{comes}")


def _templates(settings: Settings) -> Finding:
    own = sum(template != BUILT_IN.get(name) for name, template in settings.templates.items())
    theirs = f", {own} of them worded or added by you" if own else ""
    return well(f"Templates: {count(len(settings.templates), 'kind of review', 'kinds of review')}{theirs}.")


def _database(settings: Settings) -> Iterator[Finding]:
    url = make_url(settings.database_url.get_secret_value())
    place = url.database if url.get_backend_name() == "sqlite" else f"PostgreSQL at {url.host or 'this machine'}"
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        yield note(f"Database: {place} will be made when the bot first starts.")
        return
    with closing(Database(settings.database_url.get_secret_value())) as database:
        try:
            with database.writing() as session:
                session.connection().execute(text("SELECT 1"))
            yield well(f"Database: {place} can be read and written.")
            yield from _tables(database, settings)
        except DBAPIError as error:
            yield wrong(f"Database: {place} cannot be used: {_first_line(error)}")


def _tables(database: Database, settings: Settings) -> Iterator[Finding]:
    state = schema.state(database)
    if state is Schema.CURRENT:
        yield well(f"Tables: {state.value}")
        with database.reading() as session:
            if calendar.own(session):
                yield note("Calendar: this is a rehearsal’s database, in which time is moved by hand.")
            for here in organisations.every(session):
                yield from _ignored(session, here, settings)
                for one in counted(Here(session, here.id), policy_of(settings.policy, here).members):
                    theirs = f"Members{_of(session, here)}: {one.rule} lets in {one.people}"
                    yield well(f"{theirs} of those whom Knowhow knows.")
            if number := unlisted.number(session):
                yield wrong(f"Forgotten: {count(number, 'entry', 'entries')} wait to be written on their list.")
            yield from (wrong(away) for away in under_way(session))
            if not all(are_recognised(here, settings.rules.keys) for here in organisations.every(session)):
                yield note(f"Facilitators: {CANNOT_BE_RECOGNISED}")
            for here in organisations.unled(session):
                yield note(nobody_facilitates(here))
            if number := leaving.number_asked_about(session):
                yield note(f"Leaving: {number} went at once. A facilitator is asked in chat whether they have left.")
    elif database.is_sqlite and state is not Schema.NEWER:
        yield note("Tables: they will be brought up to date when the bot starts.")
    else:
        yield wrong(f"Tables: {state.value}")


def _ignored(session: Session, organisation: Organisation, settings: Settings) -> Iterator[Finding]:
    """Say which settings do not hold for an organisation, because it has set its own."""
    both = (
        ("KNOWHOW_MEMBERS", organisation.members, settings.policy.members.all),
        ("KNOWHOW_CONTACT", organisation.contact, settings.policy.contact),
    )
    for setting, own, given in both:
        if own and given:
            set_ = "is set by `knowhow organisations set`, and ignored here"
            yield note(f"Organisation{_of(session, organisation)}: {setting} {set_}.")


def _of(session: Session, organisation: Organisation) -> str:
    """Say whose a finding is, where that is not plain."""
    return f" of {organisations.name_of(organisation)}" if len(organisations.ids(session)) > 1 else ""


def _proxy(settings: Settings, slack: Slack) -> Finding:
    trusted = f", trusting the certificates in {settings.ca_file}" if settings.ca_file else ""
    proxy = settings.proxy_for(slack.api_url)
    if proxy is None:
        return well(f"Proxy: {_host(slack.api_url)} is called directly{trusted}.")
    return well(f"Proxy: {_host(slack.api_url)} is called through {_host(proxy)}{trusted}.")


def _slack(settings: Settings, slack: Slack) -> list[Finding]:
    from bot.slack.doctor import examine_slack

    return asyncio.run(examine_slack(slack, settings.proxy_for(slack.api_url), partial(_processes, settings)))


def _processes(settings: Settings, tenant: str, app: str) -> int | None:
    """Count the processes on the settings' database that are an app in a workspace; `None` where it cannot tell."""
    from bot.slack.hellos import known_to_run

    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return 0
    with suppress(DBAPIError), closing(Database(settings.database_url.get_secret_value())) as database:
        if schema.state(database) is Schema.CURRENT:
            with database.reading() as session:
                return known_to_run(session, tenant, app)
    return None


def _teams(settings: Settings, teams: Teams) -> list[Finding]:
    from bot.teams.doctor import examine_teams

    return asyncio.run(examine_teams(teams, settings.proxy_for, settings.ca_file))


def _zone(settings: Settings) -> Finding:
    local = moment(datetime.now(UTC), ZoneInfo(settings.timezone))
    return well(f"Clock: here it is {local}, in {settings.timezone}.")


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)  # and no password


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
