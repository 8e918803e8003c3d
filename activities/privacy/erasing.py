"""“Forget me”: everywhere and for good; at once, but for what others have reused, and names in others' words.

People of whom nothing is kept any more are forgotten by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce

from activities.kit.activity import Activity
from activities.kit.cards import Bullets, Button, Buttons, Card, Heading, Paragraph, say
from activities.kit.events import Command, Pressed
from activities.kit.personal_data import without
from activities.kit.phases import MovedOn
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.wording import count, dated, listed
from activities.privacy import found_names, searches
from activities.privacy.facilitators import is_the_last
from storage import audit, called, leaving, people
from storage.naming import found, searching
from storage.outbox import withdraw
from storage.tables import Person

LATEST = timedelta(days=14)
"""Within this, whatever had to be asked about first has gone too."""

PEOPLE_A_TURN = 5
"""At how many people each turn looks: in every activity, for each."""


@dataclass(frozen=True)
class Forgetting:
    """Forgets somebody wherever `others` know them, which are all the activities there are."""

    others: tuple[Activity, ...]

    def ask(self, turn: Turn, command: Command) -> Card:
        """Show what it would mean to be forgotten. Nothing happens yet."""
        is_asked_to_appoint = turn.by_admin and turn.organisation.unled_since is not None
        hidden = [title for other in self.others for title in other.goes_later(turn.for_activity(other.name))]
        goes_on = turn.today + LATEST
        return ask_card(turn.person.id, is_asked_to_appoint, hidden, goes_on, found_names.number_waiting(turn))

    def forget(self, turn: Turn, pressed: Pressed) -> Card:
        """Forget whoever asks. Raises `MovedOn` for a button that was somebody else's."""
        me = turn.person
        if pressed.subject != str(me.id):
            raise MovedOn
        if is_the_last(turn, me):
            return hand_over_first_card()
        later = [title for other in self.others for title in other.goes_later(turn.for_activity(other.name))]
        named = self.let_go(turn, me)
        return forgotten_card(turn.today + LATEST if later else None, named)

    def let_go(self, turn: Turn, person: Person) -> int:
        """Forget somebody, everywhere, whoever asked for it; gives back in how many places others name them."""
        names = called.names_of(person)
        turn.forgets = tuple(filter(None, (*names, person.email)))
        # First of all, so that nothing which is told from here on says who it was.
        turn.let_go(person)
        for other in self.others:
            other.erase(turn.for_activity(other.name), person)
        searches.erase(turn)
        leave_no_message(turn, person, names)
        return found_names.note(turn)


def leave_no_message(turn: Turn, person: Person, names: Sequence[str]) -> None:
    """Take somebody who was called by these names out of what still waits to be sent."""
    me = person.id
    withdraw(turn.here, me, lambda body: reduce(lambda so_far, name: without(so_far, me, name), names or [""], body))
    turn.erases = True


def forget_row(turn: Turn, person: Person) -> None:
    """Forget somebody of whom no activity keeps anything: their row, and their name in what waits to be sent."""
    names = called.names_of(person)
    turn.let_go(person)
    leave_no_message(turn, person, names)


@dataclass(frozen=True)
class Idle:
    """Forgets people of whom none of the `others`, which are all the activities there are, keeps anything."""

    others: tuple[Activity, ...]

    def expire(self, turn: Turn, before: date) -> None:
        """Forget whoever has not used the bot since a day and of whom nothing else is held; at the end, old acts.

        Not facilitators, nor those whom the organisation's staff list names, nor who is asked to appoint somebody.
        """
        then = datetime.combine(before, time(), tzinfo=turn.zone)
        asked = people.admins(turn.here) if turn.organisation.unled_since else []
        idle = people.idle(turn.here, then, turn.begins_after, PEOPLE_A_TURN)
        for person in idle:
            turn.goes_on_after = person.id
            if person not in asked and not any(
                other.personal_data(turn.for_activity(other.name), person) for other in self.others
            ):
                forget_row(turn, person)
        if idle:
            return
        audit.forget_before(turn.here, then)
        leaving.forget_before(turn.here, before)
        found.forget_before(turn.here, before)
        searching.forget_before(turn.here, then)


# ---- what people see ------------------------------------------------------------------------------------------------


_GOES_AT_ONCE = (
    "At once go your name, e-mail address, accounts and job title; your answers, feedback and quotes; what came of "
    "your actions, and what you said of having used a record; and the records that you filed by hand, with history.",
    "At once go, too, the titles, questions, notes and backgrounds that you gave to reviews, cafés and trials that "
    "have ended. Where one is still under way others rely on them, and they go within a fortnight of its end.",
)
_STAYS = (
    "It stays what has no author any more: answers and changes that were asked for without a name, for nobody can tell "
    "whose they are. What you worded for a whole review or café stays, since it is what all of them said; so does what "
    "you changed in records of others.",
    "Meetings under way end, and your partners hear kindly that you can’t take part.",
    "Figures stay: that somebody signed up and met, without saying who.",
    "Messages already sent stay in this chat platform, except where I can still change them.",
    "If you use me again, or your organisation imports a staff list with you on it, you start afresh: I no longer "
    "know you. To stay off it, ask whoever keeps that list.",
)
_LATER = (
    "Colleagues have reused {titles}. That is hidden at once. A facilitator who can see it is asked to look, and "
    "whatever they say it goes by {day}."
)
_NAMED = (
    "Your name, or a part of it, stands in {places} in words of others. I show these to a facilitator, or to whoever "
    "keeps them, who takes it out where it is yours: somebody else may have the same name. Nothing else waits for it."
)
_ASKED_AGAIN = (
    "Nobody facilitates here just now, and you look after this workspace: its platform will name you to me again, and "
    "I’ll ask you as one I don’t know, until somebody facilitates."
)


def ask_card(person: int, asked_again: bool, reused: Sequence[str], goes_on: date, named: int) -> Card:
    """Build the card that says to somebody what it means, with the one button that does it.

    `asked_again`: as whoever can appoint a facilitator. `reused`: titles of what others have reused, which is hidden at
    once and gone by `goes_on`. `named`: in how many places their name stands in words of others.
    """
    later = [_LATER.format(titles=listed([f"“{title}”" for title in reused]), day=dated(goes_on))] if reused else []
    names = [_NAMED.format(places=count(named, "place"))] if named else []
    lines = (*_GOES_AT_ONCE, *later, *names, *_STAYS, *([_ASKED_AGAIN] if asked_again else []))
    return Card(
        "Shall I forget you?",
        (
            Heading("Shall I forget you?"),
            Bullets(tuple(words(line) for line in lines)),
            Paragraph(words("This can’t be undone.")),
            Buttons((Button("Forget me", "knowhow.forget", str(person), style="danger"),)),
        ),
    )


def forgotten_card(goes_on: date | None, named: int) -> Card:
    """Build the card that is the last they hear.

    `goes_on`: by when what others have reused has gone; `named`: in how many places their name stands.
    """
    later = f" What others have reused is hidden, and gone by {dated(goes_on)}." if goes_on else ""
    names = f" Your name stands in {count(named, 'place')} in words of others, and is looked at." if named else ""
    return say(
        f"Done: I’ve forgotten you.{later}{names} Figures stay, without you. If you use me again, or a staff list with "
        "you on it is imported, you start afresh. All the best!"
    )


def hand_over_first_card() -> Card:
    """Build the card for the only facilitator there is, who would be forgotten."""
    return say(
        "You are the only facilitator, and others rely on you. Please hand over first; then I can forget you.",
        buttons=[Button("Hand over", "knowhow.hand_over", "facilitators", style="primary")],
    )
