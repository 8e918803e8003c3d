"""The report on a trial: what it came to, what people said, and filing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.coffee.figures import Figures
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
    say,
)
from activities.kit.runs import Text, words
from activities.kit.subjects import PLACE
from activities.kit.wording import count, day, listed, share
from storage.tables import Record, Trial

QUOTES_A_PAGE = 5

GROUPS = {"clinical": "Clinical", "non_clinical": "Non-clinical"}


@dataclass(frozen=True)
class Quotable:
    """Words that somebody agreed to have quoted, and as whose; `left_out` by the facilitator.

    `points_to_one`: they are by role, and nobody else has that role.
    """

    feedback: int
    text: str
    said_by: str
    left_out: bool
    points_to_one: bool = False


def report(trial: Trial, figures: Figures, quotes: Sequence[Quotable], at: int, closed: bool) -> Card:
    """One page of the report. `closed`: no more answers are awaited, and it can be filed."""
    pages = max(1, -(-len(quotes) // QUOTES_A_PAGE))
    at = min(max(at, 1), pages)
    parts: list[Part] = [
        Heading(f"{trial.title}: {'the report' if closed else 'the report so far'}"),
        Facts(tuple(Fact(label, words(value)) for label, value in lines(figures))),
        *_groups(figures),
        *_quotes(quotes, at),
    ]
    parts += [Buttons(tuple(_turning(trial, at, pages)))] if pages > 1 else []
    parts += _filing(trial) if closed else [Small(words("You can file it when the last answers are in."))]
    parts.append(Buttons((Button("As a spreadsheet", "coffee.spreadsheet", str(trial.id)),)))
    return Card(f"{trial.title}: the report", tuple(parts))


def lines(figures: Figures) -> list[tuple[str, str]]:
    """What a trial came to: a label and a figure with its denominator."""
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
    """The breakdowns, a line each: who signed up, was matched and answered, as far as it may be shown."""
    return [
        *(
            f"{GROUPS.get(group, group)}: {signed_up} signed up, {introduced} matched, {answered} gave feedback; "
            f"{_departments(figures, group)}"
            for group, (signed_up, introduced, answered) in figures.groups.items()
        ),
        "By group and department, counts below five are withheld, and as many more as it takes to hide them.",
    ]


# ---- as a spreadsheet ------------------------------------------------------------------------------------------------


def spreadsheet_rows(
    trial: Trial, totals: Sequence[tuple[str, str]], breakdowns: Sequence[str], quotes: Sequence[Quotable]
) -> list[list[str]]:
    """The rows of the spreadsheet: figures as they may leave, then breakdowns, then quotes and who said them."""
    return [
        ["Coffee trial", trial.title],
        ["Sites", listed(trial.sites)],
        ["Sign-ups closed", trial.signups_close.isoformat()],
        ["Met by", trial.meet_by.isoformat()],
        *([label, value] for label, value in totals),
        *(["Breakdown", line] for line in breakdowns),
        *(["Quote", quote.text, quote.said_by] for quote in quotes),
    ]


def spreadsheet_name(trial: Trial) -> str:
    """The file's name: nothing in it that a file system might not take."""
    return f"coffee-trial-{trial.id}-report.csv"


def spreadsheet(trial: Trial) -> Card:
    """What stands beside the file."""
    return say(f"Here are the figures of {trial.title}. What is under five is withheld, since a file goes further.")


def spreadsheet_is_coming(trial: Trial) -> Card:
    """In answer to the button."""
    return say(f"I’m sending you the figures of {trial.title} as a file, in our own chat.")


# ---- filing ----------------------------------------------------------------------------------------------------------


def filed(record: Record) -> Card:
    """In answer to “File it”, the first time and any other."""
    if record.withdrawn_at:
        return say("This was filed in the library, and has been withdrawn since.")
    filed_on = record.filed_at.date()
    return say(
        f"Filed in the library: “{record.title}”, {day(record.happened_from, filed_on)} to "
        f"{day(record.happened_until, filed_on)}, "
        f"with its figures and {count(len(record.quotes), 'quote')}. Thank you for running it! Was there anything to "
        "learn for the next one?",
        buttons=[
            Button("See it in the library", "library.show", str(record.id)),
            Button("Review this together", "review.about", record.came_from),
        ],
    )


def untitled() -> str:
    """The title of a record whose own cannot be kept."""
    return "A coffee trial"


def summary(trial: Trial, breakdowns: Sequence[str]) -> str:
    """The record's summary: how people met, and what it came to."""
    opening = (
        f"A randomised coffee trial at {listed(trial.sites)}: people who signed up were matched with somebody from "
        f"another department and met for half an hour by {day(trial.meet_by)}, without an agenda."
    )
    return "\n".join([opening, "", *breakdowns])


def _filing(trial: Trial) -> list[Part]:
    sure = Confirm("It becomes a record in the library, and takes no more answers. File it?", "File it", "Not yet")
    return [
        Paragraph(words("Take out any quote that should not go further, then file it.")),
        Buttons((Button("File it", "coffee.file", str(trial.id), style="primary", confirm=sure),)),
    ]


# ---- parts -----------------------------------------------------------------------------------------------------------


def _groups(figures: Figures) -> list[Part]:
    *shown, note = groups(figures)
    bullets: tuple[Text, ...] = tuple(words(line) for line in shown)
    return [*([Bullets(bullets)] if bullets else []), Small(words(note))]


def _departments(figures: Figures, group: str) -> str:
    """Sign-ups by department; of the withheld ones only how many they are together, which is no secret."""
    rows = figures.departments.get(group, {})
    if not rows:
        return "departments withheld"
    shown = [f"{department} {signed_up}" for department, (signed_up,) in rows.items()]
    rest = figures.groups[group][0] - sum(signed_up for (signed_up,) in rows.values())
    return "by department: " + listed([*shown, *([f"others {rest}"] if rest else [])])


def _quotes(quotes: Sequence[Quotable], at: int) -> list[Part]:
    if not quotes:
        return [Paragraph(words("Nobody has agreed to be quoted."))]
    parts: list[Part] = []
    for quote in quotes[(at - 1) * QUOTES_A_PAGE : at * QUOTES_A_PAGE]:
        label, action = ("Put it back", "put_back") if quote.left_out else ("Take it out", "take_out")
        telling = " (nobody else has this job title, so it tells who said it)" if quote.points_to_one else ""
        said_by = f"{quote.said_by}{telling}{' (taken out)' if quote.left_out else ''}"
        subject = PLACE.spell(quote.feedback, at)
        parts += [Quote(quote.text, said_by), Buttons((Button(label, f"coffee.{action}", subject),))]
    return parts


def _turning(trial: Trial, at: int, pages: int) -> list[Button]:
    turning = []
    if at > 1:
        turning.append(Button("Earlier quotes", "coffee.report_page", PLACE.spell(trial.id, at - 1)))
    if at < pages:
        turning.append(Button("More quotes", "coffee.report_page", PLACE.spell(trial.id, at + 1)))
    return turning


def a_colleague() -> str:
    """Who said it, where somebody agreed to be quoted by a job title and gave none."""
    return "A colleague"
