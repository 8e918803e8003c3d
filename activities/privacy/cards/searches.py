"""Somebody's name was looked for from the command line: that it was, not whose, for facilitators and who asked."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from activities.kit.cards import Card, say
from activities.kit.personal_data import PersonalData
from activities.kit.wording import count, listed
from storage.tables import NameSearch


def done(search: NameSearch) -> Card:
    """To every facilitator. Who asked and why is whoever audits' to read: it may tell for whom."""
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


def asked_for(searches: Sequence[NameSearch], zone: ZoneInfo) -> PersonalData:
    """For whoever is said to have asked for it."""
    return PersonalData(
        "A name was looked for, and you are said to have asked",
        tuple(
            (f"{one.done_at.astimezone(zone):%d/%m/%Y}", f"{_did(one)}, for “{one.requested_by}”") for one in searches
        ),
        "It goes by itself. Somebody else may have your name: say so below if it was not you.",
    )


def _did(search: NameSearch) -> str:
    return "looked for" if search.what == "searched" else "taken out"
