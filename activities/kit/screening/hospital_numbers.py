"""Numbers by which a hospital knows a patient. Every trust has its own form, so only a name gives one away."""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span

_BETWEEN = r"[\s.:=#(\-]{0,4}(?:(?:is|was)\s)?"
_CODE = r"(?P<code>(?:[a-z]{1,4}[ /-]?)?(?:[0-9]{4,12}|[0-9](?:[ /-]?[0-9]){3,11})[a-z]?)(?![\w%])"
_FORMS = (
    re.compile(
        r"(?<![a-z])(?:hosp(?:ital|\.)?|patient(?:'s)?|pt\.?|unit|case\s?notes?|(?:medical|health)\srecords?|district|pas|chart"
        r"|nhs|chi)[\s_\-]{0,2}"
        rf"(?:no|num|number|nr|id|identifier)(?![a-z]){_BETWEEN}{_CODE}",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(rf"(?<![a-z])(?:mrn|pid|h/n)(?:\s(?:no|number))?(?![a-z]){_BETWEEN}{_CODE}", re.IGNORECASE | re.ASCII),
    re.compile(
        r"(?<![a-z])(?<!per )(?:patient|pt)[\s.:=#(\-]{1,4}"
        r"(?P<code>[a-z]{1,3}[0-9]{5,8}|[0-9]{6,8})(?![\w%]|[.,][0-9])",
        re.IGNORECASE | re.ASCII,
    ),
)


def hospital_numbers(text: str) -> Iterator[Span]:
    """Codes of four digits or more after `hospital number`, `MRN`, `patient ID` and the like.

    A number that is called an NHS number but is none, perhaps by a slip of one digit, is found here too.
    """
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.HOSPITAL_NUMBER, *found.span("code"))
