"""How people write a day: 12/05/1941, 12 May '41, twelfth of May 1941, 1941-05-12."""

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ORDINAL = (
    "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
_SPELT_OLD = rf"nineteen[ -](?:hundred(?: and)?|oh|{_TENS})(?:[ -]{_UNIT})?(?![a-z])"
_ROMAN = "(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})"
_DAY = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = rf"(?:'?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])|{_SPELT_OLD})"

DATE = (
    rf"(?:[0-9]{{1,2}}\s?[./-]\s?(?:[0-9]{{1,2}}|{_MONTH}|{_ROMAN})\s?[./-]\s?{_YEAR}"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])"
    rf"|[0-9]{{1,2}}\s[0-9]{{1,2}}\s{_YEAR}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)\s(?:of\s)?(?:the\s)?[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"
    rf"|{_DAY}\s?(?:of\s)?{_MONTH}(?:,?\s{{0,2}}{_YEAR})?"
    rf"|{_MONTH}[\s-](?:{_DAY}(?:,?\s{_YEAR})?|{_YEAR}))"
)
"""A day, with its year or without."""

COMPACT = r"(?:[0-9]{8}|[0-9]{6}|(?:19|20)[0-9]{2})(?![0-9])"
NO_YEAR = r"[0-9]{1,2}[./-][0-9]{1,2}(?![0-9./-])"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"

_OLD = rf"(?:19[0-9]{{2}}|200[0-9]|201[01]|{_SPELT_OLD})"
"""Years of births rather than of what is reviewed: fifteen years before this was written, and earlier."""

_OF_MONTH, _OF_YEAR = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
OLD_DATE = re.compile(
    rf"(?<![\w./-])(?:{_OF_MONTH}(?P<by>[./ -])(?:{_OF_YEAR}|{_MONTH}|{_ROMAN})(?P=by){_OLD}(?![0-9])"
    rf"|{_OF_YEAR}(?P<us>[/-]){_OF_MONTH}(?P=us){_OLD}(?![0-9])|{_MONTH}\s{_DAY},?\s(?:19[0-8][0-9]|{_SPELT_OLD})(?![0-9])"
    rf"|(?<=\(){_OF_MONTH}\.{_OF_YEAR}\.(?:3[2-9]|[4-9][0-9])(?=\))"
    rf"|{_OLD}[./-](?:0[1-9]|1[0-2])[./-](?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
    rf"|{_DAY}\s?(?:of\s)?{_MONTH},?\s{_OLD}(?![0-9])"
    rf"|{_OF_MONTH}(?P<with>[/-])(?:{_OF_YEAR}|{_MONTH})(?P=with)(?:3[2-9]|[4-9][0-9])(?![\w/-]|[.,][0-9]))",
    re.IGNORECASE,
)
"""A whole date in one of those years, or in a year of two digits that can only be of the last century."""
