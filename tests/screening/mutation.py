"""Mutants of the rules, and whether the oracle notices each one: ``tools/mutate_rules.py`` prints the figures."""

from __future__ import annotations

import ast
import copy
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.screening.marking import BY_RULE, ORACLE, differences
from tests.screening.oracle import facts
from thrustworthy.evidence import DataError
from thrustworthy.screening import Rule, Verdict, read_rule, rule_files, rules, screen_with

Raw = dict[str, Any]
QUICK = ("deleted", "softened")
"""The kinds of mutants that every run of the tests tries; the rest are tried as well where time allows."""


@dataclass(frozen=True)
class Mutant:
    """One change to one rule. ``made`` is None where the rule is deleted."""

    rule: str
    kind: str
    what: str
    made: Rule | None


@dataclass(frozen=True)
class Result:
    """Whether the oracle noticed, and whether the mutant is milder for anybody in the rule's own row."""

    mutant: Mutant
    killed: bool
    milder: bool


@cache
def raw_rules() -> tuple[Raw, ...]:
    """Every row as the files have it."""
    return tuple(raw for text in rule_files().values() for raw in tomllib.loads(text)["rule"])


def _variants(when: str, change: Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]) -> Iterator[tuple[str, str]]:
    """Every text that ``change`` makes of one node of the expression, with what was changed."""
    tree = ast.parse(" ".join(when.split()), mode="eval")
    for index, node in enumerate(ast.walk(tree)):
        for number in range(len(list(change(node)))):
            other = copy.deepcopy(tree)
            target = list(ast.walk(other))[index]
            what, made = list(change(target))[number]
            yield what, ast.unparse(ast.fix_missing_locations(_Replace(target, made).visit(other)))


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self._new if node is self._old else super().generic_visit(node)


def _numbers(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        for step in (-1, 1):
            yield f"{node.value:g} becomes {node.value + step:g}", ast.Constant(node.value + step)


_EDGES = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def _edges(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in _EDGES:
                turned = [_EDGES[type(op)]() if at == place else other for at, other in enumerate(node.ops)]
                yield f"the edge of {ast.unparse(node)}", ast.Compare(node.left, turned, node.comparators)


def _dropped(kind: type[ast.boolop]) -> Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]:
    def change(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, kind):
            for place, gone in enumerate(node.values):
                rest = [value for at, value in enumerate(node.values) if at != place]
                yield f"without {ast.unparse(gone)}", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)

    return change


def _choices(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        for place, gone in enumerate(node.elts):
            rest = [value for at, value in enumerate(node.elts) if at != place]
            yield f"without {ast.unparse(gone)}", ast.Tuple(rest, ast.Load())


_WHEN: dict[str, Callable[[ast.AST], Iterator[tuple[str, ast.AST]]]] = {
    "threshold moved": _numbers,
    "edge moved": _edges,
    "or-branch dropped": _dropped(ast.Or),
    "and-branch dropped": _dropped(ast.And),
    "choice dropped": _choices,
}


def _softer(verdict: str) -> list[str]:
    ladder = list(Verdict)
    place = ladder.index(Verdict(verdict))
    return list(dict.fromkeys(str(one) for one in (ladder[max(0, place - 1)], ladder[0]) if one != verdict))


def _raw_mutants(raw: Raw) -> Iterator[tuple[str, str, Raw]]:
    for verdict in _softer(raw["verdict"]):
        yield "softened", f"{raw['verdict']} becomes {verdict}", {**raw, "verdict": verdict}
    held = raw.get("constraints", {})
    for name, value in held.items():
        rest = {key: other for key, other in held.items() if key != name}
        yield "constraint dropped", f"without {name}", {**raw, "constraints": rest}
        if isinstance(value, list) and len(value) > 1:
            for gone in value:
                less = {**held, name: [one for one in value if one != gone]}
                yield "constraint dropped", f"{name} without {gone}", {**raw, "constraints": less}
    for limit in raw.get("limits", ()):
        kept = [one for one in raw["limits"] if one != limit]
        yield "constraint dropped", f"limits without {limit}", {**raw, "limits": kept}
    if raw["verdict"] == "HOLD_CLEARANCE":
        other = "clearance" if raw.get("hold") == "questions" else "questions"
        yield "hold kind changed", f"holds for {other}", {**raw, "hold": other}
    for kind, change in _WHEN.items():
        for what, when in _variants(raw["when"], change):
            yield kind, what, {**raw, "when": when}


def mutants(kinds: Sequence[str] | None = None) -> Iterator[Mutant]:
    """Every mutant of every rule, or those of some kinds. A change that is no rule any more is none."""
    for raw in raw_rules():
        if kinds is None or "deleted" in kinds:
            yield Mutant(raw["id"], "deleted", "deleted", None)
        for kind, what, changed in _raw_mutants(raw):
            if kinds is None or kind in kinds:
                try:
                    yield Mutant(raw["id"], kind, what, read_rule("mutant", changed))
                except DataError:
                    continue


def _with(mutant: Mutant) -> tuple[Rule, ...]:
    changed = (mutant.made if one.id == mutant.rule else one for one in rules())
    return tuple(one for one in changed if one is not None)


def _noticed(mutant: Mutant) -> bool:
    own = BY_RULE.get(mutant.rule)
    alone = () if mutant.made is None else (mutant.made,)
    if own is not None and mutant.made is not None and "item.covered" in mutant.made.inputs:
        alone = _with(mutant)
    if own is not None and any(True for _ in differences(own, alone)):
        return True
    # Not by its own row: then by any row, with all rules.
    everything = _with(mutant)
    return any(True for row in ORACLE for _ in differences(row, everything))


def _milder(mutant: Mutant) -> bool:
    own, everything = BY_RULE[mutant.rule], _with(mutant)
    people = (*own.yes, *own.no, *(who for who, _ in own.unknown))

    def severity(which: tuple[Rule, ...]) -> list[int]:
        return [screen_with(facts(who), which, "").strict.verdict.severity for who in people]

    return any(after < before for before, after in zip(severity(rules()), severity(everything), strict=True))


def run(kinds: Sequence[str] | None = None) -> tuple[Result, ...]:
    """Try the mutants. Milder is worked out only where the oracle noticed nothing."""
    found = []
    for mutant in mutants(kinds):
        killed = _noticed(mutant)
        found.append(Result(mutant, killed, not killed and _milder(mutant)))
    return tuple(found)
