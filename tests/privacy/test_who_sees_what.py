"""Who sees what, and when: each row of the table in `docs/governance.md`, as each of those it speaks of."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import Kind
from storage.tables import Cafe, Record, Review, Trial
from tests.actions.opening import has_to
from tests.cafe.round_the_tables import minutes_pass, the_cafe, under_way
from tests.front import Page, Sheet, Shown
from tests.review.looking_back import answers, sends_round, starts, words
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("sends what no client would")

GOVERNANCE = Path(__file__).parents[2] / "docs" / "governance.md"
SECRET = "Wombats on ward nine"
FACILITATORS = ("its facilitator", "another facilitator", "a former facilitator", "a new facilitator")
OUTSIDE = ("other members", "guests", "strangers", "workspace admins")
ROLES = ("who takes part", *FACILITATORS, *OUTSIDE)


class Cast:
    """Those of whom the table speaks, by role: `six` take part, and Lee runs it until somebody else does."""

    def __init__(self, town: Town) -> None:
        self.town, self.lee = town, town.lee
        self.six = town.people(6)
        self.other, self.former, self.new, member, guest, stranger, admin = (
            town.person(name) for name in ("Max", "Fern", "Nia", "Zoe", "Gus", "Sam", "Ada")
        )
        for somebody in (self.lee, self.other, self.former):
            self.appoints(somebody)
        self.former.types("/knowhow facilitators")
        self.removes(self.former)
        guest.becomes_a_guest()
        stranger._becomes(kind=Kind.STRANGER)
        admin.profile = replace(admin.profile, is_admin=True)
        self.roles = {
            "who takes part": self.six[1],
            "its facilitator": self.lee,
            "another facilitator": self.other,
            "a former facilitator": self.former,
            "a new facilitator": self.new,
            **dict(zip(OUTSIDE, (member, guest, stranger, admin), strict=True)),
        }

    def appoints(self, somebody: Townsperson) -> None:
        with self.town.turn() as turn:
            turn.meet(somebody.profile).facilitates = True

    def removes(self, somebody: Townsperson) -> None:
        """As one facilitator does it to another."""
        self.other.presses_old(Button("Remove", "knowhow.remove", str(somebody.id)))

    def lee_is_removed(self) -> None:
        self.appoints(self.new)
        self.removes(self.lee)
        del self.roles["its facilitator"]
        self.roles["a former facilitator"] = self.lee

    def somebody_takes_over(self, review: Review) -> None:
        self.lee_is_removed()
        self.new.presses_old(Button("Take it over", "review.take_over", str(review.id)))

    def is_handed_over(self, review: Review) -> None:
        self.appoints(self.new)
        self.lee.presses_old(Button("Hand over", "review.hand_over_form", str(review.id)))
        self.lee.fills("review.hand_over", facilitator=str(self.new.id))
        del self.roles["its facilitator"]
        self.roles["another facilitator"] = self.lee


Scene = Callable[[Cast], object]
ONLY = "a take-away for the facilitator only"
SHARED = "a take-away that may be shared"


def answered(cast: Cast) -> Review:
    review = starts(cast.town, cast.six)
    answers(cast.six[0], SECRET)
    for person in cast.six[1:]:
        answers(person, "Fine.")
    return review


def shown(cast: Cast) -> Review:
    review = answered(cast)
    cast.lee.presses("Close answers now")
    return review


def drafted(cast: Cast) -> Review:
    review = starts(cast.town, cast.six)
    for person in cast.six:
        answers(person, "Fine.")
    cast.lee.presses("Close answers now")
    words(cast.town, summary=SECRET)
    return review


def goes_round(cast: Cast) -> Review:
    review = drafted(cast)
    sends_round(cast.town)
    return review


def suggested(cast: Cast) -> Review:
    review = starts(cast.town, cast.six)
    for person in cast.six:
        answers(person, "Fine.")
    cast.lee.presses("Close answers now")
    words(cast.town)
    sends_round(cast.town)
    cast.six[0].presses("Suggest a change")
    cast.six[0].fills("review.change", change=SECRET)
    return review


def filed(cast: Cast) -> Review:
    review = goes_round(cast)
    for person in cast.six:
        person.presses("I agree")
    return review


def taken_over_before_it_is_filed(cast: Cast) -> None:
    review = goes_round(cast)
    cast.somebody_takes_over(review)
    cast.town.passes(timedelta(days=30))
    del cast.roles["a former facilitator"]  # whoever worded what was filed goes on reading it, as its author


def is_let_read(cast: Cast) -> None:
    cast.somebody_takes_over(shown(cast))
    cast.new.types("/aar show")
    cast.new.presses("Ask whether I may read it")
    for person in cast.six:
        person.presses("They may read it")


def taken_away(cast: Cast, share: str) -> None:
    under_way(cast.town, *cast.six)
    minutes_pass(cast.town, 90)
    for person, text in zip(cast.six, (SECRET, *"ABCDE"), strict=True):
        person.presses_old(Button("Say it", "cafe.take_away", str(the_cafe(cast.town).id)))
        person.fills("cafe.takeaway", takes_away=text, share=share, remind="no")


def taken_away_and_shown(cast: Cast, share: str, after: Callable[[Cast, object], object] | None = None) -> None:
    taken_away(cast, share)
    cast.town.passes(timedelta(days=4))
    if after:
        after(cast, None)


def met(cast: Cast, consent: str) -> None:
    cast.town.introduced(*cast.six)
    cast.six[0].presses("We’ve met")
    cast.six[0].fills(
        "feedback", met="yes", knew_each_other="no", would_again="yes", what_came_of_it=SECRET, quote_consent=consent
    )


def signed_up(cast: Cast) -> None:
    cast.six[0] = cast.town.person(SECRET)
    cast.town.introduced(*cast.six)


def then(scene: Callable[[Cast], Review], after: Callable[[Cast, Review], object]) -> Scene:
    return lambda cast: after(cast, scene(cast))


def _removed(cast: Cast, _review: object) -> None:
    cast.lee_is_removed()


SCENES: dict[tuple[str, str, str], Scene] = {
    ("review", "an answer", "before answers are shown"): answered,
    ("review", "an answer", "once answers are shown"): shown,
    ("review", "an answer", "after its facilitator was removed"): then(shown, _removed),
    ("review", "an answer", "after somebody else took over"): then(shown, Cast.somebody_takes_over),
    ("review", "an answer", "after it was handed over"): then(shown, Cast.is_handed_over),
    ("review", "an answer", "once everybody who takes part lets a new one read it"): is_let_read,
    ("review", "the draft", "while it is drafted"): drafted,
    ("review", "the draft", "after its facilitator was removed"): then(drafted, _removed),
    ("review", "the draft", "after somebody else took over"): then(drafted, Cast.somebody_takes_over),
    ("review", "the draft", "once it goes round"): goes_round,
    ("review", "a suggested change", "once it is made"): suggested,
    ("review", "a suggested change", "after somebody else took over"): then(suggested, Cast.somebody_takes_over),
    ("review", "what is filed for those who took part", "once it is filed"): filed,
    ("review", "what is filed for those who took part", "after somebody else took over"): taken_over_before_it_is_filed,
    ("café", ONLY, "before take-aways are shown"): lambda cast: taken_away(cast, "no"),
    ("café", ONLY, "once take-aways are shown"): lambda cast: taken_away_and_shown(cast, "no"),
    ("café", ONLY, "after its facilitator was removed"): lambda cast: taken_away_and_shown(cast, "no", _removed),
    ("café", SHARED, "once take-aways are shown"): lambda cast: taken_away_and_shown(cast, "yes"),
    ("coffee trial", "who signed up", "once they are matched"): signed_up,
    ("coffee trial", "what came of it, not to be quoted", "once it is said"): lambda cast: met(cast, "no"),
    ("coffee trial", "what came of it, to be quoted", "once it is said"): lambda cast: met(cast, "by_role"),
    ("actions", "what is to be done, and by whom", "from the day it is agreed"): lambda cast: has_to(
        cast.town, cast.six[0], SECRET
    ),
}


def rows() -> list[tuple[str, str, str, str]]:
    """The rows of the table."""
    _, _, table = GOVERNANCE.read_text(encoding="utf-8").partition("| in | what | when | who sees it |\n")
    lines = table.partition("\n\n")[0].splitlines()[1:]
    found = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return [(row[0], row[1], row[2], row[3]) for row in found]


def test_each_row_has_a_scene_and_each_scene_a_row() -> None:
    assert [row[:3] for row in rows()] == list(SCENES)


@pytest.mark.parametrize("row", rows(), ids=lambda row: ", ".join(row[:3]))
def test_each_sees_what_the_table_says_and_nothing_else(town: Town, row: tuple[str, str, str, str]) -> None:
    cast = Cast(town)
    SCENES[row[:3]](cast)
    if "its facilitator" in cast.roles:
        cast.appoints(cast.new)
    allowed = set() if row[3].startswith("nobody") else set(row[3].split(", "))
    assert allowed <= set(ROLES)
    for role, person in cast.roles.items():
        assert sees(person, town, row[0]) == (role in allowed), f"{role}: {person}"


def sees(person: Townsperson, town: Town, activity: str) -> bool:
    """Whether any way of looking shows them the words."""
    for look in ways_of_looking(person, town, activity):
        match look():
            case Page(text=text):
                seen = text
            case Sheet(text=text, values=values):
                seen = f"{text} {values}"
            case _:
                seen = ""
        if SECRET in seen:
            return True
    return False


COMMANDS = {
    "review": ("/aar list", "/aar show", "/actions list", "/library search Wombats"),
    "café": ("/cafe status", "/actions list", "/library search Wombats"),
    "coffee trial": ("/coffee report", "/coffee pairs", "/coffee status", "/library search Wombats"),
    "actions": ("/actions list", "/aar list"),
}
BUTTONS = (
    *("show", "read", "desk", "summary_form", "lessons_form", "read_summary", "wording", "disagreement_form"),
    *("after", "change_form", "answer"),
)


def ways_of_looking(person: Townsperson, town: Town, activity: str) -> Iterator[Callable[[], Shown]]:
    """Every command and button that shows something, and every button that somebody could forge."""
    for command in COMMANDS[activity]:
        yield partial(town.front.types, person.profile, command)
    with town.database.reading() as session:
        reviews = [(one.id, one.circulated) for one in session.exec(select(Review)).all()]
        records = [one.id for one in session.exec(select(Record)).all()]
        trials = [one.id for one in session.exec(select(Trial)).all()]
        cafes = [one.id for one in session.exec(select(Cafe)).all()]
    forged = [f"review.{name} {review}" for review, _ in reviews for name in BUTTONS]
    forged += [f"review.read {review}:1" for review, _ in reviews]
    forged += [f"review.wording {review}:1" for review, _ in reviews]
    forged += [f"review.read_summary {review}:{circulated}" for review, circulated in reviews]
    forged += [f"library.show {record}" for record in records]
    forged += [f"coffee.report {trial}" for trial in trials] + [f"coffee.pairs {trial}" for trial in trials]
    forged += [f"cafe.{name} {cafe}" for cafe in cafes for name in ("file", "take_away", "rota")]
    for one in forged:
        yield partial(town.front.presses, person.profile, Button("Forged", one.split(" ")[0], one.split(" ")[1]))
