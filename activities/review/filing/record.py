"""Filing: what was agreed becomes a record in the library, and its actions are opened."""

from collections.abc import Sequence
from datetime import date

from activities.kit import library
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.events import Due, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import about, word_of
from activities.kit.turn import Key, Turn
from activities.kit.views import Answer
from activities.kit.wording import count, day
from activities.review.asking.inviting import ask_in_other_words
from activities.review.asking.learned import answer_anew
from activities.review.asking.progress import tell_progress
from activities.review.drafting import draft_for, suggestions_for
from activities.review.drafting.desk import OBJECTED_TWICE, desk_key, held, owners
from activities.review.filing.figures import figures
from activities.review.review import ANNOUNCING, REVIEW, REVIEWS, at, days_after, script, staying, the_review
from activities.review.template import Template
from storage import actions, people, records, reviews
from storage.membership import is_member
from storage.reviews import DraftedAction
from storage.tables import Record, Review, ReviewDraft

LONGEST_DISAGREEMENT = 1500


def file(turn: Turn, review: Review, happened: str = "file") -> None:
    """Put a review in the library, open its actions, and tell everybody.

    Raises `MovedOn` where it is too early or late.
    """
    REVIEW.step(review, happened)
    draft = reviews.draft(turn.session, review)
    here = staying(turn, review)
    record = library.file(
        turn.session, _record(turn, review, draft), [person.id for _, person in here], script(review).title
    )
    for action, _ in owners(turn, draft):
        _open(turn, review, action)
    turn.session.flush()
    ANNOUNCING.announce(turn, review)
    for _, person in here:
        turn.tell(person, filed_card(review, record), _filed_key(review))
    for person in turn.who_runs(review):
        turn.tell(person, filed_card(review, record), desk_key(review))
    tell_progress(turn, review)
    if script(review).followed_by:
        _expect_what_follows(turn, review)


def file_now(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """File, after “File it”, a review that was held elsewhere, where those who were there have agreed."""
    if review.phase != "waiting_for_filing":
        raise MovedOn
    if not draft_for(turn, review, turn.person).summary:
        return no_summary_yet_card()
    file(turn, review)
    return present_filed(turn, review)


def ask_for_disagreement(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “File with the disagreement”: not before the summary has gone round twice."""
    _after_two_rounds(turn, review)
    return disagreement_form(review, suggestions_for(turn, review, turn.person))


def file_with_disagreement(turn: Turn, review: Review, form: Submitted) -> Answer:
    """File it with what not everybody agrees to said beside the summary."""
    _after_two_rounds(turn, review)
    read = Reader(form.values)
    text = read.text("disagreement", missing=NO_DISAGREEMENT, longest=LONGEST_DISAGREEMENT)
    if read.errors:
        return FieldErrors(read.errors)
    reviews.draft(turn.session, review).disagreement = text
    file(turn, review, "file_with_disagreement")
    return present_filed(turn, review)


def filed_has_gone(turn: Turn, number: int, record: Record) -> None:
    """Tell whoever was told that it is in the library that its record has been withdrawn."""
    review = REVIEWS.find(turn, number)
    if review is not None:
        for key in (_filed_key(review), desk_key(review)):
            turn.tell_anew(filed_card(review, record), key)


def present_filed(turn: Turn, review: Review) -> Card:
    """Show the record that a review became; raise `MovedOn` where it has not been filed."""
    record = records.came_from(turn.here, source(review))
    if record is None:
        raise MovedOn
    return filed_card(review, record)


def source(review: Review) -> str:
    """Return what the record and the actions say they came from."""
    return f"review:{review.id}"


def _filed_key(review: Review) -> Key:
    return ("filed", review.id)


def _record(turn: Turn, review: Review, draft: ReviewDraft) -> Record:
    by = draft.by_id or review.facilitator_id  # who words it reads it, and not who has taken over since
    return Record(
        organisation_id=turn.org,
        activity=turn.activity,
        came_from=source(review),
        title=title(review, script(review)),
        happened_from=review.happened_on,
        happened_until=review.happened_on,
        filed_at=turn.now,
        filed_by_id=by,
        contact_id=by,
        visibility="organisation" if review.visibility == "public" else review.visibility,
        public_asked_by_id=by if review.visibility == "public" else None,
        summary=body(review, script(review), draft, days_after(review)),
        lessons=list(draft.lessons),
        actions=[
            {"text": action["text"], "owner": owner, "due": action["due"]} for action, owner in owners(turn, draft)
        ],
        figures=figures(turn, review),
        attribution=review.attribution,
    )


def _open(turn: Turn, review: Review, action: DraftedAction) -> None:
    somebody = [one for one in people.several(turn.here, [action["owner"] or 0]) if is_member(one)]
    actions.open_action(
        turn.here,
        came_from=source(review),
        title=title(review, script(review)),
        text=action["text"],
        owner=somebody[0].id if somebody else action["role"] or NOBODY_YET,
        due=date.fromisoformat(action["due"]),
        asked_by=review.facilitator_id,
        now=turn.now,
        waited_for=turn.waited_for,
    )


def _expect_what_follows(turn: Turn, review: Review) -> None:
    """Wake on the working day after the event, to ask whether it is to be reviewed."""
    turn.wake(at(review, turn.working_days.after(max(review.happened_on, turn.today))), "follow", review.id)


def _after_two_rounds(turn: Turn, review: Review) -> None:
    may = REVIEW.allows(review, "file_with_disagreement") and draft_for(turn, review, turn.person).summary
    if review.circulated < OBJECTED_TWICE or not may:
        raise MovedOn


def withdrawn(turn: Turn, record: Record) -> None:
    """Say that a record is withdrawn where it was what others had learned, advice before an event, or a review."""
    for review in reviews.learned_from(turn.here, record.id):
        answer_anew(turn, review)
    if word_of(record.came_from) != turn.activity:
        return
    filed_from = about(record.came_from)
    for review in reviews.following(turn.here, filed_from):
        ask_in_other_words(turn, review)
    filed_has_gone(turn, filed_from, record)


def follow(turn: Turn, due: Due) -> None:
    """Ask, once the event is over, whether it is to be reviewed. People decide."""
    review = the_review(turn, due.subject)
    if review.phase == "filed":
        for person in turn.who_runs(review):
            turn.tell(person, how_did_it_go_card(review), ("follow", review.id))


# ---- what people see ------------------------------------------------------------------------------------------------

NO_DISAGREEMENT = "Please say what not everybody agrees with."
NOBODY_YET = "somebody still to be found"


def filed_card(review: Review, record: Record) -> Card:
    """Build the card for everybody who took part in a review that was filed, and whoever ran it."""
    if record.withdrawn_at:
        return say(Bold(review.title), " was filed in the library, and has been withdrawn since.")
    who = "those who took part" if record.visibility == "participants" else "everybody in the organisation"
    with_it = f"with {count(len(record.lessons), 'lesson')} and {count(len(record.actions), 'action')}"
    return say(Bold(record.title), f" is in the library, {with_it}, for {who} to read. Thank you for taking part!")


def no_summary_yet_card() -> Card:
    """Build the card for a facilitator who would file nothing."""
    return say("There is no summary yet. Please write one first; a few sentences are enough.")


def disagreement_form(review: Review, suggested: Sequence[str]) -> Form:
    """Build the form in which a facilitator says what not everybody agrees with, to stand beside the summary."""
    field = TextField(
        "disagreement",
        "What does not everybody agree with?",
        "\n".join(suggested),
        multiline=True,
        hint="Both views, and nobody’s name.",
        max_length=LONGEST_DISAGREEMENT,
    )
    intro = Paragraph(
        words(Bold(review.title), " has gone round twice. It is filed with this said beside the summary.")
    )
    return Form("review.disagreement", str(review.id), "File it", "File it", (field,), (intro,))


def title(review: Review, template: Template) -> str:
    """Write the title: `After-action review: Ward 7 moves`."""
    return f"{template.title}: {review.title}"


def body(review: Review, template: Template, draft: ReviewDraft, days: int | None) -> str:
    """Write the record's text: the summary and what else the template files, apart from lessons and actions."""
    paragraphs = [draft.summary]
    if draft.disagreement:
        paragraphs.append(f"Not everybody agrees: {draft.disagreement}")
    if "answers" in template.files:
        paragraphs += [
            f"{question.asks}\n{draft.wordings[question.id]}"
            for question in template.questions
            if draft.wordings.get(question.id)
        ]
    if "timeliness" in template.files and days is not None:
        paragraphs.append(held(days))
    if "reference" in template.files and draft.reference:
        paragraphs.append(f"Local reference: {draft.reference}")
    return "\n\n".join(paragraphs)


def how_did_it_go_card(review: Review) -> Card:
    """Build the card for whoever ran a review before the event, once it is over."""
    return say(
        Bold(review.title),
        f" was to be on {day(review.happened_on)}. Is there something to learn from how it went? I’d ask the same "
        "people, and put what you intended beside it.",
        buttons=[Button("Review how it went", "review.after", str(review.id), "primary")],
    )
