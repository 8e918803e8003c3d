"""What can be wrong in a syntax tree: every change of one place that a person might make by mistake.

Never in a sentence, a docstring, an annotation, or in what is logged.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS: dict[type[ast.AST], type[ast.AST]] = {}
"""Operators that are easily taken for one another."""

for _one, _other in (
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.And, ast.Or),
    (ast.Add, ast.Sub),
):
    SWAPS |= {_one: _other, _other: _one}

CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "and_": "or_", "or_": "and_"}
"""Functions that are."""

JOINED = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
"""What a plus joins and no minus can part: such a fault fails wherever it runs."""

LOGS = {"log", "logging"}
NO_RULE = {"annotation", "returns", "decorator_list", "type_params"}
"""Parts of the tree that say nothing of what is done."""

WHOLE = (ast.ClassDef, "keywords"), (ast.Dict, "keys")
"""What is not taken apart: with an element less no program would start."""

SWITCHES = {"strict", "slots", "kw_only", "frozen"}
"""Arguments that guard programmers alone."""


@dataclass(frozen=True)
class Change:
    """Another value for a field of a node, or for the element of it at `index`; `above` are the nodes that it is in."""

    above: tuple[ast.AST, ...]
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    @property
    def holder(self) -> ast.AST:
        """The node whose field it is."""
        return self.above[-1]

    def put(self) -> None:
        """Make the change."""
        self._set(self.new)

    def undo(self) -> None:
        """Have it as it was."""
        self._set(self.old)

    def _set(self, value: ast.AST) -> None:
        if self.index is None:
            setattr(self.holder, self.field, value)
        else:
            getattr(self.holder, self.field)[self.index] = value


def changes(tree: ast.AST, above: tuple[ast.AST, ...] = ()) -> Iterator[Change]:
    """Find every change of a tree, in the order of its nodes."""
    above = (*above, tree)
    for field, value in ast.iter_fields(tree):
        if field in NO_RULE or (type(tree), field) in WHOLE:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _is_let_be(child):
                yield from (Change(above, field, index, child, new) for new in _instead(above, field, child))
                yield from changes(child, above)


def _is_let_be(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr() | ast.Assert() | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Subscript(value=ast.Name(id="Literal")):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name in LOGS
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.keyword(arg=name):
            return name in SWITCHES
        case _:
            return False


def _instead(above: tuple[ast.AST, ...], field: str, node: ast.AST) -> Iterator[ast.AST]:
    """What may stand there by mistake."""
    yield from _values(above[-1], node)
    if isinstance(node, ast.stmt):
        yield from _statements(node)
    if isinstance(node, ast.expr) and not isinstance(node, ast.Constant):
        match above[-1]:
            case ast.If() | ast.IfExp() | ast.While() if field == "test":
                yield ast.Constant(True)
                yield ast.Constant(False)
            case ast.comprehension() if field == "ifs":
                yield ast.Constant(True)
            case ast.Return() if _says_yes_or_no(above):
                yield ast.UnaryOp(ast.Not(), node)


def _values(holder: ast.AST, node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Add() | ast.Sub() if _joins(holder):
            return
        case _ if type(node) in SWAPS:
            yield SWAPS[type(node)]()
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield ast.Call(ast.Name(CALLS[name], ast.Load()), node.args, node.keywords)
        case ast.Call(func=ast.Attribute(attr="where"), args=args) if len(args) > 1:
            yield from (ast.Call(node.func, _without(args, number), node.keywords) for number in range(len(args)))
        case ast.Tuple(elts=codes) | ast.List(elts=codes) if _are_codes(codes) and not _is_unpacked(holder):
            yield from (type(node)(_without(codes, number), ast.Load()) for number in range(len(codes)))
        case ast.Set(elts=codes) if _are_codes(codes):
            yield from (ast.Set(_without(codes, number)) for number in range(len(codes)))


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.If(test=test, body=body, orelse=orelse) if orelse:
            yield ast.If(test, [ast.Pass()], orelse)
            yield ast.If(test, body, [])
        case ast.Raise() | ast.AugAssign() | ast.Delete():
            yield ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _joins(holder: ast.AST) -> bool:
    sides = [holder.left, holder.right] if isinstance(holder, ast.BinOp) else [getattr(holder, "value", None)]
    return any(
        isinstance(one, JOINED) or (isinstance(one, ast.Constant) and isinstance(one.value, str)) for one in sides
    )


def _are_codes(elements: list[ast.expr]) -> bool:
    """Say whether these are phases and the like: several names that a program knows, and no sentence."""
    values = [element.value for element in elements if isinstance(element, ast.Constant)]
    return 1 < len(elements) == len(values) and all(isinstance(one, str) and one.isidentifier() for one in values)


def _is_unpacked(holder: ast.AST) -> bool:
    return isinstance(holder, ast.Assign) and isinstance(holder.targets[0], ast.Tuple)


def _without(elements: list[ast.expr], number: int) -> list[ast.expr]:
    return elements[:number] + elements[number + 1 :]


def _says_yes_or_no(above: tuple[ast.AST, ...]) -> bool:
    within = [node for node in above if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return bool(within) and isinstance(within[-1].returns, ast.Name) and within[-1].returns.id == "bool"
