"""The question catalogue and the kinds of history as the evaluator needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from thrustworthy.case._facts import Interval, Value
from thrustworthy.evidence import DataError, read_toml
from thrustworthy.screening._logic import LogicError, Node, Sort, Vocabulary
from thrustworthy.screening._parse import parse

_SORTS: Mapping[str, Sort] = {
    "yes_no": "yes_no",
    "choice": "text",
    "nprs": "number",
    "number": "number",
    "age": "number",
    "days": "number",
    "names": "names",
}
DERIVED = ("item.known_kind", "item.covered")
"""Yes/no names the evaluator answers itself: the kind is one rules know; some rule speaks of this entry."""


@dataclass(frozen=True)
class Row:
    """One question. ``suppose`` and ``benign`` are None where there is none; ``asked_if`` is parsed."""

    name: str
    kind: Literal["symptom", "disease", "presence", "detail"]
    asked_of: Literal["person", "surgeon"]
    ask: str
    order: int
    sort: Sort
    suppose: Value | None = None
    benign: Value | None = None
    asked_if: Node | None = None


@dataclass(frozen=True)
class Catalogue:
    """All questions by name, the groups of each kind of history, and the vocabulary of the rules."""

    rows: Mapping[str, Row]
    groups: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, inner in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if "type" in inner:
            yield name, inner
        else:
            yield from _flat(name, inner)


def as_value(answer: object, sort: Sort) -> Value | None:
    """An answer of a data file as the rules see it: numbers become intervals, lists tuples."""
    if answer is None or isinstance(answer, (bool, str, Interval)):
        return answer
    if sort == "number" and isinstance(answer, (int, float)):
        return Interval(float(answer), float(answer))
    if sort == "names" and isinstance(answer, list):
        return tuple(str(one) for one in answer)
    raise DataError(f"{answer!r} is no answer to a question of sort {sort}.")


def _row(order: int, name: str, raw: Mapping[str, Any], vocabulary: Vocabulary) -> Row:
    sort = vocabulary.sorts[name]
    try:
        asked_if = parse(raw["asked_if"], vocabulary) if "asked_if" in raw else None
    except LogicError as error:
        raise DataError(f"questions.toml, {name}: in asked_if, {error}") from error
    if raw["kind"] == "detail" and "suppose" in raw:
        raise DataError(f"questions.toml, {name}: a detail is never supposed; take 'suppose' out.")
    return Row(
        name=name,
        kind=raw["kind"],
        asked_of=raw.get("asked_of", "person"),
        ask=raw["ask"],
        order=order,
        sort=sort,
        suppose=as_value(raw.get("suppose"), sort),
        benign=as_value(raw.get("benign"), sort),
        asked_if=asked_if,
    )


@cache
def catalogue() -> Catalogue:
    """Read ``questions.toml`` and ``history_kinds.toml`` once."""
    found = dict(_flat("", read_toml("thrustworthy.case", "data/questions.toml")))
    kinds = read_toml("thrustworthy.case", "data/history_kinds.toml")
    groups = {kind: frozenset((kind, "any", *row["groups"])) for kind, row in kinds.items()}
    sorts: dict[str, Sort] = {name: _SORTS[row["type"]] for name, row in found.items()}
    vocabulary = Vocabulary(
        sorts={**sorts, **dict.fromkeys(DERIVED, "yes_no")},
        choices={name: tuple(row["choices"]) for name, row in found.items() if "choices" in row},
        groups=frozenset().union(*groups.values()),
    )
    rows = {name: _row(order, name, row, vocabulary) for order, (name, row) in enumerate(found.items())}
    return Catalogue(rows, groups, vocabulary)
