"""Installing what was built where there is nothing else, and doing what whoever has just installed it does first."""

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Trial:
    """Something that is called: with which exit code it has to end, and what it has to say."""

    arguments: tuple[str, ...]
    ends_with: int
    says: str


def trials(version: str) -> tuple[Trial, ...]:
    """Return what is tried of a version. Nothing is set, so the doctor finds fault; the demo needs no settings."""
    return (
        Trial(("--version",), 0, f"knowhow {version}"),
        Trial(("doctor",), 1, "SLACK_BOT_TOKEN is missing"),
        Trial(("demo", "--headless", "--play", "--seed", "1"), 0, "introduc"),
    )


def install(what: Path, constraints: Path, environment: Path) -> None:
    """Install a wheel or a source folder, with what it needs, into a new environment that has nothing else: no pip."""
    venv.create(environment, clear=True, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(environment), "--disable-pip-version-check"]
    installs = [*pip, "install", "--quiet", "--no-compile", "--constraint", str(constraints), str(what)]
    subprocess.run(installs, check=True)  # noqa: S603  (ours)
    subprocess.run([*pip, "check"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (ours)


def wrong_when_tried(environment: Path, home: Path, version: str) -> Iterator[str]:
    """Yield what does not go as it should for whoever has an empty folder as their home and sets nothing."""
    for trial in trials(version):
        command = [str(environment / SCRIPTS / "knowhow"), *trial.arguments]
        variables = {"PATH": os.environ["PATH"], "HOME": str(home), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
        ran = subprocess.run(  # noqa: S603  (ours)
            command, cwd=home, env=variables, check=False, capture_output=True, text=True, encoding="utf-8"
        )
        if ran.returncode != trial.ends_with or trial.says not in ran.stdout:
            called = " ".join(("knowhow", *trial.arguments))
            ended = f"`{called}` ended with {ran.returncode}, which should be {trial.ends_with}"
            yield f"{ended}, and said:\n{ran.stdout}{ran.stderr}"
