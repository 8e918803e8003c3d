"""The codes of a poster, read back from their pictures by a program that reads codes, as a telephone does."""

import io
import re
from base64 import b64decode

import zxingcpp
from PIL import Image

_PICTURE = re.compile(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]*)">')


def read_back(png: bytes) -> list[str]:
    """What the codes in a picture say, from left to right and from top to bottom."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return [one.text for one in sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x))]


def pictures(page: str) -> list[tuple[bytes, str]]:
    """The pictures of a page, each with its alternative text."""
    return [(b64decode(picture), alt) for picture, alt in _PICTURE.findall(page)]
