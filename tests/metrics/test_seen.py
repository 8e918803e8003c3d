"""How long something waits of which no moment is kept."""

from bot.metrics.seen import MOST, Seen


class Steady:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_oldest_that_waits_is_as_old_as_the_first_look_at_which_it_was_there() -> None:
    clock = Steady()
    seen = Seen(clock)
    assert seen.look(7, None) == 0.0
    clock.now += 15
    assert seen.look(9, 8) == 0.0
    clock.now += 15
    assert seen.look(20, 8) == 15.0
    clock.now += 15
    assert seen.look(25, 8) == 30.0
    assert seen.look(25, 10) == 15.0  # what came before 10 has left
    assert seen.look(25, 21) == 0.0
    clock.now += 15
    assert seen.look(25, None) == 0.0


def test_under_a_backlog_whose_oldest_changes_at_each_look_it_says_how_far_behind_delivery_is() -> None:
    clock = Steady()
    seen = Seen(clock)
    ages = []
    assert seen.look(100, 101) == 0.0  # it came while we looked
    for minute in range(120):
        ages.append(seen.look(100 + 10 * minute, 101 + 5 * minute))
        clock.now += 60
    assert ages[-1] == 59 * 60.0


def test_however_long_it_waits_it_remembers_no_more_than_a_few_looks() -> None:
    clock = Steady()
    seen = Seen(clock)
    for look in range(20 * MOST):
        age = seen.look(10 + look, 10)
        clock.now += 15
    assert age == (20 * MOST - 1) * 15.0
    assert len(seen._newest) <= MOST
