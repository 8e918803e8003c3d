"""Drawing the pairs of a trial: worked out, looked at by a facilitator, sent, and arrived with each of them.

Here it is worked out: who has signed up is read, they are matched outside any transaction, and what came of it is kept.
"""

from activities.coffee.draw.proposal import propose
from activities.coffee.draw.sending import send_out
from activities.coffee.matching import match
from activities.coffee.matching.problem import Matching
from activities.coffee.trial import leaves_time_to_meet, the_trial
from activities.coffee.trial.draw import DRAW, begin, current, groups_of, pool_of, the_draw
from activities.kit.activity import LongWork
from activities.kit.events import Due
from activities.kit.turn import Turn
from storage import trials
from storage.membership import is_member
from storage.trials import DrawnGroup, NotDrawn


def match_due(turn: Turn, due: Due) -> None:
    """Match people on the morning set for it, unless a facilitator had it done before."""
    trial = the_trial(turn, due.subject)
    if trial.phase == "waiting_for_draw" and current(turn, trial) is None:
        begin(turn, trial, waited_for=False)


def arrange(turn: Turn, due: Due) -> LongWork | None:
    """Match everybody who is in the trial and can be reached: whoever has gone, or is a guest now, has left it."""
    trial, draw = the_draw(turn, due.subject)
    if draw.phase != DRAW.first:
        return None
    free = [signup for signup, person in trials.signups(turn.here, trial.id) if is_member(person)]
    pool, seed, number, revision = pool_of(turn, trial, free), draw.seed, draw.id, trial.revision
    return LongWork(lambda: match(pool, seed), lambda later, matching: _keep(later, number, revision, matching))


def _keep(turn: Turn, number: int, revision: int, matching: Matching) -> None:
    """Keep the groups and propose or send them; where somebody has left meanwhile, work them out again."""
    trial, draw = the_draw(turn, number)
    if draw.phase != DRAW.first:
        return
    if trial.revision != revision:
        turn.soon("arrange", number)
        return
    draw.groups = [dict(group) for group in _groups(matching)]
    draw.left_out = [dict(out) for out in _left_out(matching)]
    draw.drawn_at = turn.now
    if trial.approve == "automatic" and groups_of(draw) and leaves_time_to_meet(turn, trial):
        send_out(turn, trial, draw)
    else:
        propose(turn, trial, draw)


def _groups(matching: Matching) -> list[DrawnGroup]:
    return [
        DrawnGroup(
            members=[int(one) for one in sorted(group.members, key=lambda one: (one == group.third, one))],
            site=group.site,
            why=group.why,
            third=int(group.third) if group.third else None,
        )
        for group in matching.groups
    ]


def _left_out(matching: Matching) -> list[NotDrawn]:
    return [NotDrawn(person=int(out.id), site=out.site, why=out.why) for out in matching.left_out]
