"""What the bot is made of, in CycloneDX: looked up in an environment that holds what it needs and nothing else.

`make sbom` runs it by itself.
"""

import subprocess
import sys
from pathlib import Path

from release.trying import install

NAME = "knowhow.cdx.json"


def write_bill(environment: Path, pyproject: Path, file: Path) -> None:
    """Write down what is installed in an environment."""
    asked = ["--mc-type", "application", "--output-reproducible", "--output-format", "JSON"]
    about = ["--pyproject", str(pyproject), "--output-file", str(file), str(environment)]
    subprocess.run([sys.executable, "-m", "cyclonedx_py", "environment", *asked, *about], check=True)  # noqa: S603


def main() -> None:
    """Write the bill of what stands here."""
    environment, file = Path("build/made-of"), Path("dist", NAME)
    file.parent.mkdir(exist_ok=True)
    install(Path(), Path("constraints.txt"), environment)
    write_bill(environment, Path("pyproject.toml"), file)
    print(file)


if __name__ == "__main__":
    main()
