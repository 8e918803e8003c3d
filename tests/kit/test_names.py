"""Names as a directory writes them are shown as people write their own; all other names are left as they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.kit.names import full_name, names_in, shown_name

TRUST = "(NORTHGATE HOSPITALS NHS FOUNDATION TRUST)"

IN_THAT_FORM = {
    # as NHSmail's directory writes
    f"SMITH, Anna {TRUST}": "Anna Smith",
    "SMITH, Anna": "Anna Smith",
    "SMITH,Anna": "Anna Smith",
    "  SMITH ,  Anna   (ORG) ": "Anna Smith",
    "SMITH, Anna (UNIVERSITY HOSPITALS (RX1))": "Anna Smith",
    "SMITH, Elizabeth (Liz) (ORG)": "Elizabeth Smith",
    "SMITH, anna (ORG)": "anna Smith",  # as she writes it
    # both halves in capitals
    f"SMITH, ANNA {TRUST}": "Anna Smith",
    "SMITH, ANNA-MARIA": "Anna-Maria Smith",
    "SMITH, A J (ORG)": "A J Smith",
    "SMITH, A.J. (ORG)": "A.J. Smith",
    "SMITH, AJ (ORG)": "AJ Smith",
    "SMITH, JO (ORG)": "Jo Smith",
    # double names
    "SMITH-JONES, Anna Maria (ORG)": "Anna Maria Smith-Jones",
    "GARCÍA LÓPEZ, María José (ORG)": "María José García López",
    "SMITH III, John (ORG)": "John Smith III",
    # particles
    "VAN DER BERG, Jan (ORG)": "Jan van der Berg",
    "van der BERG, Jan (ORG)": "Jan van der Berg",
    "Van Der BERG, Jan (ORG)": "Jan Van Der Berg",  # somebody chose these capitals
    "VAN 'T HOF, Els (ORG)": "Els van 't Hof",
    "DE LA CRUZ, Juan (ORG)": "Juan de la Cruz",
    "DE LOS SANTOS, Ana (ORG)": "Ana de los Santos",
    "ORTEGA Y GASSET, José (ORG)": "José Ortega y Gasset",
    "DA SILVA E COSTA, Rui (ORG)": "Rui da Silva e Costa",
    "VON TRAPP, Maria (ORG)": "Maria von Trapp",
    "BIN ALI, Ahmad (ORG)": "Ahmad bin Ali",
    "BINTI HASSAN, Siti (ORG)": "Siti binti Hassan",
    "VAN, Minh (ORG)": "Minh Van",  # a whole name of its own
    "LA ROSA, Gina (ORG)": "Gina La Rosa",
    "DI MARIA, Gino (ORG)": "Gino Di Maria",
    "AL-HASSAN, Omar (ORG)": "Omar Al-Hassan",
    "PINTO-DA-SILVA, Rui (ORG)": "Rui Pinto-da-Silva",
    "ST JOHN, Ian (ORG)": "Ian St John",
    # Mc, Mac and O’
    "MCDONALD, Ewan (ORG)": "Ewan McDonald",
    "McDONALD, Ewan (ORG)": "Ewan McDonald",
    "MACDONALD, Flora (ORG)": "Flora MacDonald",
    "MacLEOD, Flora (ORG)": "Flora MacLeod",
    "MACHIN, Dee (ORG)": "Dee Machin",
    "MACKIE, Dee (ORG)": "Dee Mackie",
    "MACK, Dee (ORG)": "Dee Mack",
    "O'NEILL, Seán (ORG)": "Seán O'Neill",
    "O’NEILL, Seán (ORG)": "Seán O’Neill",
    "D'SOUZA, Ria (ORG)": "Ria D'Souza",
    "SHA'ABI, Omar (ORG)": "Omar Sha'abi",
    "MCDONALD-O'NEILL, Di (ORG)": "Di McDonald-O'Neill",
    "DeSOUZA, Ria (ORG)": "Ria DeSouza",
    "Ó BRIAIN, Dara (ORG)": "Dara Ó Briain",
    # accents, other letters
    "MÜLLER, Jörg (ORG)": "Jörg Müller",
    "STRAUß, Eva (ORG)": "Eva Strauß",
    "ØRSTED, Åse (ORG)": "Åse Ørsted",
    "İLHAN, Ece (ORG)": "Ece İlhan",
    "DİNÇ, Ece (ORG)": "Ece Dinç",
    "ПЕТРОВА, Анна (ORG)": "Анна Петрова",
    unicodedata.normalize("NFD", "MÜLLER, Jörg (ORG)"): "Jörg Müller",
    # one name only
    "SUHARTO, (ORG)": "Suharto",
    "SUHARTO, . (ORG)": "Suharto",
    f"SUHARTO {TRUST}": "Suharto",
    "O, Min (ORG)": "Min O",
    # titles
    "SMITH, Dr Anna (ORG)": "Dr Anna Smith",
    "SMITH, Anna Dr (ORG)": "Dr Anna Smith",
    "SMITH, DR ANNA (ORG)": "Dr Anna Smith",
    "SMITH, Prof. Anna (ORG)": "Prof. Anna Smith",
}

LEFT_AS_THEY_ARE = [
    "Anna Smith",
    "ANNA SMITH",
    "anna",
    "Anna Smith (she/her)",
    "Anna (Pharmacy)",
    "SAM (they/them)",
    "Smith, Anna",  # whoever wrote it so may mean it
    "Smith, Anna (Pharmacy)",
    "van der Berg, Jan",
    "Anna Smith, RN",
    "ANNA SMITH, RN",
    "ANNA SMITH, PhD",
    "SMITH, Anna, RN",
    "WARD 5, Northgate (ORG)",  # a mailbox
    "SMITH, Anna 2 (ORG)",
    "SMITH,",
    ", Anna",
    ",",
    "",
    "  two  spaces ",
    "李 明",
    "李, 明",
    "محمد, علي (ORG)",
]


@pytest.mark.parametrize("name", IN_THAT_FORM)
def test_a_directorys_form_is_shown_as_people_write(name: str) -> None:
    assert shown_name(name) == IN_THAT_FORM[name]


@pytest.mark.parametrize("name", LEFT_AS_THEY_ARE)
def test_what_is_not_in_that_form_is_left_exactly(name: str) -> None:
    assert shown_name(name) == name


@given(st.text() | st.from_regex(r"[A-ZÉ' -]{1,12}, ?[A-Za-zé' -]{0,12}( ?\([A-Z ]*\))?", fullmatch=True))
def test_shown_twice_is_shown_once_and_no_letter_of_a_name_is_lost(name: str) -> None:
    shown = shown_name(name)
    assert shown_name(shown) == shown
    assert shown == name or letters(shown) == letters(name.partition("(")[0])


def letters(name: str) -> list[str]:
    return sorted(one for one in unicodedata.normalize("NFD", name).casefold() if one.isalpha())


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("Ann", "Able", "Ann Able"),
        ("Ann", "ABLE", "Ann Able"),
        ("ANN", "VAN DER ABLE", "Ann van der Able"),
        ("ann", "able", "ann able"),
        ("", "ABLE", "ABLE"),
        ("Ann", "", "Ann"),
    ],
)
def test_both_halves_of_a_name_make_one(first: str, last: str, whole: str) -> None:
    assert full_name(first, last) == whole


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann; bo@nhs.example\nCy, Di", ["Ann", "bo@nhs.example", "Cy", "Di"]),
        ("SMITH, Anna (ORG)", ["SMITH, Anna (ORG)"]),
        ("Bo, SMITH, Anna (ORG), JONES, Di (ORG)", ["Bo", "SMITH, Anna (ORG)", "JONES, Di (ORG)"]),
        ("SMITH, Anna; JONES, Di", ["SMITH, Anna", "JONES, Di"]),
        ("SMITH, JONES", ["SMITH", "JONES"]),
        ("Ann, Bo (Pharmacy)", ["Ann", "Bo (Pharmacy)"]),
        (" , ;\n", []),
    ],
)
def test_what_is_typed_is_parted_into_names(typed: str, names: list[str]) -> None:
    assert names_in(typed) == names


def test_what_is_typed_to_stop_the_bot_does_not() -> None:
    """Runs of blanks could be split in so many ways that this took minutes."""
    hostile = "x;A," + " " * 100_000 + "("
    assert names_in(hostile) == ["x", "A"]
    assert shown_name("A," + " " * 100_000 + "(") == "A," + " " * 100_000 + "("
