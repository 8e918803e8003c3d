"""What a review comes to in figures, each with its denominator."""

from activities.kit.turn import Turn
from activities.review.review import days_after, script
from storage import reviews, sealed
from storage.people import sure
from storage.tables import Review

SHOWN_FROM = 5
"""A breakdown of fewer people than this says who they are."""


def figures(turn: Turn, review: Review) -> dict[str, object]:
    """`asked` and `answered` (people), `held_on` (ISO), `days_after` the event (`None` where it came before), `scores`.

    `roles`: the kinds of work of those who took part, counted, where the template files them and no count is small.
    """
    template = script(review)
    made: dict[str, object] = {"asked": review.asked, "answered": review.answered, "template": review.template}
    if review.held_on is not None:
        made["held_on"] = review.held_on.isoformat()
    if "timeliness" in template.files:
        made["days_after"] = days_after(review)
    if "scores" in template.files:
        made["scores"] = _scores(turn, review)
    if "roles" in template.files:
        made["roles"] = _roles(turn, review)
    return made


def _scores(turn: Turn, review: Review) -> dict[str, list[int]]:
    """Each score, lowest first."""
    shown = sealed.shown(turn.session, review)
    return {
        question.id: sorted(int(row.text) for row in shown if row.question == question.id)
        for question in script(review).questions
        if question.kind == "score"
    }


def _roles(turn: Turn, review: Review) -> dict[str, int]:
    everybody = [person for _, person in reviews.members(turn.session, turn.org, sure(review.id), without=("left",))]
    groups = [person.role_group for person in everybody]
    counted = {group: groups.count(group) for group in sorted({group for group in groups if group})}
    # With one group withheld, the other and the total would tell it: so it is both or none.
    return counted if all(number >= SHOWN_FROM for number in counted.values()) else {}
