"""What happens to prompts when people or channels go, and what is kept of them about people."""

from datetime import date

from activities.kit.personal_data import PersonalData
from activities.kit.prompts.asking import ask_anew
from activities.kit.prompts.kind import PROMPT, Kind, Words, end, going_on, keeper, often, the_prompt
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import prompts
from storage.tables import Person, Prompt


def on_leaver(kind: Kind, turn: Turn, person: Person) -> None:
    """Hand prompts on when whoever set them has gone: another facilitator looks after each, or it stops."""
    for found in going_on(kind, turn):
        if found.set_by_id == person.id:
            prompt = the_prompt(kind, turn, found.id)
            if keeper(kind, turn, prompt) is None:
                end(turn, prompt)


def personal_data(kind: Kind, turn: Turn, person: Person) -> tuple[PersonalData, ...]:
    """Return the prompts that somebody set, and those that ask them, for their file."""
    theirs = prompts.concerning(turn.here, kind.activity, person.id)
    return tuple(kept_data(kind.words, prompt, is_theirs=prompt.set_by_id == person.id) for prompt in theirs)


def erase(kind: Kind, turn: Turn, person: Person) -> None:
    """Let somebody look after no prompt and be asked by none, and let those that they set say none of their words."""
    reworded: list[Prompt] = []
    for found in prompts.concerning(turn.here, kind.activity, person.id):
        prompt = the_prompt(kind, turn, found.id)
        prompt.people = [one for one in prompt.people if one != person.id]
        if prompt.about and prompt.set_by_id == person.id:
            prompt.about = ""
            reworded.append(prompt)
        turn.session.flush()
    on_leaver(kind, turn, person)
    for prompt in reworded:
        ask_anew(kind, turn, prompt)


def expire(kind: Kind, turn: Turn, before: date) -> None:
    """Delete what ended and would have been asked next before a day. What goes on stays until somebody stops it."""
    for prompt in prompts.ended_before(turn.here, kind.activity, PROMPT.first, before):
        turn.session.delete(prompt)
        turn.erases = True


# ---- what people see ------------------------------------------------------------------------------------------------


def keeps(told: Words) -> str:
    """Say in a sentence what is kept about people."""
    return f"Prompts: who set one and whom it asks “{told.question}”, until it is stopped."


def kept_data(told: Words, prompt: Prompt, is_theirs: bool) -> PersonalData:
    """Describe, for somebody's file, a prompt that they set, or by which they are asked."""
    title = f"Prompt “{told.question}” that you set" if is_theirs else f"Prompt “{told.question}” that asks you"
    return PersonalData(
        title,
        (
            ("about", prompt.about),
            ("how often", often(prompt)),
            ("next, or last", f"{day(prompt.next_on)} {prompt.next_on.year}"),
        ),
        f"A facilitator sees it with /{told.activity} prompts and presses “Stop”; “Set a prompt” sets another. Ask one "
        "of them if you would rather not be asked: /knowhow facilitators.",
    )
