"""Numbers of other things than patients, which say what they are.

Most are nobody's, and pass: of books, meetings on line, orders, incidents, things, timestamps. The number of a vehicle
leads to somebody. Those of today have a form of their own; others must say what they are.
"""

import re
from collections.abc import Iterator

from activities.kit.screening import NUMBER_WORD, REFERENCE, Kind, Span

_LABEL = rf"(?:{NUMBER_WORD}|{REFERENCE}|tag(?![a-z]))"
_BETWEEN = r"[\s:=#(\-]{0,4}(?:(?:is|was)\s)?(?=[0-9]|(?<![a-z])[a-z])"
_AS_TOLD = rf"\.?(?:\s{{0,2}}{_LABEL})?{_BETWEEN}"

_PUBLIC = re.compile(
    rf"(?<![a-z])(?:(?:isbn|issn)(?:[ -]?1[03](?![0-9]))?{_AS_TOLD}"
    rf"|(?:meeting|webinar|conference)\s{{0,2}}{_LABEL}{_BETWEEN})",
    re.IGNORECASE,
)
_THINGS = (
    *("orders?", "requisition", "inv(?:oice)?", "credit note", "quot(?:e|ation)", r"p\.?o\.?", "supplier"),
    *("account", "a/c", "gbp", "eur", "usd", "cost centre", "ledger", "budget", "gl", "grant", "nihr", "contract"),
    *(
        "vat",
        "company",
        "charity",
        "tender",
        "licen[cs]e",
        "payroll",
        "employee",
        "staff",
        "assignment",
        "esr",
        "policy",
    ),
    *("scores?", "scored", "ratings?", "rated", "marks", "results?", "votes?", "counts?", "totals?", "range", "port"),
    *("tracking", "parcel", "consignment", "serial", "s/?n", "asset", "batch", "lot", "stock", "barcode", "smartcard"),
    *("catalogue", "oclc", "lccn", "accession", "library card", "loan", "snomed(?: ct)?", r"dm\+d", "model"),
    *("ticket", "datix", "lfpse", "steis", "incident", "complaint", "passcode", "ts", "timestamp", "epoch"),
)
_THING = re.compile(
    rf"(?<![a-z])(?:(?:{'|'.join(_THINGS)}){_AS_TOLD}|(?:job|call)\s{{0,2}}{_LABEL}{_BETWEEN})", re.IGNORECASE
)
_GLUED_BEFORE = re.compile(r"(?:[a-z_£$€^]|(?-i:[A-Z])-|[0-9][.-])$", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[a-z_]|[.-][0-9]", re.IGNORECASE)
_PATIENT = re.compile(r"(?<![a-z])(?:patient|pt)$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://|www\.|(?<![0-9.])10\.[0-9]{4,9}/|\\\\|(?<![a-z])[a-z]:\\|[?&][a-z_]{1,20}=", re.IGNORECASE
)
_FILE_OR_MAIL = re.compile(
    r"[\w -]{0,60}(?:\.(?:pdf|docx?|xlsx?|csv|txt|rtf|msg|eml|jpe?g|png|tiff?|dcm|zip)(?![a-z])|@)", re.IGNORECASE
)
_CLINICAL = re.compile(
    r"patient|nhs(?:[-_]?(?:no|nu|id)|=)|mrn|pacs|imaging|demographic|discharge|wristband"
    r"|(?<![a-z])(?:pts?|pat|person|pas|epr|ehr|nhs|records?|charts?|scans?|letters?|referrals?|stud(?:y|ies)|case|client|ecg|x-?ray|results?|bloods?|mri|ct)[/\\=_]",
    re.IGNORECASE,
)
_OPEN_WEB = re.compile(
    r"^(?:10\.|(?:https?://)?(?:www\.|doi|dx\.doi|[^/]*(?:zoom|webex|teams\.microsoft|youtu|amazon|bbc|gov\.uk|nice\.org|nih\.gov"
    r"|who\.int|eventbrite|jstor|wiley|sciencedirect|linkedin|twitter|x\.com|google|github|slack|office\.com|sharepoint)))",
    re.IGNORECASE,
)
_WINDOW, _LONGEST_ADDRESS = 40, 400
"""How many characters before a number may name it; and how long an address is read at most."""


def public_numbers(text: str) -> set[int]:
    """Find where numbers begin that are called an ISBN, an ISSN or a meeting's ID, whatever their form."""
    return {name.end() for name in _PUBLIC.finditer(text)}


def numbers_of_things(text: str) -> set[int]:
    """Find where numbers begin that are called an order, an invoice, an incident, a ticket and so on, or are public."""
    return public_numbers(text) | {name.end() for name in _THING.finditer(text)}


def is_part_of_more(text: str, start: int, end: int) -> bool:
    """Say whether digits are part of a code (PO-…), a sum of money, a decimal, a timestamp, or a page's address."""
    before = text[max(0, start - _WINDOW) : start]
    glued = _GLUED_BEFORE.search(before[-2:]) and not _PATIENT.search(before)
    return bool(glued or _GLUED_AFTER.match(text, end, end + 2)) or _is_on_the_open_web(text, start)


def is_in_an_address_of_patients(text: str, start: int) -> bool:
    """Say whether a number stands in an address of the web, a file or a mailbox that speaks of patients or records.

    The records are those of patients.
    """
    before = _unbroken(text, start)
    if _ADDRESS.search(before):
        return bool(_CLINICAL.search(before))
    rest = _FILE_OR_MAIL.match(text, start)
    return rest is not None and bool(_CLINICAL.search(before) or _CLINICAL.search(text[start : start + _WINDOW * 2]))


def _is_on_the_open_web(text: str, start: int) -> bool:
    """Say whether a number stands in a DOI or in an address of the open web, where long numbers are of pages."""
    before = _unbroken(text, start)
    address = _ADDRESS.search(before)
    if address is None:
        return False
    return bool(_OPEN_WEB.match(before[address.start() :])) and not _CLINICAL.search(before, address.start())


def _unbroken(text: str, start: int) -> str:
    """Return what stands before it without a space."""
    before = text[max(0, start - _LONGEST_ADDRESS) : start]
    return before[max(map(before.rfind, " \n<>|")) + 1 :]


# ---- vehicles --------------------------------------------------------------------------------------------------------

_GAP = r"[ -]{0,2}"
_AGE = "(?:0[2-9]|[1-3][0-9]|5[1-9]|[67][0-9]|8[0-4])"
_LAST = "[A-HJ-PR-Z]{3}"
_TODAY = rf"[A-HJ-PR-Y]{{2}} ?{_AGE}{_GAP}{_LAST}"
_OLDER = rf"(?:[A-HJ-NPR-TV-Y][0-9]{{1,3}}{_GAP}{_LAST}|{_LAST}{_GAP}[0-9]{{1,3}}{_GAP}[A-HJ-NPR-TV-Y])"
_NORTHERN_IRELAND = rf"(?:[A-Z]?[A-Z]Z|[A-Z]I[A-Z]){_GAP}[0-9]{{2,4}}"
_ANY = (
    rf"(?:(?i:{_TODAY}|{_OLDER})|{_NORTHERN_IRELAND}|[A-Z][0-9][A-Z]{{2}}{_GAP}[A-Z]"
    rf"|[A-Z]{{1,3}}{_GAP}[0-9]{{1,4}}|[0-9]{{1,4}}{_GAP}[A-Z]{{1,3}})"
)
_NO_AREA = "in|at|to|by|of|on|or|up|an"
"""Words that a number may follow without a space: `by15may`."""

_OF_BOTH = "(?=[A-Z ]{0,4}[0-9])(?=[0-9 ]{0,4}[A-Z])"
_END = r"(?![A-Za-z0-9])"
_VEHICLE = (
    r"(?<![a-z])(?:car|van|vehicle|taxi|motorbike|motorcycle|scooter|minibus|audi|bmw|citroen|fiat|ford"
    r"|honda|hyundai|kia|lexus|mazda|mercedes|mini|nissan|peugeot|renault|skoda|suzuki|tesla|toyota|vauxhall|volvo|vw)(?:'s)?(?![a-z])"
)
_PLATE = (
    r"(?<![a-z])(?:(?:number|licen[cs]e)? ?plates?|vrn|vrm|reg(?:d|istration)?)(?![a-z])\.?"
    r"(?:\s?(?:no|number|num|mark|plate)(?![a-z])\.?)?"
    r"(?:\s(?:is|was|were|ended up as|ending)(?![a-z]))?"
)
_THEN = r"[^\w\n]{0,3}"
_PLATES = (
    re.compile(rf"(?<![\w-])(?P<plate>{_TODAY}){_END}"),
    re.compile(
        rf"(?<![A-Za-z0-9-])(?!{_NO_AREA})(?P<plate>[a-hj-pr-y]{{2}}{_AGE}(?!hrs|day|min|and|the|pts|bed)[a-hj-pr-z]{{3}}){_END}"
    ),
    re.compile(rf"(?i:{_PLATE}){_THEN}(?P<plate>{_ANY}){_END}"),
    re.compile(rf"(?i:plates?)(?i: is| was)?{_THEN}(?P<plate>{_OF_BOTH}[A-Z0-9]{{1,4}} ?[A-Z0-9]{{1,4}}){_END}"),
    re.compile(rf"(?i:{_VEHICLE}){_THEN}(?P<plate>(?i:{_TODAY}|{_OLDER})|{_NORTHERN_IRELAND}){_END}"),
    re.compile(
        rf"(?<![\w-])(?P<plate>(?i:{_TODAY})|{_OLDER}|{_NORTHERN_IRELAND}){_END}"
        r"(?=[^\w\n]{1,3}(?i:(?:was |is )?(?:parked|block|clamped|left|outside)|(?:\w{2,8} )?plate|reg(?![a-z])))"
    ),
)


def vehicle_numbers(text: str) -> Iterator[Span]:
    """Find `AB12 CDE`, `reg. A123 BCD`, `car ab12cde`, `ABC 123D parked …`."""
    for form in _PLATES:
        for found in form.finditer(text):
            yield Span(Kind.VEHICLE, *found.span("plate"))
