"""Dates of birth: a date that says that it is one. Other dates are what every review is full of, and pass."""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"'?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
_DATE = (
    rf"(?:[0-9]{{1,2}}\s?[./-]\s?(?:[0-9]{{1,2}}|{_MONTH})\s?[./-]\s?{_YEAR}"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])"
    rf"|[0-9]{{1,2}}\s[0-9]{{1,2}}\s{_YEAR}"
    rf"|{_DAY}\s?(?:of\s)?{_MONTH}(?:,?\s{{0,2}}{_YEAR})?"
    rf"|{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?)"
)
_COMPACT = r"(?:[0-9]{8}|[0-9]{6}|(?:19|20)[0-9]{2})(?![0-9])"
_NO_YEAR = r"[0-9]{1,2}[./-][0-9]{1,2}(?![0-9./-])"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
_LABEL = r"(?<![a-z])(?:d[./]?\s?o[./]?\s?b(?![a-z])\.?|date[ -]of[ -]birth|birth\s?-?date)"
_BIRTHDAY = r"(?<![a-z])birthday"
_THEN = r"[^0-9\n]{0,20}?\n?[^0-9\n]{0,3}"
_FORMS = (
    re.compile(rf"{_LABEL}{_THEN}(?:{_DATE}|{_COMPACT})", re.IGNORECASE),
    re.compile(rf"{_BIRTHDAY}{_THEN}(?:{_DATE}|{_NO_YEAR})", re.IGNORECASE),
    re.compile(rf"(?<![a-z])(?:born\s(?:on\s)?{_WEEKDAY}(?:the\s)?|b\.\s?){_DATE}", re.IGNORECASE),
    re.compile(rf"(?<![0-9./-]){_DATE}[\s(,:\[\-]{{1,3}}(?:{_LABEL}|{_BIRTHDAY})", re.IGNORECASE),
)


def dates_of_birth(text: str) -> Iterator[Span]:
    """Dates next to `DOB`, `date of birth`, `birthday` or `born`."""
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.DATE_OF_BIRTH, *found.span())
