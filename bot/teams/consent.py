"""Files: Teams lets a bot give somebody one only into their own OneDrive, and only after they have agreed to it.

The question carries no file, only which message of the outbox it belongs to; the file is made when they agree.
"""

from dataclasses import dataclass
from typing import Any

from activities.kit.cards import Card
from activities.kit.subjects import LARGEST_ID
from activities.kit.views import Document
from bot.teams.text import Json, fallback

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
INVOKED = "fileConsent/invoke"


@dataclass(frozen=True)
class Consent:
    """What somebody said to a file: of which message, and where to put it; `None` where they do not want it."""

    message: int
    upload: Json | None


def asking_for_consent(document: Document, card: Card, mark: int) -> Json:
    """Build the message that offers somebody a file in their own chat, with the card's summary above."""
    context = {"message": mark}
    content = {
        "description": document.title,
        "sizeInBytes": len(document.content),
        "acceptContext": context,
        "declineContext": context,
    }
    offer = {"contentType": CONSENT, "name": document.name, "content": content}
    words = fallback(card.summary)
    return {"text": words, "textFormat": "plain", "summary": words, "attachments": [offer]}


def consent_of(value: Any) -> Consent | None:
    """Read the answer to such an offer; `None` where it is none of ours."""
    said = value if isinstance(value, dict) else {}
    context = said.get("context")
    mark = context.get("message") if isinstance(context, dict) else None
    if not isinstance(mark, int) or not 0 < mark <= LARGEST_ID:
        return None
    upload = said.get("uploadInfo")
    return Consent(mark, upload if said.get("action") == "accept" and isinstance(upload, dict) else None)


def here_it_is(document: Document, upload: Json) -> Json:
    """Build the message that the offer becomes once the file is there, for whoever agreed to it."""
    details = {"uniqueId": upload.get("uniqueId"), "fileType": upload.get("fileType")}
    info = {"contentType": INFO, "contentUrl": upload.get("contentUrl"), "name": document.name, "content": details}
    return {"summary": fallback(document.title), "attachments": [info]}
