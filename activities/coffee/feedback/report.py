"""The report: figures with their denominators, and the words of those who agreed to be quoted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from activities.coffee.feedback import GROUPS, Figures, count_up
from activities.coffee.meeting import is_introduced
from activities.coffee.trial import TRIAL, about_one, the_trial
from activities.kit.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Confirm,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Part,
    Quote,
    Small,
)
from activities.kit.events import Due, Pressed, Undelivered
from activities.kit.phases import MovedOn
from activities.kit.runs import Text, words
from activities.kit.subjects import PLACE, about
from activities.kit.turn import Key, Turn
from activities.kit.wording import count, listed, share
from storage import feedback, meetings
from storage.feedback import points_to_one
from storage.tables import Feedback, Person, Trial

QUOTES_A_PAGE = 5


@dataclass(frozen=True)
class Quotable:
    """Words that somebody agreed to have quoted, and as whose; `left_out` by the facilitator.

    `role`: the job title under which they are quoted, where it is by that.
    """

    feedback: int
    text: str
    said_by: str
    left_out: bool
    role: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page of the quotes: which, its number, and that of the last.

    `telling`: the job titles on it that nobody else has, so that they point to one person.
    """

    quotes: Sequence[Quotable]
    at: int
    last: int
    telling: Collection[str] = ()


REPORTABLE = ("waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""There is something to report, and it has not been filed."""


def report_due(turn: Turn, due: Due) -> None:
    """Give the report to whoever runs a trial that is over, and files it."""
    trial = the_trial(turn, due.subject)
    if not TRIAL.allows(trial, "report"):
        return
    TRIAL.step(trial, "report")
    turn.session.flush()
    for person in turn.who_runs(trial):
        turn.tell(person, report(turn, trial), report_key(trial))


def report_key(trial: Trial) -> Key:
    """Make the key under which the report is told, and then that it has been filed, in its place."""
    return ("report", trial.id)


def report(turn: Turn, trial: Trial, at: int = 1) -> Card:
    """Show a page of the report as it stands now."""
    closed = trial.phase == "waiting_for_filing"
    return report_card(trial, figures_of(turn, trial), _leaf(turn, trial, at), closed)


def _leaf(turn: Turn, trial: Trial, at: int) -> Leaf:
    """Find what stands on a page, or on the nearest that there is. Only its job titles are looked up, not all."""
    quotes = quotable(turn, trial)
    last = max(1, -(-len(quotes) // QUOTES_A_PAGE))
    at = min(max(at, 1), last)
    shown = quotes[(at - 1) * QUOTES_A_PAGE : at * QUOTES_A_PAGE]
    roles = {quote.role for quote in shown if quote.role}
    return Leaf(shown, at, last, {role for role in roles if points_to_one(turn.here, trial.id, role)})


show = about_one("report", REPORTABLE, report)
"""The facilitator's command."""


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """Show more quotes. The subject is the trial's id and the page, `17:2`."""
    wanted, at = PLACE.read(pressed.subject)
    return report(turn, _reportable(turn, wanted), at)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """Leave a quote out of what is filed, as the facilitator wants."""
    return _quote(turn, pressed, quoted=False)


def put_back(turn: Turn, pressed: Pressed) -> Card:
    """Take a quote back into what is filed."""
    return _quote(turn, pressed, quoted=True)


def present_quote(turn: Turn, subject: str) -> Card:
    """Show the page with this quote, to facilitators only."""
    if not turn.person.facilitates:
        raise MovedOn
    trial, _, at = _the_quote(turn, subject)
    return report(turn, trial, at)


def not_reported(turn: Turn, lost: Undelivered) -> None:
    """Give the report to every other facilitator, where whoever runs the trial cannot be reached."""
    trial = the_trial(turn, about(lost.key))
    for person in turn.facilitators():
        if trial.phase == "waiting_for_filing" and person.id not in lost.people:
            turn.tell(person, report(turn, trial), report_key(trial))


def figures_of(turn: Turn, trial: Trial) -> Figures:
    """Count up what the trial came to, as far as is known now."""
    return count_up(
        meetings.signups(turn.here, trial.id),
        [place for place in meetings.in_trial(turn.here, trial.id) if is_introduced(place[0])],
        [said for said, _ in feedback.in_trial(turn.here, trial.id)],
    )


def quotable(turn: Turn, trial: Trial) -> list[Quotable]:
    """Return the words of those who agreed to be quoted, named as they agreed. Their order gives nobody away."""
    roles = {one.person_id: one.job_title for one in meetings.signups(turn.here, trial.id)}
    found = [
        _quotable(said, person, roles.get(person.id, person.job_title))
        for said, person in feedback.in_trial(turn.here, trial.id)
        if said.what_came_of_it and said.quote_consent in ("by_role", "by_name")
    ]
    return sorted(found, key=lambda quote: (quote.text, quote.feedback))


def _quotable(said: Feedback, person: Person, role: str) -> Quotable:
    """Make a quote of what somebody said. `role`: their job title, as they gave it on joining."""
    quote = partial(Quotable, said.id, said.what_came_of_it, left_out=not said.quoted)
    if said.quote_consent == "by_name":
        return quote(person.name)
    return quote(role, role=role) if role else quote(a_colleague())


def _quote(turn: Turn, pressed: Pressed, quoted: bool) -> Card:
    trial, said, at = _the_quote(turn, pressed.subject)
    said.quoted = quoted
    turn.session.flush()
    return report(turn, trial, at)


def _the_quote(turn: Turn, subject: str) -> tuple[Trial, Feedback, int]:
    """Return the trial, the feedback and the page on a quote's button, `23:2`; raise `MovedOn` without them."""
    wanted, at = PLACE.read(subject)
    said = feedback.get(turn.here, wanted)
    if said is None:
        raise MovedOn
    return _reportable(turn, said.trial_id), said, at


def _reportable(turn: Turn, subject: str | int) -> Trial:
    trial = the_trial(turn, subject)
    if trial.phase not in REPORTABLE:
        raise MovedOn
    return trial


# ---- what people see ------------------------------------------------------------------------------------------------


def report_card(trial: Trial, figures: Figures, leaf: Leaf, closed: bool) -> Card:
    """Build the card of one page of the report, for a facilitator.

    `closed`: no more answers are awaited, and it can be filed.
    """
    parts: list[Part] = [
        Heading(f"{trial.title}: {'the report' if closed else 'the report so far'}"),
        Facts(tuple(Fact(label, words(value)) for label, value in lines(figures))),
        *_groups(figures),
        *_quotes(leaf),
    ]
    parts += [Buttons(tuple(_turning(trial, leaf)))] if leaf.last > 1 else []
    parts += _filing(trial) if closed else [Small(words("You can file it when the last answers are in."))]
    parts.append(Buttons((Button("As a spreadsheet", "coffee.spreadsheet", str(trial.id)),)))
    return Card(f"{trial.title}: the report", tuple(parts))


def lines(figures: Figures) -> list[tuple[str, str]]:
    """Write what a trial came to: labels, and figures with their denominators."""
    return [
        ("Signed up", count(figures.signed_up, "person", "people")),
        ("Matched", share(figures.introduced, figures.signed_up)),
        ("Meetings that took place", share(figures.met, figures.meetings)),
        ("Fell through", share(figures.fell_through, figures.meetings)),
        ("Did not meet", share(figures.did_not_meet, figures.meetings)),
        ("Not known", share(figures.not_known, figures.meetings)),
        ("Gave feedback", share(figures.answered, figures.introduced)),
        ("Had not known each other", share(figures.strangers, figures.answered)),
        ("Would do it again", share(figures.again, figures.answered)),
    ]


def groups(figures: Figures) -> list[str]:
    """Write the breakdowns, a line each: who signed up, was matched and answered, as far as it may be shown."""
    return [
        *(
            f"{GROUPS.get(group, group)}: {signed_up} signed up, {introduced} matched, {answered} gave feedback; "
            f"{_departments(figures, group)}"
            for group, (signed_up, introduced, answered) in figures.groups.items()
        ),
        "By group and department, counts below five are withheld, and as many more as it takes to hide them.",
    ]


def _filing(trial: Trial) -> list[Part]:
    sure = Confirm("It becomes a record in the library, and takes no more answers. File it?", "File it", "Not yet")
    return [
        Paragraph(words("Take out any quote that should not go further, then file it.")),
        Buttons((Button("File it", "coffee.file", str(trial.id), style="primary", confirm=sure),)),
    ]


def _groups(figures: Figures) -> list[Part]:
    *shown, note = groups(figures)
    bullets: tuple[Text, ...] = tuple(words(line) for line in shown)
    return [*([Bullets(bullets)] if bullets else []), Small(words(note))]


def _departments(figures: Figures, group: str) -> str:
    """Write sign-ups by department; of the withheld ones only how many they are together, which is no secret."""
    rows = figures.departments.get(group, {})
    if not rows:
        return "departments withheld"
    shown = [f"{department} {signed_up}" for department, (signed_up,) in rows.items()]
    rest = figures.groups[group][0] - sum(signed_up for (signed_up,) in rows.values())
    return "by department: " + listed([*shown, *([f"others {rest}"] if rest else [])])


def _quotes(leaf: Leaf) -> list[Part]:
    if not leaf.quotes:
        return [Paragraph(words("Nobody has agreed to be quoted."))]
    parts: list[Part] = []
    for quote in leaf.quotes:
        label, action = ("Put it back", "put_back") if quote.left_out else ("Take it out", "take_out")
        telling = " (nobody else has this job title, so it tells who said it)" if quote.role in leaf.telling else ""
        said_by = f"{quote.said_by}{telling}{' (taken out)' if quote.left_out else ''}"
        subject = PLACE.spell(quote.feedback, leaf.at)
        parts += [Quote(quote.text, said_by), Buttons((Button(label, f"coffee.{action}", subject),))]
    return parts


def _turning(trial: Trial, leaf: Leaf) -> list[Button]:
    turning = []
    if leaf.at > 1:
        turning.append(Button("Earlier quotes", "coffee.report_page", PLACE.spell(trial.id, leaf.at - 1)))
    if leaf.at < leaf.last:
        turning.append(Button("More quotes", "coffee.report_page", PLACE.spell(trial.id, leaf.at + 1)))
    return turning


def a_colleague() -> str:
    """Name who said it, where somebody agreed to be quoted by a job title and gave none."""
    return "A colleague"
