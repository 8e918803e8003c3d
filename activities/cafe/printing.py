"""The whole rota for the facilitator: as a card, and as a page to print for a room."""

from collections.abc import Mapping, Sequence
from html import escape
from zoneinfo import ZoneInfo

from activities.cafe import facilitating
from activities.cafe.cafe import FEWEST, RUNNING, starts, the_cafe
from activities.kit.cards import Bullets, Card, Heading, Paragraph, Part, Small, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn, mention
from activities.kit.views import Document
from activities.kit.wording import listed, listed_runs
from storage import cafes, people
from storage.tables import Cafe, Person


def show(turn: Turn, pressed: Pressed) -> Card:
    """Show a facilitator who sits where; plan it first where the last plan does not fit those who are there.

    It comes as messages of its own, and the answer is the clock again, which the facilitator needs where it stands.
    """
    cafe = the_cafe(turn, pressed.subject)
    if cafe.phase not in RUNNING:
        raise MovedOn
    joined = cafes.count_guests(turn.here, cafe.id)
    clock = facilitating.clock_card(cafe, joined, turn.zone)
    if cafe.planned_for != cafe.revision:
        if joined < FEWEST:
            return clock.led_by(NOBODY_YET)
        turn.soon("seat", cafe.id)
        return clock.led_by(BEING_PLANNED)
    turn.tell(turn.person, everybody_card(cafe, _names(turn, cafe)), ("seats", cafe.id, pressed.key))
    turn.send_file("rota", cafe.id, page_is_coming_card(cafe), ("rota", cafe.id, pressed.key))
    return clock.led_by(BELOW)


def page(turn: Turn, subject: str) -> Document:
    """Make the page to print. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    cafe = the_cafe(turn, subject)
    return Document("who-sits-where.html", cafe.question, printed_page(cafe, _names(turn, cafe), turn.zone).encode())


def _names(turn: Turn, cafe: Cafe) -> Mapping[int, Person]:
    seated = {one for tables in cafe.plan for table in tables for one in table}
    return {person.id: person for person in people.several(turn.here, seated)}


# ---- what people see ------------------------------------------------------------------------------------------------


def by_table(tables: Sequence[tuple[int, Sequence[Person]]]) -> Bullets:
    """Write tables by number, each with those who are named at it."""
    return Bullets(
        tuple(
            words(Bold(f"Table {number}: "), *listed_runs([mention(person) for person in missing]))
            for number, missing in tables
            if missing
        )
    )


def everybody_card(cafe: Cafe, names: Mapping[int, Person]) -> Card:
    """Build the card for the facilitator of every round, table by table."""
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


def page_is_coming_card(cafe: Cafe) -> Card:
    """Build the card for the facilitator who asked for the page to print."""
    return say(f"Who sits where, to print: {cafe.question}")


def printed_page(cafe: Cafe, names: Mapping[int, Person], zone: ZoneInfo) -> str:
    """Write a page to print: a table for each round. Names are the only thing on it about anybody."""
    rounds = "\n".join(_round(number, tables, names) for number, tables in enumerate(cafe.plan, start=1))
    return PAGE.format(
        question=escape(cafe.question), when=escape(f"{starts(cafe, zone)}, {cafe.place}"), rounds=rounds
    )


def _at(table: Sequence[int], names: Mapping[int, Person]) -> list[Person]:
    """Sort those at a table by name, so that people find themselves."""
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
