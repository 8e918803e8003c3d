"""How a record stood before it was changed."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from activities.kit.cards import Bullets, Buttons, Card, Heading, Paragraph, Part, Small
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import mention
from activities.kit.wording import dated, listed
from activities.library.cards.labels import VISIBILITIES, action
from activities.library.cards.opening import open_record
from storage.tables import Person, Record, Revision

MOST = 8
"""How many changes are shown: the newest."""


def history(record: Record, stood: Sequence[Revision], people: Mapping[int, Person], zone: ZoneInfo) -> Card:
    """The newest change first: what each field said before, where it said something else. `people` by id."""
    parts: list[Part] = [Heading(f"{record.title}: how it stood before")]
    after: Mapping[str, object] = record.model_dump(mode="json")
    for revision in list(reversed(stood))[:MOST]:
        on = revision.changed_at.astimezone(zone)
        by = people.get(revision.changed_by_id or 0)
        who = words(" by ", mention(by)) if by else words("")
        parts.append(
            Paragraph(words(Bold(f"Before {dated(on.date())}, {on:%H:%M}"), words(", when it was changed"), who))
        )
        parts.append(Bullets(tuple(_differences(revision.content, after))))
        after = revision.content
    if len(stood) > MOST:
        parts.append(Small(words(f"And {len(stood) - MOST} changes before that.")))
    return Card(f"History of {record.title}", (*parts, Buttons((open_record(record, label="Back to the record"),))))


def _differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[Text]:
    changed = [field for field in _FIELDS if before.get(field) != after.get(field)]
    return [words(Bold(f"{_FIELDS[field]}: "), _said(field, before.get(field))) for field in changed]


def _said(field: str, value: object) -> str:
    match value:
        case list() if field == "actions":
            return listed([action(one, {}) for one in value]) or "none"
        case list() if field == "quotes":
            return listed([one["text"] for one in value]) or "none"
        case list():
            return " / ".join(map(str, value)) or "none"
        case str() if field == "visibility":
            return VISIBILITIES.get(value, value)
        case None | "":
            return "nothing"
        case _:
            return str(value)


_FIELDS = {
    "title": "Title",
    "happened_from": "When",
    "happened_until": "Until",
    "sites": "Sites",
    "topics": "Topics",
    "lessons": "Lessons",
    "summary": "Summary",
    "actions": "Actions",
    "quotes": "Quotes",
    "attribution": "Learned by",
    "visibility": "Seen by",
    "contact": "Ask",
    "licence": "Licence",
    "review_on": "Review by",
}
