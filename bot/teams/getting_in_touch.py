"""How people who are introduced reach each other in Teams, where a bot cannot bring them together in one chat.

Each reads the introduction alone, with a link that opens a chat with the other and one that proposes a meeting. The
links are Teams' own, and take the name with which somebody signs in, which need not be their mail address; who has no
account here is given by e-mail.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from activities.kit.cards import Contact
from activities.kit.wording import LETS_MEET, PROPOSE_A_TIME, write_to, write_to_label
from bot.teams.actions import in_rows
from bot.teams.text import Json, label, rich

CHAT = "https://teams.microsoft.com/l/chat/0/0"
MEETING = "https://teams.microsoft.com/l/meeting/new"


SignIns = Mapping[int, str]
"""With which name each person who has an account here signs in, by person id; empty where only that is not known."""


def getting_in_touch(people: Sequence[Contact], sign_ins: SignIns, longest: int) -> list[Json]:
    """Build a line for everybody who cannot be written to in Teams, and the links for the others and for all.

    It stands in the introduction that each of the people reads alone.
    """
    in_teams = [contact for contact in people if contact.who.person in sign_ins and _address(contact, sign_ins)]
    lines = [block for contact in people if contact not in in_teams for block in rich(write_to(contact), longest)]
    actions = [_opens(write_to_label(contact), chat_link([_address(contact, sign_ins)])) for contact in in_teams]
    if addresses := [address for contact in people if (address := _address(contact, sign_ins))]:
        actions.append(_opens(PROPOSE_A_TIME, meeting_link(addresses, LETS_MEET)))
    return [*lines, *in_rows(actions)]


def _address(contact: Contact, sign_ins: SignIns) -> str:
    """Return the name with which somebody signs in, mostly their e-mail address; or else that address."""
    return sign_ins.get(contact.who.person, "") or contact.email or ""


def chat_link(addresses: Sequence[str]) -> str:
    """Build a link that opens a chat with these people and whoever follows it."""
    return f"{CHAT}?{urlencode({'users': ','.join(addresses)}, safe='@,', quote_via=quote)}"


def meeting_link(addresses: Sequence[str], subject: str) -> str:
    """Build a link that opens a meeting with these people, in which a time can be looked for; nothing is sent yet."""
    asked = {"subject": subject, "attendees": ",".join(addresses)}
    return f"{MEETING}?{urlencode(asked, safe='@,', quote_via=quote)}"


def _opens(title: str, url: str) -> Json:
    return {"type": "Action.OpenUrl", "title": label(title, 75), "url": url}
