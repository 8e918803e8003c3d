"""Whose an action is: they are told; and where nobody has it any more, a facilitator is asked."""

from datetime import date, timedelta

from activities.actions.action import (
    ACTION,
    action_key,
    action_looked_after,
    expect,
    expect_nothing,
    line,
    owner_of,
    read_due,
    the_action,
    who_looks_after,
)
from activities.actions.telling import stands, tell_owner
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Confirm, Paragraph, say
from activities.kit.events import Due, Pressed, Submitted, Undelivered, Why
from activities.kit.forms import DateField, FieldErrors, Form, PeopleField
from activities.kit.lost import Loss, button, may_be_there, missed, to
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Mention, words
from activities.kit.subjects import about, word_of
from activities.kit.turn import Turn, mention
from activities.kit.wording import day
from storage import actions
from storage.membership import is_member
from storage.tables import Action, Person

NEW_OWNER_HAS = timedelta(days=14)
"""What the form suggests where the date is over."""


def opened(turn: Turn, due: Due) -> None:
    """Tell its owner of an action that a review or a café has opened, or ask whose it shall be.

    Of their own reminder nobody need be told: they asked for it.
    """
    action = the_action(turn, due.subject)
    if action.phase != ACTION.first:
        return
    owner = owner_of(turn, action)
    if owner is None or not is_member(owner):
        lose_owner(turn, action)
    else:
        ACTION.step(action, "tell")
        expect(turn, action)
        if not action.own:
            tell_owner(turn, action)


def lose_owner(turn: Turn, action: Action) -> None:
    """Ask whoever looks after an action that nobody has any more. Somebody's own reminder goes with them."""
    if action.own:
        actions.delete(turn.session, action)
        return
    ACTION.step(action, "lose_owner")
    action.owner_id = None
    expect_nothing(turn, action)
    turn.session.flush()
    _ask_who(turn, action, who_looks_after(turn, action))


def on_leaver(turn: Turn, person: Person) -> None:
    """Take actions from somebody who has gone from the organisation: they are nobody's from then on."""
    for found in actions.of_owner(turn.here, person.id):
        lose_owner(turn, the_action(turn, found.id))


def undelivered(turn: Turn, lost: Undelivered) -> None:
    """Take an action from whoever cannot be reached, and find a facilitator who reads a question that was not.

    Where it did not arrive for another reason, whoever looks after it can have it sent again.
    """
    word = word_of(lost.key)
    if word not in ("action", "whose"):
        return
    action, is_gone = the_action(turn, about(lost.key)), lost.why is Why.UNREACHABLE
    is_theirs = action.phase == "waiting_to_be_done" and action.owner_id in lost.people
    if word == "whose" and is_gone and action.phase == "waiting_for_owner":
        _ask_who(turn, action, [one for one in turn.facilitators() if one.id not in lost.people])
    elif word == "action" and is_gone and is_theirs:
        lose_owner(turn, action)
    elif word == "action" and is_theirs:
        not_told(turn, action)


def not_told(turn: Turn, action: Action) -> None:
    """Tell whoever looks after an action that its owner may not know of it. Of their own reminder they do."""
    owner = owner_of(turn, action)
    if owner is not None and not action.own and missed(turn, action_key(action), [owner]):
        in_doubt = may_be_there(turn, action_key(action), [owner])
        _loss_of(action).tell(turn, who_looks_after(turn, action), not_told_card(action, mention(owner), in_doubt))


def tell_again(turn: Turn, pressed: Pressed) -> Card:
    """Tell an action's owner once more, after “Send again”. Raises `MovedOn` where nobody has to do it any more."""
    action = action_looked_after(turn, pressed.subject)
    owner = owner_of(turn, action)
    if action.phase != "waiting_to_be_done" or owner is None:
        raise MovedOn
    told = [(to(action_key(action), owner.id), stands(turn, action))]
    return _loss_of(action).send_again(turn, told, told_again_card(action, mention(owner)))


def _loss_of(action: Action) -> Loss:
    """Describe what is read where an action's owner, the one of now, was not told."""
    return Loss(TELL_AGAIN, action.id, ("not_arrived", action.id, action.owner_id or 0))


# ---- what facilitators do about it -----------------------------------------------------------------------------------


def ask_whom(turn: Turn, pressed: Pressed) -> Form:
    """Ask whose an action shall be, after “Give it to somebody”. Raises `MovedOn` where it has ended."""
    action = action_looked_after(turn, pressed.subject)
    if not ACTION.allows(action, "give"):
        raise MovedOn
    return owning_form(action, turn.today)


def give(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Give an action to somebody, from now on and by this date."""
    action = action_looked_after(turn, form.subject)
    ACTION.step(action, "give")
    answers = Reader(form.values)
    chosen = answers.people("person")
    due = read_due(turn, answers)
    if len(chosen) > 1:
        answers.errors["person"] = ONE_PERSON
    if answers.errors:
        return FieldErrors(answers.errors)
    before, now = owner_of(turn, action), turn.meet(chosen[0])
    action.owner_id, action.due = now.id, due
    turn.session.flush()
    if before is not None and before.id != now.id and is_member(before):
        turn.tell(before, is_somebody_elses_card(action), action_key(action))
    expect(turn, action)
    tell_owner(turn, action)
    return given_card(action, mention(now))


def close(turn: Turn, pressed: Pressed) -> Card:
    """Close an action, because a facilitator says that nobody need do it."""
    action = action_looked_after(turn, pressed.subject)
    ACTION.step(action, "close")
    action.ended_on = turn.today
    turn.session.flush()
    expect_nothing(turn, action)
    tell_owner(turn, action)
    return closed_card(action)


def _ask_who(turn: Turn, action: Action, facilitators: list[Person]) -> None:
    turn.ask_who_decides(facilitators, whose_card(action, turn.today), ("whose", action.id, turn.now.isoformat()))


# ---- what people see ------------------------------------------------------------------------------------------------

ONE_PERSON = "Please choose one person: what is everybody’s is nobody’s."


def whose_card(action: Action, today: date) -> Card:
    """Build the card that asks a facilitator whose an action shall be."""
    if action.owner_role:
        opening = f"Who does this? It is for {action.owner_role}: "
    else:
        opening = "Nobody has this any more, because whoever had it has gone or can’t be reached: "
    return say(opening, line(action, today), ".", buttons=[give_button(action), close_button(action)])


TELL_AGAIN = "actions.tell_again"


def not_told_card(action: Action, owner: Mention, may_be_there: bool) -> Card:
    """Build the card for whoever looks after an action, when its owner may not know of it."""
    return say(
        "I can’t be sure that ",
        owner,
        " knows that this is theirs to do: ",
        Bold(action.text),
        f", by {day(action.due)}. My message may not have arrived. Press Send again, or tell them yourself.",
        buttons=[button(TELL_AGAIN, str(action.id), may_be_there), give_button(action)],
    )


def told_again_card(action: Action, owner: Mention) -> Card:
    """Build the card for whoever has just had an action's owner told again."""
    return say("I’m telling ", owner, " again: ", Bold(action.text), ".", buttons=[give_button(action)])


def give_button(action: Action) -> Button:
    """Build the button that opens the form to give an action to somebody."""
    label = "Find somebody" if action.owner_id is None else "Give it to somebody else"
    return Button(label, "actions.give", str(action.id), style="primary" if action.owner_id is None else "plain")


def close_button(action: Action) -> Button:
    """Build the button that closes an action, and asks first."""
    sure = Confirm("Nobody will be asked to do it any more, and its record says so. Close it?", "Close it")
    return Button("Close it", "actions.close", str(action.id), confirm=sure)


def owning_form(action: Action, today: date) -> Form:
    """Build the form in which a facilitator says who does an action, and by when."""
    suggested = action.due if action.due > today else today + NEW_OWNER_HAS
    return Form(
        "actions.give",
        str(action.id),
        "Whose is it?",
        "Give it to them",
        (PeopleField("person", "Who does it?", most=1), DateField("due", "By when?", suggested)),
        (Paragraph(words(Bold(action.text))),),
    )


def given_card(action: Action, owner: Mention) -> Card:
    """Build the card for the facilitator who has just given an action to somebody."""
    return say("I’ve told ", owner, f": it is theirs to do by {day(action.due)}. ", Bold(action.text))


def closed_card(action: Action) -> Card:
    """Build the card for the facilitator who has just closed an action."""
    return say("Closed: ", Bold(action.text), ". Nobody is reminded of it any more.")


def is_somebody_elses_card(action: Action) -> Card:
    """Build the card for whoever had an action before, in place of what stood there."""
    return say(Bold(action.text), f", from “{action.title}”, is somebody else’s to do now.")
