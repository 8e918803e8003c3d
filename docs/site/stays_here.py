"""Finds what a page of the site would ask of another host: `python -m docs.site.stays_here build/site`.

A hospital's network may let nothing of the kind through. Pages may lead elsewhere by a link that somebody follows; of
those it is seen that they are whole. Nothing is fetched.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

FETCHES = {"src", "srcset", "poster", "data", "action"}
"""Attributes whose address a browser asks by itself; `href` as well, but for where somebody may go."""

ELSEWHERE = re.compile(r"(?:https?:)?//[\w.-]")
_IN_CSS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")\s]*)")


class _Page(HTMLParser):
    """Notes what a page asks for elsewhere, and links that are not whole."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        for name, value in attrs:
            address = value or ""
            if tag == "a" and name == "href":
                if not _is_whole(address):
                    self.wrong.append(f"a link that is not whole: {address}")
            elif (name in FETCHES or name == "href") and ELSEWHERE.match(address):
                self.wrong.append(f"<{tag} {name}> asks elsewhere: {address}")
            elif name == "style":
                self.wrong += [f"<{tag} style> asks elsewhere: {one}" for one in _IN_CSS.findall(address)]

    def handle_data(self, data: str) -> None:
        """Look at text, of which a style sheet within the page is a part."""
        if self.cdata_elem == "style":
            self.wrong += [f"<style> asks elsewhere: {one}" for one in _IN_CSS.findall(data)]


def problems(folder: Path) -> Iterator[str]:
    """Find what is wrong in the pages and style sheets of a folder, with the file in which it stands."""
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            page = _Page()
            page.feed(file.read_text(encoding="utf-8"))
            yield from (f"{file}: {one}" for one in page.wrong)
        elif file.suffix == ".css":
            found = _IN_CSS.findall(file.read_text(encoding="utf-8"))
            yield from (f"{file}: asks elsewhere: {one}" for one in found)


def _is_whole(address: str) -> bool:
    """Whether a link leads within the site, to somebody's mail, or by HTTPS to a host that has a name."""
    if not ELSEWHERE.match(address) and ":" not in address.partition("#")[0].partition("/")[0]:
        return True
    parts = urlsplit(address)
    return parts.scheme == "mailto" or (parts.scheme == "https" and "." in (parts.hostname or ""))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "index.html").exists():
        raise SystemExit("Name the folder of the site: python -m docs.site.stays_here build/site")
    if found := list(problems(Path(sys.argv[1]))):
        raise SystemExit("\n".join(found))
