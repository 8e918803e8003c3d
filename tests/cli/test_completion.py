"""Shells complete commands, options and values that are known; each is asked itself where it is installed."""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

import activities  # noqa: F401  (names kinds of records)
from activities.library.labels import KINDS
from activities.review.template.files import BUILT_IN
from bot.cli.completion import Shell, answers_shells
from bot.cli.program import knowhow
from tests.cli.terminal import pty
from tests.test_cli import ALL

INSTALLED = Path(sys.executable).with_name("knowhow")

pytestmark = pytest.mark.skipif(not INSTALLED.exists(), reason="shells complete what is installed")


@pytest.fixture
def script(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """What a shell is given, in a file; skips where there is no such shell."""
    shell: str = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    file = tmp_path / f"completion.{shell}"
    file.write_text(CliRunner().invoke(knowhow, ["completion", shell]).stdout, encoding="utf-8")
    return file


def around(folder: Path) -> dict[str, str]:
    path = f"{INSTALLED.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(folder), "TERM": "dumb", "LANG": "C.UTF-8"}


def run(arguments: Sequence[str], folder: Path) -> list[str]:
    ran = subprocess.run(arguments, env=around(folder), cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stderr == ""
    return ran.stdout.split("\n")[:-1]


TYPED = [
    ("knowhow bac", ["backup"]),
    ("knowhow library ex", ["export"]),
    ("knowhow backup --rep", ["--replace"]),
    ("knowhow templates show pe", ["peer_assist"]),
    ("knowhow library pull --activity ca", ["cafe"]),
    ("knowhow library pull --format do", ["docx"]),
    ("knowhow completion po", ["powershell"]),
]


@pytest.mark.parametrize(("typed", "completed"), TYPED)
@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash(script: Path, typed: str, completed: list[str], tmp_path: Path) -> None:
    words = typed.split(" ")
    said = f"source {script}; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _knowhow_completion knowhow; "
    assert run(["bash", "--norc", "-c", f'{said} printf "%s\\n" "${{COMPREPLY[@]}}"'], tmp_path) == completed


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_a_file_is_left_to_bash(script: Path, tmp_path: Path) -> None:
    said = f'source {script}; COMP_WORDS=(knowhow backup ""); COMP_CWORD=2; _knowhow_completion knowhow; '
    assert run(["bash", "--norc", "-c", f"{said} echo ${{#COMPREPLY[@]}}; complete -p knowhow"], tmp_path) == [
        "0",
        "complete -o default -F _knowhow_completion knowhow",
    ]


@pytest.mark.parametrize(("typed", "completed"), TYPED)
@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish(script: Path, typed: str, completed: list[str], tmp_path: Path) -> None:
    offered = run(["fish", "--no-config", "-c", f"source {script}; complete -C '{typed}'"], tmp_path)
    assert [line.partition("\t")[0] for line in offered] == completed


@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh(script: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    zsh = subprocess.Popen(
        ["zsh", "-f", "-i"],  # noqa: S607
        env=around(tmp_path),
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, f"PS1=READY; autoload -Uz compinit; compinit -u -D; source {script}\n".encode())
    seen = until(ours, "READY", "")
    for typed, (completed,) in TYPED:
        os.write(ours, f"{typed}\t".encode())
        seen = until(ours, f"{typed.rpartition(' ')[0]} {completed}", seen)
        os.write(ours, b"\x15")  # takes the line away
        seen = ""
    zsh.kill()
    zsh.wait()
    os.close(ours)


def until(terminal: int, shown: str, seen: str) -> str:
    """Read until a terminal shows something; a test that never sees it is ended from outside."""
    while shown not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\x07\x08]", "", seen):
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, f"zsh shows {seen!r} and no {shown!r}"
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen


def test_powershell_asks_by_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    script = CliRunner().invoke(knowhow, ["completion", "powershell"]).stdout
    assert "Register-ArgumentCompleter -Native -CommandName knowhow" in script
    asked = dict(re.findall(r"\$Env:(\w+) = (\S+)$", script, re.MULTILINE)[:3])
    assert asked == {
        "_KNOWHOW_COMPLETE": '"complete_powershell"',
        "_TYPER_COMPLETE_ARGS": "$commandAst.ToString()",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "$wordToComplete",
    }
    answers_shells()
    monkeypatch.setenv("_KNOWHOW_COMPLETE", "complete_powershell")
    for typed, (completed,) in TYPED:
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", typed)
        monkeypatch.setenv("_TYPER_COMPLETE_WORD_TO_COMPLETE", typed.split()[-1])
        said = CliRunner().invoke(knowhow, [], prog_name="knowhow").stdout
        assert [line.partition(":::")[0] for line in said.splitlines()] == [completed]


@pytest.mark.parametrize(
    ("path", "name", "there"),
    [
        ("knowhow templates show", "name", list(BUILT_IN)),
        ("knowhow library pull", "activity", list(KINDS)),
        ("knowhow completion", "shell", [shell.value for shell in Shell]),
    ],
)
def test_what_is_offered_is_what_there_is(path: str, name: str, there: list[str]) -> None:
    command = ALL[path]
    context = command.context_class(command, info_name=path)
    (offers,) = [one for one in command.params if one.name == name]
    assert [one.value for one in offers.shell_complete(context, "")] == there
