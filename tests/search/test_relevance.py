"""One suite for both databases: what somebody types, and which records come, the best first.

A query is followed by the names of what must come first, in that order. `...` at the end: others may follow.
"""

from types import EllipsisType

import pytest

from tests.search.conftest import Library

Expected = tuple[str | EllipsisType, ...]

RELEVANCE: dict[str, dict[str, Expected]] = {
    "British and American spelling": {
        "haemorrhage": ("pph",),
        "hemorrhage": ("pph",),
        "Hemorrhages": ("pph",),
        "anaesthetic": ("pph",),
        "anesthetic": ("pph",),
        "anesthetics": ("pph",),
        "oedema": ("oedema",),
        "edema": ("oedema",),
        "organised": ("rota",),
        "organized rota": ("rota",),
        "organize": ("rota",),
        "prioritizing": ("rota",),
        "specialized nurse": ("oedema",),
        "behavior": ("labour",),
        "labor ward": ("labour",),
        "color of badge": ("labour",),
        "program": ("programme",),
        "licenced": ("programme",),
        "catalog": ("programme",),
        "practice": ("programme",),
        "skills center": ("programme",),
        "diarrhea": ("diarrhoea",),
        "pediatric": ("diarrhoea",),
        "theater": ("theatre", "downtime"),
    },
    "abbreviations": {
        "ED": ("ed_flow", "ae_children"),
        "ed winter": ("ed_flow",),
        "A&E": ("ed_flow", "ae_children"),
        "A & E": ("ed_flow", "ae_children"),
        "a and e children": ("ae_children",),
        "emergency department": ("ed_flow", "ae_children"),
        "Accident and Emergency": ("ed_flow", "ae_children"),
        "casualty": ("ed_flow", "ae_children"),
        "VTE": ("vte",),
        "venous thromboembolism": ("vte",),
        "MDT": ("mdt",),
        "MDTs": ("mdt",),
        "multi-disciplinary team": ("mdt",),
        "multidisciplinary teams": ("mdt",),
        "EPR": ("downtime",),
        "EHR": ("downtime",),
        "electronic patient record": ("downtime",),
        "IT": ("downtime",),
        "information technology": ("downtime",),
        "TTO": ("discharge",),
        "to take out": ("discharge",),
        "#NOF": ("pressure",),
        "hip fracture": ("pressure",),
        "pressure sore": ("pressure",),
        "D&V": ("diarrhoea",),
        "NEWS": ("sepsis",),
        "early warning score": ("sepsis",),
        "resuscitation trolley": ("pph",),
        "roster": ("rota",),
        "wi-fi": (),
    },
    "plurals and endings": {
        "fall": ("falls", "old_falls"),
        "falling": ("falls", "old_falls"),
        "ward move": ("ward_move",),
        "moves": ("ward_move",),
        "antibiotic": ("sepsis",),
        "commode": ("cdiff",),
        "discharges": ("discharge",),
        "discharged": ("discharge",),
        "families": ("covid", "discharge"),
        "family": ("covid", "discharge"),
        "medical director": ("medical",),
    },
    "accents": {
        "cafe": ("cafe",),
        "café": ("cafe",),
        "CAFE\u0301": ("cafe",),
        "naive": ("naive",),
        "resume": ("naive",),
        "decouvrir": ("naive",),
    },
    "apostrophes and hyphens": {
        "O'Brien": ("obrien",),
        "O’Brien": ("obrien",),
        "obrien": ("obrien",),
        "o'briens": ("obrien",),
        "Brien": ("obrien",),
        "older people's": ("falls",),
        "COVID-19": ("covid",),
        "covid19": ("covid",),
        "covid 19": ("covid",),
        "coronavirus": ("covid",),
        "c.diff": ("cdiff",),
        "C diff": ("cdiff",),
        "cdiff": ("cdiff",),
        "C. difficile": ("cdiff",),
        "clostridium difficile": ("cdiff",),
        "followup": ("follow_up",),
        "follow up": ("follow_up",),
        "follow-up": ("follow_up",),
        "email": ("follow_up",),
        "hand over": ("handover",),
        "go live": ("downtime",),
        "twenty eight": ("ward_move",),
    },
    "a wrong letter or two": {
        "sespis": ("sepsis",),
        "sepsiss": ("sepsis",),
        "haemorrage": ("pph",),
        "hemorhage": ("pph",),
        "dischrage": ("discharge",),
        "safegarding": ("safeguarding",),
        "anaesthetc": ("pph",),
        "norovirius": ("diarrhoea",),
        "antibotics sepsis": ("sepsis",),
        "safeguard": ("safeguarding",),
    },
    "quoted phrases": {
        '"night light"': ("falls",),
        '"light night"': (),
        "“senior doctor”": ("ed_flow",),
        '"emergency department"': ("ed_flow",),
        '"call bell" falls': ("falls",),
        '"the call bell"': ("falls",),
        '"reach offer"': (),
        '"at night offer"': (),
        '"drug trolley" ward': ("ward_move",),
    },
    "minus words": {
        "falls -slipper": ("falls",),
        "falls -toilet": ("old_falls",),
        'moving -"drug trolley"': (),
        "emergency -children": ("ed_flow",),
        "-falls slipper": (),
        "night -falls": ("handover", "safeguarding"),
    },
    "what comes first": {
        "night": ("falls", "handover", "safeguarding"),
        "moving ward": ("ward_move",),
        "ring nurse": ("oedema", "follow_up"),
        "falls slippers": ("old_falls",),
        "flow": ("ed_flow", "discharge"),
        "diagnoses coding": ("medical",),
        "printer": ("downtime",),
    },
    "more than any record has": {
        "how do we stop falls at night on the stairs of the library": ("falls", ...),
        "sepsis and slippers": ("old_falls", "sepsis"),
    },
    "nothing": {
        "xylophone": (),
        "zugzwang": (),
        "quibbling": (),
    },
}

QUERIES = [(typed, expected) for group in RELEVANCE.values() for typed, expected in group.items()]


@pytest.mark.parametrize(("typed", "expected"), QUERIES, ids=[typed for typed, _ in QUERIES])
def test_what_is_typed_finds(library: Library, typed: str, expected: Expected) -> None:
    found = library.finds(typed)
    wanted = [name for name in expected if not isinstance(name, EllipsisType)]
    if ... in expected:
        found = found[: len(wanted)]
    assert found == wanted


def test_the_suite_is_long_enough() -> None:
    assert len(QUERIES) >= 80
