"""What somebody looks for, and how it travels in a button: nothing of it is kept by us."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from activities.kit.phases import MovedOn
from storage.search import Filters

LONGEST_ABOUT = 200
"""Characters that are searched for. What is typed beyond them is left out, and the answer says so."""

LONGEST_CHOICE = 150
"""Characters of a site or a topic; a button has room for all of it together."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, and what narrows it down. What is empty narrows nothing.

    `since` and `until` are days within which, or in part within which, it happened.
    """

    about: str = ""
    activity: str = ""
    site: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def filters(self) -> Filters:
        """What narrows it down, as the search takes it."""
        return Filters(self.activity, self.site, self.topic, self.since, self.until)

    def packed(self, page: int = 1) -> str:
        """Pack this and a page of what is found, as a button's subject."""
        row = (self.about, self.activity, self.site, self.topic, self.since, self.until, page)
        return _ROW.dump_json(row).decode()


_ROW: TypeAdapter[tuple[str, str, str, str, date | None, date | None, int]] = TypeAdapter(
    tuple[str, str, str, str, date | None, date | None, int]
)


def unpacked(subject: str) -> tuple[Wanted, int]:
    """Unpack what a button carries, and the page; raise `MovedOn` for what no button of ours has ever carried."""
    try:
        about, activity, site, topic, since, until, page = _ROW.validate_json(subject)
    except ValidationError:
        raise MovedOn from None
    if len(about) > LONGEST_ABOUT or page < 1:
        raise MovedOn
    return Wanted(about, activity, site, topic, since, until), page
