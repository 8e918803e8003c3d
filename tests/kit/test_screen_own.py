"""What an organisation says of its own numbers and addresses, and what the stop makes of it."""

import pytest

from activities.kit.policy import Policy
from activities.kit.screen import screen, screen_field
from activities.kit.screening import Kind

NUMBERS = Policy(patient_numbers=("K#######", "RXH ######", "##/####/##", "P##-####"))
STAFF = Policy(staff_domains=("hospice.example.org",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we lost K0000042 twice", "K0000042"),
        ("we lost k0000042 twice", "k0000042"),
        ("(RXH 004217)", "RXH 004217"),
        ("RXH-004217 and", "RXH-004217"),
        ("RXH004217", "RXH004217"),
        ("it said 26/0417/33 on it", "26/0417/33"),
        ("P26–0417.", "P26–0417"),
        ("Ｋ０００００４２", "Ｋ０００００４２"),
    ],
)
def test_whatever_fits_a_form_of_ones_own_warns(text: str, found: str) -> None:
    assert [(one.kind, one.stops, text[one.start : one.end]) for one in screen(text, NUMBERS)] == [
        (Kind.HOSPITAL_NUMBER, False, found)
    ]


@pytest.mark.parametrize("text", ["K000004", "AK000042", "RXH 00421", "RXH 0042", "26/0417", "P26 041"])
def test_what_is_longer_or_shorter_is_something_else(text: str) -> None:
    assert screen(text, NUMBERS) == ()


def test_an_nhs_number_stops_whatever_forms_there_are() -> None:
    assert [one.stops for one in screen("943 476 5919", Policy(patient_numbers=("### ### ####",)))] == [True]


@pytest.mark.parametrize("text", ["ann@hospice.example.org", "ann@mail.hospice.example.org", "Ann@Hospice.Example.ORG"])
def test_addresses_of_ones_own_staff_pass_and_others_warn(text: str) -> None:
    assert screen(text, STAFF) == ()
    assert [one.kind for one in screen(text)] == [Kind.EMAIL]
    assert [one.kind for one in screen(f"{text}.uk", STAFF)] == [Kind.EMAIL]


def test_whom_to_ask_may_be_an_address_anywhere_and_nothing_else() -> None:
    said = "ann@hospice.example.org, bed 4"
    assert [one.kind for one in screen_field("contact", said, Policy())] == [Kind.BED]
    assert [one.kind for one in screen_field("summary", said, Policy())] == [Kind.EMAIL, Kind.BED]
