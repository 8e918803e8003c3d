"""The files for containers say of the program what is so. That they work is tried by `make container`."""

import json
import re
import tomllib
from pathlib import Path

from bot.settings.names import NAMES
from tests.test_cli import ALL

HERE = Path(__file__).parents[1]
DOCKERFILE = (HERE / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (HERE / "compose.yaml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))

POSTGRES = {"PGPASSWORD", "POSTGRES_PASSWORD", "POSTGRES_USER"}
"""What PostgreSQL and its client library read."""


def test_both_stages_are_on_one_python_that_ci_tries() -> None:
    (base,) = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))
    tried = re.findall(r'"(3\.\d+)"', (HERE / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert re.findall(r"^python:([\d.]+)-slim", base)[0] in tried


def test_every_package_is_copied_and_nothing_else_of_the_repository_is_let_in() -> None:
    packages = {pattern.rstrip("*") for pattern in PYPROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name.rstrip("/") for line in copied for name in line.split()}
    assert packages <= names
    let_in = re.findall(r"^!(.+)$", (HERE / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(let_in) == names


def test_it_runs_commands_that_there_are_without_a_shell() -> None:
    (checks,) = re.findall(r"^HEALTHCHECK .*CMD (.+)$", DOCKERFILE, re.MULTILINE)
    (enters,) = re.findall(r"^ENTRYPOINT (.+)$", DOCKERFILE, re.MULTILINE)
    (runs,) = re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)
    assert {" ".join(json.loads(checks)), " ".join(json.loads(enters) + json.loads(runs))} <= set(ALL)


def test_what_it_sets_are_settings() -> None:
    assert set(re.findall(r"^ {6}([A-Z_]+): ", COMPOSE, re.MULTILINE)) <= {*NAMES, *POSTGRES}
    assert set(re.findall(r"\$\{([A-Z_]+)", COMPOSE)) <= {*NAMES, *POSTGRES}
