"""From the text of ``when`` to nodes: only what the whitelist knows, every name and choice checked."""

from __future__ import annotations

import ast

from thrustworthy.screening._logic import (
    _SIGNS,
    Certain,
    Compare,
    Every,
    Has,
    Known,
    Literals,
    LogicError,
    Name,
    NameOf,
    Node,
    Not,
    Sort,
    Vocabulary,
)

FUNCTIONS = ("stated", "denied", "known", "answered", "has")


def parse(text: str, vocabulary: Vocabulary) -> Node:
    """Read an expression. Raises LogicError naming what is wrong and how to mend it."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval")
    except SyntaxError as error:
        raise LogicError(f"{text!r} is not an expression ({error.msg}).") from error
    return _Reader(vocabulary).node(tree.body)


def names_in(node: object) -> tuple[str, ...]:
    """Every name an expression mentions, once, in the order it is written."""
    found: dict[str, None] = {}

    def walk(part: object) -> None:
        if isinstance(part, (Name, NameOf, Known)):
            found[part.name] = None
        elif isinstance(part, (Not, Certain)):
            walk(part.inner)
        elif isinstance(part, Every):
            for one in part.parts:
                walk(one)
        elif isinstance(part, Compare):
            walk(part.left)
            walk(part.right)
        elif isinstance(part, Has):
            found["history.complete"] = None

    walk(node)
    return tuple(found)


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def node(self, tree: ast.expr) -> Node:
        if isinstance(tree, ast.BoolOp):
            return Every(tuple(self.node(part) for part in tree.values), decides=isinstance(tree.op, ast.Or))
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
            return Not(self.node(tree.operand))
        if isinstance(tree, ast.Compare):
            return self._compare(tree)
        if isinstance(tree, ast.Call):
            return self._call(tree)
        if isinstance(tree, (ast.Name, ast.Attribute)):
            name, sort = self._name(tree)
            if sort != "yes_no":
                raise LogicError(f"{name!r} is not a yes/no: compare it with something.")
            return Name(name)
        raise LogicError(
            f"{ast.unparse(tree)!r} is outside the language: names, and/or/not, comparisons and {', '.join(FUNCTIONS)}."
        )

    def _name(self, tree: ast.expr) -> tuple[str, Sort]:
        name = ast.unparse(tree)
        if name not in self._vocabulary.sorts:
            raise LogicError(f"the name {name!r} is not in the question catalogue.")
        return name, self._vocabulary.sorts[name]

    def _call(self, tree: ast.Call) -> Node:
        called = ast.unparse(tree.func)
        if called not in FUNCTIONS or len(tree.args) != 1 or tree.keywords:
            raise LogicError(f"{ast.unparse(tree)!r}: the functions are {', '.join(FUNCTIONS)}, each of one argument.")
        argument = tree.args[0]
        if called == "has":
            if not isinstance(argument, ast.Constant) or argument.value not in self._vocabulary.groups:
                raise LogicError(f"{ast.unparse(tree)!r}: has() takes a group or kind of history_kinds.toml in quotes.")
            return Has(str(argument.value))
        if called in ("known", "answered"):
            return Known(self._name(argument)[0], otherwise=False if called == "known" else None)
        return Certain(self.node(argument), wanted=called == "stated")

    def _compare(self, tree: ast.Compare) -> Node:
        sides = [tree.left, *tree.comparators]
        parts = [self._pair(op, left, right) for op, left, right in zip(tree.ops, sides[:-1], sides[1:], strict=True)]
        return parts[0] if len(parts) == 1 else Every(tuple(parts), decides=False)

    def _pair(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Node:
        sign = _SIGNS.get(type(op))
        if sign is None:
            raise LogicError(f"{ast.unparse(left)} ... {ast.unparse(right)}: compare with <, <=, >, >=, ==, != or in.")
        mine, my_sort = self._side(left)
        other, other_sort = self._side(right)
        if not isinstance(mine, NameOf) and not isinstance(other, NameOf):
            raise LogicError(f"{ast.unparse(left)} {sign} {ast.unparse(right)} compares no name.")
        fits = my_sort == other_sort if sign != "in" else (my_sort, other_sort) == ("text", "names")
        if not fits or (sign in ("<", "<=", ">", ">=") and my_sort != "number"):
            raise LogicError(f"{ast.unparse(left)} {sign} {ast.unparse(right)} compares {my_sort} with {other_sort}.")
        self._check_choices(mine, other)
        self._check_choices(other, mine)
        return Compare(sign, mine, other)

    def _check_choices(self, name: Literals | NameOf, literal: Literals | NameOf) -> None:
        if not isinstance(name, NameOf) or name.name not in self._vocabulary.choices:
            return
        wanted = literal if isinstance(literal, tuple) else (literal,) if isinstance(literal, str) else ()
        for one in wanted:
            if one not in self._vocabulary.choices[name.name]:
                raise LogicError(f"{name.name!r} is never {one!r}; its choices are in the catalogue.")

    def _side(self, tree: ast.expr) -> tuple[Literals | NameOf, Sort]:
        if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return tree.value, "text"
        if isinstance(tree, ast.Constant) and isinstance(tree.value, (int, float)) and not isinstance(tree.value, bool):
            return float(tree.value), "number"
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            value, sort = self._side(tree.operand)
            if isinstance(value, float):
                return -value, sort
        if isinstance(tree, ast.Tuple):
            values = [one.value for one in tree.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(values) == len(tree.elts):
                return tuple(values), "names"
        if isinstance(tree, (ast.Name, ast.Attribute)):
            name, sort = self._name(tree)
            return NameOf(name), sort
        raise LogicError(f"{ast.unparse(tree)!r} cannot be compared: a name, a number, a text or a tuple of texts can.")
