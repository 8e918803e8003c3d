"""`/library show`, and “Open”: one record, whole, as its reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Quote,
    Small,
    say,
)
from activities.kit.events import Command, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Text, spoken, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn, mention
from activities.kit.wording import NOT_GUIDANCE, dated, listed
from activities.library.labels import NOT_MINE, SURE, VISIBILITIES, action, figures, in_words, kind, used, when
from activities.library.reading import LONGEST_ABOUT, Wanted, may_change, reader, the_record, unpacked
from activities.library.searching import results_card
from activities.library.topics import see_topics_button
from storage import actions, people, record_people, records, uses
from storage.membership import is_member
from storage.search import search
from storage.tables import Record
from storage.tables.records import FILED
from storage.waiting import FOR_CHANGES, FOR_READING, GOING

MOST_USES = 5
"""How many of its uses a record tells of: the newest."""


def show(turn: Turn, record: Record, back: str = "") -> Card:
    """Show a record that this person may read. `back`: the search with which it was found, packed."""
    used = [use for use, _ in uses.of_record(turn.here, record.id)]
    return showing_card(
        Shown(
            record=record,
            reused=frozenset(lesson for lesson in record.lessons if uses.is_reused(lesson, used)),
            uses=len(used),
            told=tuple(filter(None, map(in_words, used))),
            asks=whom_to_ask(turn, record),
            phases=actions.phases_by_text(turn.here, record.came_from),
            overdue=records.is_overdue(record, turn.today),
            may_change=may_change(turn, record),
            facilitates=turn.person.facilitates,
            says_mine=says_words_of(turn, record, turn.person.id),
            has_author=_is_of_another(turn, record),
            me=turn.person.id,
        ),
        back,
    )


def typed(turn: Turn, command: Command) -> Card:
    """Answer `/library show 17`, or a title; where several records have such words, show them to choose from."""
    wanted = " ".join(command.rest.split()).strip('“”"')
    if wanted.removeprefix("#").isdecimal():
        return _numbered(turn, wanted.removeprefix("#"))
    about = Wanted(wanted[:LONGEST_ABOUT])
    found = search(turn.session, reader(turn), about.about)
    titled = [hit.record for hit in found.hits if hit.record.title.casefold() == wanted.casefold()]
    if len(titled) == 1 or (found.count == 1 and wanted):
        return show(turn, the_record(turn, (titled or [hit.record for hit in found.hits])[0].id))
    return results_card(about, found, turn.person.facilitates, turn.today)


def opened(turn: Turn, pressed: Pressed) -> Card:
    """Show a record after “Open”.

    The subject is the record's id, and perhaps the search with which it was found: `17 […]`.
    """
    wanted, _, back = pressed.subject.partition(" ")
    if back:
        unpacked(back)
    return show(turn, the_record(turn, wanted), back)


def says_words_of(turn: Turn, record: Record, person: int) -> bool:
    """Say whether the record quotes this person, or tells what they said of having used it."""
    used = uses.of_record(turn.here, record.id)
    said_of_it = any(by.id == person and uses.says_something(use) for use, by in used)
    return said_of_it or any(record_people.is_by(quote, person) for quote in record.quotes)


def _is_of_another(turn: Turn, record: Record) -> bool:
    filed = people.several(turn.here, [record.filed_by_id] if record.filed_by_id else [])
    return bool(filed and is_member(filed[0]) and filed[0].id != turn.person.id)


def _numbered(turn: Turn, wanted: str) -> Card:
    try:
        return show(turn, the_record(turn, wanted))
    except MovedOn:
        return not_there_card()


def whom_to_ask(turn: Turn, record: Record) -> Text:
    """Name somebody of ours who is still here, or else whoever is named in words."""
    person = record_people.contact(turn.session, record)
    return words(mention(person)) if person else words(record.contact)


# ---- what people see ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A record, and what goes with it for one reader.

    `reused`: which of its lessons have been. `uses`: how often it was used, and `told`, what was said of it, oldest
    first. `asks`: whom to ask. `phases`: how each of its actions stands, by its text, where that is known. `overdue`:
    it should have been looked at again. The rest is about the reader; `says_mine`: words of theirs stand in it;
    `has_author`: whoever filed it is still here, and somebody else.
    """

    record: Record
    reused: frozenset[str]
    uses: int
    told: tuple[str, ...]
    asks: Text
    phases: Mapping[str, str]
    overdue: bool
    may_change: bool
    facilitates: bool
    says_mine: bool
    has_author: bool
    me: int


def showing_card(shown: Shown, back: str = "") -> Card:
    """Build the card of the whole record. `back`: the search with which it was found, packed."""
    record = shown.record
    parts: list[Part] = [
        Heading(record.title),
        Small(words(f"Record {record.id}. {NOT_GUIDANCE}")),
        *(note_parts(record) if record.phase != FILED else ()),
        *_overdue(shown),
        *_listed("What the next team should know", [_lesson(shown, lesson) for lesson in record.lessons]),
        *([Paragraph(words(record.summary))] if record.summary.strip() else []),
        *_listed("Actions", [words(action(one, shown.phases)) for one in record.actions]),
        *_figures(record),
        *(Quote(quote["text"], quote["said_by"]) for quote in record.quotes),
        *_listed("Where it was used", [words(one) for one in shown.told[-MOST_USES:]]),
        Facts(tuple(_about(shown))),
        *(asked_for_parts(record, shown.me) if shown.facilitates else ()),
        Buttons(tuple(_buttons(shown, back))),
    ]
    return Card(f"Record {record.id}: {record.title}", tuple(parts))


def _overdue(shown: Shown) -> list[Part]:
    on = shown.record.review_on
    if not (shown.overdue and on):
        return []
    since = f" since {dated(on)}: please ask whether it still holds before you rely on it."
    return [Paragraph(words(Bold("Overdue for review"), since))]


def _lesson(shown: Shown, lesson: str) -> Text:
    return words(lesson, Bold(" (reused)")) if lesson in shown.reused else words(lesson)


def _listed(title: str, lines: Sequence[Text]) -> list[Part]:
    return [Paragraph(words(Bold(title))), Bullets(tuple(lines))] if lines else []


def _figures(record: Record) -> list[Part]:
    rows = tuple(Fact(label, words(value)) for label, value in figures(record))
    return [Paragraph(words(Bold("Figures"))), Facts(rows)] if rows else []


def _about(shown: Shown) -> list[Fact]:
    record = shown.record
    rows: list[tuple[str, Text]] = [
        ("Kind", words(kind(record.activity))),
        ("When", words(when(record))),
        ("Sites", words(listed(record.sites))),
        ("Topics", words(listed(record.topics))),
        ("Learned by", words(record.attribution)),
        ("Ask", shown.asks),
        ("Reuse", words(used(shown.uses))),
        ("Filed", words(dated(record.filed_at.date()))),
        ("Review by", words(dated(record.review_on) if record.review_on else "")),
        ("Seen by", words(VISIBILITIES.get(record.visibility, record.visibility))),
        ("Licence", words(record.licence)),
    ]
    return [Fact(label, value) for label, value in rows if spoken(value)]


def _buttons(shown: Shown, back: str) -> list[Button]:
    record, subject = shown.record, str(shown.record.id)
    if record.phase == GOING:
        return [let_go_button(record)]
    if record.phase == FOR_READING and shown.facilitates:
        return reading_buttons(record, has_author=shown.has_author)
    buttons = [] if record.phase != FILED else [Button("I used this", "library.use", subject, style="primary")]
    if shown.says_mine:
        buttons.append(Button("Take my words out", "library.take_back", subject, confirm=NOT_MINE))
    if shown.may_change:
        buttons.append(Button("Edit", "library.edit", subject))
        if record.revision > 1:
            buttons.append(Button("History", "library.history", subject))
        buttons.append(Button("Withdraw", "library.withdraw", subject, style="danger", confirm=SURE))
    if shown.facilitates and record.phase == FILED:
        buttons += publishing_buttons(record, shown.me)
    if back:
        buttons.append(Button("Back to the results", "library.page", back))
    return buttons


def not_there_card() -> Card:
    """Build the card for a record that is not there, or not for this reader; which of the two is not said."""
    return say("There is no such record that you can see. It may have been withdrawn.", buttons=ways_in())


def ways_in() -> list[Button]:
    """Build what shows where to look instead: a search, or the topics."""
    return [
        Button("Search the library", "library.narrow_down", Wanted().packed(), style="primary"),
        see_topics_button(),
    ]


_SURE = Confirm("Nothing of it is kept, and that it was used goes too. This can’t be undone.", "Let it go")


def let_go_button(record: Record) -> Button:
    """Build the button by which a facilitator lets a hidden record go now, and does not wait for the day."""
    return Button("Let it go now", "library.let_it_go", str(record.id), style="danger", confirm=_SURE)


RELEASE = Confirm("Have you read it, and does it identify nobody? Everybody who may see it finds it then.", "Let them")


def note_parts(record: Record) -> tuple[Part, ...]:
    """Build what stands at the head of a record that waits."""
    if record.phase == GOING:
        text = "Whoever filed it has been forgotten, and it goes with them. File what others need in your own words."
    elif record.phase == FOR_CHANGES:
        text = "A facilitator has asked for changes. Only whoever filed it sees this until it has been read again."
    else:
        text = "It waits for a facilitator’s reading: something in it could identify a patient. Nobody else sees it."
    return (Paragraph(words(Bold("Not shown to others yet. "), text)),)


def reading_buttons(record: Record, has_author: bool) -> list[Button]:
    """Build the buttons for what a facilitator decides about a record that waits to be read."""
    read = PLACE.spell(record.id, record.revision)
    buttons = [Button("Let others see it", "library.release", read, style="primary", confirm=RELEASE)]
    if has_author:
        buttons.append(Button("Send it back", "library.send_back", read))
    buttons.append(Button("Withdraw", "library.withdraw", str(record.id), style="danger", confirm=SURE))
    return buttons


ASK = Confirm("Another facilitator has to agree. Have you checked that it identifies nobody?", "Ask for it")
AGREE = Confirm("It may then be shared outside. Have you read it, and does it identify nobody?", "Agree")


def asked_for_parts(record: Record, me: int) -> tuple[Part, ...]:
    """Build what facilitators see on a record that somebody has asked to make public."""
    if record.public_asked_by_id is None:
        return ()
    if record.public_asked_by_id == me:
        return (Paragraph(words("You have asked to make this public. Another facilitator has to agree.")),)
    return (Paragraph(words("A facilitator has asked to make this public. It takes another who agrees.")),)


def publishing_buttons(record: Record, me: int) -> list[Button]:
    """Build the buttons for making a record public, or keeping it inside.

    The subject says which revision a facilitator has read.
    """
    read = PLACE.spell(record.id, record.revision)
    if record.visibility == "public":
        return [Button("Keep it inside", "library.keep_inside", read)]
    if record.visibility != "organisation":
        return []
    if record.public_asked_by_id is None:
        return [Button("Make public", "library.make_public", read, confirm=ASK)]
    agree = Button("Agree: make it public", "library.agree_public", read, confirm=AGREE)
    keep = Button("Keep it inside", "library.keep_inside", read)
    return [keep] if record.public_asked_by_id == me else [agree, keep]
