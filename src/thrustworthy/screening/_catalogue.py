"""The question catalogue and the kinds of history as the evaluator needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from thrustworthy.case import Interval, QuestionRow, Value, history_kinds, questions
from thrustworthy.evidence import DataError
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
    suppose: Value | None = None
    benign: Value | None = None
    asked_if: Node | None = None


@dataclass(frozen=True)
class Catalogue:
    """All questions by name, the groups of each kind of history, and the vocabulary of the rules."""

    rows: Mapping[str, Row]
    groups: Mapping[str, frozenset[str]]
    vocabulary: Vocabulary


def as_value(answer: object, sort: Sort) -> Value | None:
    """An answer of a data file as the rules see it: numbers become intervals, lists tuples."""
    if answer is None or isinstance(answer, (bool, str)):
        return answer
    if sort == "number" and isinstance(answer, (int, float)):
        return Interval(float(answer), float(answer))
    if sort == "names" and isinstance(answer, tuple):
        return answer
    raise DataError(f"{answer!r} is no answer to a question of sort {sort}.")


def _row(order: int, question: QuestionRow, vocabulary: Vocabulary) -> Row:
    sort = vocabulary.sorts[question.name]
    try:
        asked_if = parse(question.asked_if, vocabulary) if question.asked_if else None
    except LogicError as error:
        raise DataError(f"questions.toml, {question.name}: in asked_if, {error}") from error
    if question.kind == "detail" and question.suppose is not None:
        raise DataError(f"questions.toml, {question.name}: a detail is never supposed; take 'suppose' out.")
    return Row(
        name=question.name,
        kind=question.kind,
        asked_of=question.asked_of,
        ask=question.ask,
        order=order,
        suppose=as_value(question.suppose, sort),
        benign=as_value(question.benign, sort),
        asked_if=asked_if,
    )


@cache
def catalogue() -> Catalogue:
    """The questions and the kinds of history, read once."""
    found = questions()
    groups = {name: frozenset((name, "any", *kind.groups)) for name, kind in history_kinds().items()}
    vocabulary = Vocabulary(
        sorts={**{name: _SORTS[row.type] for name, row in found.items()}, **dict.fromkeys(DERIVED, "yes_no")},
        choices={name: row.choices for name, row in found.items() if row.choices},
        groups=frozenset().union(*groups.values()),
    )
    rows = {row.name: _row(order, row, vocabulary) for order, row in enumerate(found.values())}
    return Catalogue(rows, groups, vocabulary)
