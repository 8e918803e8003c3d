"""What others have learned before: the library answers first, and the facilitator may pass it on."""

from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, say
from activities.kit.events import Pressed
from activities.kit.library import Earlier, alike, earlier, listed
from activities.kit.runs import Bold, words
from activities.kit.turn import Key, Turn
from activities.kit.wording import count
from activities.review.review import staying
from storage.membership import Reader
from storage.tables import Person, Record, Review


def library_answers(turn: Turn, review: Review) -> Earlier:
    """Find earlier records that look similar, as far as whoever starts the review may read them.

    What those who run it may read stays in their chat, with a button that passes it on.
    """
    answers: dict[int, Earlier] = {}
    people = len(staying(turn, review))
    for person in turn.who_runs(review):
        answers[person.id] = found = listed(turn, _alike(turn, review, person))
        if found:
            turn.tell(person, for_whoever_runs_it_card(review, found, people), _key(review))
    starter = turn.person.id
    return answers[starter] if starter in answers else earlier(turn, _about(review))


def beside_a_question(turn: Turn, review: Review) -> Earlier:
    """Find earlier records that look similar, as far as somebody may read them who is asked what was learned before."""
    return earlier(turn, _about(review))


def send_on(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Send those who take part what everybody may read of it."""
    found = _alike(turn, review)
    if not found:
        return nothing_for_everybody_card()
    people = [person for _, person in staying(turn, review)]
    card = for_those_asked_card(review, listed(turn, found))
    for person in people:
        turn.tell(person, card, _sent_on_key(review))
    return sent_on_card(len(people))


def answer_anew(turn: Turn, review: Review) -> None:
    """Bring what was sent of lessons up to date where one of the records is no more: what the library has left."""
    people = len(staying(turn, review))
    for person in turn.were_told(_key(review)):
        found = listed(turn, _alike(turn, review, person))
        card = for_whoever_runs_it_card(review, found, people) if found else no_more_card(review)
        turn.tell(person, card, _key(review))
    found = listed(turn, _alike(turn, review))
    turn.tell_anew(for_those_asked_card(review, found) if found else no_more_card(review), _sent_on_key(review))


def _alike(turn: Turn, review: Review, person: Person | None = None) -> list[Record]:
    """Find what looks similar and this person may read, or everybody; note it for when one of them is withdrawn."""
    found = alike(turn, _about(review), Reader(turn.org, person.id if person else None))
    review.learned_from = sorted({*review.learned_from, *(record.id for record in found)})
    return found


def _about(review: Review) -> str:
    return f"{review.title}\n{review.background}"


def _key(review: Review) -> Key:
    return ("learned", review.id)


def _sent_on_key(review: Review) -> Key:
    return ("learned_before", review.id)


# ---- what people see ------------------------------------------------------------------------------------------------


def for_whoever_runs_it_card(review: Review, earlier: Earlier, people: int) -> Card:
    """Build the card of earlier lessons for whoever runs a review, with the button that passes it on."""
    lead = Paragraph(words("Before you review ", Bold(review.title), ", this is what others have learned."))
    asked = Confirm(f"This goes to {count(people, 'person', 'people')} now.", "Send it")
    send = Button("Send this to those who take part", "review.send_on", str(review.id), "primary", asked)
    return Card(f"What others have learned, for {review.title}", (lead, *earlier, Buttons((send,))))


def for_those_asked_card(review: Review, earlier: Earlier) -> Card:
    """Build the card of earlier lessons for those who take part."""
    lead = Paragraph(words("For ", Bold(review.title), ", this is what others have learned before."))
    return Card(f"What others have learned, for {review.title}", (lead, *earlier))


def no_more_card(review: Review) -> Card:
    """Build the card in place of earlier lessons, where every record that stood there has been withdrawn."""
    return say("For ", Bold(review.title), ", the library has no earlier record any more that looks similar.")


def sent_on_card(people: int) -> Card:
    """Build the card for whoever passed earlier lessons on."""
    return say(f"Sent to {count(people, 'person', 'people')}.")


def nothing_for_everybody_card() -> Card:
    """Build the card for whoever runs it, where those who take part may not all read it."""
    return say("Of this, nothing can be read by everybody who takes part. You can tell them whom to ask.")
