"""The patient-details stop, case by case. The numbers are invented; those that stop have a right checksum by design."""

import pytest

from activities.kit.screen import screen
from activities.kit.screening.kinds import Kind
from activities.kit.wording import COULD_IDENTIFY

STOPS = [
    # as NHS numbers are written
    "943 476 5919",
    "Please ring about 943 476 5919 today.",
    "(943 476 5919)",
    "943-476-5919",
    "943.476.5919",
    "943_476_5919.pdf",
    "943 - 476 - 5919",
    "943  476  5919",
    "Number943 476 5919",
    "Tel 943 476 5919",
    "Bed 4 943 476 5919",
    "943 476 5919 12 days later",
    "4/943 476 5919",
    "order 943-476-5919",
    "the number wraps: 943 476\n5919",
    "500 000 0048",  # in a range that is never issued
    "800 000 0016",  # in the Irish range
    "171-390-3458",  # in the Scottish range, and no date of birth
    "001 234 5679",
    # named, whatever the range and the spacing
    "NHS number 9434765919",
    "NHS number: 9434765919",
    "NHS no 9434765919",
    "NHS No. 9434765919",
    "NHS no.: 9434765919",
    "nhs num 9434765919",
    "NHS # 9434765919",
    "NHS#9434765919",
    "NHS9434765919",
    "NHS 9434765919",
    "NHS: 9434765919",
    "N.H.S. number 9434765919",
    "NHS № 9434765919",
    "NHSNo9434765919",
    '{"nhs_number": "9434765919"}',
    "nhs-number=9434765919",
    "the NHS number of this lady was 9434765919",
    "NHS patient number 9434765919",
    "NHS identifier 9434765919",
    "NHS number\n9434765919",
    "NHS number 94 34 76 59 19",
    "NHS number 9 4 3 4 7 6 5 9 1 9",
    "NHS number 94347 65919",
    "NHS number 943/476/5919",
    "NHS number (943) 476 5919",
    "9434765919 (NHS number)",
    "9434765919 is her NHS number",
    "9434765919 was the patient's NHS no",
    "CHI number 9434765919",
    "CHI 9434765919",
    "H&C number 9434765919",
    "HCN 9434765919",
    "Health and Care Number: 9434765919",
    # bare, in an issued range
    "4010232137",
    "Seen on Tuesday, 4010232137, and again in May.",
    "number:4010232137",
    "#4010232137",
    "4010232137.",
    "4010232137, 23",
    "4010232137,23",
    "7000000031",
    "6123456784",
    "3200000015",  # Northern Ireland
    "3999999985",
    "0101701233",  # Scotland: 1 January 1970
    "010170 1233",
    "401 0232137",
    "patient order set for 4010232137",
    # dressed up
    "９４３ ４７６ ５９１９",
    "٩٤٣ ٤٧٦ ٥٩١٩",
    "९४३ ४७६ ५९१९",
    "𝟗𝟒𝟑 𝟒𝟕𝟔 𝟓𝟗𝟏𝟗",
    "943\u00a0476\u00a05919",
    "943\u2009476\u202f5919",
    "943\u3000476\u30005919",
    "943\t476\t5919",
    "943–476–5919",
    "943—476—5919",
    "943\u2011476\u20115919",
    "943−476−5919",
    "943·476·5919",
    "94\u200b3 47\u200d6 59\u206019",
    "9\u00ad43 476 5919",
    "\u202e943 476 5919\u202c",
    "9️⃣4️⃣3️⃣ 476 5919",
    "9̲4̲3̲ 476 5919",
    "943 476 5919²",
    "943\u200b 476\ufeff 5919",
    "ＮＨＳ ｎｕｍｂｅｒ 9434765919",
    "<tel:9434765919|943 476 5919>",
    "NHS number <tel:9434765919|9434765919>",
    "NHS number <tel:9434765919>",
    "<tel:4010232137>",
    "<TEL:4010232137|4010232137>",
    "no.<tel:9434765919|943-476-5919>, please",
]

PASSES = [
    "",
    " \n\t ",
    "We learned a lot over one cup of tea.",
    "Please don’t write NHS numbers here; an NHS number has ten digits.",
    "NHS 111, NHS 24 and NHS @ 75",
    # ten digits that are no NHS number
    "943 476 5918",  # a wrong checksum
    "4010232138",
    "9434765919",  # bare, in a range that is never issued
    "5000000048",
    "8000000016",
    "9000000017",
    "1713903458",  # bare, in the Scottish range, and no date of birth
    "0012345679",
    "14010232137",
    "40102321370",
    "4010232137.5",
    "£4010232137",
    "$4010232137",
    "£4,010,232,137",
    "€ 1 234 567 890",
    "PO4010232137",
    "PO-4010232137",
    "4010232137A",
    "ABC_4010232137",
    "order 4010232137",
    "Order no. 4010232137",
    "order number: 4010232137",
    "purchase order 4010232137",
    "PO 4010232137",
    "P.O. number 4010232137",
    "invoice 4010232137",
    "Invoice ref: 4010232137",
    "requisition 4010232137",
    "account no 4010232137",
    "tracking number 4010232137",
    "serial no: 4010232137",
    "asset 4010232137",
    "batch 4010232137",
    "IT ticket #4010232137",
    "order number 01134960123",
    "NHS order number 9434765919",
    "NHS England spent £9434765919",
    "the NHS no longer pays 9434765919 of them",
    "NHS Supply Chain order 9434765919",
    # extensions, bleeps and short numbers
    "ext 4321",
    "ext. 45123",
    "extension 45123",
    "x4321",
    "extensions 45001 45001",
    "ward phone 4321",
    "bleep 1234",
    "Bleep 0123",
    "ring 2222 for the crash team",
    "call 111 or 999",
    "Tel: 4321",
    "496000 ext 4321",
    # Slack's own
    "1711234567.123456",
    "thread_ts=1711234567.123456",
    "https://x.example/archives/C024BE91L/p1711234567123456",
    "<!date^1711234567^{date_short}|17 March>",
    "ts 1711234567",
    "<@U024BE7LH> and <#C024BE91L>",
    # books and papers
    "ISBN 0306406152",
    "ISBN-10: 0306406152",
    "ISBN 10 0306406152",
    "ISBN-10 0-306-40615-2",
    "ISBN 9780306406157",
    "ISBN 978-0-306-40615-7",
    "ISBN 978 0 306 40615 7",
    "ISSN 0305-7518",
    "ISBN: 030 640 6152",
    "PMID 31862204",
    "doi:10.1136/bmjqs-2019-010203",
    # dates and times
    "12/03/2026",
    "12-03-2026 10.30",
    "01-02-2026 120 people came",
    "2026-11-09",
    "2026-11-09 14:30:00",
    "on 3 April 1948 the plan was made",
    "since 5 July 1948",
    "9 November 2026 at 09:00",
    "0800-1600, then 1600-2200",
    "shifts 0800 1200 1600",
    "born in 2019 out of frustration",
    "a scheme born 3 years ago",
    "a national date of birth field",
    # figures
    "120/80",
    "BP 135/85, pulse 72, sats 96%",
    "£1,250.50",
    "£12m of £300,000,000",
    "0.05 < p < 0.10",
    "scores 7 8 9 10 6",
    "52 of 60 (87%)",
    "version 2.14.3",
    "Python 3.11, build 20261109",
    "INC0012345 and RITM0045678",
    "Datix 123456",
    "incident reference W123456",
    "GMC 1234567",
    "charity number 1234567",
    "pH 7.35",
    "5 mg twice a day",
    # places that are nobody's
    "room 4",
    "Room 2.14, level E5 2nd floor",
    "Seminar Room 101",
    "rooms 401, 402 and 403",
    "bedroom 4",
    "a 28-bed ward",
    "28 beds",
    "beds: 24",
    "bed occupancy 92%",
    "waited for a bed 4 hours",
    "bed 92% full",
    "4 side rooms",
    "Ward 12B",
    "bay window",
    # codes of organisations
    "RX1",
    "RJ121",
    "A81001",
    "Y02345",
    "ODS code RXH01",
    "LS1",
    "B12 5mg",
    "vitamin B12 1000 micrograms",
    "E10 and E11 2026",
    "Q1 2AB",  # no such area
    "LS1 3CK",  # letters that no postcode ends with
    "hospital number 2",
    "patient numbers 2019-2026",
    "patient 4",
    "unit number 7",
    "KNOWvember 2026, round 3",
]

WARNS = [
    (Kind.DATE_OF_BIRTH, "DOB 03/04/1948"),
    (Kind.DATE_OF_BIRTH, "dob: 3.4.48"),
    (Kind.DATE_OF_BIRTH, "D.O.B. 3-4-1948"),
    (Kind.DATE_OF_BIRTH, "D O B 03 04 1948"),
    (Kind.DATE_OF_BIRTH, "DoB 1948-04-03"),
    (Kind.DATE_OF_BIRTH, "date of birth: 3 April 1948"),
    (Kind.DATE_OF_BIRTH, "Date of birth is the 3rd of April 1948"),
    (Kind.DATE_OF_BIRTH, "date of birth April 3, 1948"),
    (Kind.DATE_OF_BIRTH, "date of birth 3 Apr '48"),
    (Kind.DATE_OF_BIRTH, "birthdate 3/4/48"),
    (Kind.DATE_OF_BIRTH, "her birthday, 3 April"),
    (Kind.DATE_OF_BIRTH, "born 3 April 1948"),
    (Kind.DATE_OF_BIRTH, "born on 03/04/1948"),
    (Kind.DATE_OF_BIRTH, "born on the 3rd April 1948"),
    (Kind.DATE_OF_BIRTH, "DOB 030448"),
    (Kind.DATE_OF_BIRTH, "DOB 03041948"),
    (Kind.DATE_OF_BIRTH, "DOB 1948"),
    (Kind.DATE_OF_BIRTH, "03/04/1948 (DOB)"),
    (Kind.DATE_OF_BIRTH, "DOB ٠٣/٠٤/١٩٤٨"),
    (Kind.DATE_OF_BIRTH, "DOB\u00a003–04–1948"),
    (Kind.HOSPITAL_NUMBER, "hospital number 123456"),
    (Kind.HOSPITAL_NUMBER, "Hospital no. X123456"),
    (Kind.HOSPITAL_NUMBER, "hosp no: 12 34 56"),
    (Kind.HOSPITAL_NUMBER, "MRN 1234567"),
    (Kind.HOSPITAL_NUMBER, "MRN: RXH-123456"),
    (Kind.HOSPITAL_NUMBER, "patient number is 1234567"),
    (Kind.HOSPITAL_NUMBER, "patient ID 1234567"),
    (Kind.HOSPITAL_NUMBER, "pt no 1234567"),
    (Kind.HOSPITAL_NUMBER, "unit number 123456"),
    (Kind.HOSPITAL_NUMBER, "case note number 123456"),
    (Kind.HOSPITAL_NUMBER, "PAS number 123456"),
    (Kind.HOSPITAL_NUMBER, "patient K1234567"),
    (Kind.HOSPITAL_NUMBER, "NHS number 943 476 5918"),  # one digit wrong
    (Kind.HOSPITAL_NUMBER, "NHS number 94347659"),  # two digits short
    (Kind.BED, "bed 4"),
    (Kind.BED, "the lady in Bed 12B"),
    (Kind.BED, "bed no. 4"),
    (Kind.BED, "bed number 4"),
    (Kind.BED, "bed: 4"),
    (Kind.BED, "bed A4"),
    (Kind.BED, "beds 3 and 4"),
    (Kind.BED, "bed-4"),
    (Kind.BED, "bed\u00a04"),
    (Kind.BED, "bed ４"),
    (Kind.BED, "bedspace 7"),
    (Kind.BED, "bed space 7"),
    (Kind.BED, "side room 2"),
    (Kind.POSTCODE, "LS1 3EX"),
    (Kind.POSTCODE, "Leeds General Infirmary, Great George Street, Leeds LS1 3EX"),
    (Kind.POSTCODE, "St Thomas’ Hospital, London SE1 7EH"),
    (Kind.POSTCODE, "LS13EX"),
    (Kind.POSTCODE, "ls1 3ex"),
    (Kind.POSTCODE, "EC1A 1BB"),
    (Kind.POSTCODE, "W1A 0AX"),
    (Kind.POSTCODE, "M1 1AE."),
    (Kind.POSTCODE, "DN55\u00a01PT"),
    (Kind.TELEPHONE, "0113 496 0123"),
    (Kind.TELEPHONE, "01134960123"),
    (Kind.TELEPHONE, "(0113) 496 0123"),
    (Kind.TELEPHONE, "020 7946 0123"),
    (Kind.TELEPHONE, "0207 946 0123"),
    (Kind.TELEPHONE, "01632 960123"),
    (Kind.TELEPHONE, "01632-960-123"),
    (Kind.TELEPHONE, "07700 900123"),
    (Kind.TELEPHONE, "07700900123"),
    (Kind.TELEPHONE, "0300 123 4567 ext 4321"),
    (Kind.TELEPHONE, "0800 123 456"),
    (Kind.TELEPHONE, "01204 12345"),
    (Kind.TELEPHONE, "+44 113 496 0123"),
    (Kind.TELEPHONE, "+44 (0)113 496 0123"),
    (Kind.TELEPHONE, "0044 113 496 0123"),
    (Kind.TELEPHONE, "+44 943 476 5919"),  # a checksum that is right by chance
    (Kind.TELEPHONE, "+353 1 496 0123"),
    (Kind.TELEPHONE, "Tel.: 0113 496 0123"),
    (Kind.TELEPHONE, "<tel:03001234567|0300 123 4567>"),
    (Kind.TELEPHONE, "<tel:03001234567>"),
    (Kind.TELEPHONE, "٠١١٣ ٤٩٦ ٠١٢٣"),
]


@pytest.mark.parametrize("text", STOPS)
def test_stops(text: str) -> None:
    assert [finding.kind for finding in screen(text) if finding.stops] == [Kind.NHS_NUMBER]


@pytest.mark.parametrize("text", PASSES)
def test_passes(text: str) -> None:
    assert screen(text) == ()


@pytest.mark.parametrize(("kind", "text"), WARNS)
def test_warns(kind: Kind, text: str) -> None:
    assert [(finding.kind, finding.stops) for finding in screen(text)] == [(kind, False)]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("her number is 943 476 5919, bed 4", ["943 476 5919", "bed 4"]),
        ("é\u200b“943–476–5919” and LS1 3EX", ["943–476–5919", "LS1 3EX"]),
        ("see <tel:9434765919|943 476 5919>!", ["943 476 5919"]),
        ("½ of ﬁve, 9️⃣43 476 5919", ["9️⃣43 476 5919"]),
        ("DOB 3/4/48 MRN 1234567 0113 496 0123", ["DOB 3/4/48", "1234567", "0113 496 0123"]),
    ],
)
def test_says_where(text: str, passages: list[str]) -> None:
    assert [text[finding.start : finding.end] for finding in screen(text)] == passages


def test_a_list_names_its_numbers_once() -> None:
    found = screen("NHS numbers: 9434765919, 5000000048 and 8000000016. Budget: 9000000017")
    assert [finding.start for finding in found] == [13, 25, 40]


def test_the_name_of_the_next_number_is_not_the_name_of_this_one() -> None:
    assert [finding.start for finding in screen("Bleep 9434765919, NHS number 5000000048")] == [29]


def test_every_kind_has_a_sentence_and_only_an_nhs_number_stops() -> None:
    found = {finding.kind: finding for kind, text in WARNS for finding in screen(text)}
    found |= {finding.kind: finding for finding in screen(STOPS[0])}
    assert {kind: finding.sentence for kind, finding in found.items()} == COULD_IDENTIFY
    assert [kind for kind, finding in found.items() if finding.stops] == [Kind.NHS_NUMBER]
