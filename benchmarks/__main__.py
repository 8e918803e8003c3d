"""Run every benchmark, or those named: `python -m benchmarks [matching …]`."""

import importlib
import sys

MODULES = ("turns", "rush", "announcement", "matching", "rota", "page", "library", "walk")


def main(names: list[str]) -> None:
    """Print the tables of each benchmark."""
    for name in names or MODULES:
        print(f"== {name} ==")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
