"""A town whose people answer, suggest, agree, leave and look as chance will have it, through the real engine.

What each said without a name is written down beside it, so that others can be asked to guess whose it was.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import Event
from bot.delivery.routing import sort_messages
from storage import calendar, parcels
from storage.tables import Action, Message, Parcel, Review
from tests.cafe.round_the_tables import plan, the_cafe
from tests.front import EngineFront, Sheet, Shown
from tests.linkage.kept import changed
from tests.linkage.life import Life, Said
from tests.review.looking_back import says, starts, the_review
from tests.town import LONDON, Town, Townsperson

FEW = "The tea round"
DUE = date(2026, 11, 6)
CAFE_AT = datetime(2026, 11, 13, 12, tzinfo=LONDON)  # a Friday
SHOWN_AT = datetime(2026, 11, 16, 12, tzinfo=LONDON)
WORDS = (
    "beds",
    "lifts",
    "lists",
    "late",
    "early",
    "porters",
    "ring",
    "wards",
    "ask",
    "label",
    "quiet",
    "first",
)


class Telling(EngineFront):
    """Calls each event by whose it is, as Teams does: by somebody's own chat, and the millisecond."""

    def _take(self, event: Event) -> Shown:
        return super()._take(replace(event, key=f"{event.by.account.user} {event.key}"))


class Living:
    """Lets a town live for three weeks."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = Random(f"linkage {seed}")
        self.town = Town(folder, front=Telling)
        self.life = Life(self.town, self.town.people(self.random.randint(8, 10)))
        self.ids = {person: person.id for person in self.life.people}
        self._answers: dict[Townsperson, tuple[str, ...]] = {}
        self._few: dict[Townsperson, str] = {}
        self._agreed: set[int] = set()
        self._left: set[Townsperson] = set()

    def lives(self) -> Life:
        """From the first Monday of November on."""
        self._answer_among_few(self._in_some_order(self.life.people)[:4])
        starts(self.town, self.life.people, due=DUE)
        everybody = [one for one in self.life.people if self.random.random() < 0.95]
        for person in self._as_time_passes(datetime(2026, 11, 5, 20, tzinfo=LONDON), everybody):
            self._answers_it(person)
        self._comes_to(datetime(DUE.year, DUE.month, DUE.day, 18, tzinfo=LONDON))
        self._may_be_shown()
        review = the_review(self.town)
        if review.phase == "waiting_for_summary":
            self._are_shown()
            self._goes_round(review)
        self._cafe()
        self._delivers()
        return self.life

    # ---- a review of four --------------------------------------------------------------------------------------------

    def _answer_among_few(self, four: Sequence[Townsperson]) -> None:
        few = str(starts(self.town, four, title=FEW, due=DUE).id)
        for person in four:
            text = self._words()
            self._few[person] = text
            self._without_a_name(person, lambda who=person: who.presses_old(Button("Answer", "review.answer", few)))  # type: ignore[misc]
            self._without_a_name(person, lambda who=person, text=text: says(who, text))  # type: ignore[misc]

    def _may_be_shown(self) -> None:
        """Each is asked and agrees, which is written down until all have, or would rather not, which nobody hears."""
        few = str(the_review(self.town, FEW).id)
        self.town.lee.presses_old(Button("Ask them", "review.ask_consent", few))
        for person in self._in_some_order(self._few):
            if self.random.random() < 0.2:
                keep = Button("Rather not", "review.keep_mine", few)
                self._without_a_name(person, lambda who=person, keep=keep: who.presses_old(keep))  # type: ignore[misc]
                return
            person.presses_old(Button("Show mine too", "review.show_mine", few))
        among = tuple(self.ids[person] for person in self._few)
        self.life.said += [Said("answer", text, self.ids[person], among) for person, text in self._few.items()]

    # ---- a review ----------------------------------------------------------------------------------------------------

    def _answers_it(self, person: Townsperson) -> None:
        said = tuple(self._words() for _ in range(self.random.randint(1, 3)))
        review = the_review(self.town)
        self._without_a_name(person, lambda: person.presses_old(Button("Answer", "review.answer", str(review.id))))
        for text in said:
            self._without_a_name(person, lambda text=text: says(person, text))  # type: ignore[misc]
        self._answers[person] = said
        if self.random.random() < 0.05:
            person.presses_old(Button("I’d rather not", "review.leave", str(review.id)))
            del self._answers[person]
            self._left.add(person)

    def _are_shown(self) -> None:
        among = tuple(self.ids[person] for person in self._answers)
        for person, said in self._answers.items():
            self.life.said += [Said("answer", text, self.ids[person], among) for text in said]

    def _goes_round(self, review: Review) -> None:
        lee = self.town.lee
        for day in (9, 11):
            self._comes_to(datetime(2026, 11, day, 9, 5, tzinfo=LONDON))
            if the_review(self.town).phase != "waiting_for_summary":
                return
            lee.presses_old(Button("Write the summary", "review.summary_form", str(review.id)))
            lee.fills("review.summary", summary=f"The beds came late, said again on the {day}th.")
            lee.presses_old(Button("Send it", "review.circulate", str(review.id)))
            self._agreed.clear()
            asked = [one for one in self.life.people if self.random.random() < 0.8]
            for person in self._as_time_passes(datetime(2026, 11, day + 1, 18, tzinfo=LONDON), asked):
                self._says_a_word(person)

    def _says_a_word(self, person: Townsperson) -> None:
        review = the_review(self.town)
        subject = f"{review.id}:{review.circulated}"
        if self.random.random() < 0.5:
            if review.phase == "waiting_for_agreement":
                person.presses_old(Button("I agree", "review.agree", subject))
                self._agreed.add(self.ids[person])
            return
        change = Button("Suggest a change", "review.change_form", subject)
        self._without_a_name(person, lambda: person.presses_old(change))
        if not isinstance(person.shown, Sheet):
            return  # somebody who has left
        text = self._words()
        self._without_a_name(person, lambda: person.fills("review.change", change=text))
        self.life.said.append(Said("suggestion", text, self.ids[person], self._may_have_suggested(person)))

    def _may_have_suggested(self, author: Townsperson) -> tuple[int, ...]:
        """All who take part and had not said that they agree: that word has their name."""
        here = [self.ids[one] for one in self.life.people if one not in self._left]
        return tuple(one for one in here if one == self.ids[author] or one not in self._agreed)

    # ---- a café ------------------------------------------------------------------------------------------------------

    def _cafe(self) -> None:
        self._comes_to(datetime(2026, 11, 12, 19, tzinfo=LONDON))
        plan(self.town, starts_at=CAFE_AT)
        for person in self._as_time_passes(CAFE_AT - timedelta(hours=1), self.life.people):
            person.types("/cafe join")
        self._comes_to(CAFE_AT)
        self.town.lee.types("/cafe start")
        self._comes_to(CAFE_AT + timedelta(minutes=80))
        takes: list[tuple[str, int]] = []
        does: list[tuple[str, int]] = []
        nameless: list[int] = []
        for person in self._as_time_passes(SHOWN_AT - timedelta(hours=1), self.life.people):
            if self.random.random() < 0.1:
                continue
            take = self._words() if self.random.random() < 0.9 else ""
            do = self._words() if self.random.random() < 0.6 else ""
            share = self.random.choice(("yes", "yes", "no", "by_name"))
            self._says_what_it_takes_away(person, take, do, share)
            if share != "by_name" and (take or do):
                nameless.append(self.ids[person])
                takes += [(take, self.ids[person])] if take else []
                does += [(do, self.ids[person])] if do else []
        self._comes_to(SHOWN_AT + timedelta(hours=2))
        if len(nameless) >= 5:
            for kind, texts in (("takes away", takes), ("will do", does)):
                self.life.said += [Said(kind, text, author, tuple(nameless)) for text, author in texts]
        self.town.lee.presses_old(Button("File it", "cafe.file", str(the_cafe(self.town).id)))
        if isinstance(self.town.lee.shown, Sheet):
            self.town.lee.fills("cafe.record", themes="Quiet places help")
        self.town.comes_to(datetime(2026, 11, 23, 10, tzinfo=LONDON))
        for person in self._as_time_passes(datetime(2026, 11, 24, 18, tzinfo=LONDON), self.life.people):
            self._ends_a_reminder(person)

    def _says_what_it_takes_away(self, person: Townsperson, take: str, do: str, share: str) -> None:
        cafe = str(the_cafe(self.town).id)
        remind = self.random.choice(("yes", "yes", "no"))
        self._without_a_name(person, lambda: person.presses_old(Button("Say it", "cafe.take_away", cafe)))
        self._without_a_name(
            person, lambda: person.fills("cafe.takeaway", takes_away=take, will_do=do, share=share, remind=remind)
        )

    def _ends_a_reminder(self, person: Townsperson) -> None:
        with self.town.database.reading() as session:
            mine = session.exec(select(Action).where(Action.own, Action.owner_id == self.ids[person])).first()
        if mine is not None and self.random.random() < 0.5:
            person.presses_old(Button("Done", "actions.done", str(mine.id)))

    # ---- time --------------------------------------------------------------------------------------------------------

    def _in_some_order(self, people: Iterable[Townsperson]) -> list[Townsperson]:
        order = list(people)
        self.random.shuffle(order)
        return order

    def _as_time_passes(self, until: datetime, people: Iterable[Townsperson]) -> Iterator[Townsperson]:
        """People at moments of chance, in an order of chance; others only have a look."""
        acting = list(people)
        looking = [one for one in self.life.people if self.random.random() < 0.2]
        turns = [(person, True) for person in acting] + [(person, False) for person in looking]
        self.random.shuffle(turns)
        start = self.town.now
        moments = sorted(start + (until - start) * self.random.random() for _ in turns)
        for moment, (person, acts) in zip(moments, turns, strict=True):
            self._comes_to(moment)
            if self.random.random() < 0.5:
                self.life.copies.append(self.life.now)
            if acts:
                yield person
            else:
                person.types(self.random.choice(("/aar list", "/cafe status", "/actions list")))

    def _comes_to(self, moment: datetime) -> None:
        """Let time pass; each night somebody takes a copy of everything."""
        night = self.town.now.astimezone(LONDON).replace(hour=4, minute=0, second=0, microsecond=0)
        while (night := night + timedelta(days=1)) < moment:
            self.town.comes_to(night)
            self._delivers()
            self.life.copies.append(self.life.now)
        with self.town.database.reading() as session:
            due = calendar.next_due(session)
        if due is not None and due <= moment:
            self.town.comes_to(moment)
        else:
            self.town.stands_at(moment.astimezone(UTC))

    def _delivers(self) -> None:
        """What is told arrives, under the moment that a platform gives it."""
        with self.town.database.writing() as session:
            while sort_messages(session, [1], frozenset({self.town.front.platform})):
                pass
            arrived = f"{self.town.now.timestamp():.6f}"
            for parcel in session.exec(select(Parcel).where(Parcel.state == "waiting")).all():
                revision = session.get_one(Message, parcel.message_id).revision
                parcel.conversation, parcel.reference = parcel.conversation or "D0", parcel.reference or arrived
                parcels.settle(session, parcel, "sent", revision)

    def _words(self) -> str:
        """Words that nobody else says; the last is of letters, since numbers may be those of patients."""
        own = "".join(self.random.choices("bdfgklmnprstvz", k=8))
        return " ".join([*self.random.choices(WORDS, k=self.random.randint(2, 9)), own])

    def _without_a_name(self, person: Townsperson, act: Callable[[], object]) -> None:
        """Do it, and see whether anything is written by it that names whoever does it."""
        before = self.life.now
        act()
        self.life.beside += [
            row
            for row in changed(before, self.life.now)
            if row.people & {self.ids[person]} and not str(row.says.get("key", "")).startswith("yours:")
        ]
