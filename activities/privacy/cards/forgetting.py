"""Being forgotten: what it means, asked once, and that it has been done."""

from activities.kit.cards import Bullets, Button, Buttons, Card, Heading, Paragraph, say
from activities.kit.runs import words

_WHAT_HAPPENS = (
    "Your name, e-mail address, accounts, job title and what you wrote are deleted at once, here and in the library.",
    "Meetings under way end, and your partners hear kindly that you can’t take part.",
    "Figures stay: that somebody signed up and met, without saying who.",
    "Messages already sent stay in this chat platform, except where I can still change them.",
    "If you use me again, or your organisation imports a staff list with you on it, you start afresh: I no longer "
    "know you. To stay off it, ask whoever keeps that list.",
)


_ASKED_AGAIN = (
    "Nobody facilitates here just now, and you look after this workspace: its platform will name you to me again, and "
    "I’ll ask you as one I don’t know, until somebody facilitates."
)


def ask(person: int, asked_again: bool) -> Card:
    """What it means, and the one button that does it. `asked_again`: as whoever can appoint a facilitator."""
    lines = (*_WHAT_HAPPENS, _ASKED_AGAIN) if asked_again else _WHAT_HAPPENS
    return Card(
        "Shall I forget you?",
        (
            Heading("Shall I forget you?"),
            Bullets(tuple(words(line) for line in lines)),
            Paragraph(words("This can’t be undone.")),
            Buttons((Button("Forget me", "knowhow.forget", str(person), style="danger"),)),
        ),
    )


def forgotten() -> Card:
    """The last that they hear."""
    return say(
        "Done: I’ve forgotten you. Figures stay, without you. If you use me again, or a staff list with you on it is "
        "imported, you start afresh. All the best!"
    )


def hand_over_first() -> Card:
    """To the only facilitator there is."""
    return say(
        "You are the only facilitator, and others rely on you. Please hand over first; then I can forget you.",
        buttons=[Button("Hand over", "knowhow.hand_over", "facilitators", style="primary")],
    )
