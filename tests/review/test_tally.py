"""How many answers are enough: at five and on either side of it, where authors would be given away."""

import pytest

from activities.review.asking import Tally


@pytest.mark.parametrize(
    ("answered", "gone", "nameless", "enough"),
    [
        (5, 0, True, True),
        (4, 0, True, False),
        (6, 1, True, True),
        (5, 1, True, False),  # whoever has gone hides nobody
        (1, 0, False, True),
        (0, 0, False, False),
    ],
)
def test_answers_without_names_are_shown_from_five_who_still_take_part(
    answered: int, gone: int, nameless: bool, enough: bool
) -> None:
    assert Tally(answered, asked=9, gone=gone, nameless=nameless).is_enough is enough


@pytest.mark.parametrize(
    ("answered", "nameless", "told"),
    [(5, True, True), (4, True, False), (1, True, False), (0, True, True), (1, False, True)],
)
def test_a_number_of_one_to_four_is_never_said(answered: int, nameless: bool, told: bool) -> None:
    assert Tally(answered, asked=9, gone=0, nameless=nameless).is_told is told


@pytest.mark.parametrize(
    ("answered", "asked", "gone", "may_be"),
    [
        (4, 9, 1, True),
        (0, 9, 0, False),
        (5, 9, 0, True),
        (5, 9, 1, False),  # five were told of: showing four would say that whoever has gone had answered
        (5, 5, 1, True),  # where everybody had, that is known
        (6, 6, 2, False),
    ],
)
def test_few_are_asked_to_be_shown_where_that_tells_of_nobody_who_has_gone(
    answered: int, asked: int, gone: int, may_be: bool
) -> None:
    assert Tally(answered, asked, gone, nameless=True).may_be_asked is may_be
