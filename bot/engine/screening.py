"""The stop for details of patients: what people type is screened before any activity sees it."""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from activities.kit.cards import Small
from activities.kit.events import Event, Submitted
from activities.kit.forms import FieldErrors, Form, TextField
from activities.kit.policy import Policy
from activities.kit.runs import words
from activities.kit.screen import Finding, screen_field
from activities.kit.views import Answer
from activities.kit.wording import IF_IT_IDENTIFIES_NOBODY, PLEASE_DO_NOT_IDENTIFY

REMEMBERED = 4096
"""How many warnings are kept in mind; whoever was warned longest ago is warned once more."""

Found = Mapping[str, Sequence[Finding]]
"""What seems to identify somebody in what was typed, by field."""


class Screening:
    """Stops forms that seem to hold an NHS number, and warns once of whatever else could identify somebody.

    That somebody was warned is kept in memory alone, as a digest under a key that ends with the process.
    """

    def __init__(self, policy: Policy, remembered: int = REMEMBERED) -> None:
        self._house = policy
        self._key = secrets.token_bytes(32)
        self._warned: OrderedDict[bytes, bytes] = OrderedDict()  # what was typed → the event by which it came first
        self._remembered = remembered
        self._lock = Lock()

    def found_in(self, event: Event) -> Found:
        """Look through what was typed into a form; this remembers nothing, and takes no part in any transaction."""
        typed = event.values.items() if isinstance(event, Submitted) else ()
        looked_at = {field: screen_field(field, value, self._house) for field, value in typed if isinstance(value, str)}
        return {field: findings for field, findings in looked_at.items() if findings}

    def objections(self, event: Submitted, found: Found) -> FieldErrors | None:
        """Write a sentence for each field that cannot be taken; `None` where all can. `found`: what was found in them.

        The same text sent again by the same person has been thought about, and goes through; the same event delivered
        again has not, nor has a second click on what did not say yet what is wrong.
        """
        sentences: dict[str, str] = {}
        for field, findings in found.items():
            stops = any(finding.stops for finding in findings)
            if stops or not self._was_warned(event, field, str(event.values[field])):
                sentences[field] = _explained(findings, stops)
        return FieldErrors(sentences) if sentences else None

    def _was_warned(self, event: Submitted, field: str, text: str) -> bool:
        by = event.by.account
        typed = self._digest(by.platform, by.tenant, by.user, event.activity, event.form, event.subject, field, text)
        this_event = self._digest(event.showing or event.key)
        with self._lock:
            first = self._warned.setdefault(typed, this_event)
            self._warned.move_to_end(typed)
            if len(self._warned) > self._remembered:
                self._warned.popitem(last=False)
        return first != this_event

    def _digest(self, *parts: str) -> bytes:
        # repr keeps the parts apart, whatever stands in them
        return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), key=self._key).digest()


def with_requests(answer: Answer, safety_text: str) -> Answer:
    """Add to a form that leaves room to write: please identify nobody, and where concerns go instead."""
    if isinstance(answer, Form) and any(isinstance(field, TextField) and field.multiline for field in answer.fields):
        requests = [Small(words(request)) for request in (PLEASE_DO_NOT_IDENTIFY, safety_text)]
        return replace(answer, intro=(*answer.intro, *requests))
    return answer


def _explained(findings: Sequence[Finding], stops: bool) -> str:
    first = sorted(findings, key=lambda finding: not finding.stops)
    sentences = dict.fromkeys(finding.sentence for finding in first)
    return " ".join([*sentences, *([] if stops else [IF_IT_IDENTIFIES_NOBODY])])
