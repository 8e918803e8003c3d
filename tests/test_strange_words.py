"""Names and ids prove only that somebody sent them: whatever stands in them is answered, and is no fault."""

from itertools import count

import pytest

from activities import ACTIVITIES
from activities.kit.cards import Card
from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from tests.front import just_shown
from tests.town import Town


@pytest.mark.parametrize("strange", ["1\ud800", "\x00", "new\udfff:1\x00"], ids=["half", "none", "both"])
def test_half_a_character_and_what_no_database_keeps_are_no_fault(anywhere: Town, strange: str) -> None:
    engine, lee, number = anywhere.engine, anywhere.lee.profile, count(1)
    nonce, events = just_shown(engine), list[Event]()
    for one in ACTIVITIES:
        name = one.name
        verbs = [strange, *(verb for verb in one.commands if verb != "forget")]
        events += [Command(f"{next(number)}", lee, name, verb, strange) for verb in verbs]
        events += [Pressed(f"{next(number)}", lee, name, press, strange) for press in one.buttons if press != "forget"]
        events += [Submitted(f"{next(number)}", lee, name, form, strange, {}, nonce) for form in one.forms]
    for event in events:
        assert isinstance(engine.take(event), Card | Form | FieldErrors | None)
