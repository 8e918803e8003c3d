"""Settings that cannot be used end every command that reads them with a sentence, which quotes none of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.program import FAILED, WRONG_USE, knowhow
from bot.settings.settings import read_settings
from tests.test_cli import ALL

HERE = Path(__file__).parents[1]
SETTINGS = "SLACK_BOT_TOKEN=xoxb-very-secret\nSLACK_APP_TOKEN=xapp-very-secret\nKNOWHOW_CONTACT=Zoë, der Arzt\n"

LONG = "very-secret" * 500

READ_SETTINGS = {
    "run": [],
    "doctor": [],
    "healthy": [],
    "audit": [],
    "members": [],
    "organisations list": [],
    "organisations add": ["Southport"],
    "organisations rename": ["Northgate", "Northgate Trust"],
    "organisations set": ["Northgate", "--contact", "Ask us"],
    "organisations link": ["Northgate", "teams", "a tenant", "an app"],
    "backup": ["out.backup"],
    "restore": ["in.backup"],
    "db upgrade": [],
    "staff import": ["staff.csv"],
    "manifest teams": ["--out", "teams.zip"],
    "find-person": ["Ann Able"],
    "forgotten check": [],
    "forgotten export": ["out.list"],
    "forgotten import": ["lessons.csv"],
    "library import": ["lessons.csv"],
    "library search": ["falls"],
    "library export": [],
    "library pull": [],
    "screen": ["lessons.csv"],
}
NEED_NONE = {
    "completion",
    "demo",
    "dev new-activity",
    "forgotten key",
    "manifest slack",
    "match",
    "rota",
    "staff groups",
    "templates check",
    "templates show",
}

WRONG = {
    "UTF-16, as PowerShell writes it": (SETTINGS.encode("utf-16"), ".env is not in UTF-8"),
    "UTF-16 without its mark": (SETTINGS.encode("utf-16-le"), ".env is not in UTF-8"),
    "cp1252, as Notepad writes it": (SETTINGS.encode("cp1252"), ".env is not in UTF-8"),
    "a quotation mark that is not closed": (f'{SETTINGS}KNOWHOW_SEED="very-secret\n'.encode(), ".env, line 4"),
    "a port that is none": (f"{SETTINGS}HTTPS_PROXY=http://u:very-secret@host:abc\n".encode(), "HTTPS_PROXY must be"),
    "a port too high": (f"{SETTINGS}SLACK_API_URL=http://very-secret:99999\n".encode(), "SLACK_API_URL must be"),
    "brackets": (f"{SETTINGS}HTTPS_PROXY=http://u:[very-secret]@host\n".encode(), "HTTPS_PROXY must be"),
    "a database’s port": (b"DATABASE_URL=postgresql://u:very-secret@h:abc/k\n", "DATABASE_URL cannot be read"),
    "a database’s port too high": (b"DATABASE_URL=postgresql://u:very-secret@h:99999/k\n", "DATABASE_URL names a port"),
    "an option that no database has": (b"DATABASE_URL=postgresql://h/k?very-secret=1\n", "DATABASE_URL cannot be read"),
    "a database’s host too long": (f"DATABASE_URL=postgresql://{LONG}/k\n".encode(), "DATABASE_URL cannot be read"),
    "a port among a database’s options": (
        b"DATABASE_URL=postgresql://h/k?port=very-secret\n",
        "DATABASE_URL cannot be",
    ),
    "a database’s name too long": (
        f"DATABASE_URL=sqlite:///{LONG}\n".encode(),
        "DATABASE_URL names a file that cannot be",
    ),
    "a list’s name too long": (f"KNOWHOW_FORGOTTEN={LONG}\n".encode(), "KNOWHOW_FORGOTTEN names a file that cannot be"),
    "a folder’s name too long": (
        f"KNOWHOW_TEMPLATES={LONG}\n".encode(),
        "KNOWHOW_TEMPLATES: This folder cannot be read",
    ),
    "an address to listen at": (f"{SETTINGS}HOST={'very-secret' * 30}\n".encode(), "HOST must be"),
    "a certificate that is none": (f"{SETTINGS}SSL_CERT_FILE=lessons.csv\n".encode(), "SSL_CERT_FILE names a file"),
}
SETTINGS_OF_OURS = (
    "DATABASE_URL",
    "SLACK_",
    "KNOWHOW_",
    "MICROSOFT_",
    "HOST",
    "PORT",
    "HTTPS_PROXY",
    "https_proxy",
    "SSL_",
)


def write_files(folder: Path, env_file: bytes) -> None:
    (folder / ".env").write_bytes(env_file)
    (folder / "lessons.csv").write_text("title\nFalls at night\n")
    (folder / "staff.csv").write_text("id,name,email,sites,department,role_group,job_title\n")


def nothing_is_set(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Stand in a folder, and have no settings but those of its file."""
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith(SETTINGS_OF_OURS)]:
        monkeypatch.delenv(name)


def test_it_is_known_of_every_command_whether_it_reads_settings() -> None:
    assert {path.removeprefix("knowhow ") for path in ALL} == READ_SETTINGS.keys() | NEED_NONE


@pytest.mark.parametrize("command", READ_SETTINGS)
def test_a_file_that_cannot_be_read_ends_every_command_with_a_sentence(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, SETTINGS.encode("utf-16"))
    nothing_is_set(monkeypatch, tmp_path)
    ended = CliRunner().invoke(knowhow, [*command.split(), *READ_SETTINGS[command]])
    look_at(ended.output, ".env is not in UTF-8")
    assert ended.exit_code == (FAILED if command == "doctor" else WRONG_USE)
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_process_ends_as_the_command_does(command: str, tmp_path: Path) -> None:
    write_files(tmp_path, SETTINGS.encode("utf-16"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS_OF_OURS)}
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "bot", command],
        env=environment | {"PYTHONPATH": str(HERE)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    look_at(ended.stdout + ended.stderr, ".env is not in UTF-8")
    assert ended.returncode == (FAILED if command == "doctor" else WRONG_USE)
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.parametrize("command", ["audit", "doctor"])
@pytest.mark.parametrize("wrong", WRONG)
def test_each_wrong_setting_has_its_sentence(
    command: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file, sentence = WRONG[wrong]
    write_files(tmp_path, env_file)
    nothing_is_set(monkeypatch, tmp_path)
    ended = CliRunner().invoke(knowhow, [command])
    look_at(ended.output, sentence)
    assert ended.exit_code == (FAILED if command == "doctor" else WRONG_USE)


def look_at(said: str, sentence: str) -> None:
    assert sentence in said
    assert said.startswith(("Some settings need attention (environment or .env):\n  ", "✗ Settings: "))
    assert "Traceback" not in said
    assert "very-secret" not in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    write_files(tmp_path, SETTINGS.encode(encoding))
    read = read_settings({}, tmp_path)
    assert (read.slack is not None, read.policy.contact) == (True, "Zoë, der Arzt")


def test_a_folder_of_that_name_is_no_file_of_settings(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert read_settings({}, tmp_path).slack is None
