"""What the library keeps about somebody, and forgetting it."""

from collections.abc import Mapping, Sequence
from typing import Any

from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.kit.wording import dated
from activities.library.labels import action
from activities.library.reading import Wanted
from activities.library.records.leaving import Leaving, filed_by_hand
from activities.library.records.unread_uses import told_card
from activities.library.searching import described
from storage import pulls, record_people, records, uses
from storage.membership import Reader
from storage.tables import Person, Pull, Record, Use
from storage.tables.records import FILED


def of(turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return what they filed, took part in or are asked about, what they used, their quotes, and what they asked for.

    All of it for their file; what they asked for is kept for a day.
    """
    me = person.id

    def theirs(record: Record) -> str:
        return called(record, records.get(turn.session, Reader(turn.org, me), record.id) is not None)

    return (
        *(
            named_in_data(record, theirs(record), me, _words_of(turn, record, me))
            for record in record_people.naming(turn.here, me)
        ),
        *(
            quoted_data(
                record, theirs(record), [quote["text"] for quote in record.quotes if record_people.is_by(quote, me)]
            )
            for record in record_people.quoting(turn.here, me)
        ),
        *(used_data(record, theirs(record), use) for use, record in uses.by_person(turn.here, me)),
        *(asked_for_data(pull) for pull in pulls.of_person(turn.here, me)),
    )


def _words_of(turn: Turn, record: Record, me: int) -> list[tuple[str, str]]:
    """Return what stands in a record that this person filed by hand, and stood in it before: all of it is theirs."""
    if record not in filed_by_hand(turn, me):
        return []
    stood = records.revisions(turn.here, record.id)
    contents = [(f"version {one.number}", one.content) for one in stood]
    return words_of([*contents, ("now", record.model_dump(mode="json"))])


def erase(turn: Turn, person: Person, leaving: Leaving) -> None:
    """Let go of what they filed by hand, at once unless others have reused it; let other records not name them.

    A use of theirs still counts.
    """
    me = person.id
    used = uses.by_person(turn.here, me)
    leaving.begin(turn, filed_by_hand(turn, me), me)
    record_people.forget(turn.here, me, *turn.forgets)
    pulls.let_go_of(turn.here, me)
    for use, record in used:
        turn.tell_anew(told_card(record, use, None), ("used", use.id))


# ---- what people see ------------------------------------------------------------------------------------------------

KEEPS = (
    "The library: what you file, under your name for those who look after it; that you took part in what a record is "
    "about; the words that you agreed to have quoted; and what you say of having used a record, which whoever can see "
    "that record reads without your name. What raised a warning is read by a facilitator before others see it. What "
    "was filed stays until it is withdrawn."
)


def words_of(contents: Sequence[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, str]]:
    """Write what each version of a record says, as labels and values; `contents` by what the version is called."""
    return [
        (
            called,
            " / ".join(
                text
                for text in (
                    content["title"],
                    content["summary"],
                    *content["lessons"],
                    *(action(one, {}) for one in content["actions"]),
                    *content["topics"],
                    content["contact"],
                )
                if text
            ),
        )
        for called, content in contents
    ]


def called(record: Record, may_read: bool) -> str:
    """Name a record by its title, or by its number alone where that is none of theirs to read."""
    return f"“{record.title}”" if may_read else f"record {record.id}, which you cannot see now"


def named_in_data(record: Record, called: str, me: int, said: Sequence[tuple[str, str]]) -> PersonalData:
    """Describe, for somebody's file, a record that they filed, took part in, or are asked about.

    `said`: its words, where these are theirs.
    """
    filed, asked = record.filed_by_id == me, record.contact_id == me
    return PersonalData(
        f"Library: {called}",
        (
            ("you filed it", f"on {dated(record.filed_at.date())}" if filed else "no"),
            ("you are whom to ask", "yes" if asked else "no"),
            ("you took part", "no" if filed or asked else "yes"),
            ("waits for a facilitator’s reading", "no" if record.phase == FILED else "yes"),
            *said,
        ),
        f"Type /library show {record.id} and press “Edit” if you filed it; who takes your place as whom to ask is said "
        "there. Otherwise ask whoever filed it, or a facilitator who can see it: they can edit or withdraw it. To "
        "change who took part it is withdrawn and filed anew.",
    )


def quoted_data(record: Record, called: str, said: Sequence[str]) -> PersonalData:
    """Describe, for somebody's file, where the library quotes them."""
    return PersonalData(
        f"Library: your words in {called}",
        tuple(("quoted", text) for text in said),
        f"Type /library show {record.id} and press “Take my words out”.",
    )


def used_data(record: Record, called: str, use: Use) -> PersonalData:
    """Describe, for somebody's file, what they said of having used a record."""
    return PersonalData(
        f"Library: you used {called}",
        (
            ("on", dated(use.used_at.date())),
            ("where", use.used_in),
            ("adapted", use.adapted),
            ("what came of it", use.came_of_it),
            ("what did not work", use.did_not_work),
        ),
        f"Type /library show {record.id} and press “Take my words out”; with “I used this” you can say it anew.",
    )


def asked_for_data(pull: Pull) -> PersonalData:
    """Describe, for somebody's file, a document that they have just asked for; kept for a day."""
    wanted = Wanted(pull.about, pull.activity, pull.site, pull.topic, pull.since, pull.until)
    what = described(wanted).strip() or "everything"
    return PersonalData(
        "Library: a document you asked for",
        (("on", dated(pull.asked_at.date())), ("what", what)),
        "Type /library pull and ask for another one. This is forgotten within a day.",
    )
