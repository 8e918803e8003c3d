"""The introduction: what two or three people read together, and alone where that may not have arrived."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Contact,
    GetInTouch,
    Paragraph,
    Part,
    Small,
    say,
)
from activities.kit.runs import Bold, Mention, Text, words
from activities.kit.wording import day, listed, listed_runs


@dataclass(frozen=True)
class Guest:
    """Somebody in an introduction, as they described themselves on joining, and where to write to them."""

    who: Mention
    email: str | None
    job_title: str
    department: str


@dataclass(frozen=True)
class Introduction:
    """Everything that an introduction says. `gone`: who was part of it once; `no_answer_yet`: that is on offer."""

    meeting: int
    trial: str
    guests: Sequence[Guest]
    gone: Sequence[Mention]
    site: str
    writes_first: Mention
    meet_by: date
    note: str
    no_answer_yet: bool = False


def introduction(said: Introduction) -> Card:
    """The card in the conversation that they share."""
    parts: list[Part] = [
        Paragraph(words("Hello ", listed_runs([guest.who for guest in said.guests]), "! ", *_opening(said))),
        Bullets(tuple(_about(guest, said.site) for guest in said.guests)),
        _first_step(said),
        GetInTouch(
            tuple(Contact(guest.who, guest.email) for guest in said.guests),
            together=words("I can’t read this chat: what you write here stays between you."),
        ),
        Paragraph(words("Take half an hour over a hot drink. There is no agenda; talk about anything, work or not.")),
        *_note(said.note),
        Buttons(tuple(meeting_buttons(said.meeting, said.no_answer_yet))),
    ]
    return Card(f"{said.trial}: meet each other by {day(said.meet_by)}", tuple(parts))


def introduction_alone(said: Introduction) -> Card:
    """The same for one person's own chat, where the shared message may not have arrived."""
    card = introduction(said)
    alone = Small(words("Please write to each other directly: I don’t see that, and it stays between you."))
    return Card(card.summary, (*card.parts, alone)).led_by(
        "I may already have written to you together; if not, here it is."
    )


def have_met(meeting: int) -> Card:
    """What the introduction becomes once somebody has said that they met."""
    return say(
        "You’ve met: lovely! How was it? Two minutes of your words help the next trial.",
        buttons=[Button("Say how it was", "coffee.met", str(meeting))],
    )


def has_ended() -> Card:
    """What the introduction becomes when the meeting has ended, whoever ended it and why."""
    return say("This meeting has ended; there’s nothing more to do here. Each of you hears from me in your own chat.")


def meeting_buttons(meeting: int, no_answer_yet: bool) -> Iterable[Button]:
    """What people can say of a meeting that is still to come."""
    yield met_button(meeting)
    yield no_time_button(meeting)
    yield Button("We know each other", "coffee.know_each_other", str(meeting), confirm=_END)
    if no_answer_yet:
        yield Button("No answer yet", "coffee.no_answer", str(meeting))


def met_button(meeting: int) -> Button:
    """Says that a meeting took place, and opens the feedback form."""
    return Button("We’ve met", "coffee.met", str(meeting), style="primary")


def no_time_button(meeting: int) -> Button:
    """Ends somebody's part in a meeting for which there is no time."""
    return Button("Can’t find a time", "coffee.no_time", str(meeting), confirm=_END)


_END = Confirm("This ends your part in this meeting, and I’ll tell the other person kindly. Shall I?", "Yes, end it")


def _opening(said: Introduction) -> tuple[str | Bold, ...]:
    if said.gone:
        left = listed([mention.name for mention in said.gone])
        return (f"{left} can’t be part of this after all, so the two of you carry on in ", Bold(said.trial), ".")
    return ("You’ve been matched in ", Bold(said.trial), ". Meet each other:")


def _about(guest: Guest, site: str) -> Text:
    return words(Bold(guest.who.name), ": ", ", ".join(filter(None, (guest.job_title, guest.department, site))))


def _first_step(said: Introduction) -> Paragraph:
    what = f" writes first: please suggest a time by {day(said.meet_by)} and a place at {said.site}."
    return Paragraph(words(Bold(said.writes_first.name), what))


def _note(note: str) -> list[Part]:
    return [Paragraph(words(note))] if note else []
