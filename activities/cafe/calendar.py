"""A café as an entry for a calendar (iCalendar, RFC 5545)."""

from datetime import UTC, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from activities.cafe.cafe import CAFE, METHOD, ends_at, the_cafe
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Document
from storage.tables import Cafe

LONGEST_LINE = 75
"""Bytes; a longer line goes on in the next, after a space."""


def calendar(turn: Turn, subject: str) -> Document:
    """Make the entry for a calendar. Raises `MovedOn` for a café that has been called off."""
    cafe = the_cafe(turn, subject)
    if cafe.phase in CAFE.ends:
        raise MovedOn
    return Document("knowledge-cafe.ics", cafe.question, entry(cafe))


def entry(cafe: Cafe) -> bytes:
    """Write the entry's file: moments are in UTC, so that it needs no time zone of its own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Knowhow//Knowledge cafe//EN",
        "BEGIN:VEVENT",
        f"UID:{_identity(cafe)}",
        f"DTSTAMP:{_moment(cafe.opened_at)}",
        f"DTSTART:{_moment(cafe.starts_at)}",
        f"DTEND:{_moment(ends_at(cafe))}",
        f"SUMMARY:{_escaped(cafe.question)}",
        f"LOCATION:{_escaped(cafe.place)}",
        f"DESCRIPTION:{_escaped(METHOD)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line.encode()) for line in lines)


def _identity(cafe: Cafe) -> UUID:
    """Make an id: always the same for one café, another for every other, those of other hospitals too."""
    return uuid5(NAMESPACE_OID, f"knowhow café {cafe.organisation_id} {cafe.id} {_moment(cafe.opened_at)} {cafe.seed}")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")


def _folded(line: bytes) -> bytes:
    """Fold a line into pieces that no client finds too long, with no character cut in two."""
    pieces = []
    while len(line) > LONGEST_LINE:
        end = LONGEST_LINE
        while line[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(line[:end])
        line = b" " + line[end:]
    return b"\r\n".join([*pieces, line]) + b"\r\n"
