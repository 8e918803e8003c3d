"""Cards and forms as Slack shows them: messages, dialogs, forms and the home page. Pure functions.

What is too long is shortened, never split: a message must be able to change in place. Buttons are kept to the last.
"""

import json
from collections.abc import Callable, Sequence

from activities.kit.cards import Card, Paragraph, Part
from activities.kit.forms import Form
from activities.kit.runs import words
from activities.kit.wording import CANCEL, CLOSE, THE_BOT
from bot.platforms.platform import Accounts
from bot.platforms.shortening import ever_fewer
from bot.slack.fields import input_block
from bot.slack.parts import blocks_of
from bot.slack.payloads import metadata, subject_and_nonce
from bot.slack.text import NOTHING, Json, fallback, plain

MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_VIEW = 100
OPENED_ANEW = "opened anew"
"""The block in which a form says why it is there again."""

# Slack publishes no limit for a whole message; messages of about 13,000 characters of text, and of 17,000 as JSON, were
# refused (`msg_blocks_too_long`). A view may have 250 kB.
MOST_JSON_IN_MESSAGE = 12_500
MOST_JSON_IN_VIEW = 200_000

TEXT_LENGTHS = (3000, 1000, 300, 100, 30)
"""Characters that each text may have, tried in this order until the whole fits."""

Fits = Callable[[Sequence[Json]], bool]


def message(card: Card, accounts: Accounts) -> Json:
    """Build the `text` and `blocks` of a message. `accounts` are Slack's user ids by person id."""
    return {"text": fallback(card.summary), "blocks": _blocks(card, accounts, _fits_message)}


def dialog(card: Card, accounts: Accounts) -> Json:
    """Build a modal from a card, to be read and closed by whoever acted; its buttons work."""
    return {
        "type": "modal",
        "title": plain(THE_BOT, 24),
        "close": plain(CLOSE, 24),
        "blocks": _blocks(card, accounts, _fits_view),
    }


def home(card: Card, accounts: Accounts) -> Json:
    """Build somebody's home page from a card."""
    return {"type": "home", "blocks": _blocks(card, accounts, _fits_view)}


def modal(form: Form, accounts: Accounts, fills_menus: bool = False) -> Json:
    """Build the modal of a form. Its name is the view's `callback_id`, its subject and nonce the `private_metadata`.

    `fills_menus`: whom a menu of people shows is said by the app.
    """
    fields = [input_block(field, fills_menus) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": metadata(form.subject, form.nonce),
        "title": plain(form.title, 24),
        "submit": plain(form.submit, 24),
        "close": plain(CANCEL, 24),
        "blocks": [*_fitted(form.intro, accounts, lambda blocks: _fits_view([*blocks, *fields])), *fields],
    }


def opened_anew(view: Json, nonce: str, why: str) -> Json:
    """Build a form that was sent once more, with another nonce and a sentence above it, for whoever sent it.

    Slack keeps what is typed into its fields.
    """
    subject, _ = subject_and_nonce(str(view.get("private_metadata") or ""))
    said = {"type": "section", "block_id": OPENED_ANEW, "text": plain(why, 3000)}
    blocks = [block for block in view["blocks"] if block.get("block_id") != OPENED_ANEW]
    kept = {name: view[name] for name in ("type", "callback_id", "title", "submit", "close") if view.get(name)}
    return {
        **kept,
        "private_metadata": metadata(subject, nonce),
        "blocks": [said, *blocks] if len(blocks) < MOST_BLOCKS_IN_VIEW else blocks,
    }


def _blocks(card: Card, accounts: Accounts, fits: Fits) -> list[Json]:
    """Build the blocks of the card's parts, or at least of its summary: Slack shows no empty view."""
    return _fitted(card.parts, accounts, fits) or blocks_of(Paragraph(words(card.summary or NOTHING)), accounts, 3000)


def _fits_message(blocks: Sequence[Json]) -> bool:
    return len(blocks) <= MOST_BLOCKS_IN_MESSAGE and len(json.dumps(blocks)) <= MOST_JSON_IN_MESSAGE


def _fits_view(blocks: Sequence[Json]) -> bool:
    return len(blocks) <= MOST_BLOCKS_IN_VIEW and len(json.dumps(blocks)) <= MOST_JSON_IN_VIEW


def _fitted(parts: Sequence[Part], accounts: Accounts, fits: Fits) -> list[Json]:
    """Build the parts as blocks: whole, or with shorter texts, or at the worst without the last of them."""
    blocks: list[Json] = []
    for longest in TEXT_LENGTHS:
        blocks = [block for part in parts for block in blocks_of(part, accounts, longest)]
        if fits(blocks):
            return blocks
    return next(fewer for fewer in ever_fewer(blocks, "actions") if fits(fewer))
