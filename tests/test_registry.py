"""What holds for every activity: no dead end, no dead button, no command without help."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import activities
from activities import ACTIVITIES
from activities.kit.activity import Activity, FacilitatorsOnly, help_card
from activities.kit.cards import Bullets
from activities.kit.phases import Phases
from activities.kit.runs import spoken
from tests.fronts.through import ABOUT_ACTIVITIES


def imported_by(module: ast.Module) -> set[str]:
    """The names that a module imports from others."""
    found = (one for one in module.body if isinstance(one, ast.ImportFrom))
    return {alias.name for one in found for alias in one.names}


MODULES = {file: ast.parse(file.read_text("utf-8")) for file in Path(activities.__file__).parent.rglob("*.py")}
FEATURES = [file for file, module in MODULES.items() if "kit" not in file.parts and "Turn" in imported_by(module)]
"""What is done in a turn, with what people see of it; matching, rotas and files for the command line are no such."""


def rooms_of(activity: Activity) -> set[str]:
    """The packages in `activities/` from which an activity's functions come."""
    parts = [part for one in vars(activity).values() for part in (one.values() if isinstance(one, Mapping) else [one])]
    modules = [str(getattr(getattr(part, "answer", part), "__module__", "")) for part in parts]
    return {module.split(".")[1] for module in modules if module.startswith("activities.")}


@pytest.mark.parametrize("room", sorted(ABOUT_ACTIVITIES))
def test_every_package_of_an_activity_is_offered(room: str) -> None:
    assert any(room in rooms_of(one) for one in ACTIVITIES), f"give “{room}” its line in activities/__init__.py"


def reached(phases: Phases, start: str) -> set[str]:
    """Every phase that can be come to from `start`, itself included."""
    found, fresh = {start}, {start}
    while fresh:
        fresh = {then for (phase, _), then in phases.table.items() if phase in fresh} - found
        found |= fresh
    return found


def every_table_of_phases() -> dict[str, Phases]:
    """Each that stands in a module of an activity or of the kit, by its name there."""
    modules = [import_module(name.name) for name in walk_packages(activities.__path__, "activities.")]
    return {name: one for module in modules for name, one in vars(module).items() if isinstance(one, Phases)}


TABLES = every_table_of_phases()


@pytest.mark.parametrize("phases", TABLES.values(), ids=TABLES)
def test_every_phase_can_be_come_to_and_is_an_end_or_leads_to_one(phases: Phases) -> None:
    assert reached(phases, phases.first) == phases.all
    ends = {phase for phase in phases.all if reached(phases, phase) == {phase}} or {phases.first}
    for phase in phases.all:
        assert reached(phases, phase) & ends, f"{phase} leads nowhere"


def test_every_table_of_phases_is_found() -> None:
    assert {"TRIAL", "DRAW", "MEETING", "PLACE", "CAFE", "ACTION", "REVIEW", "MEMBER", "PROMPT"} <= set(TABLES)


def values_in(module: ast.Module) -> Iterator[str]:
    """Every string that stands in a module."""
    return (one.value for one in ast.walk(module) if isinstance(one, ast.Constant) and isinstance(one.value, str))


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_every_button_and_form_that_is_named_anywhere_is_answered(activity: Activity) -> None:
    action = re.compile(rf"{activity.name}\.([a-z_]+)")
    named = {
        found[1] for module in MODULES.values() for value in values_in(module) if (found := action.fullmatch(value))
    }
    assert named
    assert named - activity.buttons.keys() - activity.forms.keys() == set()


SEEN, SECTION = "# ---- what people see ", "# ---- "
SENTENCE = re.compile(r"[A-Za-z’]{2,}[,;:]? [A-Za-z]")
NO_SENTENCES = {"BEGIN:VCALENDAR", "PRODID:-//Knowhow//Knowledge cafe//EN", "knowhow café ", "took part"}
"""What stands in files and rows: names of cells, what a calendar is called by."""


def worded_out_of_place(file: Path) -> list[str]:
    """The sentences, buttons, questions and forms of a feature that do not stand under “what people see”."""
    sections = [
        (at, line.startswith(SEEN))
        for at, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if line.startswith(SECTION)
    ]

    def is_seen(at: int) -> bool:
        return next((seen for begins, seen in reversed(sections) if begins < at), False)

    said_of_code = {id(one.value) for one in ast.walk(MODULES[file]) if isinstance(one, ast.Expr)}
    return [
        ast.unparse(one)
        for one in ast.walk(MODULES[file])
        if (
            (isinstance(one, ast.Call) and ast.unparse(one.func) in ("Button", "Confirm", "Form"))
            or (
                isinstance(one, ast.Constant)
                and isinstance(one.value, str)
                and SENTENCE.search(one.value)
                and one.value not in NO_SENTENCES
                and id(one) not in said_of_code
            )
        )
        and not is_seen(one.lineno)
    ]


def test_what_people_read_stands_under_what_people_see() -> None:
    """There words are looked for: what somebody reads is found beside what is done, and by a second language."""
    tables = set(Path(activities.__file__).parent.glob("*/__init__.py"))  # commands' help stands in those
    features = [file for file in FEATURES if file not in tables]
    assert {file.as_posix(): found for file in features if (found := worded_out_of_place(file))} == {}
    assert sum(SEEN in file.read_text("utf-8") for file in features) > 60


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_every_command_has_help(activity: Activity) -> None:
    card = help_card(activity, for_facilitator=True)
    lines = [spoken(item) for part in card.parts if isinstance(part, Bullets) for item in part.items]
    for name, verb in activity.commands.items():
        assert verb.says[0].isupper()
        typed = f"{name} {verb.then}".strip()
        assert f"/{activity.name} {typed} {verb.says}" in lines


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_what_keeps_something_about_people_shows_it_and_forgets_them(activity: Activity) -> None:
    nothing = Activity.__dataclass_fields__
    if activity.keeps:
        assert activity.personal_data is not nothing["personal_data"].default
        assert activity.erase is not nothing["erase"].default
    if activity.keeps and activity.expire is not nothing["expire"].default:
        guarded = (activity.commands["hold"].answer, activity.buttons["put_on_hold"], activity.buttons["release"])
        assert all(isinstance(one, FacilitatorsOnly) for one in guarded), "what goes by itself can be put on hold"
