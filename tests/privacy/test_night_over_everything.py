"""The night when somebody had a part in everything: what is over goes, down to free pages; holds and records stay."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlmodel import SQLModel, select

from storage import tables
from tests.library.shelf import files, record
from tests.lives import NAME
from tests.privacy.everything import (
    ANSWER,
    FEEDBACK,
    JOB,
    OUTCOME,
    PROMPTED,
    REUSED,
    SEALED,
    TAKES_AWAY,
    WILL_DO,
    takes_part_in_everything,
)
from tests.privacy.test_forgetting import traces
from tests.review.looking_back import the_review
from tests.town import Town, Townsperson

LONG_AFTER, THE_NIGHT_AFTER = date(2028, 2, 20), date(2028, 2, 21)
"""More than a year after the last of it: a trial whose last day to meet was 8 February 2027."""

OVER = (JOB, SEALED, PROMPTED)
ON_HOLD = (ANSWER, OUTCOME)
IN_RECORDS = (FEEDBACK, REUSED, TAKES_AWAY, WILL_DO)

ENDED = (
    *(tables.Trial, tables.Signup, tables.Draw, tables.Meeting, tables.MeetingMember, tables.Feedback),
    *(tables.Cafe, tables.CafeGuest, tables.ShownTakeaway, tables.Prompt, tables.SealedAnswer),
)
OF_THE_REVIEW = (tables.Review, tables.ReviewMember, tables.ReviewDraft, tables.ShownAnswer, tables.Action)


def there_are(town: Town, *kinds: type[SQLModel]) -> list[type[SQLModel]]:
    """Those of which there are any."""
    with town.database.reading() as session:
        return [kind for kind in kinds if session.exec(select(kind)).first() is not None]


def holds_the_review(town: Town, lee: Townsperson) -> None:
    lee.types("/aar hold")
    lee.presses_old(replace(lee.button("Put on hold"), subject=str(the_review(town).id)))
    lee.is_answered("Ward 7 moves is on hold")
    lee.types("/actions hold")
    lee.presses("After-action review: Ward 7 moves")
    lee.presses("Put on hold")


def test_what_is_over_goes_what_is_on_hold_stays_and_records_wait_for_their_review(town: Town, tmp_path: Path) -> None:
    annabel = town.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(town, annabel)
    annabel.types("/aar prompts")
    annabel.presses("Stop")
    dated = files(annabel, title="Wobbly stretchers", review_on=date(2028, 2, 1))
    holds_the_review(town, town.lee)
    everything = (*OVER, *ON_HOLD, *IN_RECORDS)
    assert traces(town, tmp_path, *everything) == list(everything)
    assert there_are(town, *ENDED, *OF_THE_REVIEW) == [*ENDED, *OF_THE_REVIEW]

    town.comes_to(LONG_AFTER)

    assert there_are(town, *ENDED, *OF_THE_REVIEW) == list(OF_THE_REVIEW)
    assert traces(town, tmp_path, *everything) == [*ON_HOLD, *IN_RECORDS]
    annabel.is_told("Wobbly stretchers")
    annabel.types(f"/library show {dated}")
    annabel.is_answered("Overdue for review")
    assert record(town, dated).withdrawn_at is None

    town.lee.types("/aar hold")
    town.lee.presses("Release")
    town.lee.types("/actions hold")
    town.lee.presses("After-action review: Ward 7 moves")
    town.lee.presses("Release")
    town.comes_to(THE_NIGHT_AFTER)

    assert there_are(town, *ENDED, *OF_THE_REVIEW) == []
    assert traces(town, tmp_path, *everything) == list(IN_RECORDS)
