"""What people take away: asked at the end, kept sealed, and what they will do becomes their own to remember."""

from datetime import timedelta

from activities.cafe.cafe import CAFE, the_cafe
from activities.cafe.cards import takeaways as cards
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import actions, cafes, takeaways
from storage.people import sure
from storage.tables import Cafe

A_WEEK = timedelta(days=7)


def ask(turn: Turn, pressed: Pressed) -> Answer:
    """The form, with what they said before in place. Raises `MovedOn` for those who were not there."""
    cafe = _while_asked(turn, pressed.subject)
    return cards.form(cafe, takeaways.of(turn.session, cafe, sure(turn.person.id)))


def save(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Keep it. Whose it is nobody can tell, unless they put their name to it."""
    cafe = _while_asked(turn, submitted.subject)
    answers = Reader(submitted.values)
    takes_away = answers.text("takes_away", longest=cards.LONGEST)
    will_do = answers.text("will_do", longest=cards.LONGEST)
    share = answers.choice("share", cards.SHARES)
    remind = answers.choice("remind", ("yes", "no")) == "yes"
    if answers.errors:
        return FieldErrors(answers.errors)
    before = takeaways.of(turn.session, cafe, sure(turn.person.id))
    is_new = bool(will_do) and (before is None or before.will_do != will_do)
    takeaways.keep(turn.session, cafe, sure(turn.person.id), takes_away, will_do, share)
    if remind and is_new:
        actions.open_action(
            turn.session,
            turn.org,
            came_from=f"cafe:{cafe.id}",
            title=cards.action_title(cafe),
            text=will_do,
            owner=sure(turn.person.id),
            due=turn.today + A_WEEK,
            asked_by=cafe.facilitator_id,
            now=turn.now,
            own=True,
            waited_for=turn.waited_for,
        )
    return cards.thanks(cafe, remind=remind and bool(will_do))


def _while_asked(turn: Turn, subject: str) -> Cafe:
    cafe = the_cafe(turn, subject)
    place = cafes.guest(turn.session, turn.org, sure(cafe.id), sure(turn.person.id))
    if place is None or not cafe.harvest or not CAFE.allows(cafe, "say"):
        raise MovedOn
    return cafe
