"""Only what is sent in a form is screened: what is typed after a command is looked for, or put into one, never kept."""

from activities import ACTIVITIES
from tests.lives import NAME
from tests.privacy.everything import takes_part_in_everything
from tests.privacy.test_anywhere import everything
from tests.town import Town

TYPED = "Zebrawood 943 476 5919"


def test_nothing_that_is_typed_after_a_command_is_kept_or_told(town: Town) -> None:
    annabel = town.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(town, annabel)
    for activity in ACTIVITIES:
        for typed in activity.typed:
            for verb in activity.commands:
                annabel.types(f"/{typed} {verb} {TYPED}")
            annabel.types(f"/{typed} {TYPED}")
    kept = everything(town)
    assert "Zebrawood" not in kept
    assert "476 5919" not in kept
