"""Every command, button and form there is, tried by whoever has no business with it: a sentence, and nothing changes.

What is tried is read from the registry, so that nothing new can be forgotten; with the subjects and the answers that
those who had business with it used, in the story of somebody who took part in everything.
"""

from collections.abc import Iterator

import pytest

from activities import ACTIVITIES
from activities.kit.activity import FacilitatorsOnly, ForEverybody
from activities.kit.cards import Card
from activities.kit.events import Event, Submitted
from activities.kit.forms import Form
from tests.front import page_of
from tests.lives import NAME
from tests.privacy.everything import SAID
from tests.privacy.trying import Hospital

Way = tuple[str, str, str]
"""Kind, activity, name: `("button", "coffee", "join")`."""

COMMANDS = {("command", one.name, name): verb.answer for one in ACTIVITIES for name, verb in one.commands.items()}
BUTTONS = {("button", one.name, name): answer for one in ACTIVITIES for name, answer in one.buttons.items()}
FORMS = {("form", one.name, name): answer for one in ACTIVITIES for name, answer in one.forms.items()}
WAYS: dict[Way, object] = {**COMMANDS, **BUTTONS, **FORMS}

TITLES = ("Spring", "Summer", "Night moves", "Crates by", "Bleeps at night", "Label the crates")


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    """One for all, because nothing changes in it that matters to the others."""
    made = Hospital(tmp_path_factory.mktemp("hospital"))
    yield made
    made.town.close()


def each(ways: dict[Way, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("way", ways, ids=".".join)


@each({way: answer for way, answer in WAYS.items() if isinstance(answer, FacilitatorsOnly)})
def test_who_facilitates_no_more(hospital: Hospital, way: Way) -> None:
    before = hospital.rows()
    for somebody in (*hospital.former, *hospital.gone):
        for event in hospital.tries(somebody, *way):
            answer = hospital.town.engine.take(event)
            assert isinstance(answer, Card)
            told = "Only a facilitator can do that. Please ask " if somebody in hospital.former else "is for members of"
            assert told in page_of(answer).text, event
    assert hospital.rows() == before


@each({way: answer for way, answer in WAYS.items() if not isinstance(answer, ForEverybody)})
def test_what_is_somebody_elses(hospital: Hospital, way: Way) -> None:
    before = hospital.rows()
    for event in hospital.tries(hospital.zoe, *way):
        assert isinstance(hospital.town.engine.take(event), Card | Form), event
    assert hospital.rows() == before, (
        f"{'.'.join(way)} changes something for whoever has no business with it: let it look who they are, or say "
        "`everybody(…)` round it in the activity's table, where it changes something of theirs alone"
    )


@each({way: answer for way, answer in WAYS.items() if isinstance(answer, ForEverybody)})
def test_what_is_for_everybody_changes_something(hospital: Hospital, way: Way) -> None:
    before = hospital.rows()
    for event in hospital.tries(hospital.newcomer(), *way):
        hospital.town.engine.take(event)
    assert hospital.rows() != before, f"{'.'.join(way)} changes nothing: take its `everybody(…)` away"


@each(WAYS)
def test_what_is_another_organisations(hospital: Hospital, way: Way) -> None:
    before = hospital.rows()
    for event in hospital.tries(hospital.olive, *way):
        if _is_about_something(event):
            said = repr(hospital.town.engine.take(event))
            assert not [word for word in (*NAME.split(), *SAID, *TITLES) if word in said], event
    assert hospital.rows() == before


def _is_about_something(event: Event) -> bool:
    """Not a form with which somebody opens what is their own."""
    return not isinstance(event, Submitted) or event.subject[:1].isdecimal()
