"""A process that has imported all of the program, and bears a bot whenever it is told to.

Each line of its input is a bot to run, as JSON: its environment, its folder, and a pipe by which its clock is set. It
says the number of the process, and `ended` once that is over. So a kill costs the time in which the bot comes up, and
not the seconds of imports before it.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import time_machine

import bot.service.app
import bot.slack.connection  # noqa: F401  (what the command line imports only once it is needed)
from bot.cli.program import main
from tests.settable_clock import obey


def bear(order: dict[str, Any]) -> None:
    """Be the bot, from here to the end of the process."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    nowhere = os.open(os.devnull, os.O_RDWR)
    log = os.open("bot.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, to in ((0, nowhere), (1, nowhere), (2, log)):
        os.dup2(to, number)
    sys.stdin = Path(order["clock"]).open()  # noqa: SIM115  (for as long as the process lives)
    clock = time_machine.travel(datetime.now(UTC), tick=True).start()
    Thread(target=obey, args=(clock,), daemon=True).start()
    sys.argv = ["knowhow", "run"]
    main()


def tend() -> None:
    """Bear one after another, until the input ends."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            bear(json.loads(line))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    tend()
