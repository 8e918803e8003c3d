"""What `/coffee`, `/coffee help` and a mistyped verb answer, for every activity alike."""

from difflib import get_close_matches

from activities.kit.activity import Activity
from activities.kit.cards import Bullets, Card, Paragraph, Part
from activities.kit.runs import Bold, Text, words

HELP = "help"


def help_card(activity: Activity, for_facilitator: bool, typed: str = "") -> Card:
    """Build the help: every verb in a line of its own; a facilitator sees theirs too.

    `typed`: the command, if not its first.
    """
    typed = typed or activity.name
    parts: list[Part] = [Paragraph(words(f"{activity.says}.")), _verbs(activity, typed, facilitators=False)]
    if for_facilitator and (theirs := _verbs(activity, typed, facilitators=True)).items:
        parts += [Paragraph(words("For facilitators, such as you:")), theirs]
    return Card(f"What /{typed} can do", tuple(part for part in parts if part != Bullets(())))


def unknown_verb(activity: Activity, verb: str, for_facilitator: bool, typed: str = "") -> Card:
    """Build the help for a mistyped verb, with the nearest verb named first.

    What was typed is not repeated: it may be anything.
    """
    near = get_close_matches(verb.lower(), [*activity.commands, HELP], n=1, cutoff=0.5)
    guess = f"Did you mean {_whole(activity, typed or activity.name, near[0])}?" if near else "This is what I can do:"
    return help_card(activity, for_facilitator, typed).led_by(f"I don’t know that one. {guess}")


def _verbs(activity: Activity, typed: str, facilitators: bool) -> Bullets:
    lines: list[Text] = [
        words(Bold(_whole(activity, typed, name)), f" {verb.says}")
        for name, verb in activity.commands.items()
        if verb.for_facilitators == facilitators
    ]
    return Bullets(tuple(lines))


def _whole(activity: Activity, typed: str, name: str) -> str:
    """Write a command as it is typed: `/knowhow forget me`."""
    then = activity.commands[name].then if name in activity.commands else ""
    return f"/{typed} {name} {then}".rstrip()
