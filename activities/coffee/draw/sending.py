"""Sending a draw: everybody is introduced, and whoever could not be matched is told kindly.

A large trial takes many turns, one right after another, so that nobody else has to wait for long. The wake between two
of them carries the number of the next, and a bot that is killed goes on from there.
"""

from collections.abc import Sequence

from activities.coffee.draw.pairs import counted, tell_pairs_anew
from activities.coffee.meeting import gathering
from activities.coffee.meeting.asking import expect_feedback
from activities.coffee.meeting.away import tell_away
from activities.coffee.meeting.introduction import introduce_group
from activities.coffee.meeting.rematch import look_for_everybody
from activities.coffee.trial import TRIAL, can_still_meet
from activities.coffee.trial.draw import DRAW, groups_of, left_out_of, the_draw
from activities.kit.cards import Card, say
from activities.kit.events import Due
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn
from activities.kit.wording import day
from storage import people, trials
from storage.leaving import is_away
from storage.membership import is_member
from storage.tables import Draw, Person, Trial
from storage.trials import DrawnGroup, NotDrawn

GROUPS_A_TURN = 4
"""How many groups are introduced in one turn, or people told that they could not be matched."""


def send_out(turn: Turn, trial: Trial, draw: Draw) -> None:
    """Begin to introduce every group, and tell the facilitator. Raises `MovedOn` where it is too late."""
    DRAW.step(draw, "send")
    TRIAL.step(trial, "send")
    expect_feedback(turn, trial)
    for person in turn.who_runs(trial):
        turn.tell(person, sent_card(trial, groups_of(draw), left_out_of(draw)), ("sent", draw.id))
    _send_some(turn, trial, draw, 0)


def send_on(turn: Turn, due: Due) -> None:
    """Go on with the groups that have not been introduced, unless the trial has ended meanwhile."""
    wanted, begins = PLACE.read(due.subject)
    trial, draw = the_draw(turn, wanted)
    if can_still_meet(turn, trial):
        _send_some(turn, trial, draw, begins)
    else:
        DRAW.step(draw, "finish")


def _send_some(turn: Turn, trial: Trial, draw: Draw, begins: int) -> None:
    groups = groups_of(draw)
    without = list(dict.fromkeys(out["person"] for out in left_out_of(draw)))
    each: Sequence[DrawnGroup | int] = [*groups, *without]
    ends = begins + GROUPS_A_TURN
    for one in each[begins:ends]:
        if isinstance(one, int):
            _tell_left_out(turn, trial, draw, one)
        else:
            _introduce(turn, trial, draw, one)
    if ends < len(each):
        turn.soon("send_on", PLACE.spell(draw.id, ends))
    else:
        DRAW.step(draw, "finish")
        tell_pairs_anew(turn, trial)
        look_for_everybody(turn, trial)  # until now those who had yet to be introduced looked free


def _introduce(turn: Turn, trial: Trial, draw: Draw, group: DrawnGroup) -> None:
    """Introduce a group; where all but one have gone since it was drawn, that one is told so."""
    standing = [one for one in people.several(turn.here, group["members"]) if _is_in(turn, trial, one)]
    if len(standing) > 1:
        meeting = introduce_group(turn, trial, standing, group["site"])
        for person in standing:
            tell_away(turn, gathering(turn, trial, meeting.id), person)
    for person in standing if len(standing) == 1 else ():
        gone = NotDrawn(person=person.id, site=group["site"], why=PARTNER_HAS_GONE)
        turn.tell(person, not_matched_card(trial, [gone], False), ("partner_gone", draw.id, group["site"]))


def _is_in(turn: Turn, trial: Trial, person: Person) -> bool:
    signup = trials.signup(turn.here, trial.id, person.id)
    return (is_member(person) or is_away(person)) and signup is not None and signup.state != "left"


def _tell_left_out(turn: Turn, trial: Trial, draw: Draw, person: int) -> None:
    theirs = [out for out in left_out_of(draw) if out["person"] == person]
    for known in people.several(turn.here, [person]):
        if is_member(known):
            meets = any(person in group["members"] for group in groups_of(draw))
            turn.tell(known, not_matched_card(trial, theirs, meets), ("left_out", draw.id))


# ---- what people see ------------------------------------------------------------------------------------------------

PARTNER_HAS_GONE = "whoever I had found for you has left since"


def sent_card(trial: Trial, groups: Sequence[DrawnGroup], out: Sequence[NotDrawn]) -> Card:
    """Build the card for the facilitator, once everybody is being introduced."""
    return say(
        Bold(trial.title),
        f": {counted(groups, out)} Introductions are on their way, and everybody has until ",
        f"{day(trial.meet_by)} to meet. /coffee pairs shows who meets whom, and with whom it has arrived.",
    )


def not_matched_card(trial: Trial, theirs: Sequence[NotDrawn], meets_elsewhere: bool) -> Card:
    """Build the card for somebody who was not matched: why, and what happens next."""
    why = "; ".join(dict.fromkeys(out["why"] for out in theirs))
    if meets_elsewhere:
        rest = "You do meet somebody elsewhere: you find that in a message of its own."
        return say("I could not find you a partner everywhere you asked for in ", Bold(trial.title), f": {why}. {rest}")
    rest = "If somebody who fits becomes free I’ll introduce you after all; if not, you’re first in line next time."
    return say("I’m sorry: I could not find you a partner in ", Bold(trial.title), f", because {why}. {rest}")
