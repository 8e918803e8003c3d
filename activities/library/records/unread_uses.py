"""What somebody said of having used a record and that raised a warning: a facilitator reads it before others do."""

from activities.kit.answers import Reader as Answers
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Mention, words
from activities.kit.subjects import number
from activities.kit.turn import Key, Turn, mention
from activities.library.labels import in_words, open_record_button, said_in
from activities.library.records import unread
from activities.library.records.showing import RELEASE
from activities.library.records.unread import READING, read_use_button, sent_back_form
from storage import people, records, waiting
from storage.membership import Reader, is_member
from storage.tables import Person, Record, Use


def let_wait(turn: Turn, use: Use) -> None:
    """Show these words to nobody but their author from now on, and ask facilitators to read them."""
    READING.step(use, "wait")
    use.waits_since = turn.today
    turn.session.flush()
    for person in turn.facilitators():
        turn.tell(person, please_read_use_card(use, mention(turn.person)), ("unread_use", use.id))
    waiting.look_next_week(turn.session, turn.organisation, turn.now)


def read(turn: Turn, pressed: Pressed) -> Card:
    """Show the words, and what to decide, after “Read it”."""
    use = _the_use(turn, pressed.subject)
    return a_use_card(use, said_in(use))


def release(turn: Turn, pressed: Pressed) -> Card:
    """Let others see the words, after “Let others see it”.

    Whoever looks after the record had heard that it was used, and now reads them.
    """
    use = _the_use(turn, pressed.subject)
    READING.step(use, "release")
    goes_no_more(turn, use)
    use.waits_since = None
    turn.session.flush()
    record, by = _about(turn, use), people.get(turn.here, use.person_id)
    turn.tell_anew(told_card(record, use, mention(by)), ("used", use.id))
    turn.tell_anew(unread.settled_card(), ("unread_use", use.id))
    return unread.have_released_card(None)


def ask_what_to_change(turn: Turn, pressed: Pressed) -> Form:
    """Ask a facilitator what should be put otherwise, after “Send it back”."""
    return send_use_back_form(_the_use(turn, pressed.subject))


def send_back(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Send the words back: they go, and that it was used goes with them; its author can say it anew, counted once."""
    use, answers = _the_use(turn, form.subject), Answers(form.values)
    asks = answers.text("words", missing=unread.NO_WORDS, longest=unread.LONGEST_WORDS)
    if answers.errors:
        return FieldErrors(answers.errors)
    record, by = _about(turn, use), people.get(turn.here, use.person_id)
    turn.tell_anew(unread.settled_card(), ("unread_use", use.id))
    goes_no_more(turn, use)
    if is_member(by):
        turn.tell(by, use_sent_back_card(may_read(turn, use, by), asks), ("use_sent_back", use.id))
    turn.tell_anew(taken_back_card(record), ("used", use.id))
    turn.session.delete(use)
    turn.erases = True
    return unread.have_sent_back_card(None)


def by_whom(turn: Turn, use: Use) -> Person | None:
    """Return whoever said how they used a record, if they are still here."""
    found = people.several(turn.here, [use.person_id])
    return found[0] if found and is_member(found[0]) else None


def may_read(turn: Turn, use: Use, person: Person) -> Record | None:
    """Return the record of which it was said, as far as this person may read it by now."""
    return records.get(turn.session, Reader(turn.org, person.id), use.record_id)


def kept_as(use: Use) -> Key:
    """Make the key under which a use's author was told that it will go."""
    return ("unread_use_goes", use.id, str(use.waits_since))


def goes_no_more(turn: Turn, use: Use) -> None:
    """Let what its author was told of its going say that this has been dealt with."""
    turn.tell_anew(unread.settled_card(), kept_as(use))


def _the_use(turn: Turn, subject: str) -> Use:
    use = waiting.use(turn.here, number(subject))
    if use is None:
        raise MovedOn
    turn.concerns(use.id)
    return use


def _about(turn: Turn, use: Use) -> Record:
    record = records.locked(turn.here, use.record_id)
    if record is None:
        raise MovedOn
    return record


# ---- what people see ------------------------------------------------------------------------------------------------


def told_card(record: Record, use: Use, by: Mention | None) -> Card:
    """Build the card for whoever filed a record that was used, or is whom to ask.

    `by`: nobody, once whoever it was has been forgotten.
    """
    who = words(by or "A colleague", " has used ", Bold(record.title), ".")
    said = in_words(use)
    parts: list[Part] = [Paragraph(who), *([Paragraph(words(said))] if said else [])]
    parts.append(Buttons((open_record_button(record),)))
    return Card(f"“{record.title}” has been used", tuple(parts))


def taken_back_card(record: Record) -> Card:
    """Build the card for whoever looks after a record, where a facilitator has sent a use's words back."""
    return say("That ", Bold(record.title), " has been used was taken back.", buttons=[open_record_button(record)])


USE_WAITS = (
    "Thank you, that’s counted. Something in it could identify a patient, so a facilitator reads your words before "
    "others can."
)


def please_read_use_card(use: Use, by: Mention) -> Card:
    """Build the card that asks facilitators to read what was said of having used a record."""
    return say(
        by,
        " has said how they used a record, and a passage could identify a patient. Nobody else reads it until a "
        "facilitator has. Could you?",
        buttons=[read_use_button(use)],
    )


def send_use_back_form(use: Use) -> Form:
    """Build the form for a facilitator who sends a use back: its words go, and its author may say them otherwise."""
    return sent_back_form("library.send_use_back", str(use.id), "Their words are taken out; they can say it anew.")


def use_sent_back_card(record: Record | None, asks: str) -> Card:
    """Build the card for whoever said how they used a record; their words are no longer kept."""
    again = [Button("Say it anew", "library.use", str(record.id), style="primary")] if record else []
    text = "A facilitator has read what you said of having used a record, and asks you to put it otherwise: "
    return say(text, f"“{asks}” Your words have been taken out.", buttons=again)


def a_use_card(use: Use, said: str) -> Card:
    """Build the card of what was said, for a facilitator to read.

    Which record it is about does not matter, and may be none of theirs.
    """
    return Card(
        "What somebody said of having used a record",
        (
            Heading("What somebody said of having used a record"),
            Paragraph(words(said)),
            Buttons(
                (
                    Button("Let others see it", "library.release_use", str(use.id), style="primary", confirm=RELEASE),
                    Button("Send it back", "library.send_use_back", str(use.id)),
                )
            ),
        ),
    )
