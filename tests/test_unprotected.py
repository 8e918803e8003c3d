"""`knowhow run --insecure-local`: on this machine alone, said loudly, and never by accident."""

import logging
from pathlib import Path

import pytest

from bot.settings import WrongSettings, read_settings
from bot.unprotected import WARNING, unprotected

EVERYWHERE = {"HOST": "192.0.2.7"}


def test_it_listens_on_this_machine_alone_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = unprotected(read_settings(EVERYWHERE, tmp_path))
    assert settings.host == "127.0.0.1"
    assert settings.teams is not None
    assert settings.teams.is_insecure
    assert (caplog.records[-1].levelno, caplog.records[-1].getMessage()) == (logging.WARNING, WARNING)


def test_slack_and_the_database_of_everyday_are_left_alone(tmp_path: Path) -> None:
    settings = unprotected(read_settings(EVERYWHERE, tmp_path))
    assert settings.slack is None
    assert settings.database_url.get_secret_value().endswith("playground.sqlite3")


def test_without_it_no_app_id_means_no_start(tmp_path: Path) -> None:
    half = {**EVERYWHERE, "MICROSOFT_APP_PASSWORD": "a secret", "MICROSOFT_APP_TENANT_ID": "a tenant"}
    with pytest.raises(WrongSettings, match="MICROSOFT_APP_ID"):
        read_settings(half, tmp_path, needs_chat=True)
