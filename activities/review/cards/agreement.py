"""The summary as it goes round, and what those who took part say to it."""

from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, Style, say
from activities.kit.forms import Form, TextField
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.wording import count, day
from activities.review.cards.asking import READERS
from activities.review.cards.desk import Owned, drafted
from activities.review.template import Template
from storage.tables import Review, ReviewDraft

LONGEST_CHANGE = 1500
NO_CHANGE = "Please say what should be otherwise."


def do_you_agree(review: Review, template: Template, draft: ReviewDraft, actions: Owned) -> Card:
    """For everybody who took part."""
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


def wording(review: Review, asks: str, text: str, at: int, of: int) -> Card:
    """What would be filed for one question."""
    ways = [Button("Next question", "review.wording", PLACE.spell(review.id, at + 1), "primary")] if at < of else []
    if at > 1:
        ways.append(Button("Question before", "review.wording", PLACE.spell(review.id, at - 1)))
    if review.phase == "waiting_for_agreement":
        subject = PLACE.spell(review.id, review.circulated)
        ways += [Button("I agree", "review.agree", subject), Button("Suggest a change", "review.change_form", subject)]
    parts: list[Part] = [Heading(f"{review.title}: {asks}"[:150]), Paragraph(words(text))]
    parts.append(Small(words(f"Question {at} of {of}, in the words that would be filed.")))
    return Card(f"{review.title}: {asks}", (*parts, Buttons(tuple(ways))) if ways else tuple(parts))


def nothing_to_send() -> Card:
    """For a facilitator who has written no summary yet."""
    return say("There is no summary yet. Please write one first; a few sentences are enough.")


def sent_round(review: Review, asked: int) -> Card:
    """For the facilitator."""
    return say(
        Bold(review.title),
        f": the summary is with {count(asked, 'person', 'people')}. I’ll tell you what they say.",
    )


def you_agree(review: Review) -> Card:
    """For somebody who agreed; while others are still asked, what they agreed to stays at hand."""
    buttons = [read_summary(review)] if review.phase == "waiting_for_agreement" else []
    return say("Thank you: you agree with the summary of ", Bold(review.title), ".", buttons=buttons)


def read_summary(review: Review, style: Style = "plain") -> Button:
    """Shows what goes round, with both answers to it."""
    return Button("Read the summary", "review.read_summary", str(review.id), style)


def change_form(review: Review) -> Form:
    """What should be otherwise."""
    field = TextField("change", "What should be otherwise?", multiline=True, max_length=LONGEST_CHANGE)
    intro = Paragraph(words("The facilitator reads it without your name, words the summary again and sends it round."))
    return Form(
        "review.change", PLACE.spell(review.id, review.circulated), "Suggest a change", "Send it", (field,), (intro,)
    )


def change_noted(review: Review) -> Card:
    """For whoever suggested it."""
    return say(
        "Thank you. The summary of ",
        Bold(review.title),
        " is open again: its facilitator words it anew, and you will be asked once more.",
    )
