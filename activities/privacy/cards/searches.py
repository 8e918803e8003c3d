"""What facilitators see of somebody's name having been looked for from the command line: that it was, not whose."""

from activities.kit.cards import Card, say
from activities.kit.wording import count, listed
from storage.tables import NameSearch


def done(search: NameSearch) -> Card:
    """To every facilitator."""
    records = listed([str(number) for number in search.records])
    called = "record" if len(search.records) == 1 else "records"
    where = ", ".join(
        [
            *([f"in the library in {called} {records}"] if records else []),
            *([f"in {count(search.others, 'other place')}"] if search.others else []),
        ]
    )
    did = "looked for" if search.what == "searched" else "taken out"
    return say(
        f"Whoever runs the server has {did} a name: {where or 'it stands nowhere'}. Asked for by: "
        f"{search.requested_by}. Why: {search.why}. Whose name it was is kept nowhere."
    )
