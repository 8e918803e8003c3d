"""What facilitators were told of introductions, and when: never more than had truly arrived by then."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import Session, select

from storage.tables import Meeting

PAIRS = re.compile(r"^The pairs of ")
COUNTED = re.compile(r"(\d+) (?:pair|group of three|groups of three)")
SOME = re.compile(r"Of these, (\d+) ha(?:s|ve) been introduced")
ALL = "They have been introduced."


def wrong_claims(
    session: Session, claims: Iterable[tuple[float, str]], introduced_at: Mapping[int, float]
) -> Iterator[str]:
    """The pages of pairs that say of more pairs that they have been introduced than had been. `claims`: when and what.

    A meeting that ended before it was introduced waits for nothing and is left out of what a page counts as waiting.
    """
    ended = {row.id for row in session.exec(select(Meeting).where(Meeting.phase == "ended")).all()}
    for at, said in claims:
        if not PAIRS.match(said):
            continue
        groups = sum(int(number) for number in COUNTED.findall(said.split("\n")[1]))
        some = SOME.search(said)
        claimed = int(some.group(1)) if some else groups if ALL in said else 0
        arrived = sum(when <= at for when in introduced_at.values())
        over = len([meeting for meeting in ended if meeting not in introduced_at])
        if claimed > arrived + over:
            yield f"a facilitator read that {claimed} pairs were introduced when {arrived} were"
