"""Dates of birth: a date that says that it is one, or is older than what reviews are about. Other dates pass.

A day is found as people write it: 12/05/1941, 12 May '41, twelfth of May 1941, 1941-05-12.
"""

import re
from collections.abc import Iterator
from functools import cache

from activities.kit.screening import Kind, Span

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
_ANY_YEAR = rf"(?:'?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])|{_SPELT_OLD})"

DATE = (
    rf"(?:[0-9]{{1,2}}\s?[./-]\s?(?:[0-9]{{1,2}}|{_MONTH}|{_ROMAN})\s?[./-]\s?{_ANY_YEAR}"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])"
    rf"|[0-9]{{1,2}}\s[0-9]{{1,2}}\s{_ANY_YEAR}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)\s(?:of\s)?(?:the\s)?[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s{_ANY_YEAR}"
    rf"|{_DAY}\s?(?:of\s)?{_MONTH}(?:,?\s{{0,2}}{_ANY_YEAR})?"
    rf"|{_MONTH}[\s-](?:{_DAY}(?:,?\s{_ANY_YEAR})?|{_ANY_YEAR}))"
)
"""A day, with its year or without."""

COMPACT = r"(?:[0-9]{8}|[0-9]{6}|(?:19|20)[0-9]{2})(?![0-9])"
NO_YEAR = r"[0-9]{1,2}[./-][0-9]{1,2}(?![0-9./-])"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"

_LABEL = (
    r"(?<![a-z])(?:d[./]?\s?o[./]?\s?b(?![a-z])\.?|date[ -]of[ -]b[irth]{2,5}|birth[ -]?date|y\.?o\.?b(?![a-z])"
    r"|year of birth)"
)
_BIRTHDAY = r"(?<![a-z])b(?:irth|-|')?day"
_THEN = r"[^0-9\n]{0,20}?\n?[^0-9\n]{0,3}(?:\b|(?=[0-9]))"
_SPELT = (
    "(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ ,-]{1,2}){2,5}"
)
_BORN = r"(?<![a-z])born:?\s"
_WORDS = r"(?:[a-z]{1,12}\s){1,4}"
_ON = rf"(?:on\s)?{WEEKDAY}(?:the\s)?"
_YEAR = r"(?:18|19|20)[0-9]{2}(?![0-9])"
_PERSON = (
    "(?:patients?|pts?|mr|mrs|ms|miss|lady|ladies|gentlem[ae]n|man|woman|male|female|boy|girl|twins?|baby|babies|mother"
    "|father|child|he|she|who|aged)"
)
_AGE = (
    r"(?:aged?\s?[0-9]{1,3}(?:\s?(?:years?|yrs?|y))?(?:\sold)?|aged\s(?:[a-z]{3,9}[ -]?){1,2}"
    r"|[0-9]{1,3}[\s-]?(?:(?:years?|yrs?|y)[\s-]?old|y/?o|yrs?))"
)


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first looked for: all together take longer than anything else that is imported."""
    return re.compile(pattern, re.IGNORECASE)


_OF_PEOPLE = (
    rf"{_LABEL}{_THEN}(?:{DATE}|{COMPACT}|{_SPELT})",
    rf"{_LABEL}[^0-9.\n]{{0,40}}19[0-9]{{2}}(?![0-9])",
    rf"(?<![0-9./-]){DATE}[\s(,:\[\-]{{1,3}}(?:(?:is|was)\s(?:her|his|the|their)\s)?(?:{_LABEL}|{_BIRTHDAY})",
    rf"(?<![a-z])delivered\s(?:on\s)?{DATE}[^.;\n]{{0,30}}(?:girl|boy|baby|twins|kg)",
    rf"(?<![a-z])turn(?:ed|s|ing)?\s[0-9]{{1,3}}\son\s(?:the\s)?{DATE}",
    rf"(?<![0-9./-]){DATE}[\s,(/]{{1,3}}(?:(?-i:[MF])(?![\w/&-])|aged?\s[0-9]|(?:fe)?male(?!\s(?:ward|bay|side|staff)))",
    rf"(?<![a-z])(?:mr|mrs|ms|miss|master|baby)\.?\s\w{{1,15}}(?:\s\w{{1,15}})?\s?[(\[]{DATE}[)\]]",
    rf"(?<![a-z0-9]){_AGE}[\s,;:(\-]{{1,3}}{DATE}",
    rf"(?<![a-z.])b\.\s?(?:{DATE}|{_YEAR})",
    rf"\(b\.?\s(?:{DATE}|{_YEAR})",
    rf"(?<![a-z]){_PERSON}\s(?:\w{{1,12}}\s){{0,2}}born\s(?:in\s)?{_YEAR}",
)
_OF_THINGS_TOO = (
    rf"{_BORN}(?:(?!out\s){_WORDS})?{_ON}{DATE}",
    rf"{_BORN}(?:[a-z']{{1,12}}\s){{0,5}}19[0-9]{{2}}(?![0-9])",
    rf"(?<![0-9./-]){DATE}[\s,(]{{1,3}}born(?![a-z])",
    rf"{_BIRTHDAY}{_THEN}(?:{DATE}|{NO_YEAR})",
)
"""What is said of ideas and institutions as well."""

_THING = (
    r"(?<![a-z])(?:idea|scheme|project|plan|service|teams?|network|nhs|app|initiative|programme|program|forum|club|caf[eé]"
    r"|trust|unit|huddle|library|bot|group|campaign|hospital|department|collaborative|charity|partnership|it|concept|tool"
    r"|checklist|ward|wing|building|centre|college|society|system|website|newsletter|tradition|practice)(?![a-z])"
)
_SOMEBODY = rf"(?<![a-z])(?:{_PERSON}|her|his)(?![a-z])"
_HISTORY = (
    r"(?:(?<![a-z])(?:on|in|since|from|until|till|before|after|between|during|by|of|to|dated?|effective|the|act|version|v"
    r"|issued?|and|a)(?:\sthe)?[\s,:(]{0,3}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    r"|(?:open(?:ed|ing)|found|establish|built|build|launch|publi[cs]|polic|guid|protocol|procedur|revis|updat|approv"
    r"|annivers|histor|install|commission|manufactur|calibrat|purchas|contract|licen[cs]|certific|edition|copyright"
    r"|schedul|serviced|checked|inspect|expir|valid|warrant|agenda|framework|white paper|strateg|joined|qualif|retire"
    r"|regulat"
    r"|directive|circular|specification|plaque|minutes|archiv)[^.;\n]{0,50})$"
)
"""What may stand before an old date that is no birth: a word that leads to a day, or one of what has a history."""

_WINDOW = 60


def dates_of_birth(text: str) -> Iterator[Span]:
    """Find dates next to `DOB`, `date of birth`, `birthday`, `born` or an age, and old ones without any label."""
    for form in _OF_PEOPLE:
        for found in _form(form).finditer(text):
            yield Span(Kind.DATE_OF_BIRTH, *found.span())
    for form in _OF_THINGS_TOO:
        for found in _form(form).finditer(text):
            said = text[max(0, found.start() - _WINDOW) : found.end()]
            if not _form(_THING).search(said) or _form(_SOMEBODY).search(said):
                yield Span(Kind.DATE_OF_BIRTH, *found.span())
    for found in OLD_DATE.finditer(text):
        if not _form(_HISTORY).search(text[max(0, found.start() - _WINDOW) : found.start()]):
            yield Span(Kind.DATE_OF_BIRTH, *found.span())


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
