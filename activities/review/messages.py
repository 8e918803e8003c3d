"""Which review a message is about, and what follows when one does not arrive."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from activities.kit.cards import Card, say
from activities.kit.events import Pressed, Undelivered
from activities.kit.lost import Loss, Titled, button, by_word, id_in, may_be_there, missed, to
from activities.kit.phases import MovedOn
from activities.kit.prompts import is_of_a_prompt
from activities.kit.runs import Bold, Run
from activities.kit.subjects import PLACE
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import listed_runs
from activities.review.asking import inviting
from activities.review.filing import agreement
from activities.review.review import ROUND_KEY, place, staying, the_review
from storage import people, reviews
from storage.tables import Person, Review

ASK_AGAIN, SHOW_AGAIN = "review.ask_again", "review.show_again"


# ---- what people see ------------------------------------------------------------------------------------------------


def not_asked_card(review: Review, people: Sequence[Run], may_be_there: bool) -> Card:
    """Build the card for whoever runs it that says who may not have been asked, while answers are open."""
    return say(
        "I can’t be sure that what I ask in ",
        Bold(review.title),
        " has reached ",
        listed_runs(people),
        ". Press Send again, or ask them yourself: it stands on their home page here, too.",
        buttons=[button(ASK_AGAIN, PLACE.spell(review.id, review.round), may_be_there)],
    )


def not_shown_card(review: Review, people: Sequence[Run], may_be_there: bool) -> Card:
    """Build the card for whoever runs it that says whom the summary may not have reached, while it goes round."""
    return say(
        "I can’t be sure that the summary of ",
        Bold(review.title),
        " has reached ",
        listed_runs(people),
        ". Press Send again, or tell them yourself: they find it on their home page here, too.",
        buttons=[button(SHOW_AGAIN, PLACE.spell(review.id, review.circulated), may_be_there)],
    )


def too_late_to_ask_card(review: Review, people: Sequence[Run]) -> Card:
    """Build the card for whoever runs it where it is too late to ask: answers have closed, or it is another round."""
    return _too_late_card("What I asked in ", review, people, "Answers have closed since")


def too_late_to_show_card(review: Review, people: Sequence[Run]) -> Card:
    """Build the card for whoever runs it where the summary goes round no more, or in other words."""
    return _too_late_card("The summary of ", review, people, "It has gone on since")


def _too_late_card(what: str, review: Review, people: Sequence[Run], since: str) -> Card:
    return say(
        what,
        Bold(review.title),
        " may not have reached ",
        listed_runs(people),
        f". {since}, so there is nothing to send again.",
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


def titles(turn: Turn, keys: Collection[str]) -> Mapping[str, Titled]:
    """Map keys of messages to the reviews that they are about."""
    named = {
        review.id: Titled(review.title, frozenset(person.id for person in turn.who_runs(review)))
        for review in reviews.several(turn.here, {id_in(key) for key in keys})
    }
    return {key: named[id_in(key)] for key in keys if id_in(key) in named and not is_of_a_prompt(key)}


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
        """Name everybody in this round whom it may not have reached, and whoever takes part no more."""
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
            turn.tell(person, cannot_reach_card(review, left), ("unreachable", review.id, *sorted(gone)))

    def send_again(self, turn: Turn, review: Review, pressed: Pressed) -> Card:
        """Send what may be lost again, after “Send again”. Raises `MovedOn` where that round is over."""
        key = self.key(review)
        if not self.goes_on(review) or place(pressed.subject) != key[-1]:
            raise MovedOn
        told = [(to(key, person.id), card) for person, card in self.cards(turn, review)]
        return self._loss_of(review, key).send_again(turn, told, sent_again_card(review))

    def _loss_of(self, review: Review, key: Key) -> Loss:
        return Loss(self.action, review.id, ("not_arrived", *key))


INVITATION = Told(
    ASK_AGAIN,
    inviting.invitation_key,
    lambda review: review.phase == "waiting_for_answers",
    inviting.invitations,
    not_asked_card,
    too_late_to_ask_card,
)
SUMMARY = Told(
    SHOW_AGAIN,
    agreement.round_key,
    lambda review: review.phase == "waiting_for_agreement",
    agreement.going_round,
    not_shown_card,
    too_late_to_show_card,
)
undelivered = by_word(
    {
        "invitation": INVITATION.is_lost,
        "agree": SUMMARY.is_lost,
    }
)


# ---- what people see ------------------------------------------------------------------------------------------------


def sent_again_card(review: Review) -> Card:
    """Build the card for whoever runs a review and pressed “Send again”."""
    return say("I’m sending it again to those whom it may not have reached: ", Bold(review.title), ".")


def cannot_reach_card(review: Review, people: Sequence[Run]) -> Card:
    """Build the card for whoever runs it where those who were asked take part no more."""
    return say(
        "I can’t reach ",
        listed_runs(people),
        " about ",
        Bold(review.title),
        " any more, so there is nothing to send again. Nobody waits for what they would have said.",
    )
