"""What help says where somebody is lost."""

from dataclasses import replace

from activities import ACTIVITIES
from activities.kit.activity import help_card, unknown_verb

KNOWHOW = next(activity for activity in ACTIVITIES if activity.name == "knowhow")
NOTHING_FOR_FACILITATORS = replace(KNOWHOW, commands={"privacy": KNOWHOW.commands["privacy"]})


def test_a_guess_is_typed_as_it_stands() -> None:
    assert "Did you mean /knowhow forget me?" in str(unknown_verb(KNOWHOW, "forgt", for_facilitator=False))
    assert "Did you mean /knowhow help?" in str(unknown_verb(KNOWHOW, "hlp", for_facilitator=False))


def test_a_heading_has_something_under_it() -> None:
    assert "For facilitators" not in str(help_card(NOTHING_FOR_FACILITATORS, for_facilitator=True))
    assert "For facilitators" in str(help_card(KNOWHOW, for_facilitator=True))
