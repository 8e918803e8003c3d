"""A poster to print: what it is, when, and for each platform a code to point a telephone at, with all of it in words.

It is a page of A4 in large print, in black on white, with headings in order and a text for each picture.
"""

import io
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from activities.kit.views import Document
from activities.kit.ways_in import WayIn, write_to
from activities.kit.wording import THE_BOT
from storage.tables import Person

FILE_NAME = "poster.html"

PIXELS_A_MODULE, QUIET_MODULES = 8, 4
"""How large the squares of a code are, and how wide the white round it: as wide as the standard asks for."""


@dataclass(frozen=True)
class Poster:
    """What stands on a poster. `kind` is above the title; `typed` is what to type to join; `ask`: whom to write to."""

    kind: str
    title: str
    says: str
    facts: Sequence[tuple[str, str]]
    typed: str
    ask: Person


def document(poster: Poster, ways: Sequence[WayIn]) -> Document:
    """Make the page."""
    return Document(FILE_NAME, poster.title, page(poster, ways).encode())


def picture(way: WayIn, typed: str) -> Document:
    """Make the code of one platform as a picture of its own, to be put into a newsletter or a slide."""
    alt = alternative(way, typed)
    return Document(f"code-{way.name.lower()}.png", f"QR code for {way.name}", code(way.link_for(typed)), alt)


def code(link: str) -> bytes:
    """Draw a link as a QR code, as PNG. A tenth and more of it may be dirty or torn."""
    import segno  # only where a poster is made

    drawn = io.BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="png", scale=PIXELS_A_MODULE, border=QUIET_MODULES)
    return drawn.getvalue()


# ---- what people see ------------------------------------------------------------------------------------------------


def page(poster: Poster, ways: Sequence[WayIn]) -> str:
    """Write the page: everything that a code says stands beside it in words."""
    facts = "\n".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in poster.facts)
    return _PAGE.format(
        kind=escape(poster.kind),
        title=escape(poster.title),
        says=escape(poster.says),
        facts=facts,
        ways="\n".join(_way(way, poster.typed) for way in ways),
        ask=escape(write_to(ways, poster.ask)),
    )


def alternative(way: WayIn, typed: str) -> str:
    """Say what a code shows to those who do not see it."""
    return f"QR code for {way.name}. It leads to {way.link_for(typed)}"


def _way(way: WayIn, typed: str) -> str:
    drawn = b64encode(code(way.link_for(typed))).decode()
    steps = (
        "Point your phone’s camera at the code.",
        f"Or type {way.short}",
        f"Or look for {THE_BOT} among the apps in {way.name}.",
        f"Then {way.then_for(typed)}.",
    )
    listed_steps = "".join(f"<li>{escape(step)}</li>" for step in steps)
    image = f'<img src="data:image/png;base64,{drawn}" alt="{escape(alternative(way, typed))}">'
    return f'<section><h2>In {escape(way.name)}</h2>{image}<ul role="list">{listed_steps}</ul></section>'


_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  @page {{ size: A4 portrait; margin: 12mm; }}
  body {{ font: 16pt/1.3 sans-serif; max-width: 18cm; margin: 1cm auto; padding: 0 0.5cm; }}
  body {{ color: #000; background: #fff; }}
  h1 {{ font-size: 28pt; line-height: 1.1; margin: 0 0 0.3cm; overflow-wrap: anywhere; }}
  h2 {{ font-size: 20pt; line-height: 1.1; margin: 0.3cm 0 0.1cm; grid-column: 1 / -1; }}
  p {{ margin: 0 0 0.3cm; overflow-wrap: anywhere; }}
  dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0.1cm 0.6cm; margin: 0 0 0.3cm; }}
  dt {{ font-weight: bold; }}
  dd {{ margin: 0; overflow-wrap: anywhere; }}
  section {{ display: grid; grid-template-columns: 5cm 1fr; column-gap: 0.5cm; break-inside: avoid; }}
  img {{ width: 5cm; height: 5cm; image-rendering: pixelated; }}
  ul {{ margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }}
  li {{ margin: 0 0 0.1cm; }}
  section + p {{ margin-top: 0.3cm; }}
  @media print {{ body {{ margin: 0; padding: 0; max-width: none; }} }}
</style>
</head>
<body>
<main>
<p>{kind}</p>
<h1>{title}</h1>
<p>{says}</p>
<dl>
{facts}
</dl>
{ways}
<p>{ask}</p>
</main>
</body>
</html>
"""
