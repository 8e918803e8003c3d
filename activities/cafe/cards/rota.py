"""Who sits where: for each guest, for the facilitator, and as a page to print."""

from collections.abc import Mapping, Sequence
from html import escape
from zoneinfo import ZoneInfo

from activities.cafe.cards.words import at, starts, where
from activities.kit.cards import Bullets, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.lost import button
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import mention
from activities.kit.wording import listed, listed_runs
from storage.tables import Cafe, Person

TABLES_AGAIN = "cafe.tables_again"


def your_table(cafe: Cafe, table: int, others: Sequence[Person], zone: ZoneInfo) -> Card:
    """For somebody, as a round begins."""
    company = (
        words("with ", *listed_runs([mention(other) for other in others])) if others else words("on your own for now")
    )
    return say(
        Bold(f"Round {cafe.step} of {cafe.rounds}: table {table}"),
        ", ",
        company,
        f", until {at(cafe.until, zone)}. ",
        where(cafe),
        ".\n",
        Bold(cafe.question),
    )


def not_seated(cafe: Cafe, tables: Sequence[tuple[int, Sequence[Person]]]) -> Card:
    """For the facilitator: who may not have heard where they sit, by table."""
    text = f"Round {cafe.step}: I can’t be sure that my message reached these people. Please show them to their table."
    again = button(TABLES_AGAIN, PLACE.spell(cafe.id, cafe.step))
    return Card(text, (Paragraph(words(text)), _by_table(tables), Buttons((again,))))


def tables_again(cafe: Cafe, tables: Sequence[tuple[int, Sequence[Person]]]) -> Card:
    """In place of it, once they are told again."""
    text = f"Round {cafe.step}: I’m telling these people their table again. If that fails too, I’ll tell you."
    return Card(text, (Paragraph(words(text)), _by_table(tables)))


def _by_table(tables: Sequence[tuple[int, Sequence[Person]]]) -> Bullets:
    return Bullets(
        tuple(
            words(Bold(f"Table {number}: "), *listed_runs([mention(person) for person in missing]))
            for number, missing in tables
            if missing
        )
    )


def everybody(cafe: Cafe, names: Mapping[int, Person]) -> Card:
    """For the facilitator: every round, table by table."""
    parts: list[Part] = [Paragraph(words("Who sits where: ", Bold(cafe.question)))]
    for number, tables in enumerate(cafe.plan, start=1):
        rows = tuple(
            words(Bold(f"Table {place}: "), *listed_runs([mention(person) for person in _at(table, names)]))
            for place, table in enumerate(tables, start=1)
        )
        parts += [Heading(f"Round {number}"), Bullets(rows)]
    parts.append(Small(words("Who comes or goes changes only the rounds to come.")))
    return Card(f"Who sits where: {cafe.question}", tuple(parts))


BEING_PLANNED = "I’m working out who sits where. Please press it again in a moment."
NOBODY_YET = "There is nobody to seat yet: a rota needs three people at least."
BELOW = "Who sits where is in your own chat with me, as a message and as a page to print."


def page_is_coming(cafe: Cafe) -> Card:
    """With the page to print."""
    return say(f"Who sits where, to print: {cafe.question}")


def page(cafe: Cafe, names: Mapping[int, Person], zone: ZoneInfo) -> str:
    """A page to print: a table for each round. Names are the only thing on it about anybody."""
    rounds = "\n".join(_round(number, tables, names) for number, tables in enumerate(cafe.plan, start=1))
    return PAGE.format(
        question=escape(cafe.question), when=escape(f"{starts(cafe, zone)}, {cafe.place}"), rounds=rounds
    )


def _at(table: Sequence[int], names: Mapping[int, Person]) -> list[Person]:
    """Those at a table by name, so that people find themselves."""
    return sorted((names[one] for one in table if one in names), key=lambda person: person.name.casefold())


def _round(number: int, tables: Sequence[Sequence[int]], names: Mapping[int, Person]) -> str:
    rows = "\n".join(
        f"<tr><th scope='row'>Table {place}</th><td>"
        f"{escape(listed([person.name for person in _at(table, names)]))}</td></tr>"
        for place, table in enumerate(tables, start=1)
    )
    return f"<section><h2>Round {number}</h2>\n<table>\n{rows}\n</table></section>"


PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{question}</title>
<style>
  body {{ font: 14pt/1.4 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #111; }}
  h1 {{ font-size: 20pt; line-height: 1.2; }}
  h2 {{ font-size: 16pt; margin: 1.2rem 0 0.5rem; break-after: avoid; }}
  table {{ border-collapse: collapse; width: 100%; }}
  th, td {{ border-top: 1px solid #999; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }}
  th {{ white-space: nowrap; width: 6rem; }}
  section, tr {{ break-inside: avoid; }}
  @media print {{ body {{ margin: 0; max-width: none; }} @page {{ margin: 15mm; }} }}
</style>
</head>
<body>
<h1>{question}</h1>
<p>{when}</p>
{rounds}
</body>
</html>
"""
