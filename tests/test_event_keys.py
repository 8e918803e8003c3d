"""How long a form can be sent after it was shown: as long as it is known which forms have taken effect."""

from datetime import date, timedelta

import pytest

from bot.engine.event_keys import is_good, new_nonce

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("days_ago", "good"), [(0, True), (7, True), (8, False), (-1, False)])
def test_a_form_is_good_for_a_week_and_not_before_it_was_shown(days_ago: int, good: bool) -> None:
    assert is_good(new_nonce(TODAY - timedelta(days=days_ago)), TODAY) is good
