"""Making a record public, which takes two facilitators."""

from activities.kit.cards import Button, Card, Confirm, Paragraph, Part, say
from activities.kit.runs import Bold, Mention, words
from activities.kit.subjects import PLACE
from activities.library.cards.opening import open_record
from storage.tables import Record

_ASK = Confirm("Another facilitator has to agree. Have you checked that it identifies nobody?", "Ask for it")
_AGREE = Confirm("It may then be shared outside. Have you read it, and does it identify nobody?", "Agree")


def asked_for(record: Record, me: int) -> tuple[Part, ...]:
    """For facilitators, on a record for which it has been asked."""
    if record.public_asked_by_id is None:
        return ()
    if record.public_asked_by_id == me:
        return (Paragraph(words("You have asked to make this public. Another facilitator has to agree.")),)
    return (Paragraph(words("A facilitator has asked to make this public. It takes another who agrees.")),)


def publishing_buttons(record: Record, me: int) -> list[Button]:
    """What a facilitator may do about it. The subject says which revision they have read."""
    read = PLACE.spell(record.id, record.revision)
    if record.visibility == "public":
        return [Button("Keep it inside", "library.keep_inside", read)]
    if record.visibility != "organisation":
        return []
    if record.public_asked_by_id is None:
        return [Button("Make public", "library.make_public", read, confirm=_ASK)]
    agree = Button("Agree: make it public", "library.agree_public", read, confirm=_AGREE)
    keep = Button("Keep it inside", "library.keep_inside", read)
    return [keep] if record.public_asked_by_id == me else [agree, keep]


def please_agree(record: Record, by: Mention) -> Card:
    """To the other facilitators."""
    return say(
        by,
        " would like to make ",
        Bold(record.title),
        " public, so that it may be shared outside. That takes two facilitators: please read it, and agree or not.",
        buttons=[open_record(record)],
    )


def settled(record: Record) -> Card:
    """In place of that, once it has been decided."""
    if record.visibility == "participants":
        return say("That record is only for those who took part now.")
    how = "is public now" if record.visibility == "public" else "stays inside the organisation"
    return say(Bold(record.title), f" {how}.", buttons=[open_record(record)])


def alone() -> str:
    """Led before the record, where there is nobody to agree."""
    return "That takes another facilitator who agrees, and there is none yet: /knowhow facilitators adds one."
