"""What holds of the patient-details stop whatever people type."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nhs_number.constants import (
    REGION_EIRE,
    REGION_ENGLAND_WALES_IOM,
    REGION_NORTHERN_IRELAND,
    REGION_RESERVED,
    REGION_SCOTLAND,
    REGION_SYNTHETIC,
    REGION_UNALLOCATED,
    Region,
)
from nhs_number.validate import calculate_checksum, is_valid

from activities.kit.screen import screen
from activities.kit.screening import Kind

ISSUED = (REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND, REGION_SCOTLAND)
NEVER_ISSUED = (REGION_UNALLOCATED, REGION_RESERVED, REGION_EIRE, REGION_SYNTHETIC)
LONG = 8_000
DIGITS = ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """Ten digits with a right checksum, from any range."""
    nine = f"{draw(st.integers(1, 999_999_999)):09}"
    checksum = calculate_checksum(nine)
    assume(checksum != 10)
    return f"{nine}{checksum}"


@st.composite
def bare_numbers(draw: st.DrawFn, regions: tuple[Region, ...]) -> str:
    """Ten digits with a right checksum, from one of these regions."""
    ranges = [(part.start, part.end) for region in regions for part in region.ranges]
    start, end = draw(st.sampled_from(ranges))
    nine = f"{draw(st.integers(start, end)) // 10:09}"
    checksum = calculate_checksum(nine)
    assume(checksum != 10)
    number = f"{nine}{checksum}"
    assume(start <= int(number) <= end)
    return number


# Words and small numbers, as sentences have them, in which nothing is found by itself.
SENTENCES = st.lists(
    st.sampled_from(
        ["the", "Café", "of", "2026,", "on 3", "–", "12", "(see", "£5", "we", "“yes”", "\n", "日本", "ext 4321"]
    ),
    max_size=8,
).map(" ".join)


@given(
    nhs_numbers(),
    SENTENCES,
    SENTENCES,
    st.sampled_from([" ", "-", "\u00a0", "–", "\u2011", "  ", " - ", "."]),
    st.sampled_from(DIGITS),
)
def test_a_formatted_nhs_number_stops_wherever_it_stands(
    number: str, before: str, after: str, joint: str, digits: str
) -> None:
    written = joint.join([number[:3], number[3:6], number[6:]]).translate(str.maketrans("0123456789", digits))
    text = f"{before} {written} {after}"
    assert [text[found.start : found.end] for found in screen(text) if found.stops] == [written]


@given(nhs_numbers(), SENTENCES, st.sampled_from(["NHS number", "NHS no.", "nhs no:", "N.H.S. number is", "CHI no"]))
def test_a_named_nhs_number_stops_whatever_its_range(number: str, before: str, name: str) -> None:
    text = f"{before} {name} {number}"
    assert [(found.start, found.end) for found in screen(text) if found.stops] == [(len(text) - 10, len(text))]


@given(bare_numbers(ISSUED), SENTENCES, SENTENCES)
def test_bare_digits_in_an_issued_range_stop(number: str, before: str, after: str) -> None:
    assume(is_valid(number))  # in Scotland the first six digits are a date
    stops = [found for found in screen(f"{before} {number} {after}") if found.stops]
    assert len(stops) == 1


@given(bare_numbers(NEVER_ISSUED), SENTENCES, SENTENCES)
def test_bare_digits_outside_the_issued_ranges_never_stop(number: str, before: str, after: str) -> None:
    assert not any(found.stops for found in screen(f"{before} {number} {after}"))


@given(st.integers(1_356_998_400, 1_999_999_999), st.integers(0, 999_999), SENTENCES)
def test_slacks_timestamps_pass(seconds: int, fraction: int, before: str) -> None:
    assert screen(f"{before} {seconds}.{fraction:06} p{seconds}{fraction:06}") == ()


@given(st.from_regex(r"[1-9x][0-9]{3,4}", fullmatch=True), st.from_regex(r"[1-9][0-9]{3,4}", fullmatch=True))
def test_extensions_pass(one: str, other: str) -> None:
    assert screen(f"extensions {one} {other} or {one}/{other}") == ()


PIECES = st.sampled_from(
    [
        "NHS no ",
        "943 476 5919",
        "bed ",
        "4",
        "0",
        "DOB",
        "3/4/48",
        "LS1 ",
        "3EX",
        "<tel:",
        "|",
        ">",
        "+44",
        "MRN",
        "(",
        "\n",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES | st.characters(), max_size=40).map("".join)))
def test_it_takes_any_text_and_says_where_within_it(text: str) -> None:
    end = 0
    for found in screen(text):
        assert end <= found.start < found.end <= len(text)
        assert found.kind in Kind
        end = found.end


@settings(max_examples=50)
@given(st.lists(PIECES | st.sampled_from([" ", "-", ".", "a", "no", "NHS", "born "]), min_size=1, max_size=3))
def test_it_ends_on_long_text(pieces: list[str]) -> None:
    # Were a rule to try each start against each end, this would not come back.
    unit = "".join(pieces)
    assert isinstance(screen(unit * (LONG // len(unit))), tuple)
