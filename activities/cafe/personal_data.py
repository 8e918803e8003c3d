"""What a café keeps about somebody and for how long, and forgetting them.

It is kept some time after it was to start, or until a facilitator releases it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from activities.cafe.cafe import CAFE, KNOWLEDGE_CAFES, about_one
from activities.cafe.joining import on_leaver
from activities.cafe.takeaways import together
from activities.kit.cards import Button, Card, say
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.kit.wording import dated, day, listed
from storage import cafes, people, record_people, takeaways
from storage.tables import Cafe, CafeGuest, Person, ShownTakeaway, Takeaway
from storage.takeaways import TAKES_AWAY

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who joined, who sat with whom and what they take away"


def goes_unfiled_card(cafe: Cafe, goes_on: date) -> Card:
    """Build the card for whoever runs a café that nobody has filed, before it goes."""
    return say(
        Bold(cafe.question),
        f" – this café will be deleted on {day(goes_on)}, and nobody has filed it yet. Please file it, so that what "
        "came of it is not lost.",
        buttons=[Button("File it in the library", "cafe.file", str(cafe.id), "primary")],
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = KNOWLEDGE_CAFES.keeping(
    ended_on=lambda turn, cafe: cafe.starts_at.astimezone(turn.zone).date(),
    ended_before=lambda turn, day: cafes.over_before(turn.here, datetime.combine(day, time(), turn.zone)),
    what_goes=WHAT_GOES,
    unfiled=("waiting_for_filing",),
    warning=goes_unfiled_card,
)

hold = about_one("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""


GIVEN = KNOWLEDGE_CAFES.given(lambda turn, cafe: {"question": unasked(cafe.starts_at.astimezone(turn.zone).date())})
"""The question of a café is its planner's."""


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return, for somebody's file, their places, the cafés they planned, and what is known to be their take-away.

    With a place stands whom they sat with.
    """
    me = person.id
    places = cafes.places_of(turn.here, me)
    sealed = [takeaways.of(turn.session, cafe, me) for _, cafe in places]
    return (
        *(place_data(cafe, guest, _sat_with(turn, cafe, me)) for guest, cafe in places),
        *map(sealed_data, filter(None, sealed)),
        *map(shown_data, takeaways.by_name(turn.here, me)),
        *map(looks_after_data, KNOWLEDGE_CAFES.looked_after_by(turn, person)),
    )


def erase(turn: Turn, person: Person) -> None:
    """Leave what is under way, and take back their words wherever it can be told that they are theirs.

    That somebody sat at a table stays, as a figure: they are called a colleague there.
    """
    me = person.id
    on_leaver(turn, person)
    for _, cafe in cafes.places_of(turn.here, me):
        takeaways.take_back(turn.session, cafe, me)
        if cafe.phase == "waiting_for_filing":
            for reader in turn.were_told(("takeaways", cafe.id)):
                turn.tell(reader, together(turn, cafe, reader), ("takeaways", cafe.id))
    record_people.take_quotes_out(turn.here, me)
    GIVEN.erase(turn, KNOWLEDGE_CAFES.looked_after_by(turn, person))


def _sat_with(turn: Turn, cafe: Cafe, me: int) -> list[str]:
    tables = [table for tables in cafe.plan[: cafe.told] for table in tables if me in table]
    others = dict.fromkeys(one for table in tables for one in table if one != me)
    return [person.name for person in people.several(turn.here, others)]


# ---- what people see ------------------------------------------------------------------------------------------------

KEEPS = (
    "Knowledge cafés: which you joined, and with whom you sat. What you take away is kept without anything that says "
    "who you are, unless you put your name to it. Of a reminder only the day is kept, and never of what."
)
_TAKES_AWAY = "Knowledge café: what you take away"
_WILL_DO = "Knowledge café: what you will do"
_STATES = {"in": "in", "left": "left"}
_SHARES = {"no": "the facilitator", "yes": "the library, without your name", "by_name": "the library, with your name"}


def place_data(cafe: Cafe, guest: CafeGuest, sat_with: Sequence[str]) -> PersonalData:
    """Describe, for somebody's file, a place in a café."""
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


def sealed_data(said: Takeaway) -> PersonalData:
    """Describe, for somebody's file, what they take away, while it can be told whose it is."""
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


def shown_data(said: ShownTakeaway) -> PersonalData:
    """Describe, for somebody's file, what has their name under it."""
    about, label = (_TAKES_AWAY, "you take away") if said.kind == TAKES_AWAY else (_WILL_DO, "you will do")
    return PersonalData(
        about,
        ((label, said.text), ("read by", _SHARES[said.share])),
        "Others have read it, and it stays until the café goes or you type /knowhow forget me. Once it is filed: “Take "
        "my words out”, in the library.",
    )


def unasked(on: date) -> str:
    """Write what stands in place of a café's question once whoever asked it has been forgotten."""
    return f"A knowledge café, {dated(on)}"


def looks_after_data(cafe: Cafe) -> PersonalData:
    """Describe, for somebody's file, a café that they planned."""
    return PersonalData(
        f"Knowledge café: you look after “{cafe.question}”",
        (("where", cafe.place),),
        "Type /cafe close to call it off, and /cafe new to plan it as it should be.",
    )
