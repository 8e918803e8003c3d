"""Asking everybody: the invitation, a reminder two working days before answers close, and one on the day."""

from collections.abc import Iterator, Sequence
from datetime import date

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
    Small,
    say,
)
from activities.kit.events import Due
from activities.kit.runs import Bold, words
from activities.kit.subjects import subject
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import day, listed_runs
from activities.review.asking.learned import library_answers
from activities.review.asking.progress import tell_progress
from activities.review.review import ANNOUNCING, REVIEW, ROUND_KEY, asked_of, at, closes_at, script, staying, the_review
from activities.review.standing import READERS, answer_button
from activities.review.template import Template
from storage import records, sealed
from storage.membership import Reader
from storage.tables import Person, Record, Review, ReviewMember

REMINDER = subject(str, int, int, str, date, str)
"""The key of one: of which review, in which round, which of the two, of which day, and to whom."""

REMINDS_BEFORE = 2
"""Working days."""


def begin(turn: Turn, review: Review) -> Card:
    """Ask everybody for the first time."""
    REVIEW.step(review, "begin")
    review.key = sealed.new_key()
    ask(turn, review)
    ANNOUNCING.announce(turn, review)
    people = [person for _, person in staying(turn, review)]
    return begun_card(review, people, library_answers(turn, review))


def ask(turn: Turn, review: Review) -> None:
    """Ask what this round asks, and expect answers until they are due. Call it again when the date has moved."""
    for person, card in invitations(turn, review):
        turn.tell(person, card, invitation_key(review))
    morning = at(review, turn.working_days.before(review.due, REMINDS_BEFORE))
    if morning > turn.now:
        turn.wake(morning, "remind", review.id)
    turn.wake(at(review, review.due), "remind_today", review.id)
    turn.wake(closes_at(review), "close", review.id)
    tell_progress(turn, review)


def ask_in_other_words(turn: Turn, review: Review) -> None:
    """Change an invitation in place, wherever it was sent this round."""
    for person, card in invitations(turn, review):
        if turn.has_told(person, invitation_key(review)):
            turn.tell(person, card, invitation_key(review))


def is_still_asked(turn: Turn, key: str) -> bool:
    """Bring an invitation that was held up to date; false where it asks nothing any more."""
    _, wanted, asked_round, _ = ROUND_KEY.read(key)
    review = the_review(turn, wanted)
    if review.phase != "waiting_for_answers" or asked_round != review.round:
        return False
    ask_in_other_words(turn, review)
    return True


def is_still_reminded(turn: Turn, key: str) -> bool:
    """Say whether a reminder that was held up is about the day on which answers close, and that has not passed."""
    _, wanted, asked_round, _, due, _ = REMINDER.read(key)
    review = the_review(turn, wanted)
    is_this = (asked_round, due) == (review.round, review.due)
    return is_this and review.phase == "waiting_for_answers" and turn.now < closes_at(review)


def stop_asking(turn: Turn, review: Review) -> None:
    """Stop asking: answers have closed, one way or another."""
    for what in ("remind", "remind_today", "close"):
        turn.cancel_wake(what, review.id)


def remind(turn: Turn, due: Due) -> None:
    """Remind those who have not answered that two working days are left."""
    _remind(turn, the_review(turn, due.subject), last=False)


def remind_today(turn: Turn, due: Due) -> None:
    """Remind those who have not answered on the day itself."""
    _remind(turn, the_review(turn, due.subject), last=True)


def invitations(turn: Turn, review: Review) -> Iterator[tuple[Person, Card]]:
    """Yield everybody who takes part, and what they are asked in this round."""
    people = staying(turn, review)
    for member, person in people:
        yield person, _invitation(turn, review, member, person, len(people))


def _invitation(turn: Turn, review: Review, member: ReviewMember, person: Person, people: int) -> Card:
    if not asked_of(review, member.part):
        return nothing_this_round_card(review, script(review), people)
    reader = Reader(turn.org, person.id)  # others may be asked now than were before the event
    before = records.filed_from(turn.session, reader, f"review:{review.follows_id}") if review.follows_id else None
    return invitation_card(review, script(review), member.part, turn.who_runs(review), people, before)


def invitation_key(review: Review) -> Key:
    """Make the key under which everybody is asked in a round."""
    return ("invitation", review.id, review.round)


def _remind(turn: Turn, review: Review, last: bool) -> None:
    if review.phase != "waiting_for_answers":
        return
    asked = [person for member, person in staying(turn, review) if asked_of(review, member.part)]
    answered = sealed.authors(turn.session, review, [person.id for person in asked])
    for person in asked:
        if person.id not in answered:
            key = ("remind", review.id, review.round, "last" if last else "first", review.due.isoformat())
            turn.tell(person, reminder_card(review, last), key)


# ---- what people see ------------------------------------------------------------------------------------------------


def begun_card(review: Review, people: Sequence[Person], earlier: Sequence[Part]) -> Card:
    """Build the card for whoever started it: who is asked, by when, and what the library knows already."""
    asked = listed_runs([mention(person) for person in people])
    lead = words(Bold(review.title), " has begun. I’m asking ", asked, f", by {day(review.due)} at 17:00.")
    note = "How many have answered stands in your own chat with me."
    return Card(f"{review.title} has begun", (*earlier, Paragraph(lead), Paragraph(words(note))))


NAMED = {
    "none": "without names and in no order",
    "by_role": "each with its author’s job title",
    "by_name": "each with its author’s name",
}


def invitation_card(
    review: Review, template: Template, part: str, facilitators: Sequence[Person], people: int, before: Record | None
) -> Card:
    """Build the card that asks somebody: what, by which rules, who sees what and when, with the button to the form.

    `before`: what was filed of the review that was held before the event, if there was one.
    """
    led_by = listed_runs([mention(person) for person in facilitators], "or")
    lead = words(led_by, " asks you to take part in a review of ", Bold(review.title), f", {_when(review)}.")
    parts: list[Part] = [Heading(f"{template.title}: {review.title}"), Paragraph(lead)]
    parts += [Paragraph(words(review.background))] if review.background else []
    parts += _intended(before) if before else []
    parts += _round(review, template, part)
    parts += [Paragraph(words("The rules:")), Bullets(tuple(words(rule) for rule in template.ground_rules))]
    parts += [Facts(_who_sees_what(review, part, people)), Small(words(anonymity(review, part)))]
    parts.append(Buttons(_asking_buttons(review)))
    return Card(f"{template.title} of {review.title}: please answer by {day(review.due)}", tuple(parts))


def nothing_this_round_card(review: Review, template: Template, people: int) -> Card:
    """Build the card for somebody with no question in the round that is running."""
    said = words(
        "You take part in a review of ",
        Bold(review.title),
        f" ({template.title}). Just now others answer, by {day(review.due)}; I’ll ask you when it is your turn.",
    )
    parts: list[Part] = [Paragraph(said), *_round(review, template, ""), Buttons(_asking_buttons(review)[1:])]
    return Card(f"You take part in a review of {review.title}", tuple(parts))


def reminder_card(review: Review, last: bool) -> Card:
    """Build the card that reminds those who have not answered."""
    when = "today at 17:00" if last else f"on {day(review.due)} at 17:00"
    return say(
        "Your view of ",
        Bold(review.title),
        f" is still missing. Answers close {when}; one page is better than none.",
        buttons=_asking_buttons(review),
    )


def _when(review: Review) -> str:
    return day(review.happened_on, review.opened_at.date())


def _intended(before: Record) -> list[Part]:
    if not before.lessons:
        return [Paragraph(words("It follows ", Bold(before.title), "."))]
    lead = Paragraph(words("It follows ", Bold(before.title), ", where this was the advice:"))
    return [lead, Bullets(tuple(words(lesson) for lesson in before.lessons))]


def _round(review: Review, template: Template, part: str) -> list[Part]:
    if not template.rounds:
        return []
    now = template.rounds[review.round - 1]
    step = f"Step {review.round} of {len(template.rounds)}: {now.title}. {now.says}"
    yours = {"host": " You are the host.", "visitors": " You are a visitor."}.get(part, "")
    return [Paragraph(words(Bold(step), yours))]


def _who_sees_what(review: Review, part: str, people: int) -> tuple[Fact, ...]:
    named = "said to be the host’s" if part == "host" else NAMED[review.attribution]
    return (
        Fact("Answer by", words(f"{day(review.due)} at 17:00, and change it as often as you like until then")),
        Fact("Until then", words("nobody sees any answer; from five on, whoever runs it sees how many have answered")),
        Fact("Then", words(f"all answers appear together, {named}, to the {people} who take part and the facilitator")),
        Fact("Filed", words(f"a summary that you have agreed to, for {READERS[review.visibility]}")),
    )


def anonymity(review: Review, part: str) -> str:
    """Say what becomes of whose answers are whose, for somebody in this part."""
    if part == "host" or review.attribution != "none":
        return "Your answers are kept with a key of this review until they are shown. A backup may hold that longer."
    return (
        "Nobody is named. Until answers appear, a key ties yours to you so that you can change them; then they are "
        "copied and shuffled, and that tie is destroyed. A backup made before may hold it longer. If fewer than five "
        "answer and stay, without whoever runs it, nothing is shown unless each of them agrees. "
        "Should somebody else run the review later, they read it only if everybody who takes part agrees."
    )


def _asking_buttons(review: Review) -> tuple[Button, ...]:
    earlier = (Button("Read what was said so far", "review.read", f"{review.id}:1"),) if review.round > 1 else ()
    question = "You are asked nothing more, and what you have answered is deleted."
    out = Button("I’d rather not", "review.leave", str(review.id), "plain", Confirm(question, "Take me out"))
    return (answer_button(review), *earlier, out)
