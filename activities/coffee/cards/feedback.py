"""Asking how it was, and thanking for it."""

from collections.abc import Sequence

from activities.kit.cards import Button, Buttons, Card, Paragraph, Part, say
from activities.kit.forms import ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, words
from activities.kit.turn import mention
from activities.kit.wording import count, listed_runs
from storage.tables import Feedback, Person, Trial

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
QUOTING = (
    Option("no", "No, please don’t quote me"),
    Option("by_role", "Yes, by my job title"),
    Option("by_name", "Yes, by my name"),
)
CHOOSE = "Please choose one; there’s no wrong answer."


def form(trial: Trial, said: Feedback | None, met: bool, role: str) -> Form:
    """The feedback form, with what this person said before.

    `met`: they have told us so already; `role`: their job title, where nobody else has it.
    """
    return Form(
        "coffee.feedback",
        str(trial.id),
        "How was it?",
        "Send",
        (
            ChoiceField("met", "Did you meet?", YES_NO, said.met if said else "yes" if met else None),
            ChoiceField(
                "knew_each_other", "Did you know each other before?", YES_NO, said.knew_each_other if said else None
            ),
            ChoiceField("would_again", "Would you do it again?", YES_NO, said.would_again if said else None),
            TextField(
                "what_came_of_it",
                "What came of it?",
                said.what_came_of_it if said else "",
                multiline=True,
                required=False,
                hint="Something you learned, somebody you now know, an idea. A sentence is plenty. "
                "Please leave out anything about patients.",
                max_length=LONGEST_ANSWER,
            ),
            ChoiceField(
                "quote_consent",
                "May we quote you in the report?",
                QUOTING,
                said.quote_consent if said else "no",
                hint=_only_you_are(role) if role else "",
            ),
        ),
        (
            Paragraph(
                words(
                    "Facilitators read your words if you let us quote you, and else nobody does. You can change all of "
                    "it until the trial is filed."
                )
            ),
        ),
    )


LONGEST_ANSWER = 2000


def ask(trial: Trial, again: bool) -> Card:
    """The question that everybody introduced is asked, and the last reminder of it."""
    if again:
        opening = words("One last nudge about ", Bold(trial.title), ": how was it? I won’t ask again.")
    else:
        opening = words(
            Bold(trial.title), " is over. How was it? Five quick questions; it helps us show what it’s good for."
        )
    return say(opening, " Please answer even if you didn’t meet.", buttons=[give(trial)])


def give(trial: Trial) -> Button:
    """Opens the form."""
    return Button("Give feedback", "coffee.give_feedback", str(trial.id), style="primary")


def awaited(trial: Trial) -> tuple[Part, ...]:
    """On the home page of somebody who has been asked and has not answered."""
    return Paragraph(words(Bold(trial.title), ": how was it?")), Buttons((give(trial),))


def thanks(trial: Trial, said: Feedback, role: str) -> Card:
    """In answer to the form; `role`: their job title, where nobody else has it."""
    telling = f" {_only_you_are(role)}" if role and said.quote_consent == "by_role" else ""
    return say(
        f"Thank you, that’s saved. {_QUOTED[said.quote_consent]}{telling} You can change it until the trial is filed.",
        buttons=[Button("Change my answers", "coffee.give_feedback", str(trial.id))],
    )


_QUOTED = {
    "no": "I won’t quote you.",
    "by_role": "I may quote you by your job title.",
    "by_name": "I may quote you by name.",
}


def _only_you_are(role: str) -> str:
    return f"As far as I know nobody else here is “{role}”, so by your job title people could tell that it was you."


def closed(trial: Trial, facilitators: Sequence[Person]) -> Card:
    """For words that come when the trial no longer takes any."""
    who = listed_runs([mention(one) for one in facilitators], "or") if facilitators else words("the facilitator")
    why = " was cancelled" if trial.phase == "cancelled" else " has been filed"
    return say("Thank you! ", Bold(trial.title), f"{why}, so I can’t add to it any more; but please do tell ", who, ".")


def for_those_introduced() -> Card:
    """For somebody who was not introduced to anybody in this trial."""
    return say("Feedback is from those who were introduced to somebody in this trial. You’re welcome in the next one.")


def asked_now(number: int, again: bool) -> Card:
    """To the facilitator who asked for feedback now."""
    when = "once more, and won’t again" if again else "now, and once more in three working days"
    return say(f"I’m asking {count(number, 'person', 'people')} who haven’t answered {when}.")


def asked_twice() -> Card:
    """To the facilitator, when everybody has been asked twice."""
    return say(
        "Everybody has been asked twice, and I don’t ask a third time. Answers still count until you file the trial."
    )
