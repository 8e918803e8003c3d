"""Making text, lines and whole cards fit, as every platform's limits ask for it."""

from collections.abc import Iterator, Sequence
from typing import Any

from activities.kit.runs import Text, words
from activities.kit.wording import and_more

ELLIPSIS = "…"

MOST_LINES = 100


def length(text: str) -> int:
    """Count characters as JavaScript does: an emoji is two. Platforms do not say how they count; this is the most."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, longest: int) -> str:
    """Return the text, or as much of it as fits with an ellipsis at the end."""
    if length(text) <= longest:
        return text
    kept = text[: longest - 1]
    while length(kept) > longest - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def cut(items: tuple[Text, ...]) -> tuple[Text, ...]:
    """Cut to as many lines as anybody reads; activities page long lists, so this is the last resort."""
    if len(items) <= MOST_LINES:
        return items
    return (*items[: MOST_LINES - 1], words(and_more(len(items) - MOST_LINES + 1)))


def ever_fewer(elements: Sequence[dict[str, Any]], buttons: str) -> Iterator[list[dict[str, Any]]]:
    """Yield ever fewer elements of a card: from the end, first what is only read, then those of the type `buttons`."""
    left, from_the_end = list(elements), elements[::-1]
    for dropped in sorted(from_the_end, key=lambda element: element["type"] == buttons):
        left = [element for element in left if element is not dropped]
        yield left
