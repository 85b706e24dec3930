"""The ladder: stages in order, each with what it holds and the gate that opens it, all as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from thrustworthy.evidence import DataError, Tag, read_toml

_COMPARISONS = ("is_yes", "at_least", "at_most", "both_sides_at_least", "sides_differ_at_most")


@dataclass(frozen=True)
class GateRow:
    """One condition of a gate: a test and what its result has to be.

    comparison: ``is_yes``, ``at_least``, ``at_most``, ``both_sides_at_least`` or ``sides_differ_at_most`` (a share of
    the better side). threshold: in the unit of the test; None for ``is_yes``.
    """

    id: str
    test: str
    text: str
    due: str
    comparison: str
    threshold: float | None
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """One stage. after: the stage that has to be open before it. candidates: (lift, loaded) in order of preference."""

    id: str
    title: str
    content: str
    after: str | None
    candidates: tuple[tuple[str, bool], ...]
    gate: tuple[GateRow, ...]


@cache
def stages() -> tuple[Stage, ...]:
    """The stages S0 to S6 in their order. Raises DataError naming the stage and the row."""
    return tuple(_stage(row) for row in read_toml("thrustworthy.formulary", "data/ladder.toml")["stage"])


def stage(name: str) -> Stage:
    """One stage by its id."""
    return {one.id: one for one in stages()}[name]


def stage_number(name: str) -> int:
    """0 for S0 to 6 for S6."""
    return [one.id for one in stages()].index(name)


def _stage(row: Mapping[str, Any]) -> Stage:
    where = f"formulary/data/ladder.toml [{row['id']}]"
    return Stage(
        id=row["id"],
        title=row["title"],
        content=row["content"],
        after=row.get("after"),
        candidates=tuple((one["lift"], one["loaded"]) for one in row["candidates"]),
        gate=tuple(_gate(where, one) for one in row.get("gate", ())),
    )


def _gate(where: str, row: Mapping[str, Any]) -> GateRow:
    found = [name for name in _COMPARISONS if name in row]
    if len(found) != 1:
        raise DataError(f"{where} {row.get('id', '?')}: needs exactly one of {', '.join(_COMPARISONS)}.")
    tag, sources = Tag(row["tag"]), tuple(row["sources"])
    if not sources and tag is not Tag.DESIGN:
        raise DataError(f"{where} {row['id']}: a {tag} row needs a source; only DESIGN may stand without one.")
    threshold = None if found[0] == "is_yes" else float(row[found[0]])
    return GateRow(row["id"], row["test"], row["text"], row["due"], found[0], threshold, tag.value, sources)
