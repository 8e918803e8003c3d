"""Inviting people who have never used the bot: a text for an e-mail, links in it, and a poster to print."""

from activities.cafe.cafe import CAFE, METHOD, about_one, lasts, minutes, starts, the_cafe
from activities.kit import poster
from activities.kit.cards import Buttons, Card, Copyable, Paragraph, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.poster import Poster
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.ways_in import CODE, CODE_FOLLOWS, WayIn, code_buttons, how_to_join, in_order, named
from storage.tables import Cafe


def send(turn: Turn, cafe: Cafe) -> None:
    """Send whoever has planned a café what to invite people with."""
    turn.tell(turn.person, newsletter_card(turn, cafe), ("newsletter", cafe.id))
    _send_poster(turn, cafe)


def _invite(turn: Turn, cafe: Cafe) -> Card:
    """Give a facilitator what to invite people with, as it is now."""
    _send_poster(turn, cafe)
    return newsletter_card(turn, cafe)


def _send_poster(turn: Turn, cafe: Cafe) -> None:
    turn.send_file("poster", cafe.id, poster_is_coming_card(cafe), ("poster", cafe.id, turn.now.isoformat()))


def make_poster(turn: Turn, subject: str) -> Document:
    """Make the poster of a café. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    return poster.document(_poster(turn, the_cafe(turn, subject)), in_order(turn.ways_in))


invite = about_one("invite", CAFE.where("join"), _invite)


def send_code(turn: Turn, pressed: Pressed) -> Card:
    """Send a platform’s code as a picture, to be put into a newsletter or a slide."""
    identity, name = CODE.read(pressed.subject)
    cafe = the_cafe(turn, identity)
    way = named(turn.ways_in, name)
    turn.send_file("code", pressed.subject, code_is_coming_card(cafe, way), ("code", cafe.id, name, pressed.key))
    return newsletter_card(turn, cafe).led_by(CODE_FOLLOWS)


def make_code(turn: Turn, subject: str) -> Document:
    """Make that picture. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    return poster.picture(named(turn.ways_in, CODE.read(subject)[1]), TYPED)


# ---- what people see ------------------------------------------------------------------------------------------------

KIND = "A knowledge café"
TYPED = "cafe join"


def newsletter_card(turn: Turn, cafe: Cafe) -> Card:
    """Build the card of the announcement as text, for the facilitator to take elsewhere."""
    text = "\n\n".join(
        (
            f"{cafe.question}",
            METHOD,
            "\n".join(f"{label}: {said}" for label, said in _facts(turn, cafe)),
            f"To join, press Join in #{cafe.channel_name}, or type /{TYPED}.",
            how_to_join(in_order(turn.ways_in), TYPED, turn.who_runs(cafe)[0]),
        )
    )
    lead = "Here is the café as text, to paste into an e-mail or a newsletter; a poster to print follows:"
    buttons = code_buttons(in_order(turn.ways_in), "cafe.code", cafe.id)
    parts = (Paragraph(words(lead)), Copyable(text))
    return Card(lead, (*parts, Buttons(buttons)) if buttons else parts)


def code_is_coming_card(cafe: Cafe, way: WayIn) -> Card:
    """Build the card that stands beside a code."""
    return say(f"The {way.name} code for {cafe.question}, as a picture. {poster.alternative(way, TYPED)}")


def poster_is_coming_card(cafe: Cafe) -> Card:
    """Build the card that stands beside the poster."""
    return say(f"A poster for your café: {cafe.question} Download it, open it in a browser, and print it on A4.")


def _facts(turn: Turn, cafe: Cafe) -> tuple[tuple[str, str], ...]:
    long = minutes(round(lasts(cafe).total_seconds() / 60))
    return (("When", f"{starts(cafe, turn.zone)}, for {long}"), ("Where", cafe.place))


def _poster(turn: Turn, cafe: Cafe) -> Poster:
    return Poster(KIND, cafe.question, METHOD, _facts(turn, cafe), TYPED, ask=turn.who_runs(cafe)[0])
