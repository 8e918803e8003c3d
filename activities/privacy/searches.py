"""That somebody asked for a name to be looked for, on the server: what is kept of whoever asked, and forgetting it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from activities.kit.cards import Card, say
from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.kit.wording import count, listed
from activities.privacy.found_names import sought_or_none
from storage.naming import searching
from storage.tables import NameSearch


def personal_data(turn: Turn) -> tuple[PersonalData, ...]:
    """Return what says that whoever caused this turn asked, by their full name, for their file.

    Not why: that may speak of somebody else.
    """
    who = sought_or_none(turn.person.name, turn.person.email)
    asked = searching.requested_by(turn.here, who) if who else ()
    return (asked_for_data(asked, turn.zone),) if asked else ()


def erase(turn: Turn) -> None:
    """Keep no longer that whoever is being forgotten (`turn.forgets`) asked; that it was done stays."""
    who = sought_or_none(*turn.forgets)
    if who:
        searching.name_no_more(turn.here, who)


# ---- what people see ------------------------------------------------------------------------------------------------


def done_card(search: NameSearch) -> Card:
    """Build the card for every facilitator. Who asked and why is whoever audits' to read: it may tell for whom."""
    records = listed([str(number) for number in search.records])
    called = "record" if len(search.records) == 1 else "records"
    where = ", ".join(
        [
            *([f"in the library in {called} {records}"] if records else []),
            *([f"in {count(search.others, 'other place')}"] if search.others else []),
        ]
    )
    return say(
        f"Whoever runs the server has {_did(search)} a name: {where or 'it stands nowhere'}. Whose name it was is kept "
        "nowhere."
    )


def asked_for_data(searches: Sequence[NameSearch], zone: ZoneInfo) -> PersonalData:
    """Describe, for the file of whoever is said to have asked, what was looked for."""
    return PersonalData(
        "A name was looked for, and you are said to have asked",
        tuple(
            (f"{one.done_at.astimezone(zone):%d/%m/%Y}", f"{_did(one)}, for “{one.requested_by}”") for one in searches
        ),
        "It goes by itself. Somebody else may have your name: say so below if it was not you.",
    )


def _did(search: NameSearch) -> str:
    return "looked for" if search.what == "searched" else "taken out"
