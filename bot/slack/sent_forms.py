"""What becomes of a form that was sent: told to Slack in the acknowledgement, or shown once it is known."""

from activities.kit.cards import Card
from activities.kit.forms import FieldErrors, OpensAnew
from activities.kit.wording import TAKES_LONG
from bot.slack.answering import Shown, view_of
from bot.slack.payloads import fields_of, subject_and_nonce
from bot.slack.render import opened_anew
from bot.slack.text import Json


def acknowledgement(view: Json, shown: Shown) -> Json:
    """Build what Slack is told as a form has come: what follows it, or that it stays, and what is wrong."""
    fields = fields_of(view)
    match shown.answer:
        case OpensAnew():
            return {"response_action": "update", "view": afterwards(view, shown)}
        case FieldErrors() as errors if fields:
            return {"response_action": "errors", "errors": errors.on(fields)}
        case Card(summary=sentence) if fields and shown.failed:
            return {"response_action": "errors", "errors": {fields[0]: sentence}}
        case None:
            return {}
        case _:
            return {"response_action": "update", "view": view_of(shown)}


def takes_long(view: Json) -> Json:
    """Build the acknowledgement of a form about which nothing is known yet: it stays, with all that was typed."""
    return {"response_action": "update", "view": _opened(view, TAKES_LONG)}


def afterwards(view: Json, shown: Shown) -> Json:
    """Build what takes the place of a form that stayed: what follows it, or the form with what is wrong above it."""
    match shown.answer:
        case OpensAnew(sentences=sentences, nonce=nonce):
            return opened_anew(view, nonce, " ".join(sentences.values()))
        case FieldErrors(sentences=sentences) if labels := _labels(view):
            return _opened(view, "\n".join(_labelled(labels.get(field), said) for field, said in sentences.items()))
        case Card(summary=sentence) if shown.failed:
            return _opened(view, sentence)
        case _:
            return view_of(shown)


def _opened(view: Json, why: str) -> Json:
    """Build the same form under the same nonce, so that it takes effect once, however often it is sent."""
    _, nonce = subject_and_nonce(str(view.get("private_metadata") or ""))
    return opened_anew(view, nonce, why)


def _labels(view: Json) -> dict[str, str]:
    """Map the ids of a form's fields to their labels."""
    inputs = [block for block in view.get("blocks") or () if block.get("type") == "input"]
    return {str(block["block_id"]): str((block.get("label") or {}).get("text") or "") for block in inputs}


def _labelled(label: str | None, sentence: str) -> str:
    return f"{label}: {sentence}" if label else sentence
