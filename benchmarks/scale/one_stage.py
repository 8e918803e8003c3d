"""One stage in a process of its own, so that its memory is its own: `python -m benchmarks.scale.one_stage STAGE …`.

Prints what it took as one line of JSON.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.held import writes
from benchmarks.memory import peak_megabytes
from benchmarks.scale.organisation import Organisation
from benchmarks.scale.stages import STAGES, Scene, Stage
from storage import copies

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Figures:
    """What a stage took, in seconds and megabytes, and what the database holds then.

    `spent`: of a processor, by the bot alone; `held`: the most that one transaction spent of it while it held on to
    what it wrote. `posts`, `changes` and `opens` count what was asked of Slack.
    """

    took: float
    spent: float
    peak: float
    held: float
    rows: int
    size: float
    posts: int = 0
    changes: int = 0
    opens: int = 0


def figures(stage: Stage, scene: Scene) -> Figures:
    """Have a stage happen here."""
    with writes(scene.database.engine) as held:
        began, spent = time.perf_counter(), time.process_time()
        by_a_bot = stage.does(scene)
        took, spent = time.perf_counter() - began, time.process_time() - spent
        longest = max((one.spent for one in held), default=0.0)
    with scene.database.reading() as session:
        rows, size = copies.number(session), _megabytes(session)
    if by_a_bot is None:
        return Figures(took, spent, peak_megabytes(), longest, rows, size)
    called = by_a_bot.posts, by_a_bot.changes, by_a_bot.opens
    return Figures(took, by_a_bot.spent, by_a_bot.peak, 0.0, rows, size, *called)


def _megabytes(session: Session) -> float:
    is_server = session.get_bind().dialect.name == "postgresql"
    asked = "pg_database_size(current_database())" if is_server else "page_count * page_size"
    pages = "" if is_server else " FROM pragma_page_count(), pragma_page_size()"
    return float(session.execute(text(f"SELECT {asked}{pages}")).scalar_one()) / _MEGABYTE


def main() -> None:
    """Do what the command line says."""
    place, people, url, elsewhere, folder = sys.argv[1:]
    scene = Scene(Organisation(int(people)), url, elsewhere, Path(folder))
    found = figures(STAGES[int(place)], scene)
    scene.database.close()
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
