"""Introducing people to each other, and keeping what the introduction says true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from activities.coffee.meeting import MEETING, PLACE, STANDING, Gathering, gathering, the_gathering
from activities.coffee.meeting.asking import expect_feedback
from activities.coffee.trial import can_still_meet
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
from activities.kit.days import moment
from activities.kit.events import Due
from activities.kit.lost import to
from activities.kit.runs import Bold, Mention, Text, words
from activities.kit.subjects import about
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import day, listed, listed_runs
from storage import trials
from storage.tables import Meeting, MeetingMember, Person, Trial


@dataclass(frozen=True)
class Guest:
    """Somebody in an introduction, as they described themselves on joining, and where to write to them."""

    who: Mention
    email: str | None
    job_title: str
    department: str


SILENCE_MAY_BE_SAID_AFTER = 5
"""From this working day after the introduction on, people are offered "No answer yet"."""

MORNING = time(9)


def introduce_group(turn: Turn, trial: Trial, people: list[Person], site: str) -> Meeting:
    """Bring two or three people together: their meeting, the message that they share, and what follows by itself."""
    meeting = Meeting(
        organisation_id=turn.org,
        trial_id=trial.id,
        phase=MEETING.first,
        site=site,
        first_writer_id=turn.random.choice(sorted(person.id for person in people)),
    )
    turn.session.add(meeting)
    turn.session.flush()
    for person in people:
        turn.session.add(
            MeetingMember(
                organisation_id=turn.org,
                meeting_id=meeting.id,
                person_id=person.id,
                phase=PLACE.first,
            )
        )
    turn.session.flush()
    tell_introduction(turn, gathering(turn, trial, meeting.id))
    expect_feedback(turn, trial)
    return meeting


def tell_introduction(turn: Turn, them: Gathering) -> None:
    """Tell the introduction, or change it in place to say what holds now; likewise the copies in people's own chats."""
    count_as_introduced(turn, them)
    together, alone = _cards(turn, them)
    turn.introduce(them.everybody, together, shared_key(them.id))
    for person in them.everybody:
        if turn.has_told(person, alone_key(them.id)):
            turn.tell(person, alone, alone_key(them.id))


def count_as_introduced(turn: Turn, them: Gathering) -> bool:
    """Count people as introduced once everybody who is part of it has the introduction; true then."""
    is_news = them.meeting.introduced_at is None and them.is_on
    if not is_news or not all(place.reached for place, _ in them.standing):
        return False
    them.meeting.introduced_at = turn.now
    turn.session.flush()
    turn.wake(_silence_may_be_said(turn, them.trial, turn.now), "offer_no_answer", them.id)
    return True


def tell_alone(turn: Turn, them: Gathering) -> None:
    """Tell the introduction to each in their own chat, where the shared message may not have arrived."""
    for _, person in them.standing:
        turn.tell(person, _cards(turn, them)[1], alone_key(them.id))


def renew(turn: Turn, key: str) -> bool:
    """Bring an introduction that was held up to date; false where they cannot meet by it any more."""
    them = the_gathering(turn, about(key))
    if not them.is_on or not can_still_meet(turn, them.trial):
        return False
    tell_introduction(turn, them)
    return True


def has_lost_alone(turn: Turn, them: Gathering) -> bool:
    """Say whether what one of them was told in their own chat did not arrive for certain either."""
    return any(turn.has_lost(to(alone_key(them.id), one)) for one in _standing(them))


def told_of(turn: Turn, them: Gathering) -> list[tuple[Key, Card]]:
    """List what they may have been told, together and alone, with what holds now."""
    together, alone = _cards(turn, them)
    return [(shared_key(them.id), together), *((to(alone_key(them.id), one), alone) for one in _standing(them))]


def offer_no_answer(turn: Turn, due: Due) -> None:
    """Let people say, from now on, that they have heard nothing."""
    them = the_gathering(turn, due.subject)
    if MEETING.allows(them.meeting, "end") and can_still_meet(turn, them.trial):
        tell_introduction(turn, them)


def silence_may_be_said(turn: Turn, them: Gathering) -> bool:
    """Say whether "No answer yet" is on offer: not in the first days, when people simply have not got round to it."""
    introduced_at = them.meeting.introduced_at
    return introduced_at is not None and turn.now >= _silence_may_be_said(turn, them.trial, introduced_at)


def shared_key(meeting: int) -> Key:
    """Make the key under which the message that they share is told."""
    return ("introduction", meeting)


def alone_key(meeting: int) -> Key:
    """Make the key under which the copies in people's own chats are told."""
    return ("introduction_alone", meeting)


def _cards(turn: Turn, them: Gathering) -> tuple[Card, Card]:
    """Build what holds now, as said in the conversation that they share, and as said to one of them alone."""
    if them.meeting.phase == "met":
        return (have_met_card(them.id),) * 2
    if not them.is_on:
        return (has_ended_card(),) * 2
    said = Introduction(
        meeting=them.id,
        trial=them.trial.title,
        guests=[_guest(turn, them, person) for _, person in them.standing],
        gone=[mention(person) for place, person in them.places if place.phase not in STANDING],
        site=them.meeting.site,
        writes_first=mention(_first_writer(them)),
        meet_by=them.trial.meet_by,
        note=them.trial.note,
        no_answer_yet=silence_may_be_said(turn, them),
    )
    return introduction_card(said), introduction_alone_card(said)


def _guest(turn: Turn, them: Gathering, person: Person) -> Guest:
    said = trials.signup(turn.here, them.trial.id, person.id) or person
    return Guest(mention(person), person.email, said.job_title, said.department)


def _standing(them: Gathering) -> list[int]:
    return [person.id for _, person in them.standing]


def _first_writer(them: Gathering) -> Person:
    """Return who was drawn to write first, or whoever is left to do it."""
    standing = [person for _, person in them.standing]
    return next((person for person in standing if person.id == them.meeting.first_writer_id), standing[0])


def _silence_may_be_said(turn: Turn, trial: Trial, introduced_at: datetime) -> datetime:
    zone = ZoneInfo(trial.timezone)
    introduced_on = introduced_at.astimezone(zone).date()
    return moment(turn.working_days.after(introduced_on, SILENCE_MAY_BE_SAID_AFTER), MORNING, zone)


# ---- what people see ------------------------------------------------------------------------------------------------


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


def introduction_card(said: Introduction) -> Card:
    """Build the introduction for the conversation that people share."""
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


def introduction_alone_card(said: Introduction) -> Card:
    """Build the introduction for one person's own chat, where the shared message may not have arrived."""
    card = introduction_card(said)
    alone = Small(words("Please write to each other directly: I don’t see that, and it stays between you."))
    return Card(card.summary, (*card.parts, alone)).led_by(
        "I may already have written to you together; if not, here it is."
    )


def have_met_card(meeting: int) -> Card:
    """Build the card that the introduction becomes for all once somebody has said that they met."""
    return say(
        "You’ve met: lovely! How was it? Two minutes of your words help the next trial.",
        buttons=[Button("Say how it was", "coffee.met", str(meeting))],
    )


def has_ended_card() -> Card:
    """Build the card that the introduction becomes for all when the meeting has ended, whoever ended it and why."""
    return say("This meeting has ended; there’s nothing more to do here. Each of you hears from me in your own chat.")


def meeting_buttons(meeting: int, no_answer_yet: bool) -> Iterable[Button]:
    """Yield buttons for what people can say of a meeting that is still to come."""
    yield met_button(meeting)
    yield no_time_button(meeting)
    yield Button("We know each other", "coffee.know_each_other", str(meeting), confirm=_END)
    if no_answer_yet:
        yield Button("No answer yet", "coffee.no_answer", str(meeting))


def met_button(meeting: int) -> Button:
    """Build the button that says that a meeting took place, and opens the feedback form."""
    return Button("We’ve met", "coffee.met", str(meeting), style="primary")


def no_time_button(meeting: int) -> Button:
    """Build the button that ends somebody's part in a meeting for which there is no time."""
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
