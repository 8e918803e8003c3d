"""The facilitator's desk: what is drafted so far, on one card that leads to every part of it."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Bullets, Button, Buttons, Card, Confirm, Heading, Paragraph, Part, Small
from activities.kit.events import Pressed
from activities.kit.runs import Bold, words
from activities.kit.turn import Key, Turn
from activities.kit.wording import count, day
from activities.review.drafting import closed_parts, draft_for, is_open_to, suggestions_for
from activities.review.review import REVIEW, days_after, script
from activities.review.standing import read_answers_button
from activities.review.template import Template
from storage import people, reviews
from storage.reviews import DraftedAction
from storage.tables import Person, Review, ReviewDraft

LONGEST_SUMMARY, LONGEST_WORDING, LONGEST_LESSON, LONGEST_ACTION = 2500, 1500, 300, 200
LONGEST_ROLE, LONGEST_REFERENCE, MOST_LESSONS, MOST_ACTIONS = 60, 60, 10, 10

Owned = Sequence[tuple[DraftedAction, str]]
"""Actions, each with its owner in words."""

OBJECTED_TWICE = 2
"""After so many rounds the facilitator may file a summary with the disagreement stated."""


def show_desk(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Show the desk as it stands now."""
    return desk(turn, review, turn.person)


def tell_desk(turn: Turn, review: Review) -> None:
    """Put the desk, as it stands now, before whoever runs the review."""
    for person in turn.who_runs(review):
        turn.tell(person, desk(turn, review, person), desk_key(review))


def desk_key(review: Review) -> Key:
    """Make the key under which the desk is told."""
    return ("desk", review.id)


def desk(turn: Turn, review: Review, person: Person) -> Card:
    """Show the summary, lessons and actions so far, with what was to be changed, and what can be done now.

    All of it as far as it is open to this person, who runs the review.
    """
    draft = draft_for(turn, review, person)
    suggested = suggestions_for(turn, review, person)
    stating = review.circulated >= OBJECTED_TWICE and REVIEW.allows(review, "file_with_disagreement")
    closed = () if is_open_to(review, person) else closed_parts(review, may_ask(turn, review))
    said = owners(turn, draft)
    stating, days = stating and bool(draft.summary), days_after(review)
    return desk_card(review, script(review), draft, said, suggested, stating, days, closed)


def may_ask(turn: Turn, review: Review) -> bool:
    """Say whether a new facilitator may ask to read what was said to another: once, and while everybody can agree."""
    facilitator = turn.session.get_one(Person, review.facilitator_id)
    is_time = REVIEW.allows(review, "draft") and not review.reading
    everybody = reviews.members(turn.here, review.id)
    can_agree = all(member.phase != "left" or member.took_all_back for member, _ in everybody)
    return is_time and facilitator.facilitates and not is_open_to(review, facilitator) and can_agree


def owners(turn: Turn, draft: ReviewDraft) -> list[tuple[DraftedAction, str]]:
    """Return the drafted actions, each with its owner in words: a person's name, or a role."""
    drafted = drafted_actions(draft)
    named = {one.id: one.name for one in people.several(turn.here, _owner_ids(drafted))}
    return [(action, named.get(action["owner"] or 0, action["role"])) for action in drafted]


def drafted_actions(draft: ReviewDraft) -> list[DraftedAction]:
    """Return the drafted actions as they are kept."""
    return [
        DraftedAction(
            text=str(one["text"]),
            owner=one["owner"] if isinstance(one["owner"], int) else None,
            role=str(one["role"]),
            due=str(one["due"]),
        )
        for one in draft.actions
    ]


def _owner_ids(drafted: list[DraftedAction]) -> list[int]:
    return [action["owner"] for action in drafted if action["owner"] is not None]


# ---- what people see ------------------------------------------------------------------------------------------------


def desk_card(
    review: Review,
    template: Template,
    draft: ReviewDraft,
    actions: Owned,
    suggested: Sequence[str],
    stating: bool,
    days: int | None,
    closed: tuple[Part, ...] = (),
) -> Card:
    """Build the card of the desk for whoever runs it: what stands so far, and the ways on.

    `suggested`: changes asked for; `stating`: it may be filed with them.

    `days`: how long after the event it was held. `closed`: what is said where answers are closed to its reader.
    """
    parts: list[Part] = [Heading(f"{review.title}: your desk"), *closed]
    parts += _changes(suggested)
    parts += drafted(draft, template, actions)
    parts += [Small(words(held(days)))] if days is not None else []
    ready = review.phase == "waiting_for_filing"
    parts.append(Buttons(tuple(_writing(review, draft, actions, with_answers=not ready and not closed))))
    parts.append(Buttons((_file_button(review) if ready else _circulate_button(review),)))
    if stating:
        parts.append(Small(words("It has gone round twice. If you cannot agree, it may be filed with that said: ")))
        parts.append(Buttons((Button("File with the disagreement", "review.disagreement_form", str(review.id)),)))
    return Card(f"{review.title}: your desk", tuple(parts))


def drafted(draft: ReviewDraft, template: Template, actions: Owned) -> list[Part]:
    """Build summary, lessons and actions as they stand."""
    parts: list[Part] = [Paragraph(words(draft.summary or "No summary yet."))]
    if draft.wordings:
        done = sum(question.id in draft.wordings for question in template.questions)
        parts.append(
            Small(words(f"What was said is worded for {done} of {count(len(template.questions), 'question')}."))
        )
    if draft.lessons:
        parts += [Paragraph(words(Bold("Lessons"))), Bullets(tuple(words(lesson) for lesson in draft.lessons))]
    if actions:
        lines = tuple(words(action_line(action, owner)) for action, owner in actions)
        parts += [Paragraph(words(Bold("Actions"))), Bullets(lines)]
    return parts


def action_line(action: DraftedAction, owner: str) -> str:
    """Write an action: what, who, by when."""
    return f"{action['text']} ({owner}, by {day(date.fromisoformat(action['due']))})"


def held(days: int) -> str:
    """Say how long after the event it was held: six in ten are within four weeks, and memory does not wait."""
    return f"Held {count(days, 'day')} after the event." if days else "Held on the day itself."


def _changes(suggested: Sequence[str]) -> list[Part]:
    if not suggested:
        return []
    lead = Paragraph(words(Bold("Changes that were asked for")))
    return [lead, Bullets(tuple(words(one) for one in suggested))]


def _writing(review: Review, draft: ReviewDraft, actions: Owned, with_answers: bool) -> list[Button]:
    subject = str(review.id)
    ways = [read_answers_button(review)] if with_answers else []
    ways += [
        Button("Write the summary", "review.summary_form", subject, "plain" if draft.summary else "primary"),
        Button("Write the lessons", "review.lessons_form", subject),
    ]
    if len(actions) < MOST_ACTIONS:
        ways.append(Button("Add an action", "review.action_form", f"{subject}:{len(actions)}"))
    ways += [Button(f"Change action {at + 1}", "review.action_form", f"{subject}:{at}") for at in range(len(actions))]
    if actions:
        last = f"{subject}:{len(actions) - 1}"
        ways.append(Button("Take out the last action", "review.drop_action", last))
    return ways


def _circulate_button(review: Review) -> Button:
    asks = (
        f"Everybody who took part is asked to agree. It is filed when all have, or after {review.silence_days} working "
    )
    sure = Confirm(f"{asks}days in which nobody objects.", "Send it round")
    return Button("Send it to those who took part", "review.circulate", str(review.id), "primary", sure)


def _file_button(review: Review) -> Button:
    sure = Confirm(
        "Have those who were there agreed to this? It becomes a record in the library.", "File it", "Not yet"
    )
    return Button("File it", "review.file", str(review.id), "primary", sure)
