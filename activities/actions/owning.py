"""Whose an action is: they are told; and where nobody has it any more, a facilitator is asked."""

from activities.actions.action import (
    ACTION,
    action_key,
    action_looked_after,
    expect,
    expect_nothing,
    owner_of,
    read_due,
    the_action,
    who_looks_after,
)
from activities.actions.cards import owning as cards
from activities.actions.telling import stands, tell_owner
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Due, Pressed, Submitted, Undelivered, Why
from activities.kit.forms import FieldErrors, Form
from activities.kit.lost import Loss, may_be_there, missed, to
from activities.kit.phases import MovedOn
from activities.kit.subjects import about, word_of
from activities.kit.turn import Turn, mention
from storage import actions
from storage.membership import is_member
from storage.tables import Action, Person


def opened(turn: Turn, due: Due) -> None:
    """A review or a café has opened it: tell whoever's it is, or ask whose it shall be.

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
    """Nobody has it: whoever looks after it is asked. Somebody's own reminder goes with them."""
    if action.own:
        actions.delete(turn.session, action)
        return
    ACTION.step(action, "lose_owner")
    action.owner_id = None
    expect_nothing(turn, action)
    turn.session.flush()
    _ask_who(turn, action, who_looks_after(turn, action))


def on_leaver(turn: Turn, person: Person) -> None:
    """Somebody has gone from the organisation, and what they were to do is nobody's."""
    for found in actions.of_owner(turn.here, person.id):
        lose_owner(turn, the_action(turn, found.id))


def undelivered(turn: Turn, lost: Undelivered) -> None:
    """Whoever cannot be reached cannot do it either, and a question to a facilitator needs one who reads it.

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
    """Its owner may not know that it is theirs. Of their own reminder they do."""
    owner = owner_of(turn, action)
    if owner is not None and not action.own and missed(turn, action_key(action), [owner]):
        in_doubt = may_be_there(turn, action_key(action), [owner])
        _loss_of(action).tell(turn, who_looks_after(turn, action), cards.not_told(action, mention(owner), in_doubt))


def tell_again(turn: Turn, pressed: Pressed) -> Card:
    """“Send again”. Raises `MovedOn` where nobody has to do it any more."""
    action = action_looked_after(turn, pressed.subject)
    owner = owner_of(turn, action)
    if action.phase != "waiting_to_be_done" or owner is None:
        raise MovedOn
    told = [(to(action_key(action), owner.id), stands(turn, action))]
    return _loss_of(action).send_again(turn, told, cards.told_again(action, mention(owner)))


def _loss_of(action: Action) -> Loss:
    """What is read where an owner, the one of now, was not told."""
    return Loss(cards.TELL_AGAIN, action.id, ("not_arrived", action.id, action.owner_id or 0))


# ---- what facilitators do about it -----------------------------------------------------------------------------------


def ask_whom(turn: Turn, pressed: Pressed) -> Form:
    """“Give it to somebody”. Raises `MovedOn` where it has ended."""
    action = action_looked_after(turn, pressed.subject)
    if not ACTION.allows(action, "give"):
        raise MovedOn
    return cards.form(action, turn.today)


def give(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """It is this person's from now on, by this date."""
    action = action_looked_after(turn, form.subject)
    ACTION.step(action, "give")
    answers = Reader(form.values)
    chosen = answers.people("person")
    due = read_due(turn, answers)
    if len(chosen) > 1:
        answers.errors["person"] = cards.ONE_PERSON
    if answers.errors:
        return FieldErrors(answers.errors)
    before, now = owner_of(turn, action), turn.meet(chosen[0])
    action.owner_id, action.due = now.id, due
    turn.session.flush()
    if before is not None and before.id != now.id and is_member(before):
        turn.tell(before, cards.is_somebody_elses(action), action_key(action))
    expect(turn, action)
    tell_owner(turn, action)
    return cards.given(action, mention(now))


def close(turn: Turn, pressed: Pressed) -> Card:
    """A facilitator says that nobody need do it."""
    action = action_looked_after(turn, pressed.subject)
    ACTION.step(action, "close")
    action.ended_on = turn.today
    turn.session.flush()
    expect_nothing(turn, action)
    tell_owner(turn, action)
    return cards.closed(action)


def _ask_who(turn: Turn, action: Action, facilitators: list[Person]) -> None:
    for person in facilitators:
        turn.tell(person, cards.whose(action, turn.today), ("whose", action.id, turn.now.isoformat()))
