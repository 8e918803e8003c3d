"""Cards and forms as Teams shows them: Adaptive Cards of version 1.5. Pure functions.

What is too long is shortened, never split: a message must be able to change in place. Buttons are kept to the last, and
where something is missing the card says so.
"""

import json
from collections.abc import Iterator, Sequence

from activities.kit.cards import Card, Heading, Part
from activities.kit.forms import Form, TextField
from activities.kit.runs import Plain
from activities.kit.wording import LEFT_OUT
from bot.platforms.shortening import ever_fewer
from bot.teams.fields import NO_MORE, Filled, Offers, inputs_of
from bot.teams.forms import carried
from bot.teams.getting_in_touch import SignIns
from bot.teams.parts import elements_of
from bot.teams.text import NOTHING, Json, fallback, label, rich

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"

MOST_BYTES = 26_000
"""Of a card as it is sent, in ASCII. Teams takes 28 KB for all of a message, of which the card is but a part."""

MOST_TYPED = 12_000
"""Characters that may be typed into all fields of one form, so that a form with errors can come back with all of it."""

LEAST_TYPED = 500

TEXT_LENGTHS = (8000, 3000, 1000, 300, 100, 30)
"""Characters that each text may have, tried in this order until the whole fits."""


def message(card: Card, sign_ins: SignIns) -> Json:
    """Build a message with a card, as the `summary` and `attachments` of an activity.

    `sign_ins`: who is in this tenant.
    """
    return _message(card.summary, _fitted(card.summary, card.parts, sign_ins, ()))


def form_message(form: Form, offers: Offers = NO_MORE, filled: Filled | None = None) -> Json:
    """Build a message with a form; `filled` where it comes back with errors."""
    texts = sum(isinstance(field, TextField) and field.multiline for field in form.fields)
    share = max(MOST_TYPED // max(texts, 1), LEAST_TYPED)
    data = carried(form, filled.times if filled else 0)
    submit = {"type": "Action.Submit", "title": label(form.submit, 75), "style": "positive", "data": data}
    fields = [one for field in form.fields for one in inputs_of(field, offers, filled, share)]
    under = [*_why_again(filled), *fields, {"type": "ActionSet", "actions": [submit]}]
    return _message(form.title, _fitted(form.title, (Heading(form.title), *form.intro), {}, under))


def size(card: Json) -> int:
    """Measure a card as the Bot Framework's client writes it: bytes of ASCII, with six for a curly quote."""
    return len(json.dumps(card))


def _message(summary: str, card: Json) -> Json:
    return {"summary": fallback(summary), "attachments": [{"contentType": CONTENT_TYPE, "content": card}]}


def _card(summary: str, body: Sequence[Json]) -> Json:
    return {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": fallback(summary),
        "body": list(body) or rich((Plain(summary.strip() or NOTHING),), 300),
    }


def _why_again(filled: Filled | None) -> list[Json]:
    return rich((Plain(filled.why),), 300, color="Attention") if filled else []


def _fitted(summary: str, parts: Sequence[Part], sign_ins: SignIns, under: Sequence[Json]) -> Json:
    """Build a card of the parts above `under`: whole, or in shorter texts, or at worst without the last parts."""
    whole = _card(summary, [*elements_of(parts, sign_ins, TEXT_LENGTHS[0]), *under])
    if size(whole) <= MOST_BYTES:
        return whole
    cut = (_card(summary, [*body, *_LEFT_OUT, *under]) for body in _ever_less(parts, sign_ins))
    return next((card for card in cut if size(card) <= MOST_BYTES), _card(summary, under))


_LEFT_OUT = rich((Plain(LEFT_OUT),), 300, isSubtle=True, size="Small")


def _ever_less(parts: Sequence[Part], sign_ins: SignIns) -> Iterator[list[Json]]:
    """Yield the parts in ever shorter texts; then ever fewer, from the end, what is only read before any button."""
    left: list[Json] = []
    for longest in TEXT_LENGTHS:
        left = elements_of(parts, sign_ins, longest)
        yield left
    yield from ever_fewer(left, "ActionSet")
