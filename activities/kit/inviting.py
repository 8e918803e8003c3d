"""Inviting people who have never used the bot: a text for an e-mail, links in it, and a poster to print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from activities.kit import poster
from activities.kit.cards import Buttons, Card, Copyable, Paragraph, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.poster import Poster
from activities.kit.runs import words
from activities.kit.turn import HasFacilitator, Turn
from activities.kit.views import Document
from activities.kit.ways_in import CODE, CODE_FOLLOWS, WayIn, code_buttons, how_to_join, in_order, named


class Joined(HasFacilitator, Protocol):
    """A row that somebody looks after, and that people join by a button in its channel."""

    id: int
    channel_name: str

    @property
    def title(self) -> str:
        """What it is called."""
        ...


J = TypeVar("J", bound=Joined)


@dataclass(frozen=True)
class Inviting(Generic[J]):
    """Gives a facilitator what to invite people to one of an activity's rows with.

    `the`: the row with an id; raises `MovedOn`. `lead`: what the text is, in a sentence; `text`: its paragraphs, before
    those that say how to join. `poster`: what stands on it, `poster_comes`: the words beside it.
    """

    activity: str
    the: Callable[[Turn, str | int], J]
    lead: Callable[[J], str]
    text: Callable[[Turn, J], Sequence[str]]
    poster: Callable[[Turn, J], Poster]
    poster_comes: Callable[[J], str]

    @property
    def typed(self) -> str:
        """What is typed to join."""
        return f"{self.activity} join"

    def send(self, turn: Turn, thing: J) -> None:
        """Send whoever has opened it what to invite people with."""
        turn.tell(turn.person, self.newsletter_card(turn, thing), ("newsletter", thing.id))
        self._send_poster(turn, thing)

    def invite(self, turn: Turn, thing: J) -> Card:
        """Give a facilitator what to invite people with, as it is now."""
        self._send_poster(turn, thing)
        return self.newsletter_card(turn, thing)

    def send_code(self, turn: Turn, pressed: Pressed) -> Card:
        """Send a platform’s code as a picture, to be put into a newsletter or a slide."""
        identity, name = CODE.read(pressed.subject)
        thing, way = self.the(turn, identity), named(turn.ways_in, name)
        card = code_is_coming_card(way, thing.title, self.typed)
        turn.send_file("code", pressed.subject, card, ("code", thing.id, name, pressed.key))
        return self.newsletter_card(turn, thing).led_by(CODE_FOLLOWS)

    def make_poster(self, turn: Turn, subject: str) -> Document:
        """Make the poster. Raises `MovedOn` for somebody who facilitates no more."""
        _still_facilitates(turn)
        return poster.document(self.poster(turn, self.the(turn, subject)), in_order(turn.ways_in))

    def make_code(self, turn: Turn, subject: str) -> Document:
        """Make the picture of a code. Raises `MovedOn` for somebody who facilitates no more."""
        _still_facilitates(turn)
        return poster.picture(named(turn.ways_in, CODE.read(subject)[1]), self.typed)

    def newsletter_card(self, turn: Turn, thing: J) -> Card:
        """Build the card of the announcement as text, for the facilitator to take elsewhere."""
        ways, lead = in_order(turn.ways_in), self.lead(thing)
        joining = join_in(thing.channel_name, self.typed)
        text = [*self.text(turn, thing), joining, how_to_join(ways, self.typed, turn.who_runs(thing)[0])]
        parts = (Paragraph(words(lead)), Copyable("\n\n".join(text)))
        buttons = code_buttons(ways, f"{self.activity}.code", thing.id)
        return Card(lead, (*parts, Buttons(buttons)) if buttons else parts)

    def _send_poster(self, turn: Turn, thing: J) -> None:
        key = ("poster", thing.id, turn.now.isoformat())
        turn.send_file("poster", thing.id, poster_is_coming_card(self.poster_comes(thing)), key)


def _still_facilitates(turn: Turn) -> None:
    if not turn.person.facilitates:
        raise MovedOn


# ---- what people see ------------------------------------------------------------------------------------------------


def join_in(channel: str, typed: str) -> str:
    """Say where to join."""
    return f"To join, press Join in #{channel}, or type /{typed}."


def code_is_coming_card(way: WayIn, title: str, typed: str) -> Card:
    """Build the card that stands beside a code."""
    return say(f"The {way.name} code for {title}, as a picture. {poster.alternative(way, typed)}")


def poster_is_coming_card(comes: str) -> Card:
    """Build the card that stands beside the poster."""
    return say(f"{comes} Download it, open it in a browser, and print it on A4.")
