"""Run every benchmark, or those named: `make bench ARGS="turns walk"`."""

import argparse
import importlib

MODULES = ("turns", "rush", "announcement", "matching", "rota", "page", "library", "walk", "upgrade", "speed")

BY_NAME = "scale"
"""What takes an hour, has options of its own, and runs only where it is named, alone."""


def main() -> None:
    """Print the tables of each benchmark."""
    known = ", ".join((*MODULES, BY_NAME))
    parser = argparse.ArgumentParser(prog='make bench ARGS="…"', description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=known)
    given, options = parser.parse_known_args()
    names = given.names or MODULES
    if names[0] == BY_NAME:
        importlib.import_module(f"benchmarks.{BY_NAME}").main([*names[1:], *options])
        return
    if unknown := ", ".join([*(name for name in names if name not in MODULES), *options]):
        parser.error(f"there is no benchmark {unknown}: {known}")
    for name in names:
        print(f"== {name} ==")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
