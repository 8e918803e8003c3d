"""Run every benchmark, or those named: `make bench ARGS="turns walk"`."""

import argparse
import importlib

MODULES = ("turns", "rush", "announcement", "matching", "rota", "page", "library", "walk", "speed")


def main() -> None:
    """Print the tables of each benchmark."""
    parser = argparse.ArgumentParser(prog='make bench ARGS="…"', description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    names = parser.parse_args().names or MODULES
    if unknown := ", ".join(name for name in names if name not in MODULES):
        parser.error(f"there is no benchmark {unknown}: {', '.join(MODULES)}")
    for name in names:
        print(f"== {name} ==")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
