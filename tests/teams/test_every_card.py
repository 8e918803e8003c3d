"""Every card that the bot shows anybody in any dialogue, through Microsoft's own parser.

Its schema and its size are looked at where it is shown, in `tests.fronts.onlooking`. The parser is asked once, at the
end of a run, about all that was shown in it; and at the least about the dialogues
here, which have something of everything.
"""

import re
from collections.abc import Callable
from json import dumps
from pathlib import Path

from activities import ACTIVITIES
from tests.cafe import test_whole as cafe
from tests.front import EngineFront
from tests.fronts.onlooking import everything_shown, teams_takes
from tests.privacy import test_facilitators as facilitators
from tests.privacy.everything import NAME, takes_part_in_everything
from tests.review import test_whole as review
from tests.teams.microsofts_view import complaints
from tests.town import Town

NAMED = re.compile(r'"(?:action|name)": "(\w+)\.')


def everything(town: Town) -> None:
    takes_part_in_everything(town, town.person(NAME, department="Theatres", facilitates=True))


DIALOGUES: tuple[Callable[[Town], None], ...] = (
    everything,
    cafe.test_a_cafe_with_seventeen_people_two_of_them_late_and_one_gone_early,
    review.test_six_people_review_what_happened_and_file_what_they_agree_to,
    facilitators.test_facilitators_add_and_remove_one_another,
)


def test_microsofts_parser_takes_every_card_that_was_shown(tmp_path: Path) -> None:
    for number, dialogue in enumerate(DIALOGUES):
        folder = tmp_path / str(number)
        folder.mkdir()
        town = Town(folder, front=lambda engine: EngineFront(engine, onlooker=teams_takes))
        dialogue(town)
        town.close()
    cards = everything_shown()
    assert {activity.name for activity in ACTIVITIES} <= set(NAMED.findall(dumps(cards)))
    wrong = [(said, card) for said, card in zip(complaints(cards), cards, strict=True) if said]
    assert not wrong, f"{len(wrong)} of {len(cards)} cards; the first: {wrong[0]}"


def test_the_parser_does_complain() -> None:
    whole = {"type": "AdaptiveCard", "version": "1.5", "body": []}
    broken = {**whole, "body": [{"type": "Input.Text", "isRequired": True}, {"type": "NoSuchThing"}]}
    said_of_whole, said_of_broken = complaints([whole, broken])
    assert (said_of_whole, len(said_of_broken)) == ([], 4)
