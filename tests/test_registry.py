"""What holds for every activity: no dead end, no dead button, no command without help."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import activities
from activities import ACTIVITIES
from activities.actions.action import ACTION
from activities.cafe.cafe import CAFE
from activities.coffee.draw import DRAW
from activities.coffee.gathering import MEETING, PLACE
from activities.coffee.trial import TRIAL
from activities.kit.activity import Activity, FacilitatorsOnly
from activities.kit.cards import Bullets
from activities.kit.help import help_card
from activities.kit.phases import Phases
from activities.kit.prompts.kind import PROMPT
from activities.kit.runs import spoken
from activities.review.review import MEMBER, REVIEW

CARDS = sorted(Path(activities.__file__).parent.glob("*/cards/*.py"))


def reached(phases: Phases, start: str) -> set[str]:
    """Every phase that can be come to from `start`, itself included."""
    found, fresh = {start}, {start}
    while fresh:
        fresh = {then for (phase, _), then in phases.table.items() if phase in fresh} - found
        found |= fresh
    return found


@pytest.mark.parametrize(
    "phases",
    [TRIAL, DRAW, MEETING, PLACE, CAFE, ACTION, REVIEW, MEMBER, PROMPT],
    ids=["trial", "draw", "meeting", "place", "cafe", "action", "review", "member", "prompt"],
)
def test_every_phase_can_be_come_to_and_is_an_end_or_leads_to_one(phases: Phases) -> None:
    assert reached(phases, phases.first) == phases.all
    ends = {phase for phase in phases.all if reached(phases, phase) == {phase}}
    for phase in phases.all:
        assert reached(phases, phase) & ends, f"{phase} leads nowhere"


def actions_in(text: str, activity: str) -> Iterable[str]:
    return re.findall(rf'"{activity}\.([a-z_]+)"', text)


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_every_button_and_form_that_a_card_names_is_answered(activity: Activity) -> None:
    named = {action for path in CARDS for action in actions_in(path.read_text("utf-8"), activity.name)}
    assert named - activity.buttons.keys() - activity.forms.keys() == set()


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
