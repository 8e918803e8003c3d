"""What a review comes to in figures, each with its denominator."""

from activities.kit.turn import Turn
from activities.kit.withholding import Cells, Sum, leave
from activities.review.review import days_after, script
from storage import reviews, sealed
from storage.tables import Review

ROLE, SCORE, POINTS = "role", "score", "points"


def figures(turn: Turn, review: Review) -> dict[str, object]:
    """Return `asked` and `answered` (people), `held_on` (ISO), `days_after` the event, and `scores`.

    `days_after` is `None` where it came before.

    `scores`: by question, each score as often as it was given; `mean_scores` of all. `roles`: the kinds of work of
    those who took part, counted. All of it as far as it may leave: what is withheld is not there.
    """
    template = script(review)
    told = _told(turn, review)
    made: dict[str, object] = {name: told[name] for name in ("asked", "answered") if name in told}
    made["template"] = review.template
    if review.held_on is not None:
        made["held_on"] = review.held_on.isoformat()
    if "timeliness" in template.files:
        made["days_after"] = days_after(review)
    if "scores" in template.files:
        made["scores"] = _by_question(told)
        made["mean_scores"] = {
            name.removeprefix(f"{POINTS}/"): round(points / told[_count(name)], 1)
            for name, points in told.items()
            if name.startswith(f"{POINTS}/")
        }
    if "roles" in template.files:
        made["roles"] = {name.removeprefix(f"{ROLE}/"): n for name, n in told.items() if name.startswith(f"{ROLE}/")}
    return made


def _scores(turn: Turn, review: Review) -> dict[str, list[int]]:
    """Return each score, lowest first."""
    shown = sealed.shown(turn.session, review)
    return {
        question.id: sorted(int(row.text) for row in shown if row.question == question.id)
        for question in script(review).questions
        if question.kind == "score"
    }


def _told(turn: Turn, review: Review) -> Cells:
    """Tell what leaves of it, which the ledger fixes."""
    files = script(review).files
    cells = {"asked": review.asked, "answered": review.answered}
    sums, means = [Sum("asked", ("answered",))], dict[str, str]()
    if "roles" in files:
        roles = {f"{ROLE}/{group}": number for group, number in _roles(turn, review).items()}
        cells |= {**roles, "took part": sum(roles.values())}
        sums += [Sum("took part", tuple(roles), exhaustive=True), *(Sum(whole, tuple(roles)) for whole in ("asked",))]
    if "scores" in files:
        for question, given in _scores(turn, review).items():
            counts = {f"{SCORE}/{question}/{score}": given.count(score) for score in sorted(set(given))}
            points = f"{POINTS}/{question}"
            cells |= {**counts, f"{SCORE}/{question}": len(given), **({points: sum(given)} if given else {})}
            means[points] = _count(points)
            sums += [
                Sum(f"{SCORE}/{question}", tuple(counts), exhaustive=True),
                Sum("answered", (f"{SCORE}/{question}",)),
            ]
    return leave(turn, f"review:{review.id}", "record", cells, sums, means=means).cells


def _count(points: str) -> str:
    """Name the cell that says how many gave what another adds up."""
    return points.replace(POINTS, SCORE, 1)


def _by_question(told: Cells) -> dict[str, list[int]]:
    """Return the scores that may be told, lowest first, each as often as it was given."""
    scores: dict[str, list[int]] = {}
    for name, number in told.items():
        kind, _, rest = name.partition("/")
        question, _, score = rest.partition("/")
        if kind == SCORE and score:
            scores.setdefault(question, []).extend([int(score)] * number)
    return {question: sorted(given) for question, given in scores.items()}


def _roles(turn: Turn, review: Review) -> dict[str, int]:
    everybody = [person for _, person in reviews.members(turn.here, review.id, without=("left",))]
    groups = [person.role_group for person in everybody]
    return {group: groups.count(group) for group in sorted({group for group in groups if group})}
