"""The faults of a file: what each is called, which lines it is in, and the code of the file with one of them in it."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import CodeType

from benchmarks.mutants.changes import Change, changes

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.ClassDef, *FUNCTIONS)

AROUND = 60
"""So many characters before and after what is different are shown."""


@dataclass(frozen=True)
class Fault:
    """One change of a file: the `number`-th, in these lines. Its `name` stays when a function moves.

    `function`: the qualified name of the one function whose code it changes; empty where that is a function in another,
    or runs at import. `names`: of what runs at import, what it gives a value to; whoever uses that reaches the lines.
    """

    file: str
    number: int
    name: str
    lines: range
    function: str
    names: frozenset[str]

    def __str__(self) -> str:
        """Say where it is, and what."""
        return f"{self.file}:{self.lines.start} {self.name}"


def faults_of(root: Path, file: str) -> list[Fault]:
    """Find every fault of a file, in its order. The same change twice in a function has a number in its name."""
    seen = Counter[str]()
    found = []
    for number, change in enumerate(_changes((root / file).read_text(), file)):
        name = _named(change)
        seen[name] += 1
        name += f" ({seen[name]})" if seen[name] > 1 else ""
        found.append(Fault(file, number, name, _lines(change), _function(change), _names(change)))
    return found


def code_with(root: Path, fault: Fault) -> CodeType:
    """Compile the file with this fault in it."""
    tree = ast.parse((root / fault.file).read_text())
    list(_changes_of(tree, fault.file))[fault.number].put()
    return compile(ast.fix_missing_locations(tree), str(root / fault.file), "exec")


def _changes(source: str, file: str) -> Iterator[Change]:
    return _changes_of(ast.parse(source), file)


def _changes_of(tree: ast.Module, file: str) -> Iterator[Change]:
    """What stands in an `__init__` outside of functions is a table, of which other tests count every entry."""
    is_a_table = file.endswith("__init__.py")
    return (change for change in changes(tree) if not is_a_table or _functions(change))


def _functions(change: Change) -> list[ast.AST]:
    """The functions in whose bodies it is, the outermost first. A default is a matter of where its function stands."""
    nodes = [*change.above[1:], change.old]
    return [
        node
        for node, child in pairwise(nodes)
        if isinstance(node, ast.Lambda) or (isinstance(node, FUNCTIONS) and isinstance(child, ast.stmt))
    ]


def _function(change: Change) -> str:
    functions = _functions(change)
    if (
        not functions
        or isinstance(functions[0], ast.Lambda)
        or any(isinstance(one, FUNCTIONS) for one in functions[1:])
    ):
        return ""
    return _qualified(change)


def _qualified(change: Change) -> str:
    return ".".join(node.name for node in change.above if isinstance(node, (*FUNCTIONS, ast.ClassDef)))


def _lines(change: Change) -> range:
    """Where it is: the statement, or what stands before the colon of one that has others in it."""
    path = [*change.above, change.old]
    if isinstance(change.new, ast.If):
        old = change.old
        assert isinstance(old, ast.If)
        branch = old.body if isinstance(change.new.body[0], ast.Pass) else old.orelse
        return _range(branch[0], branch[-1])
    last = max(number for number, node in enumerate(path) if isinstance(node, ast.stmt))
    statement = node = path[last]
    if isinstance(statement, COMPOUND):
        node = next((one for one in path[last + 1 :] if hasattr(one, "lineno")), statement)
    return _range(statement, node)


def _range(first: ast.AST, last: ast.AST) -> range:
    return range(getattr(first, "lineno", 0), getattr(last, "end_lineno", 0) + 1)


def _names(change: Change) -> frozenset[str]:
    if any(isinstance(one, FUNCTIONS) for one in _functions(change)):
        return frozenset()
    names = set[str]()
    for node in (*change.above, change.old):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return frozenset(names)


def _named(change: Change) -> str:
    shown = _shown(change)
    before = _text(shown)
    change.put()
    after = _text(change.new if shown is change.old else shown)
    change.undo()
    return f"{_qualified(change) or 'module'}: {' → '.join(_cut(before, after))}"


def _shown(change: Change) -> ast.AST:
    """The change with so much around it that it can be understood."""
    holder = change.holder
    if isinstance(holder, ast.keyword | ast.comprehension):
        holder = change.above[-2]
    is_whole = isinstance(change.old, ast.stmt) or isinstance(holder, (*COMPOUND, ast.arguments, ast.match_case))
    return change.old if is_whole and not isinstance(change.old, ast.operator) else holder


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())


def _cut(before: str, after: str) -> Sequence[str]:
    """Both without what is the same at a distance from what is different."""
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    alike = zip(reversed(before[same:]), reversed(after[same:]), strict=False)
    end = next((at for at, (one, other) in enumerate(alike) if one != other), min(len(before), len(after)) - same)
    first, rest = max(0, same - AROUND), max(0, end - AROUND)
    return [("…" if first else "") + text[first : len(text) - rest] + ("…" if rest else "") for text in (before, after)]
