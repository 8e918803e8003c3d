"""What follows for prompts when their channels are closed, open again or private; and choosing another channel."""

from activities.kit import announcing
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, say
from activities.kit.events import ChannelNews, ChannelState, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.prompts.asking import in_its_channel, key
from activities.kit.prompts.kind import (
    PROMPT,
    Kind,
    Words,
    asking_in_words,
    keeper,
    stop_button,
    the_prompt,
    what_about,
    whereabouts,
)
from activities.kit.turn import Key, Turn
from storage import channels
from storage.tables import Prompt


def channel_news(kind: Kind, turn: Turn, news: ChannelNews) -> None:
    """Tell whoever looks after a prompt that still asks there, or whose last question has not arrived."""
    found = channels.announced_in(turn.session, Prompt, turn.org, news.workspace, news.channel, tuple(PROMPT.all))
    for prompt in found:
        if prompt.activity == kind.activity and (prompt.phase == PROMPT.first or turn.has_lost(key(prompt))):
            _tell(kind, turn, prompt, news)


def ask_where(kind: Kind, turn: Turn, pressed: Pressed) -> Form:
    """Show the form after “Choose another channel”."""
    return channel_form(kind.words, _of_a_channel(kind, turn, pressed.subject))


def move(kind: Kind, turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Ask in the channel that was chosen from now on, and there too what has not arrived."""
    prompt = _of_a_channel(kind, turn, form.subject)
    answers = Reader(form.values)
    chosen = answers.channel("channel")
    if answers.errors:
        return FieldErrors(answers.errors)
    before = channels.find(turn.session, prompt.workspace_id or 0, prompt.channel)
    prompt.workspace_id, prompt.channel, prompt.channel_name = turn.in_workspace, chosen.id, chosen.name
    turn.session.flush()
    if turn.has_lost(key(prompt)):
        turn.move(turn.in_workspace, chosen.id, in_its_channel(kind, turn, prompt), key(prompt), None)
    asked = is_asked_there_card(kind.words, prompt)
    for since in channels.told_of(before):
        turn.tell_anew(asked, _closed(prompt, since))
    return asked


def send_again(kind: Kind, turn: Turn, pressed: Pressed) -> Card:
    """Send again what was asked last and has not arrived; the channel counts as open until it refuses."""
    prompt = _of_a_channel(kind, turn, pressed.subject)
    channels.is_tried(turn.session, prompt.workspace_id or 0, prompt.channel)
    if turn.has_lost(key(prompt)):
        turn.send_again(in_its_channel(kind, turn, prompt), key(prompt))
    return is_asked_there_card(kind.words, prompt)


def _tell(kind: Kind, turn: Turn, prompt: Prompt, news: ChannelNews) -> None:
    since = channels.PRIVATE if news.became_private else news.since.isoformat()
    if news.state is ChannelState.OPEN and not news.became_private:
        turn.goes_on(in_its_channel(kind, turn, prompt), key(prompt))
        turn.tell_anew(channel_back_card(kind.words, prompt), _closed(prompt, since))
        return
    private, closed = channel_private_card, channel_closed_card
    card = private(kind.words, prompt) if news.became_private else closed(kind.words, prompt, news.state)
    if (looks_after := keeper(kind, turn, prompt)) is not None:
        turn.tell(looks_after, card, _closed(prompt, since))


def _of_a_channel(kind: Kind, turn: Turn, subject: str) -> Prompt:
    """Return the prompt on a button; raise `MovedOn` where it has been stopped, or no channel is asked."""
    prompt = the_prompt(kind, turn, subject)
    if not prompt.channel or prompt.workspace_id is None or prompt.phase == "stopped":
        raise MovedOn
    return prompt


def _closed(prompt: Prompt, since: str) -> Key:
    return ("prompt_channel", prompt.id, since)


# ---- what people see ------------------------------------------------------------------------------------------------


def channel_closed_card(told: Words, prompt: Prompt, state: ChannelState) -> Card:
    """Build the card for whoever set a prompt, when it cannot be asked in its channel."""
    again = Button(announcing.SEND_AGAIN, f"{told.activity}.prompt_again", str(prompt.id))
    stop = () if prompt.phase == "asked" else (stop_button(told, prompt),)
    return announcing.closed_card(
        asking_in_words(told, prompt), whereabouts(prompt), state, _choose_button(told, prompt), again, *stop
    )


def channel_private_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for whoever set a prompt, when only some see its channel now."""
    return announcing.is_private_card(asking_in_words(told, prompt), whereabouts(prompt), _choose_button(told, prompt))


def channel_back_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for whoever set a prompt, when it is asked in its channel again."""
    return announcing.is_back_card(asking_in_words(told, prompt), whereabouts(prompt))


def channel_form(told: Words, prompt: Prompt) -> Form:
    """Build the form that asks a facilitator in which channel to ask instead."""
    return announcing.announcing_form(f"{told.activity}.prompt_channel", str(prompt.id), told.question)


def is_asked_there_card(told: Words, prompt: Prompt) -> Card:
    """Build the card for the facilitator who chose the channel anew, or had it tried again."""
    return say("I ask “", told.question, "” in ", whereabouts(prompt), f" from now on{what_about(prompt)}.")


def _choose_button(told: Words, prompt: Prompt) -> Button:
    return Button(announcing.CHOOSE, f"{told.activity}.prompt_channel_form", str(prompt.id), "primary")
