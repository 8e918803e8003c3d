"""What cafés keep about somebody, in the file that they can ask for."""

from collections.abc import Sequence
from datetime import date

from activities.kit.personal_data import PersonalData
from activities.kit.wording import dated, day, listed
from storage.tables import Cafe, CafeGuest, ShownTakeaway, Takeaway
from storage.takeaways import TAKES_AWAY

KEEPS = (
    "Knowledge cafés: which you joined, and with whom you sat. What you take away is kept without anything that says "
    "who you are, unless you put your name to it. Of a reminder only the day is kept, and never of what."
)

_TAKES_AWAY = "Knowledge café: what you take away"
_WILL_DO = "Knowledge café: what you will do"

_STATES = {"in": "in", "left": "left"}
_SHARES = {"no": "the facilitator", "yes": "the library, without your name", "by_name": "the library, with your name"}


def place(cafe: Cafe, guest: CafeGuest, sat_with: Sequence[str]) -> PersonalData:
    """A place in a café."""
    return PersonalData(
        f"Knowledge café: your place in “{cafe.question}”",
        (
            ("on", day(cafe.starts_at.date(), cafe.opened_at.date())),
            ("state", _STATES[guest.state]),
            ("you sat with", listed(sat_with)),
        ),
        "Type /cafe join or /cafe leave, until it has ended. Whom you sat with is as I told the tables: nobody "
        "can change that, and it goes when the café goes.",
    )


def sealed(said: Takeaway) -> PersonalData:
    """What they take away, while it can be told whose it is."""
    return PersonalData(
        _TAKES_AWAY,
        (
            ("you take away", said.takes_away),
            ("you will do", said.will_do),
            ("to be read by", _SHARES[said.share]),
            ("you are reminded in a week", "yes" if said.remind else "no"),
        ),
        "Press “Change it” where I thanked you, until it is shown.",
    )


def shown(said: ShownTakeaway) -> PersonalData:
    """What has their name under it."""
    about, label = (_TAKES_AWAY, "you take away") if said.kind == TAKES_AWAY else (_WILL_DO, "you will do")
    return PersonalData(
        about,
        ((label, said.text), ("read by", _SHARES[said.share])),
        "Others have read it, and it stays until the café goes or you type /knowhow forget me. Once it is filed: “Take "
        "my words out”, in the library.",
    )


def unasked(on: date) -> str:
    """What stands in place of a café's question once whoever asked it has been forgotten."""
    return f"A knowledge café, {dated(on)}"


def looks_after(cafe: Cafe) -> PersonalData:
    """A café that they planned."""
    return PersonalData(
        f"Knowledge café: you look after “{cafe.question}”",
        (("where", cafe.place),),
        "Type /cafe close to call it off, and /cafe new to plan it as it should be.",
    )
