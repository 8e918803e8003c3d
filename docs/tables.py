"""Fill in what pages repeat of the code: chat commands, settings, metrics, and the commands of the command line.

`make docs` runs it. In a page a table stands between two comments, `<!-- commands of coffee -->` and `<!-- end -->`, or
`<!-- settings -->` and `<!-- end -->`. What stands around them is written by hand.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from activities import ACTIVITIES
from activities.kit.activity import HELP, Activity
from bot.metrics.names import OF_A_PROCESS, OF_THE_DATABASE, Metric
from bot.settings.names import SETTINGS
from docs.options import every_command

FOLDER = Path(__file__).parent
PAGES = tuple(FOLDER / f"{name}.md" for name in ("commands", "settings", "command-line", "monitoring"))

_TABLE = re.compile(r"(<!-- ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def tables() -> Mapping[str, str]:
    """Make each table, as Markdown, by what the comment before it says."""
    return {
        **{f"commands of {one.name}": _commands(one) for one in ACTIVITIES},
        "settings": _settings(),
        "every command": f"{every_command()}\n",
        "metrics of a process": _metrics(OF_A_PROCESS),
        "metrics of the database": _metrics(OF_THE_DATABASE),
    }


def filled(page: str) -> str:
    """Return the text of a page with every table as it has to be now.

    Raises `KeyError` where the page names a table that there is none of.
    """
    made = tables()
    return _TABLE.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", page)


def main() -> None:
    """Write the pages anew."""
    for page in PAGES:
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _commands(activity: Activity) -> str:
    typed = " or ".join(f"`/{name}`" for name in activity.typed)
    verbs = {for_facilitators: _verbs(activity, for_facilitators) for for_facilitators in (False, True)}
    rows = [("type", "what happens"), ("---", "---")]
    rows += [(typed, f"Say what can be done (so does `/{activity.name} {HELP}`)"), *verbs[False]]
    rows += [("*for facilitators*", ""), *verbs[True]] if verbs[True] else []
    return _lines(rows)


def _verbs(activity: Activity, for_facilitators: bool) -> list[tuple[str, str]]:
    return [
        (f"`{f'/{activity.name} {name} {verb.then}'.rstrip()}`", verb.says)
        for name, verb in activity.commands.items()
        if verb.for_facilitators == for_facilitators
    ]


def _settings() -> str:
    rows = [("setting", "what it is", "if left out"), ("---", "---", "---")]
    rows += [(", ".join(f"`{name}`" for name in one.names), one.what, one.if_left_out) for one in SETTINGS]
    return _lines(rows)


def _metrics(metrics: Iterable[Metric]) -> str:
    rows = [("metric", "type", "labels", "what it says"), ("---", "---", "---", "---")]
    rows += [(f"`{one.name}`", one.type, ", ".join(f"`{label}`" for label in one.labels), one.what) for one in metrics]
    return _lines(rows)


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in row)}|\n" for row in rows)


if __name__ == "__main__":
    main()
