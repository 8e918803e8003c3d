"""Agreeing on the summary: it goes round until everybody asked agrees, or silence has lasted long enough."""

from collections.abc import Iterator

from activities.kit.answers import Reader
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Due, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn
from activities.kit.views import Answer
from activities.kit.wording import count, day
from activities.review.asking.progress import tell_progress
from activities.review.drafting import draft_for
from activities.review.drafting.desk import Owned, drafted, owners, tell_desk
from activities.review.filing.record import file
from activities.review.review import (
    CLOSE_AT,
    MEMBER,
    REVIEW,
    ROUND_KEY,
    at,
    my_part,
    place,
    script,
    staying,
    the_review,
)
from activities.review.standing import READERS, read_summary_button
from activities.review.template import Template
from storage import reviews
from storage.tables import Person, Review, ReviewDraft, Suggestion

LONGEST_CHANGE = 1500


def circulate(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Send the summary to everybody who takes part, for the first time or after a change."""
    draft = draft_for(turn, review, turn.person)
    if not draft.summary:
        return nothing_to_send_card()
    REVIEW.step(review, "circulate")
    review.circulated += 1
    review.agree_by = turn.working_days.after(turn.today, review.silence_days)
    asked = staying(turn, review)
    for member, _ in asked:
        MEMBER.step(member, "ask")
    turn.session.flush()
    for _, person in asked:
        card = do_you_agree_card(review, script(review), draft, owners(turn, draft))
        turn.tell(person, card, round_key(review))
    turn.wake(at(review, review.agree_by, CLOSE_AT), "silence", review.id)
    tell_progress(turn, review)
    _file_if_agreed(turn, review)
    return sent_round_card(review, len(asked))


def read_summary(turn: Turn, pressed: Pressed) -> Card:
    """Show once more what goes round."""
    review = the_review(turn, pressed.subject)
    my_part(turn, review)
    if not REVIEW.allows(review, "agree"):
        raise MovedOn
    draft = reviews.draft(turn.session, review)
    return do_you_agree_card(review, script(review), draft, owners(turn, draft))


def read_wording(turn: Turn, pressed: Pressed) -> Card:
    """Show what would be filed for one question, or has been. The subject is the review and the question, `17:2`."""
    review = the_review(turn, pressed.subject)
    my_part(turn, review)
    worded = reviews.draft(turn.session, review).wordings
    questions = [question for question in script(review).questions if question.id in worded]
    nth = place(pressed.subject)
    if not review.circulated or not 1 <= nth <= len(questions):
        raise MovedOn
    asked = questions[nth - 1]
    return wording_card(review, asked.asks, worded[asked.id], nth, len(questions))


def agree(turn: Turn, pressed: Pressed) -> Card:
    """Take “I agree”. When everybody has said so, it is filed. The subject is the review and the round, `17:1`."""
    review = _this_round(turn, pressed.subject)
    mine = my_part(turn, review)
    if not (REVIEW.allows(review, "agree") and mine.phase == "agrees"):  # a second press changes nothing
        REVIEW.step(review, "agree")
        MEMBER.step(mine, "agree")
        turn.session.flush()
        tell_progress(turn, review)
        _file_if_agreed(turn, review)
    return you_agree_card(review)


def ask_what_to_change(turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Suggest a change”."""
    review = _this_round(turn, pressed.subject)
    _may_object(turn, review)
    return change_form(review)


def suggest(turn: Turn, form: Submitted) -> Answer:
    """Open the summary again, and everybody's word on it, because somebody would have it otherwise.

    Whose suggestion it was is kept nowhere, nor can it be told from whose word has changed.
    """
    review = _this_round(turn, form.subject)
    _may_object(turn, review)
    read = Reader(form.values)
    text = read.text("change", missing=NO_CHANGE, longest=LONGEST_CHANGE)
    if read.errors:
        return FieldErrors(read.errors)
    REVIEW.step(review, "object")
    for member, _ in staying(turn, review):
        if MEMBER.allows(member, "object"):
            MEMBER.step(member, "object")
    turn.cancel_wake("silence", review.id)
    turn.session.add(
        Suggestion(
            organisation_id=turn.org,
            review_id=review.id,
            circulation=review.circulated,
            text=text,
            said_to_id=review.facilitator_id,
        )
    )
    turn.session.flush()
    tell_progress(turn, review)
    tell_desk(turn, review)
    return change_noted_card(review)


def silence_over(turn: Turn, due: Due) -> None:
    """File the summary after all that time in which nobody objected: an objection would have opened it again."""
    review = the_review(turn, due.subject)
    if review.phase != "waiting_for_agreement" or not review.agree_by or review.agree_by > turn.today:
        return
    if any(turn.is_on_its_way(person, round_key(review)) for _, person in staying(turn, review)):
        _wait_for_all(turn, review)
        return
    file(turn, review)


def is_still_round(turn: Turn, key: str) -> bool:
    """Say whether the summary still goes round that was held up on its way to somebody."""
    _, wanted, circulated, _ = ROUND_KEY.read(key)
    review = the_review(turn, wanted)
    return review.phase == "waiting_for_agreement" and circulated == review.circulated


def going_round(turn: Turn, review: Review) -> Iterator[tuple[Person, Card]]:
    """Yield everybody who takes part and has not agreed yet, and the summary as they read it now."""
    draft = reviews.draft(turn.session, review)
    card = do_you_agree_card(review, script(review), draft, owners(turn, draft))
    return ((person, card) for member, person in staying(turn, review) if member.phase != "agrees")


def _wait_for_all(turn: Turn, review: Review) -> None:
    """Begin the silence anew, and say until when: it means nothing before everybody has the summary."""
    review.agree_by = turn.working_days.after(turn.today, review.silence_days)
    turn.session.flush()
    for person, card in going_round(turn, review):
        turn.tell(person, card, round_key(review))
    turn.wake(at(review, review.agree_by, CLOSE_AT), "silence", review.id)
    tell_progress(turn, review)


def somebody_less(turn: Turn, review: Review) -> None:
    """Look whether all others agree already, when one of those asked has gone."""
    if review.phase == "waiting_for_agreement" and staying(turn, review):
        _file_if_agreed(turn, review)


def _file_if_agreed(turn: Turn, review: Review) -> None:
    if REVIEW.allows(review, "file") and all(member.phase == "agrees" for member, _ in staying(turn, review)):
        turn.cancel_wake("silence", review.id)
        file(turn, review)


def _this_round(turn: Turn, subject: str) -> Review:
    """Return the review; raise `MovedOn` where the button is of an earlier round of its summary.

    Nobody reads that any more.
    """
    wanted, circulated = PLACE.read(subject)
    review = the_review(turn, wanted)
    if circulated != review.circulated:
        raise MovedOn
    return review


def _may_object(turn: Turn, review: Review) -> None:
    if not (MEMBER.allows(my_part(turn, review), "object") and REVIEW.allows(review, "object")):
        raise MovedOn


def round_key(review: Review) -> Key:
    """Make the key under which everybody is shown the summary as it goes round now."""
    return ("agree", review.id, review.circulated)


# ---- what people see ------------------------------------------------------------------------------------------------

NO_CHANGE = "Please say what should be otherwise."


def do_you_agree_card(review: Review, template: Template, draft: ReviewDraft, actions: Owned) -> Card:
    """Build the card that asks everybody who took part whether they agree with the summary."""
    until = day(review.agree_by) if review.agree_by else ""
    subject = PLACE.spell(review.id, review.circulated)
    rule = (
        f"It is filed when everybody has agreed, or after {until} if nobody has objected. Then "
        f"{READERS[review.visibility]} can read it."
    )
    again = "The summary has changed. " if review.circulated > 1 else ""
    parts: list[Part] = [
        Heading(f"{review.title}: do you agree?"),
        Paragraph(words(f"{again}This is what would be filed. It does not say who said what.")),
        *drafted(draft, template, actions),
        Small(words(rule)),
    ]
    buttons = [
        Button("I agree", "review.agree", subject, "primary"),
        Button("Suggest a change", "review.change_form", subject),
    ]
    if draft.wordings:
        buttons.append(Button("Read it by question", "review.wording", f"{review.id}:1"))
    parts.append(Buttons(tuple(buttons)))
    return Card(f"{review.title}: do you agree with the summary?", tuple(parts))


def wording_card(review: Review, asks: str, text: str, at: int, of: int) -> Card:
    """Build the card of what would be filed for one question."""
    ways = [Button("Next question", "review.wording", PLACE.spell(review.id, at + 1), "primary")] if at < of else []
    if at > 1:
        ways.append(Button("Question before", "review.wording", PLACE.spell(review.id, at - 1)))
    if review.phase == "waiting_for_agreement":
        subject = PLACE.spell(review.id, review.circulated)
        ways += [Button("I agree", "review.agree", subject), Button("Suggest a change", "review.change_form", subject)]
    parts: list[Part] = [Heading(f"{review.title}: {asks}"[:150]), Paragraph(words(text))]
    parts.append(Small(words(f"Question {at} of {of}, in the words that would be filed.")))
    return Card(f"{review.title}: {asks}", (*parts, Buttons(tuple(ways))) if ways else tuple(parts))


def nothing_to_send_card() -> Card:
    """Build the card for a facilitator who has written no summary yet."""
    return say("There is no summary yet. Please write one first; a few sentences are enough.")


def sent_round_card(review: Review, asked: int) -> Card:
    """Build the card for the facilitator who has just sent it round."""
    return say(
        Bold(review.title),
        f": the summary is with {count(asked, 'person', 'people')}. I’ll tell you what they say.",
    )


def you_agree_card(review: Review) -> Card:
    """Build the card for somebody who agreed; while others are still asked, what they agreed to stays at hand."""
    buttons = [read_summary_button(review)] if review.phase == "waiting_for_agreement" else []
    return say("Thank you: you agree with the summary of ", Bold(review.title), ".", buttons=buttons)


def change_form(review: Review) -> Form:
    """Build the form in which somebody says what should be otherwise in a summary."""
    field = TextField("change", "What should be otherwise?", multiline=True, max_length=LONGEST_CHANGE)
    intro = Paragraph(words("The facilitator reads it without your name, words the summary again and sends it round."))
    return Form(
        "review.change", PLACE.spell(review.id, review.circulated), "Suggest a change", "Send it", (field,), (intro,)
    )


def change_noted_card(review: Review) -> Card:
    """Build the card for whoever suggested a change."""
    return say(
        "Thank you. The summary of ",
        Bold(review.title),
        " is open again: its facilitator words it anew, and you will be asked once more.",
    )
