"""The patient-details stop: what in a text could identify a patient, before anything of it is kept.

It cannot recognise names, and says so wherever people type (`wording.PLEASE_DO_NOT_IDENTIFY`). Findings say where,
never what: the passage itself must reach no log, no message and no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from activities.kit.policy import Policy
from activities.kit.screening import Kind, Span
from activities.kit.screening.births import dates_of_birth
from activities.kit.screening.contacts import dialled_abroad, dialled_at_home, emails
from activities.kit.screening.hospital_numbers import hospital_numbers, own_numbers
from activities.kit.screening.legible import legible, with_letters_read_as_digits
from activities.kit.screening.nhs_numbers import nhs_numbers
from activities.kit.screening.other_numbers import vehicle_numbers
from activities.kit.screening.places import addresses, beds, postcodes
from activities.kit.wording import COULD_IDENTIFY

ANYWHERE = Policy()
"""A house that has said nothing of its own numbers and addresses."""

WHOM_TO_ASK = "contact"


@dataclass(frozen=True)
class Finding:
    """A passage from `start` up to, not including, `end`, counted in characters of the text that was screened."""

    kind: Kind
    start: int
    end: int

    @property
    def stops(self) -> bool:
        """Whether the text cannot be taken at all; otherwise it can, once its author has read why not."""
        return self.kind is Kind.NHS_NUMBER

    @property
    def sentence(self) -> str:
        """What it looks like, and what to do or to think of."""
        return COULD_IDENTIFY[self.kind]


def may_be_kept(text: str) -> bool:
    """Say whether nothing in a text stops: asked again when something is filed or leaves, as rules may have grown."""
    return not any(finding.stops for finding in screen(text))


def screen(text: str, policy: Policy = ANYWHERE) -> tuple[Finding, ...]:
    """Find what could identify a patient, in the order in which it stands. Takes any text; time grows with its length.

    `house` names the forms of the organisation's own numbers, and where its staff have e-mail. Neither decides what
    stops, so whoever asks for that alone need not know them.
    """
    plain = legible(text)
    spans = sorted(_apart(plain.text, policy), key=lambda span: span.start)
    return tuple(Finding(span.kind, *plain.original(span.start, span.end)) for span in spans)


def screen_field(field: str, text: str, policy: Policy) -> tuple[Finding, ...]:
    """Screen a field of a form or a column of a register; `contact` holds a colleague's address by design."""
    found = screen(text, policy)
    return tuple(one for one in found if one.kind is not Kind.EMAIL) if field == WHOM_TO_ASK else found


def _apart(text: str, policy: Policy) -> Iterator[Span]:
    """Find spans that do not overlap: where two rules claim a passage, it belongs to the one that was asked first."""
    taken = bytearray(len(text))
    for span in _claims(text, policy):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            yield span


def _claims(text: str, policy: Policy) -> Iterator[Span]:
    abroad = list(dialled_abroad(text))
    yield from nhs_numbers(_without(text, abroad))
    yield from emails(text, policy.staff_domains)
    yield from abroad
    read = with_letters_read_as_digits(text)
    yield from dialled_at_home(read)
    yield from dates_of_birth(text)
    yield from hospital_numbers(read)
    yield from own_numbers(text, policy.patient_numbers)
    yield from beds(text)
    yield from addresses(text)
    yield from postcodes(text)
    yield from vehicle_numbers(text)


def _without(text: str, spans: list[Span]) -> str:
    """Blank these passages in a text, which stays as long as it was."""
    pieces, done = [], 0
    for span in spans:
        pieces += [text[done : span.start], ";" * (span.end - span.start)]
        done = span.end
    return "".join([*pieces, text[done:]])
