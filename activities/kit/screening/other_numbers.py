"""Numbers that say what they are, and are nobody's: books, orders, accounts, things, timestamps."""

import re

_AS_TOLD = r"(?:\s{0,2}(?:no|number|num|nr|ref|reference|code|id)(?![a-z])\.?)?[\s:=#(\-]{0,4}(?:(?:is|was)\s)?$"

_BOOK = re.compile(rf"(?<![a-z])(?:isbn|issn)(?:[ -]?1[03](?![0-9]))?{_AS_TOLD}", re.IGNORECASE)
_THING = re.compile(
    r"(?<![a-z])(?:orders?|requisition|invoice|p\.?o\.?|account|a/c|tracking|parcel|consignment|serial|asset|batch|lot"
    rf"|ticket|barcode|catalogue|stock|ts|timestamp|epoch){_AS_TOLD}",
    re.IGNORECASE,
)
_GLUED_BEFORE = re.compile(r"(?:[a-z_£$€^]|(?-i:[A-Z])-|[0-9][.-])$", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[a-z_]|[.-][0-9]", re.IGNORECASE)
_WINDOW = 40
"""How many characters before a number may name it."""


def names_a_book(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is called an ISBN or ISSN."""
    return bool(_BOOK.search(text[max(0, start - _WINDOW) : start]))


def names_a_thing(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is called an order, an invoice, an account, a ticket and so on."""
    return names_a_book(text, start) or bool(_THING.search(text[max(0, start - _WINDOW) : start]))


def is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether digits are glued into a code (PO-…), a sum of money, a decimal, or a Slack timestamp."""
    return bool(_GLUED_BEFORE.search(text[max(0, start - 2) : start]) or _GLUED_AFTER.match(text, end, end + 2))
