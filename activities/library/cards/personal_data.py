"""What the library keeps about somebody, in the file that they can ask for."""

from collections.abc import Mapping, Sequence
from typing import Any

from activities.kit.personal_data import PersonalData
from activities.kit.wording import dated
from activities.library.cards.labels import action
from activities.library.cards.searching import described
from activities.library.wanted import Wanted
from storage.tables import Pull, Record, Use
from storage.tables.records import FILED

KEEPS = (
    "The library: what you file, under your name for those who look after it; that you took part in what a record is "
    "about; the words that you agreed to have quoted; and what you say of having used a record, which whoever can see "
    "that record reads without your name. What raised a warning is read by a facilitator before others see it. What "
    "was filed stays until it is withdrawn."
)


def words_of(contents: Sequence[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, str]]:
    """What each version of a record says, as labels and values; `contents` by what the version is called."""
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
    """A record by its title, or by its number alone where that is none of theirs to read."""
    return f"“{record.title}”" if may_read else f"record {record.id}, which you cannot see now"


def named_in(record: Record, called: str, me: int, said: Sequence[tuple[str, str]]) -> PersonalData:
    """A record that they filed, took part in, or are asked about. `said`: its words, where these are theirs."""
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


def quoted(record: Record, called: str, said: Sequence[str]) -> PersonalData:
    """Where the library quotes them."""
    return PersonalData(
        f"Library: your words in {called}",
        tuple(("quoted", text) for text in said),
        f"Type /library show {record.id} and press “Take my words out”.",
    )


def used(record: Record, called: str, use: Use) -> PersonalData:
    """What they said of having used a record."""
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


def asked_for(pull: Pull) -> PersonalData:
    """A document that they have just asked for; kept for a day."""
    wanted = Wanted(pull.about, pull.activity, pull.site, pull.topic, pull.since, pull.until)
    what = described(wanted).strip() or "everything"
    return PersonalData(
        "Library: a document you asked for",
        (("on", dated(pull.asked_at.date())), ("what", what)),
        "Type /library pull and ask for another one. This is forgotten within a day.",
    )
