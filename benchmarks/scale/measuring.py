"""Every stage of organisations of several sizes on one kind of database, beside those of a small one in one run."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.scale import limits
from benchmarks.scale.one_stage import Figures
from benchmarks.scale.organisation import Organisation
from benchmarks.scale.stages import STAGES, Stage
from benchmarks.speed.grounds import Ground
from benchmarks.speed.table import times

WITHIN = 3600.0
"""Seconds after which a stage counts as one that this size is too large for."""

WIDTHS = (39, 11, 11, 9, 9, 11, 12, 10, 11)
HEAD = ("stage", "clock", "CPU", "× base", "peak", "rows", "database", "longest", "by Slack")


def measured(ground: Ground, folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    """The lines of the tables, the first size being what the others stand beside."""
    base: Mapping[str, Figures] = {}
    for people in sizes:
        organisation = Organisation(people)
        yield f"\n{ground.name}, {people:,} people, {len(organisation.joiners):,} of whom join"
        yield row(HEAD)
        yield row(["-" * (width - 2) for width in WIDTHS])
        found = dict[str, Figures]()
        for stage, figures in happens(ground, folder / str(people), organisation):
            if figures is None:
                yield f"{stage.called}: broke, or not done after {WITHIN / 60:.0f} minutes; nothing after it was tried"
                break
            if stage.called:
                found[stage.called] = figures
                yield line(stage.called, figures, base.get(stage.called))
        yield from limits.lines(people)
        base = base or found


def happens(ground: Ground, folder: Path, organisation: Organisation) -> Iterator[tuple[Stage, Figures | None]]:
    """Each stage with what it took; `None` and no more where it broke or was not done in time."""
    folder.mkdir(parents=True)
    told = (str(organisation.people), ground.empty(), ground.empty(), str(folder))
    for place, stage in enumerate(STAGES):
        run = [sys.executable, "-m", "benchmarks.scale.one_stage", str(place), *told]
        server = ground.processor()
        try:
            said = subprocess.run(run, check=True, stdout=subprocess.PIPE, timeout=WITHIN).stdout  # noqa: S603 - our own
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError):  # whatever broke has been printed
            yield stage, None
            return
        figures = Figures(**json.loads(said))
        yield stage, replace(figures, spent=figures.spent + ground.processor() - server)


def line(called: str, figures: Figures, base: Figures | None) -> str:
    """One line of the table."""
    is_asked = figures.posts + figures.changes + figures.opens
    return row(
        (
            called,
            f"{figures.took:,.1f} s",
            f"{figures.spent:,.1f} s",
            times(figures.spent, base.spent) if base else "",
            f"{figures.peak:,.0f} MB",
            f"{figures.rows:,}",
            f"{figures.size:,.0f} MB",
            f"{figures.held * 1e3:,.0f} ms" if figures.held else "",
            f"{limits.permitted_minutes(figures):,.0f} min" if is_asked else "",
        )
    )


def row(cells: Sequence[str]) -> str:
    """Cells under each other."""
    return "".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
