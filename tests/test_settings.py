"""Settings: read whole, or refused with every problem at once and no secret."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from activities.kit.policy import Policy
from activities.kit.working import Nation, WorkingDays
from activities.review.template.files import BUILT_IN, BUILT_IN_FOLDER
from bot.settings.file import WrongSettings
from bot.settings.settings import Metrics, Settings, read_settings

SLACK = {"SLACK_BOT_TOKEN": "xoxb-very-secret", "SLACK_APP_TOKEN": "xapp-very-secret"}


def read(folder: Path, **given: str) -> Settings:
    return read_settings(given, folder)


def problems(folder: Path, **given: str) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        read(folder, **given)
    return wrong.value.problems


def test_with_nothing_set_everything_but_slack_has_a_default(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url.get_secret_value().endswith("/knowhow/knowhow.sqlite3")
    assert (settings.slack, settings.timezone, settings.port) == (None, "Europe/London", 3000)
    assert settings.seed != read(tmp_path).seed
    assert settings.policy == Policy()


AZURE = {
    "MICROSOFT_APP_ID": "1F2E3D4C-5b6a-4789-9abc-def012345678",
    "MICROSOFT_APP_TENANT_ID": "0a1b2c3d-5b6a-4789-9abc-def012345678",
}


def test_teams_needs_who_it_is_and_a_password_unless_the_machine_vouches_for_it(tmp_path: Path) -> None:
    teams = read(tmp_path, **AZURE, MICROSOFT_APP_PASSWORD="very-secret").teams
    assert teams is not None
    assert (teams.app_id, teams.is_insecure) == (AZURE["MICROSOFT_APP_ID"].lower(), False)
    assert [line.split()[0] for line in problems(tmp_path, **AZURE)] == ["MICROSOFT_APP_PASSWORD"]
    assert read(tmp_path, **AZURE, MICROSOFT_APP_TYPE="userassignedmsi").teams


def test_an_id_that_is_left_out_never_means_that_nobody_need_prove_who_they_are(tmp_path: Path) -> None:
    said = problems(tmp_path, MICROSOFT_APP_ID=" ", MICROSOFT_APP_PASSWORD="very-secret")
    assert [line.split()[0] for line in said] == ["MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID"]
    assert "MICROSOFT_APP_TYPE" in problems(tmp_path, **AZURE, MICROSOFT_APP_TYPE="MultiTenant")[0]
    assert problems(tmp_path, **{**AZURE, "MICROSOFT_APP_ID": "knowhow"}, MICROSOFT_APP_TYPE="UserAssignedMSI") == [
        "MICROSOFT_APP_ID must be an id such as 1f2e3d4c-5b6a-4789-9abc-def012345678: not a name, and not a secret."
    ]


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\r\nHOST=0.0.0.0\r\n", encoding="utf-8-sig", newline="")
    settings = read(tmp_path, PORT="5000")
    assert (settings.port, settings.host) == (5000, "0.0.0.0")  # noqa: S104  (read, not bound)


def test_metrics_are_read_at_nowhere_unless_they_are_asked_for(tmp_path: Path) -> None:
    assert read(tmp_path).metrics is None
    assert read(tmp_path, KNOWHOW_METRICS_HOST="0.0.0.0").metrics is None  # noqa: S104  (read, not bound)
    assert read(tmp_path, KNOWHOW_METRICS_PORT="9464").metrics == Metrics("127.0.0.1", 9464)
    both = read(tmp_path, KNOWHOW_METRICS_PORT="9464", KNOWHOW_METRICS_HOST="::1")
    assert both.metrics == Metrics("::1", 9464)
    assert problems(tmp_path, KNOWHOW_METRICS_PORT="often", KNOWHOW_METRICS_HOST="here:9464") == [
        "KNOWHOW_METRICS_HOST must be a name or an address of this machine alone, such as 127.0.0.1: the port is a "
        "setting of its own.",
        "KNOWHOW_METRICS_PORT must be a number from 1 to 65535.",
    ]


def test_the_log_is_text_or_json(tmp_path: Path) -> None:
    assert [read(tmp_path, KNOWHOW_LOG=given).log_as for given in ("", "JSON", "text")] == ["text", "json", "text"]
    assert problems(tmp_path, KNOWHOW_LOG="yaml") == ["KNOWHOW_LOG must be text or json."]


@pytest.mark.parametrize(("given", "days"), [("90 days", 90), ("18 months", 540), ("1 year", 365), ("2Years", 730)])
def test_how_long_things_are_kept_is_said_in_words(tmp_path: Path, given: str, days: int) -> None:
    assert read(tmp_path, KNOWHOW_KEEP=given).policy.keep == timedelta(days=days)


@pytest.mark.parametrize("given", ["365", "one year", "0 days", "1 month 2 days", "-1 year", "9999 years", "29 days"])
def test_a_time_that_cannot_be_kept_is_refused(tmp_path: Path, given: str) -> None:
    assert [line.split()[0] for line in problems(tmp_path, KNOWHOW_KEEP=given)] == ["KNOWHOW_KEEP"]


@pytest.mark.parametrize(
    ("given", "hours"), [("4 hours", 4), ("1 hour", 1), ("2 Days", 48), ("1week", 168), ("30 days", 720)]
)
def test_how_long_whoever_cannot_be_reached_is_waited_for_is_said_in_words(
    tmp_path: Path, given: str, hours: int
) -> None:
    assert read(tmp_path, KNOWHOW_LEAVING_GRACE=given).policy.leaving_grace == timedelta(hours=hours)


@pytest.mark.parametrize("given", ["4", "0 hours", "31 days", "a day", "-1 day", "5 minutes"])
def test_a_wait_that_is_too_short_or_too_long_is_refused(tmp_path: Path, given: str) -> None:
    assert [line.split()[0] for line in problems(tmp_path, KNOWHOW_LEAVING_GRACE=given)] == ["KNOWHOW_LEAVING_GRACE"]


@pytest.mark.parametrize(("given", "percent"), [("5%", 5.0), ("10", 10.0), ("2.5 %", 2.5), ("100%", 100.0)])
def test_how_many_are_many_is_a_percentage(tmp_path: Path, given: str, percent: float) -> None:
    assert read(tmp_path, KNOWHOW_MANY_LEAVERS=given).policy.many_leavers == percent


@pytest.mark.parametrize("given", ["0%", "101%", "-5%", "five", "5 people"])
def test_what_is_no_percentage_is_refused(tmp_path: Path, given: str) -> None:
    assert [line.split()[0] for line in problems(tmp_path, KNOWHOW_MANY_LEAVERS=given)] == ["KNOWHOW_MANY_LEAVERS"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("england-and-wales", WorkingDays(Nation.ENGLAND_AND_WALES)),
        ("England and Wales", WorkingDays(Nation.ENGLAND_AND_WALES)),
        ("Scotland, 30/11/2027", WorkingDays(Nation.SCOTLAND, own=frozenset({date(2027, 11, 30)}))),
        (
            "northern-ireland; 2027-05-04, 24 December, 29 February,",
            WorkingDays(Nation.NORTHERN_IRELAND, frozenset({date(2027, 5, 4)}), frozenset({(12, 24), (2, 29)})),
        ),
        ("1st of May", WorkingDays(yearly=frozenset({(5, 1)}))),
    ],
)
def test_holidays_are_a_nations_and_days_of_ones_own(tmp_path: Path, given: str, kept: WorkingDays) -> None:
    assert read(tmp_path, KNOWHOW_HOLIDAYS=given).policy.working_days == kept


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("wales", "“wales” is none of these"),
        ("england-and-wales 24 December", "“england-and-wales 24 December” is none of these"),
        ("scotland, 31 November", "“31 November” is none of these"),
        ("scotland, 2027-02-29", "“2027-02-29” is none of these"),
        ("england-and-wales, scotland", "names several nations"),
        (", ".join(f"2027-{month:02}-{day:02}" for month in (1, 3, 5) for day in range(1, 22)), "too many days"),
    ],
)
def test_what_is_no_holiday_is_refused_by_name(tmp_path: Path, given: str, why: str) -> None:
    (said,) = problems(tmp_path, KNOWHOW_HOLIDAYS=given)
    assert said.startswith("KNOWHOW_HOLIDAYS ")
    assert why in said


def test_what_is_read_in_chat_is_taken_as_it_stands_and_not_too_long(tmp_path: Path) -> None:
    policy = read(tmp_path, KNOWHOW_CONTACT="Write to dpo@example.nhs.uk", KNOWHOW_SAFETY_TEXT="Use Datix.").policy
    assert (policy.contact, policy.safety_text) == ("Write to dpo@example.nhs.uk", "Use Datix.")
    assert len(problems(tmp_path, KNOWHOW_CONTACT="x" * 301, KNOWHOW_SAFETY_TEXT="x" * 301)) == 2


def test_numbers_and_addresses_of_ones_own_are_named_without_regular_expressions(tmp_path: Path) -> None:
    given = {
        "KNOWHOW_PATIENT_NUMBERS": "K#######; RXH ######, ",
        "KNOWHOW_STAFF_DOMAINS": "@Hospice.example.org care.example",
    }
    policy = read(tmp_path, **given).policy
    assert policy.patient_numbers == ("K#######", "RXH ######")
    assert policy.staff_domains == ("hospice.example.org", "care.example")


@pytest.mark.parametrize(
    ("mask", "why"),
    [
        ("####", "fits too much"),
        ("K##", "fits too much"),
        ("K###", "fits too much"),
        ("######", "fits too much"),
        ("K123456", "has no #"),
        ("K[0-9]+#######", "may only have"),
        (".*", "may only have"),
        ("K######################################", "may only have"),
    ],
)
def test_a_form_of_numbers_that_fits_too_much_or_nothing_is_refused(tmp_path: Path, mask: str, why: str) -> None:
    (said,) = problems(tmp_path, KNOWHOW_PATIENT_NUMBERS=f"RXH ######, {mask}")
    assert said.startswith("KNOWHOW_PATIENT_NUMBERS must list forms such as K####### with commas between them: ")
    assert f"{mask} {why}" in said
    assert len(problems(tmp_path, KNOWHOW_PATIENT_NUMBERS=",".join(["K#######"] * 21))) == 1


@pytest.mark.parametrize(
    "given", ["ann@hospice.example.org", "hospice", "https://hospice.example.org", "*.example.org"]
)
def test_a_domain_of_staff_is_what_stands_after_the_at(tmp_path: Path, given: str) -> None:
    assert [line.split()[0] for line in problems(tmp_path, KNOWHOW_STAFF_DOMAINS=given)] == ["KNOWHOW_STAFF_DOMAINS"]


def test_templates_of_ones_own_are_read_or_refused_with_every_problem(tmp_path: Path) -> None:
    assert read(tmp_path).templates == BUILT_IN
    wording = (BUILT_IN_FOLDER / "aar.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(wording, "utf-8")
    assert [*read(tmp_path, KNOWHOW_TEMPLATES=str(tmp_path)).templates] == [*BUILT_IN, "mine"]
    (tmp_path / "mine.toml").write_text(wording.replace("asks", "ask"), "utf-8")
    said = problems(tmp_path, KNOWHOW_TEMPLATES=str(tmp_path))
    assert len(said) == 2 * len(BUILT_IN["aar"].questions)
    assert all(line.startswith(f"KNOWHOW_TEMPLATES: {tmp_path / 'mine.toml'}, line ") for line in said)


def test_an_empty_setting_counts_as_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, SLACK_BOT_TOKEN="", PORT=" ").port == 3000


def test_every_problem_is_told_at_once_and_no_secret_with_it(tmp_path: Path) -> None:
    said = problems(
        tmp_path,
        DATABASE_URL="mysql://root:very-secret@db/x",
        SLACK_BOT_TOKEN="xapp-very-secret",
        SLACK_SIGNING_SECRET="xoxb-very-secret",
        KNOWHOW_FACILITATORS="Ann Example",
        KNOWHOW_TIMEZONE="Narnia",
        KNOWHOW_FACILITATOR="U0123ABC",
        PORT="70000",
        SSL_CERT_FILE=str(tmp_path / "absent.pem"),
        SLACK_API_URL="slack.com",
    )
    assert sorted(line.split()[0] for line in said) == [
        "DATABASE_URL",
        "KNOWHOW_FACILITATOR",
        "KNOWHOW_FACILITATORS",
        "KNOWHOW_TIMEZONE",
        "PORT",
        "SLACK_API_URL",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SSL_CERT_FILE",
    ]
    assert "secret" not in " ".join(said).replace("Signing Secret", "")


@pytest.mark.parametrize("missing", SLACK)
def test_half_of_slack_says_what_is_missing_and_where_to_find_it(tmp_path: Path, missing: str) -> None:
    (said,) = problems(tmp_path, **{name: value for name, value in SLACK.items() if name != missing})
    assert said.startswith(f"{missing} is missing.")
    assert "your app’s page" in said


def test_all_of_slack_may_be_missing_until_it_is_needed(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({}, tmp_path, needs_chat=True)
    assert [problem.split()[0] for problem in wrong.value.problems] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


def test_a_signing_secret_will_do_instead_of_an_app_token(tmp_path: Path) -> None:
    slack = read(tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="ab12").slack
    assert slack is not None
    assert slack.app_token is None


def test_no_secret_is_ever_printed(tmp_path: Path) -> None:
    settings = read(
        tmp_path, **SLACK, DATABASE_URL="postgresql://u:very-secret@db/x", HTTPS_PROXY="http://u:very-secret@proxy:1"
    )
    assert "very-secret" not in f"{settings!r} {settings}"


def test_facilitators_are_ids_and_addresses_in_lower_case(tmp_path: Path) -> None:
    settings = read(tmp_path, KNOWHOW_FACILITATORS="U0123ABCD, Ann@Example.NHS.uk;W9876ZYX")
    assert settings.facilitators == {"u0123abcd", "ann@example.nhs.uk", "w9876zyx"}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///"])
def test_a_database_that_would_forget_everything_is_refused(tmp_path: Path, url: str) -> None:
    assert problems(tmp_path, DATABASE_URL=url)[0].startswith("DATABASE_URL must name a file")


@pytest.mark.parametrize(
    ("url", "by_proxy"),
    [
        ("https://slack.com/api/", True),
        ("http://127.0.0.1:8080/api/", False),
        ("http://localhost/api/", False),
        ("http://[::1]:90/api/", False),
        ("https://chat.trust.nhs.uk/", False),
        ("https://nottrust.nhs.uk/", True),
    ],
)
def test_loopback_and_named_hosts_never_go_through_the_proxy(tmp_path: Path, url: str, by_proxy: bool) -> None:
    settings = read(tmp_path, https_proxy="http://proxy:8080", NO_PROXY="example.org, .trust.nhs.uk")
    assert settings.proxy_for(url) == ("http://proxy:8080" if by_proxy else None)
