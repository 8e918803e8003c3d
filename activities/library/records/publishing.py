"""Making a record public: one facilitator asks, another agrees, and both have read the same words."""

from dataclasses import dataclass

from activities.kit.cards import Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn, Phases
from activities.kit.runs import Bold, Mention
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn, mention
from activities.library.labels import open_record_button
from activities.library.reading import the_record
from activities.library.records.showing import show
from storage import records
from storage.membership import ORGANISATION, PUBLIC
from storage.tables import Record

PUBLISHING = Phases(
    "inside",
    {
        ("inside", "ask"): "asked_for",
        ("asked_for", "agree"): "public",
        ("asked_for", "keep_inside"): "inside",
        ("public", "keep_inside"): "inside",
    },
)
"""What may become of a record that the organisation can see. One that participants keep has no part in it."""


@dataclass
class Standing:
    """Whether a record is kept inside, asked to be made public, or public, as its row says."""

    phase: str


def standing(record: Record) -> Standing:
    """Return where a record stands; raise `MovedOn` for one that participants keep among themselves."""
    match record.visibility:
        case "public":
            return Standing("public")
        case "organisation":
            return Standing("inside" if record.public_asked_by_id is None else "asked_for")
        case _:
            raise MovedOn


def make_public(turn: Turn, pressed: Pressed) -> Card:
    """Ask the other facilitators, after “Make public”."""
    record = _as_read(turn, pressed.subject)
    PUBLISHING.step(standing(record), "ask")
    others = [person for person in turn.facilitators() if person.id != turn.person.id]
    if not others:
        return show(turn, record).led_by(alone())
    record.public_asked_by_id = turn.person.id
    turn.session.flush()
    for person in others:
        turn.tell(person, please_agree_card(record, mention(turn.person)), _key(record))
    return show(turn, record)


def agree(turn: Turn, pressed: Pressed) -> Card:
    """Make a record public, after “Agree”: never by whoever asked.

    Raises `MovedOn` where the record has changed since it was read.
    """
    record = _as_read(turn, pressed.subject)
    PUBLISHING.step(standing(record), "agree")
    if record.public_asked_by_id == turn.person.id:
        raise MovedOn
    _settle(turn, record, PUBLIC)
    return show(turn, record)


def keep_inside(turn: Turn, pressed: Pressed) -> Card:
    """Keep a record inside, after “Keep it inside”: by any facilitator, before it is public and after."""
    record = _as_read(turn, pressed.subject)
    PUBLISHING.step(standing(record), "keep_inside")
    _settle(turn, record, ORGANISATION)
    return show(turn, record)


def stays_inside_for_now(turn: Turn, record: Record, changes: dict[str, object]) -> None:
    """Keep a record inside where its words are about to change: whoever agreed, or asked, did so to others."""
    if record.visibility == PUBLIC:
        changes["visibility"] = ORGANISATION
    if record.public_asked_by_id is not None:
        record.public_asked_by_id = None
        turn.tell_anew(settled_card(record), _key(record))


def _settle(turn: Turn, record: Record, visibility: str) -> None:
    record.public_asked_by_id = None
    records.change(turn.session, record, turn.person.id, turn.now, {"visibility": visibility})
    turn.session.flush()
    turn.tell_anew(settled_card(record), _key(record))


def _as_read(turn: Turn, subject: str) -> Record:
    """Return the record as it stood when the button was made, `17:3`; raise `MovedOn` where it has changed since."""
    wanted, revision = PLACE.read(subject)
    record = the_record(turn, wanted)
    if revision != record.revision:
        raise MovedOn
    return record


def _key(record: Record) -> Key:
    return ("public", record.id)


# ---- what people see ------------------------------------------------------------------------------------------------


def please_agree_card(record: Record, by: Mention) -> Card:
    """Build the card that asks the other facilitators to agree to making a record public."""
    return say(
        by,
        " would like to make ",
        Bold(record.title),
        " public, so that it may be shared outside. That takes two facilitators: please read it, and agree or not.",
        buttons=[open_record_button(record)],
    )


def settled_card(record: Record) -> Card:
    """Build the card for facilitators in place of the question to make a record public, once it has been decided."""
    if record.visibility == "participants":
        return say("That record is only for those who took part now.")
    how = "is public now" if record.visibility == "public" else "stays inside the organisation"
    return say(Bold(record.title), f" {how}.", buttons=[open_record_button(record)])


def alone() -> str:
    """Say, before the record, that there is nobody to agree."""
    return "That takes another facilitator who agrees, and there is none yet: /knowhow facilitators adds one."
