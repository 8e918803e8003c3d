"""Numbers that say what they are, and are nobody's: books, meetings on line, orders, incidents, things, timestamps."""

import re

_LABEL = r"(?:no|number|num|nr|ref|reference|code|id|tag)(?![a-z])\.?"
_BETWEEN = r"[\s:=#(\-]{0,4}(?:(?:is|was)\s)?$"
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
    r"(?:https?://|www\.|(?<![0-9.])10\.[0-9]{4,9}/|\\\\|(?<![a-z])[a-z]:\\)[^\s<>|]*$", re.IGNORECASE
)
_CLINICAL = re.compile(
    r"patient|nhs(?:[-_]?(?:no|nu|id)|=)|mrn|pacs|imaging|demographic"
    r"|(?<![a-z])(?:pts?|pat|person|pas|epr|ehr|nhs|records?|charts?|scans?|letters?|referrals?|stud(?:y|ies)|case|client)[/\\=_]",
    re.IGNORECASE,
)
_OPEN_WEB = re.compile(
    r"^(?:10\.|(?:https?://)?(?:www\.|doi|dx\.doi|[^/]*(?:zoom|webex|teams\.microsoft|youtu|amazon|bbc|gov\.uk|nice\.org|nih\.gov"
    r"|who\.int|eventbrite|jstor|wiley|sciencedirect|linkedin|twitter|x\.com|google|github|slack|office\.com|sharepoint)))",
    re.IGNORECASE,
)
_WINDOW, _LONGEST_ADDRESS = 40, 400
"""How many characters before a number may name it; and how long an address is read at most."""


def names_what_is_public(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is called an ISBN, an ISSN or a meeting's ID, whatever its form."""
    return bool(_PUBLIC.search(text[max(0, start - _WINDOW) : start]))


def names_a_thing(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is called an order, an invoice, an incident, a ticket and so on."""
    return names_what_is_public(text, start) or bool(_THING.search(text[max(0, start - _WINDOW) : start]))


def is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a code (PO-…), a sum of money, a decimal, a Slack timestamp, or a page's address."""
    before = text[max(0, start - _WINDOW) : start]
    glued = _GLUED_BEFORE.search(before[-2:]) and not _PATIENT.search(before)
    return bool(glued or _GLUED_AFTER.match(text, end, end + 2)) or _is_on_the_open_web(text, start)


def is_in_an_address_of_patients(text: str, start: int) -> bool:
    """Whether it stands in a web address, or a file's, that speaks of patients or their records."""
    address = _ADDRESS.search(text[max(0, start - _LONGEST_ADDRESS) : start])
    return address is not None and bool(_CLINICAL.search(address[0]))


def _is_on_the_open_web(text: str, start: int) -> bool:
    """Whether it stands in a DOI or in an address of the open web, where long numbers are of pages."""
    address = _ADDRESS.search(text[max(0, start - _LONGEST_ADDRESS) : start])
    return address is not None and bool(_OPEN_WEB.match(address[0])) and not _CLINICAL.search(address[0])
