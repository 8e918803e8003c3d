"""Prompts that did not arrive for certain: whoever looks after one reads whom it may not have asked."""

from collections.abc import Sequence

from activities.kit.cards import Card, say
from activities.kit.events import Pressed, Undelivered, Why
from activities.kit.lost import Loss, button, may_be_there, missed, to
from activities.kit.phases import MovedOn
from activities.kit.prompts.asking import ask_alone, in_its_channel, key
from activities.kit.prompts.kind import Kind, Words, keeper, the_prompt, those_asked, what_about
from activities.kit.runs import ChannelName, Run
from activities.kit.subjects import about, word_of
from activities.kit.turn import Turn, mention, spelled
from activities.kit.wording import listed_runs
from storage.tables import Prompt


def not_asked(kind: Kind, turn: Turn, lost: Undelivered) -> None:
    """Tell whoever looks after it whom it may not have asked, unless it asks nobody else.

    A channel that is closed is news of its own.
    """
    if word_of(lost.key) != "prompt" or not kind.of_others or (lost.why is Why.UNREACHABLE and not lost.people):
        return
    prompt = the_prompt(kind, turn, about(lost.key))
    if not f"{lost.key}:".startswith(f"{spelled(key(prompt))}:") or prompt.phase == "stopped":
        return  # it has asked again since
    missing = missed(turn, key(prompt), those_asked(kind, turn, prompt))
    names: list[Run] = [mention(person) for person in missing]
    if prompt.channel and turn.has_lost(key(prompt)):
        names.append(ChannelName(prompt.channel, prompt.channel_name))
    looks_after = keeper(kind, turn, prompt)
    if names and looks_after is not None:
        in_doubt = may_be_there(turn, key(prompt), missing) or turn.may_be_there(key(prompt))
        _loss_of(kind, prompt).tell(turn, [looks_after], may_not_have_asked_card(kind.words, prompt, names, in_doubt))


def ask_again(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """Ask again, after “Send again”. Raises `MovedOn` where the prompt asks no more."""
    prompt = the_prompt(kind, turn, pressed.subject)
    if prompt.phase == "stopped":
        raise MovedOn
    alone = ask_alone(kind, turn, prompt)
    told = [(to(key(prompt), person.id), alone) for person in those_asked(kind, turn, prompt)]
    if prompt.channel:
        told.append((key(prompt), in_its_channel(kind, turn, prompt)))
    return _loss_of(kind, prompt).send_again(turn, told, asked_again_card(kind.words, prompt))


def _loss_of(kind: Kind, prompt: Prompt) -> Loss:
    return Loss(ask_again_action(kind.words), prompt.id, ("prompt_lost", prompt.id, f"{prompt.asked_on}"))


# ---- what people see ------------------------------------------------------------------------------------------------


def ask_again_action(told: Words) -> str:
    """Name the action of the button that sends once more what has not arrived."""
    return f"{told.activity}.prompt_ask_again"


def may_not_have_asked_card(told: Words, prompt: Prompt, whom: Sequence[Run], may_be_there: bool) -> Card:
    """Build the card for whoever set a prompt, when some may not have been asked."""
    return say(
        "I can’t be sure that I have asked ",
        listed_runs(whom),
        " “",
        told.question,
        f"”{what_about(prompt)}: my message may not have arrived. Press Send again, or ask them yourself.",
        buttons=[button(ask_again_action(told), str(prompt.id), may_be_there)],
    )


def asked_again_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for the facilitator who has just had a prompt asked again."""
    return say(f"I’m asking those again “{told.question}”{what_about(prompt)}, whom my message may not have reached.")
