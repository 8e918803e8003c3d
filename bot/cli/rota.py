"""`knowhow rota`: who sits where in a café, from a spreadsheet, without chat or database."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson
from bot.cli.progress import waited_for
from bot.faults.endings import refuse_each

if TYPE_CHECKING:
    from activities.cafe.rota import Tables


def rota_command(
    people: Annotated[Path, typer.Argument(metavar="PEOPLE.csv", help="Who is there, one row a person.")],
    size: Annotated[int, typer.Option(min=3, max=5, help="About how many sit at a table.")] = 4,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="How often people mix.")] = 3,
    seed: Annotated[int | None, typer.Option(min=0, help="Seat again as before; without it, one is drawn.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="ROTA.csv", help="Write to a file instead of the screen.")] = None,
    as_json: AsJson = False,
) -> None:
    """Seat people so that they meet as many others as possible.

    PEOPLE.csv has the columns id, name, department and role_group; the result has round, table and id.
    """
    # Seating needs numpy; `knowhow --help` should not wait for it.
    from activities.cafe.rota.rota import rota
    from activities.cafe.rota.spreadsheet import COLUMNS, BadPeople, read_people, rows_of
    from activities.kit.table import csv_text, write_table

    try:
        with waited_for("Stopped. Nothing was written.") as waited:
            guests, marked = read_people(people)
            waited.reaches("Seating people")
            drawn = secrets.randbelow(1 << 32) if seed is None else seed
            seated = rota(guests, rounds, size, drawn)
            rows = rows_of(seated)
            if out:
                waited.is_past_stopping()
                write_table(out, COLUMNS, rows, marked)
    except BadPeople as bad:
        refuse_each(map(str, bad.problems))
    except OSError as error:
        refuse_each([f"{error.filename}: this file cannot be read or written ({error.strerror})"])
    if as_json:
        _answer(len(guests), seated, drawn)
    elif out:
        typer.echo(_seated(len(guests), seated))
    else:
        typer.echo(csv_text([COLUMNS, *rows], line_end="\n"), nl=False)


def _answer(people: int, seated: "Sequence[Tables]", seed: int) -> None:
    from activities.cafe.rota.meetings import least_possible, met_again
    from bot.cli.answers import Seated, answer

    again = met_again(seated)
    rounds = [[list(table) for table in tables] for tables in seated]
    answer(Seated(people, rounds, again, not again or again == least_possible(seated), seed))


def _seated(people: int, seated: "Sequence[Tables]") -> str:
    from activities.cafe.rota.meetings import least_possible, met_again
    from activities.kit.wording import count

    says = f"Seated {count(people, 'person', 'people')} for {count(len(seated), 'round')}."
    again = met_again(seated)
    if not again:
        return f"{says} Nobody meets anybody twice."
    fewest = "fewer are impossible" if again == least_possible(seated) else "I found no way with fewer"
    return f"{says} Two people meet again {count(again, 'time')}: {fewest}."
