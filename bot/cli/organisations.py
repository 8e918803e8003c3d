"""`knowhow organisations …`: whose a database is, where several organisations each have their own app on it."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import engine_of
from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import refuse, settings_or_end

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.cli.answers import OrganisationListed
    from storage.tables import Organisation

LONGEST_NAME = 80

organisations = typer.Typer(
    help="Say whose this database is, where it is several organisations’.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name, or its number.")]


class PlatformName(StrEnum):
    """Where an app may be."""

    SLACK = "slack"
    TEAMS = "teams"


@organisations.command("list", epilog="Example: knowhow organisations list")
def list_command(as_json: AsJson = False) -> None:
    """List every organisation, with the apps by which it is served."""
    from activities.kit.wording import count
    from bot.cli.answers import answer
    from storage import organisations

    settings = settings_or_end()
    with (
        waited_for(NOTHING_CHANGED) as waited,
        engine_of(settings, waited, makes_one=False) as engine,
        engine.database.reading() as session,
    ):
        found = [_listed(session, one) for one in organisations.every(session)]
    if as_json:
        answer(found)
        return
    for one in found:
        typer.echo(one.name if one.name == str(one.number) else f"{one.name} ({one.number})")
        for place in one.apps:
            app = place.app or "an app that has yet to start"
            accounts = count(place.accounts, "account") if place.accounts else "no accounts yet"
            typer.echo(f"  {place.platform} {place.tenant} {app}: {accounts}")


@organisations.command("add", epilog='Example: knowhow organisations add "Southgate NHS Trust"')
def add_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called here.")], as_json: AsJson = False
) -> None:
    """Add an organisation.

    Then say with `link` which app is its own, before that is first started on this database.
    """
    from bot.cli.answers import answer
    from storage import organisations

    settings = settings_or_end()
    with waited_for(NOTHING_CHANGED) as waited, engine_of(settings, waited) as engine:

        def add(session: "Session") -> "OrganisationListed":
            return _listed(session, organisations.new(session, settings.timezone, _new_name(session, name)))

        added = engine.database.write(add)
        waited.is_past_stopping()
    if as_json:
        answer(added)
    else:
        typer.echo(f"Added {added.name}, with the number {added.number}.")


@organisations.command("rename", epilog='Example: knowhow organisations rename 1 "Northgate NHS Trust"')
def rename_command(
    organisation: Name,
    name: Annotated[str, typer.Argument(metavar="NEW-NAME", help="What it is to be called from now on.")],
) -> None:
    """Call an organisation otherwise.

    The first one has a number alone until you do.
    """
    from storage import organisations

    settings = settings_or_end()
    with waited_for(NOTHING_CHANGED) as waited, engine_of(settings, waited, makes_one=False) as engine:

        def rename(session: "Session") -> str:
            named = organisations.called(session, organisation)
            named.name = _new_name(session, name)
            return named.name

        renamed = engine.database.write(rename)
        waited.is_past_stopping()
    typer.echo(f"It is called {renamed} now.")


@organisations.command("link", epilog="Example: knowhow organisations link Southgate slack T0123ABCD A0456EFGH")
def link_command(
    organisation: Name,
    platform: Annotated[PlatformName, typer.Argument(help="Where the app is.")],
    tenant: Annotated[
        str,
        typer.Argument(
            metavar="TENANT", help="The workspace’s or organisation’s id in Slack, or MICROSOFT_APP_TENANT_ID."
        ),
    ],
    app: Annotated[str, typer.Argument(metavar="APP", help="The App ID of Slack, or MICROSOFT_APP_ID.")],
    in_place_of: Annotated[
        str, typer.Option(metavar="APP", help="The organisation’s app whose place it has taken.")
    ] = "",
) -> None:
    """Say whose an app is, before it is first started here.

    Where the organisation had another app in the same place, and goes on with this one, name that one with
    --in-place-of: its people, chats and records stay. Stop the bot first.
    """
    from storage import organisations
    from storage.organisations import CannotLink

    settings = settings_or_end()
    where = (str(platform), _id(platform, tenant), _id(platform, app))
    with waited_for(NOTHING_CHANGED) as waited, engine_of(settings, waited, makes_one=False) as engine:

        def link(session: "Session") -> str:
            home = organisations.called(session, organisation)
            try:
                organisations.link(session, home, *where, _id(platform, in_place_of))
            except CannotLink as why:
                refuse("Nothing was linked:", [f"{why}."])
            return organisations.name_of(home)

        name = engine.database.write(link)
        waited.is_past_stopping()
    typer.echo(f"The app {where[2]} is {name}’s in {where[1]}.")


@organisations.command("set", epilog='Example: knowhow organisations set Southgate --members "staff-list"')
def set_command(
    organisation: Name,
    members: Annotated[
        str | None, typer.Option(metavar="RULES", help="Who belongs, as in KNOWHOW_MEMBERS. Empty: as that says.")
    ] = None,
    contact: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Whom people ask about their data. Empty: KNOWHOW_CONTACT.")
    ] = None,
) -> None:
    """Set who belongs to an organisation, and whom its people ask.

    That holds in the place of what its bot's environment says, from when the bot is started again.
    """
    from bot.settings import values
    from bot.settings.members import members as read_rules
    from storage import organisations

    if members is None and contact is None:
        refuse("Nothing was set:", ["please say what: --members or --contact"])
    problems = [*_wrong("--members", members, read_rules), *_wrong("--contact", contact, values.sentence)]
    if problems:
        refuse("Nothing was set:", problems)
    settings = settings_or_end()
    with waited_for(NOTHING_CHANGED) as waited, engine_of(settings, waited, makes_one=False) as engine:

        def put(session: "Session") -> str:
            home = organisations.called(session, organisation)
            home.members = home.members if members is None else members.strip()
            home.contact = home.contact if contact is None else contact.strip()
            return organisations.name_of(home)

        name = engine.database.write(put)
        waited.is_past_stopping()
    typer.echo(f"Set for {name}. Please start its bot again.")


def _wrong(option: str, given: str | None, reads: Callable[[str], object]) -> list[str]:
    """Say what is wrong with what an option was given, if anything is; nothing of what takes a setting back."""
    try:
        if given and given.strip():
            reads(given.strip())
    except ValueError as wrong:
        return [f"{option} {wrong}"]
    return []


def _id(platform: PlatformName, said: str) -> str:
    """Return an id as the bot knows it: Microsoft's are in lower case, and Slack's in capitals."""
    said = said.strip()
    return said.lower() if platform is PlatformName.TEAMS else said.upper()


def _new_name(session: "Session", said: str) -> str:
    from storage import organisations

    name = " ".join(said.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        refuse("Nothing was changed:", [f"please give a name of up to {LONGEST_NAME} characters"])
    if organisations.is_called(session, name) or name.isdigit():
        refuse("Nothing was changed:", [f"{name} is a number, or what another is called. Please give another name"])
    return name


def _listed(session: "Session", one: "Organisation") -> "OrganisationListed":
    from bot.cli.answers import AppListed, OrganisationListed
    from storage import organisations

    apps = [
        AppListed(at.platform, at.tenant, at.app, organisations.number_of_accounts(session, at))
        for at in organisations.workspaces_of(session, one)
    ]
    night = one.night.isoformat() if one.night else None
    return OrganisationListed(one.id, organisations.name_of(one), apps, night, one.members, one.contact)
