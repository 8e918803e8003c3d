"""What those who are asked read: the invitation with its rules, the pages of the form, reminders, and how it stands."""

from collections.abc import Sequence

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
    Style,
    say,
)
from activities.kit.earlier import Earlier
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import mention
from activities.kit.wording import count, day, listed_runs
from activities.review.template import Question, Template
from storage.tables import Person, Record, Review

LONGEST_ANSWER = 3000

NAMED = {
    "none": "without names and in no order",
    "by_role": "each with its author’s job title",
    "by_name": "each with its author’s name",
}
READERS = {
    "participants": "those who took part",
    "organisation": "everybody in the organisation",
    "public": "everybody in the organisation, and other organisations once another facilitator agrees",
}


def invitation(
    review: Review, template: Template, part: str, facilitators: Sequence[Person], people: int, before: Record | None
) -> Card:
    """What somebody is asked, by which rules, who sees what and when, and the button to the form.

    `before`: what was filed of the review that was held before the event, if there was one.
    """
    led_by = listed_runs([mention(person) for person in facilitators], "or")
    lead = words(led_by, " asks you to take part in a review of ", Bold(review.title), f", {_when(review)}.")
    parts: list[Part] = [Heading(f"{template.title}: {review.title}"), Paragraph(lead)]
    parts += [Paragraph(words(review.background))] if review.background else []
    parts += _intended(before) if before else []
    parts += _round(review, template, part)
    parts += [Paragraph(words("The rules:")), Bullets(tuple(words(rule) for rule in template.ground_rules))]
    parts += [Facts(_who_sees_what(review, part, people)), Small(words(_anonymity(review, part)))]
    parts.append(Buttons(_buttons(review)))
    return Card(f"{template.title} of {review.title}: please answer by {day(review.due)}", tuple(parts))


def nothing_this_round(review: Review, template: Template, people: int) -> Card:
    """For somebody with no question in the round that is running."""
    said = words(
        "You take part in a review of ",
        Bold(review.title),
        f" ({template.title}). Just now others answer, by {day(review.due)}; I’ll ask you when it is your turn.",
    )
    parts: list[Part] = [Paragraph(said), *_round(review, template, ""), Buttons(_buttons(review)[1:])]
    return Card(f"You take part in a review of {review.title}", tuple(parts))


def reminder(review: Review, last: bool) -> Card:
    """For those who have not answered."""
    when = "today at 17:00" if last else f"on {day(review.due)} at 17:00"
    return say(
        "Your view of ",
        Bold(review.title),
        f" is still missing. Answers close {when}; one page is better than none.",
        buttons=_buttons(review),
    )


def is_taking_place(review: Review, template: Template, standing: str) -> Card:
    """What stands in the channel: that it takes place, and later what became of it. Never who takes part."""
    return say(Bold(review.title), f" ({template.title.lower()}): {standing}.")


# ---- the form --------------------------------------------------------------------------------------------------------


def page(
    review: Review,
    part: str,
    question: Question,
    number: int,
    of: int,
    said: str,
    at: int,
    earlier: Earlier,
) -> Form:
    """One question on a page. `number` of `of` pages; `at`: its place in the template, which its subject carries.

    Its field is called after the question: a platform may keep what was typed for the next page’s field of that name.

    `earlier`: what the library knows, where the question is about that.
    """
    lead = f"Each page is saved when you send it; you can change it until {day(review.due)}."
    field: TextField | ChoiceField
    if question.kind == "score":
        scores = tuple(Option(str(score), str(score)) for score in range(11))
        field = ChoiceField(question.id, question.asks, scores, said or None, False, question.guidance, as_list=True)
    else:
        field = TextField(question.id, question.asks, said, True, False, question.guidance, LONGEST_ANSWER)
    submit = "Save and go on" if number < of else "Save"
    intro = (*earlier, Small(words(Bold(review.title), f". {lead}")), Small(words(_anonymity(review, part))))
    return Form("review.answer", PLACE.spell(review.id, at), f"Question {number} of {of}", submit, (field,), intro)


def saved(review: Review, answered: int, of: int) -> Card:
    """After the last page."""
    return say(
        f"Thank you, that is saved: you have answered {answered} of {count(of, 'question')} on ",
        Bold(review.title),
        f". You can change your answers until {day(review.due)} at 17:00; then all of them appear together.",
        buttons=[change_answers(review)],
    )


def left(review: Review) -> Card:
    """For somebody who does not want to take part."""
    return say("You no longer take part in the review of ", Bold(review.title), ". What you had answered is deleted.")


def answer(review: Review) -> Button:
    """Opens the form."""
    return Button("Answer", "review.answer", str(review.id), "primary")


def change_answers(review: Review, style: Style = "plain") -> Button:
    """Opens the form again, for somebody who has answered something."""
    return Button("Change my answers", "review.answer", str(review.id), style)


# ---- parts -----------------------------------------------------------------------------------------------------------


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


def _anonymity(review: Review, part: str) -> str:
    if part == "host" or review.attribution != "none":
        return "Your answers are kept with a key of this review until they are shown. A backup may hold that longer."
    return (
        "Nobody is named. Until answers appear, a key ties yours to you so that you can change them; then they are "
        "copied and shuffled, and that tie is destroyed. A backup made before may hold it longer. If fewer than five "
        "answer and stay, without whoever runs it, nothing is shown unless each of them agrees. "
        "Should somebody else run the review later, they read it only if everybody who takes part agrees."
    )


def _buttons(review: Review) -> tuple[Button, ...]:
    earlier = (Button("Read what was said so far", "review.read", f"{review.id}:1"),) if review.round > 1 else ()
    question = "You are asked nothing more, and what you have answered is deleted."
    out = Button("I’d rather not", "review.leave", str(review.id), "plain", Confirm(question, "Take me out"))
    return (answer(review), *earlier, out)
