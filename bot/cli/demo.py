"""`knowhow demo`: the bot at work on this machine, among invented people."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.cli.stopping import STOP
from bot.faults.endings import fail, refuse

StaffFile = Annotated[Path | None, typer.Option("--staff", metavar="FILE.csv", help="Play with your own people.")]


def demo_command(
    headless: Annotated[bool, typer.Option("--headless", help="Open no page: print the story of a trial.")] = False,
    play: Annotated[bool, typer.Option("--play", help="Let players act for everybody.")] = False,
    seed: Annotated[int, typer.Option(help="What chance decides: the same seed tells the same story.")] = 1,
    staff_list: StaffFile = None,
    empty: Annotated[bool, typer.Option("--empty", help="Begin with nobody but the librarian; add people.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Where the page is served; 0 finds one.")] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    folder: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the page keeps what happened.")] = None,
) -> None:
    """Walk through a coffee trial on this machine, in the browser.

    52 people of an invented hospital, the real bot, and a small Slack that never leaves the machine.
    """
    with ExitStack() as until_it_is_open:
        stopped = "Stopped. Nothing is kept of this play." if headless else NOTHING_CHANGED
        waited = until_it_is_open.enter_context(waited_for(stopped))
        waited.reaches("Setting the stage")
        from activities.kit.table import WrongFile
        from bot.register.staff_list import read_staff_list
        from bot.sandbox.demo import open_page, tell, the_librarian
        from bot.sandbox.page.cast import OtherPeople
        from storage.upgrade_copies import NoCopy

        try:
            rows = read_staff_list(staff_list) if staff_list else None
        except WrongFile as wrong:
            refuse("Nobody was imported:", wrong.problems)
        if empty:
            rows = the_librarian()
        if headless:
            with STOP.by_asyncio():
                tell(seed=seed, staff=rows, says=waited.says, progress=waited)
            return
        is_open, browser = until_it_is_open.close, not no_browser
        try:
            open_page(folder, seed=seed, staff=rows, port=port, opens_browser=browser, plays=play, is_open=is_open)
        except OtherPeople:
            refuse("That folder keeps a play with other people.", ["Choose another --folder, or leave --staff out."])
        except NoCopy as why:
            fail(str(why))
        except OSError:
            fail(f"Port {port} is taken, or the folder cannot be written to. Try --port 0 or --folder.")
