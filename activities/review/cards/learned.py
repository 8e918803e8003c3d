"""What others have learned before, for whoever runs a review and for those who take part."""

from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, say
from activities.kit.earlier import Earlier
from activities.kit.runs import Bold, words
from activities.kit.wording import count
from storage.tables import Review


def for_whoever_runs_it(review: Review, earlier: Earlier, people: int) -> Card:
    """To keep, with the button that passes it on to so many people."""
    lead = Paragraph(words("Before you review ", Bold(review.title), ", this is what others have learned."))
    asked = Confirm(f"This goes to {count(people, 'person', 'people')} now.", "Send it")
    send = Button("Send this to those who take part", "review.send_on", str(review.id), "primary", asked)
    return Card(f"What others have learned, for {review.title}", (lead, *earlier, Buttons((send,))))


def for_those_asked(review: Review, earlier: Earlier) -> Card:
    """For those who take part."""
    lead = Paragraph(words("For ", Bold(review.title), ", this is what others have learned before."))
    return Card(f"What others have learned, for {review.title}", (lead, *earlier))


def no_more(review: Review) -> Card:
    """In place of either, where every record that stood there has been withdrawn."""
    return say("For ", Bold(review.title), ", the library has no earlier record any more that looks similar.")


def sent_on(people: int) -> Card:
    """For whoever passed it on."""
    return say(f"Sent to {count(people, 'person', 'people')}.")


def nothing_for_everybody() -> Card:
    """Where those who take part may not all read it."""
    return say("Of this, nothing can be read by everybody who takes part. You can tell them whom to ask.")
