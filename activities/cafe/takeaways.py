"""What people take away: asked at the end, and kept sealed until all of it is shown."""

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards import takeaways as cards
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors
from activities.kit.phases import MovedOn
from activities.kit.turn import Key, Turn
from activities.kit.views import Answer
from storage import cafes, takeaways
from storage.tables import Cafe


def ask(turn: Turn, pressed: Pressed) -> Answer:
    """The form, with what they said before in place. Raises `MovedOn` for those who were not there."""
    cafe = _while_asked(turn, pressed.subject)
    return cards.form(cafe, takeaways.of(turn.session, cafe, turn.person.id))


def save(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Keep it, and tell its author in their own chat what is kept: the words stand there when they are reminded.

    Whose it is nobody can tell, unless they put their name to it.
    """
    cafe = _while_asked(turn, submitted.subject)
    answers = Reader(submitted.values)
    takes_away = answers.text("takes_away", longest=cards.LONGEST)
    will_do = answers.text("will_do", longest=cards.LONGEST)
    share = answers.choice("share", cards.SHARES)
    remind = answers.choice("remind", ("yes", "no")) == "yes"
    if answers.errors:
        return FieldErrors(answers.errors)
    me = turn.person.id
    said = takeaways.keep(turn.session, cafe, me, takes_away, will_do, share=share, remind=remind)
    card = cards.kept(cafe, said)
    turn.tell(turn.person, card, yours(cafe))
    return card


def yours(cafe: Cafe) -> Key:
    """Under what somebody is told what they said. Its rows go when what people take away is shown."""
    return (takeaways.TOLD, cafe.id)


def _while_asked(turn: Turn, subject: str) -> Cafe:
    cafe = the_cafe(turn, subject)
    place = cafes.guest(turn.here, cafe.id, turn.person.id)
    if place is None or not cafe.harvest or not CAFE.allows(cafe, "say"):
        raise MovedOn
    return cafe
