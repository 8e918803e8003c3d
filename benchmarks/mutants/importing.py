"""Importing modules of the program with other code than stands in their files."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

ROOMS = ("activities", "bot", "storage")
"""The packages of the program."""

CodeOf = Callable[[Path], CodeType | None]
"""Makes the code of a file; none where the file's own will do."""


def import_with(code_of: CodeOf) -> None:
    """Let modules of the program that are imported from now on have other code."""
    sys.meta_path.insert(0, _Finder(code_of))


class _Finder(MetaPathFinder):
    def __init__(self, code_of: CodeOf) -> None:
        self._code_of = code_of

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return a module's own spec, with a loader that has other code."""
        if name.partition(".")[0] not in ROOMS:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.origin is not None and isinstance(spec.loader, SourceFileLoader):
            code = self._code_of(Path(spec.origin))
            spec.loader = _Loader(name, spec.origin, code) if code is not None else spec.loader
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, name: str) -> CodeType:
        """Return the other code. Nothing of it is written to disk."""
        return self._code
