"""`knowhow find-person`: for whoever answers for data protection, every place in which somebody is named."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import engine_of, write_or_end
from bot.cli.options import AsJson, OfOrganisation
from bot.cli.progress import waited_for
from bot.cli.stopped import NOTHING_CHANGED
from bot.faults.endings import fail, refuse, settings_or_end
from storage.here import Here
from storage.progress import Progress

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.engine.engine import Engine
    from storage.naming.names import Sought
    from storage.naming.searching import Found
    from storage.tables import Organisation

AROUND = 40
"""Characters that are printed on either side of a name."""

LONGEST_REASON = 200

BACKUP_FIRST = "Take a backup first (knowhow backup FILE): what is taken out does not come back."


def find_person_command(
    who: Annotated[str, typer.Argument(metavar="NAME-OR-ADDRESS", help="Whom to look for.")],
    requested_by: Annotated[str, typer.Option(metavar="WHO", help="Who asked for it, such as: the person.")] = "",
    why: Annotated[str, typer.Option(metavar="REASON", help="Why, such as: erasure request of 3 March.")] = "",
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what was found to a table, too.")] = None,
    take_out: Annotated[
        str, typer.Option(metavar="NUMBERS", help="Take the name out of these places, such as 3,7.")
    ] = "",
    organisation: OfOrganisation = "",
    as_json: AsJson = False,
) -> None:
    """Find every place in which a name stands.

    With its parts, initials, and slips of one letter; in every text, draft, quote, action, list and message that waits,
    and in how records stood before. Answers that are still sealed are not searched.

    Who asked for it and why is audited, and facilitators see that it was done and in which records; never for whom.
    """
    settings = settings_or_end()
    from bot.engine.engine import TurnFailed

    chosen = _numbers(take_out)
    if chosen and as_json:
        refuse("Nothing was taken out:", ["--json is for what is found, and does not go with --take-out"])
    requested_by = _said(requested_by, "--requested-by", "Who asked for it?")
    why = _said(why, "--why", "Why?")
    with ExitStack() as open_until_the_end:
        with waited_for(NOTHING_CHANGED) as waited:
            opened = engine_of(settings, waited, makes_one=False, organisation=organisation)
            engine = open_until_the_end.enter_context(opened)
        asked = Asked(engine, who, requested_by, why)
        try:
            if chosen:
                asked.take_out(chosen)
            else:
                asked.search(csv, as_json)
        except TurnFailed as failure:
            fail(f"Nothing was changed: it went wrong on our side, reference {failure.reference} in the log.")


NOT_AS_SHOWN = (
    "Nothing was taken out: what is found is not what was shown last, so numbers could mean other places. Please "
    "search again, without --take-out, and look."
)


class Asked:
    """One run of the command."""

    def __init__(self, engine: "Engine", who: str, requested_by: str, why: str) -> None:
        self._engine, self._who = engine, who
        self._requested_by, self._why = requested_by, why

    def search(self, csv: Path | None, as_json: bool) -> None:
        """Show what was found, numbered, and note that it was looked for."""
        from storage.naming import searching

        with waited_for(NOTHING_CHANGED) as waited:
            with self._engine.database.snapshot() as session:
                found = searching.everywhere(*self._whom(session), waited)
            waited.is_past_stopping()
            self._engine.write(
                "find-person", lambda session: self._note(self._whom(session)[0], searching.SEARCHED, found, found)
            )
        if csv is not None:
            _write(csv, found)
        if as_json:
            _answer(found)
            return
        if not found:
            typer.echo("Nothing found, in anything that is kept and not sealed.")
            return
        for line in _table(found):
            typer.echo(line)
        typer.echo(
            f"\nTo take the name out of some: the same command with --take-out and their numbers. {BACKUP_FIRST}\n"
            "Rows of people, accounts and conversations go when somebody is forgotten: /knowhow forget me.",
            err=True,
        )

    def take_out(self, numbers: Sequence[int]) -> None:
        """Take the name out of the places with these numbers, which mean what they meant when they were shown."""
        from activities.kit.phases import MovedOn
        from activities.library.records.withdrawing import words_were_changed
        from storage import records, traces
        from storage.naming import searching, taking_out

        try:
            with waited_for(NOTHING_CHANGED) as waited, self._engine.database.reading() as session:
                chosen, _ = self._chosen(session, numbers, waited)
        except MovedOn:
            fail(NOT_AS_SHOWN)
        typer.echo(BACKUP_FIRST, err=True)
        for line in _table(chosen):
            typer.echo(line)
        if sys.stdin.isatty() and not typer.confirm("Take the name out of these?"):
            fail("Nothing was taken out.")

        def take(session: "Session") -> None:
            here, _ = self._whom(session)
            again, found = self._chosen(session, numbers, waited)  # somebody may have written something meanwhile
            self._note(here, searching.TAKEN_OUT, again, found)
            for one in again:
                taking_out.take_out(here, one.place, [[span.start, span.end] for span in one.passages])
            turn = self._engine.turn(session, self._organisation(session), "library", "find-person")
            for number in {searching.record_of(session, one.place) for one in again} - {None}:
                if record := records.locked(here, number or 0):
                    words_were_changed(turn, record)
            traces.note(session, True)
            waited.is_past_stopping()

        try:
            with waited_for(NOTHING_CHANGED) as waited:
                self._engine.write("find-person", take)
                waited.reaches("Clearing what was taken out from the database’s files")
                self._engine.erasing.clear_files_if_noted()
        except MovedOn:
            fail(NOT_AS_SHOWN)
        typer.echo(f"Taken out of {len(chosen)}. Numbers have changed by that: search again for any others.")

    def _whom(self, session: "Session") -> "tuple[Here, Sought]":
        from storage.naming import searching
        from storage.naming.names import spans

        here = Here(session, self._organisation(session).id)
        try:
            sought = searching.whom(here, self._who)
        except ValueError:
            refuse("Nobody was looked for:", ["please give a name of two letters at least, or an e-mail address"])
        for option, said in (("--requested-by", self._requested_by), ("--why", self._why)):
            if spans(said, sought):
                refuse(
                    "Nobody was looked for:",
                    [f"{option} names whom you look for, and is kept. Please say it otherwise, such as: the person."],
                )
        return here, sought

    def _organisation(self, session: "Session") -> "Organisation":
        return self._engine.serving.organisation(session, self._engine.rules.timezone)

    def _chosen(
        self, session: "Session", numbers: Sequence[int], progress: Progress
    ) -> "tuple[list[Found], Sequence[Found]]":
        """Return the places with these numbers, and all that there are.

        Raises `MovedOn` where numbers may mean others than when they were shown.
        """
        from activities.kit.phases import MovedOn
        from storage.naming import searching, taking_out

        here, sought = self._whom(session)
        found = searching.everywhere(here, sought, progress)
        last = searching.newest(here)
        if last is None or last.what != searching.SEARCHED or last.digest != searching.fingerprint(found):
            raise MovedOn
        by_number = {one.number: one for one in found}
        if unknown := [str(number) for number in numbers if number not in by_number]:
            refuse("Nothing was taken out:", [f"there is no number {number}" for number in unknown])
        chosen = [by_number[number] for number in numbers]
        if people := [one for one in chosen if one.place.table in taking_out.STAYS]:
            says = "says who somebody is, and goes when they are forgotten: /knowhow forget me"
            refuse("Nothing was taken out:", [f"number {one.number} {says}" for one in people])
        return chosen, found

    def _note(self, here: Here, what: str, found: "Sequence[Found]", all_found: "Sequence[Found]") -> None:
        from activities.privacy.searches import done_card
        from storage.naming import searching

        now = self._engine.now(here.session)
        said = {"requested_by": self._requested_by, "why": self._why}
        noted = searching.note(here, now, what, found, **said, all_found=all_found)
        turn = self._engine.turn(here.session, self._organisation(here.session), "knowhow", "find-person")
        turn.waited_for = False
        for person in turn.facilitators():
            turn.tell(person, done_card(noted), ("name_search", noted.id))


def _numbers(said: str) -> list[int]:
    try:
        return list(dict.fromkeys(int(one) for one in said.split(",") if one.strip()))
    except ValueError:
        refuse("Nothing was taken out:", ["--take-out takes numbers with commas between them, such as 3,7"])


def _said(given: str, option: str, question: str) -> str:
    """Return what an option says, asked for on a terminal; one line of a decent length."""
    said = given or (typer.prompt(question) if sys.stdin.isatty() else "")
    said = " ".join(said.split())
    if not said or len(said) > LONGEST_REASON:
        refuse("Nobody was looked for:", [f"please say it with {option}, in up to {LONGEST_REASON} characters"])
    return said


def _table(found: "Sequence[Found]") -> list[str]:
    rows = [("no.", "where", "how", "passage")]
    rows += [(str(one.number), _where(one), one.how, _passage(one)) for one in found]
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows]


def _where(one: "Found") -> str:
    place = one.place
    path = "".join(f" {step}" for step in place.path)
    return f"{place.table} {'/'.join(map(str, place.row))} {place.column}{path}"


def _passage(one: "Found") -> str:
    text, span = one.place.text, one.passages[0]
    before = ("…" if span.start > AROUND else "") + text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND] + ("…" if len(text) - span.end > AROUND else "")
    more = f" (and {len(one.passages) - 1} more)" if len(one.passages) > 1 else ""
    return " ".join(f"{before}[{text[span.start : span.end]}]{after}{more}".split())


def _answer(found: "Sequence[Found]") -> None:
    from bot.cli.answers import NamedIn, answer

    named = []
    for one in found:
        place, passages = one.place, [[span.start, span.end] for span in one.passages]
        where = (place.table, list(place.row), place.column, list(place.path))
        named.append(NamedIn(one.number, *where, one.how, passages, place.text))
    answer(named)


def _write(csv: Path, found: "Sequence[Found]") -> None:
    from activities.kit.table import csv_file

    rows = [["number", "table", "row", "column", "path", "how", "passage", "text"]]
    for one in found:
        place = one.place
        where = [place.table, "/".join(map(str, place.row)), place.column, " ".join(map(str, place.path))]
        rows.append([str(one.number), *where, one.how, _passage(one), place.text])
    write_or_end(csv, csv_file(rows))
    typer.echo(f"{csv} has what was found, and only you may read it.", err=True)
