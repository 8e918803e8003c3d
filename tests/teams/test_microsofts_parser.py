"""Every card shown goes through Microsoft's own parser (`tests.fronts.onlooking`), which does complain."""

import pytest

from tests.fronts.onlooking import teams_was_sent
from tests.teams.microsofts_parser import complaints, need, parser_is_here

WHOLE = {"type": "AdaptiveCard", "version": "1.5", "body": [], "fallbackText": "A card."}
UNLABELLED = {**WHOLE, "body": [{"type": "Input.Text", "id": "why", "isRequired": True}]}


@pytest.fixture(autouse=True)
def _parser() -> None:
    need(is_here=parser_is_here())


def test_the_parser_complains_of_what_is_wrong_alone() -> None:
    broken = {**WHOLE, "body": [{"type": "Input.Text", "isRequired": True}, {"type": "NoSuchThing"}]}
    assert (complaints(WHOLE), len(complaints(broken))) == ([], 4)


def test_what_the_schema_takes_and_the_parser_does_not_is_noticed_where_it_is_shown() -> None:
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": UNLABELLED}
    with pytest.raises(AssertionError, match="label"):
        teams_was_sent({"summary": "A card.", "attachments": [attachment]})
