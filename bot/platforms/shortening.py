"""Making text fit, as every platform's limits ask for it."""

ELLIPSIS = "…"


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
