"""Build a release from what is committed, look into it, try it, and write it into a folder with its notes.

Nothing is uploaded. Where something does not hold, each thing is said in a sentence and the folder is left as it was.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from release.bill import NAME, write_bill
from release.changelog import UNRELEASED, notes
from release.packages import build, clone, wrong_with
from release.readiness import read_state, version_of, what_is_missing
from release.trying import install, wrong_when_tried

HERE = Path.cwd()
RELEASED, REHEARSED = Path("dist"), Path("build/rehearsed")


def main() -> int:
    """Read the options, and make it; 1 where something does not hold."""
    given = _given()
    if not given.rehearse and (missing := list(what_is_missing(read_state(HERE)))):
        return _refused(missing)
    with tempfile.TemporaryDirectory(prefix="knowhow-release-") as folder:
        made = Path(folder, "made")
        if wrong := _made(made, Path(folder), UNRELEASED if given.rehearse else version_of(HERE)):
            return _refused(wrong)
        into = REHEARSED if given.rehearse else RELEASED
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(made, into)
    print(*sorted(file.as_posix() for file in into.iterdir()), sep="\n")
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='make release ARGS="…"', description=__doc__)
    what = (
        f"what is committed, whatever its tag and CHANGELOG say, into {REHEARSED}: to see whether it could be released"
    )
    parser.add_argument("--rehearse", action="store_true", help=what)
    return parser.parse_args()


def _made(made: Path, folder: Path, section: str) -> list[str]:
    """Make everything. Gives back what is wrong with it; `section`: that of the changelog which is told of it."""
    source, environment, home = folder / "source", folder / "environment", folder / "home"
    made.mkdir()
    home.mkdir()
    print("Building both packages from a clean clone …")
    committed = clone(HERE, source)
    packages = build(source, made)
    if wrong := list(wrong_with(packages, committed)):
        return wrong
    print("Installing the wheel where there is nothing else, and trying it …")
    constraints = Path(shutil.copy(source / "constraints.txt", made))
    install(packages.wheel, constraints, environment)
    if wrong := list(wrong_when_tried(environment, home, version_of(source))):
        return wrong
    write_bill(environment, source / "pyproject.toml", made / NAME)
    said = notes((source / "CHANGELOG.md").read_text(encoding="utf-8"), section)
    Path(made, "notes.md").write_text(said + "\n", encoding="utf-8", newline="\n")
    return []


def _refused(why: list[str]) -> int:
    print("No release was made:", *(f"  {one}" for one in why), sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
