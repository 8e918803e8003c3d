"""What follows when a message did not arrive for certain: whoever runs the review hears of whom, and may send it again.

Only of what nobody else can see for them. All else stands on their home page too, or comes again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from activities.kit.cards import Card
from activities.kit.events import Pressed, Undelivered
from activities.kit.lost import Loss, by_word, may_be_there, missed, to
from activities.kit.phases import MovedOn
from activities.kit.runs import Run
from activities.kit.turn import Key, Turn, mention
from activities.review import agreement, asking
from activities.review.announcement import ANNOUNCING
from activities.review.cards import lost as cards
from activities.review.review import ROUND_KEY, place, staying, the_review
from storage import people
from storage.tables import Person, Review


@dataclass(frozen=True)
class Told:
    """Something that everybody is told in their own chat, once in each round of its own.

    `key`: that of the round that goes on; `goes_on`: whether it does. `cards`: what each is told now. `lost` and
    `too_late` say of whom that may not be true, to whoever runs the review; `action` sends it again.
    """

    action: str
    key: Callable[[Review], Key]
    goes_on: Callable[[Review], bool]
    cards: Callable[[Turn, Review], Iterator[tuple[Person, Card]]]
    lost: Callable[[Review, Sequence[Run], bool], Card]
    too_late: Callable[[Review, Sequence[Run]], Card]

    def is_lost(self, turn: Turn, lost: Undelivered) -> None:
        """Name everybody in this round whom it may not have reached; and whoever takes part no more."""
        word, wanted, told_round, _ = ROUND_KEY.read(lost.key)
        review, key = the_review(turn, wanted), (word, wanted, told_round)
        there = [person for _, person in staying(turn, review)]
        missing = missed(turn, key, there)
        gone = set(lost.people) - {person.id for person in there}
        readers, named = turn.who_runs(review), [mention(person) for person in missing]
        if missing and key == self.key(review) and self.goes_on(review):
            card = self.lost(review, named, may_be_there(turn, key, missing))
            self._loss_of(review, key).tell(turn, readers, card)
        elif missing:
            self._loss_of(review, key).tell(turn, readers, self.too_late(review, named))
        for person in readers if gone else ():
            left = [mention(one) for one in people.several(turn.here, sorted(gone))]
            turn.tell(person, cards.cannot_reach(review, left), ("unreachable", review.id, *sorted(gone)))

    def send_again(self, turn: Turn, review: Review, pressed: Pressed) -> Card:
        """“Send again”. Raises `MovedOn` where that round is over."""
        key = self.key(review)
        if not self.goes_on(review) or place(pressed.subject) != key[-1]:
            raise MovedOn
        told = [(to(key, person.id), card) for person, card in self.cards(turn, review)]
        return self._loss_of(review, key).send_again(turn, told, cards.sent_again(review))

    def _loss_of(self, review: Review, key: Key) -> Loss:
        return Loss(self.action, review.id, ("not_arrived", *key))


INVITATION = Told(
    cards.ASK_AGAIN,
    asking.invitation_key,
    lambda review: review.phase == "waiting_for_answers",
    asking.invitations,
    cards.not_asked,
    cards.too_late_to_ask,
)
SUMMARY = Told(
    cards.SHOW_AGAIN,
    agreement.round_key,
    lambda review: review.phase == "waiting_for_agreement",
    agreement.going_round,
    cards.not_shown,
    cards.too_late_to_show,
)

undelivered = by_word(
    {
        "announcement": ANNOUNCING.not_announced,
        "invitation": INVITATION.is_lost,
        "agree": SUMMARY.is_lost,
    }
)
