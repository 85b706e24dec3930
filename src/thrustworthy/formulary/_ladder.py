"""The ladder: stages in order, each with what it holds and the gate that opens it, all as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from thrustworthy.evidence import DataError, Tag, read_toml

_COMPARISONS = ("is_yes", "at_least", "at_most", "both_sides_at_least", "sides_differ_at_most")
_STAGE_KEYS = {"id", "title", "content", "candidates"}
_STAGE_MAY = {"after", "patterns", "gate"}
_GATE_KEYS = {"id", "test", "text", "due", "tag", "sources"}
_GATE_MAY = {"patterns", "only_flag", "unless_flag", *_COMPARISONS}


@dataclass(frozen=True)
class GateRow:
    """One condition of a gate: a test and what its result has to be.

    comparison: ``is_yes``, ``at_least``, ``at_most``, ``both_sides_at_least`` or ``sides_differ_at_most`` (a share of
    the better side). threshold: in the unit of the test; None for ``is_yes``. patterns: asked only of lifts of these
    patterns (None: of all). only_flag, unless_flag: asked only where, or never where, screening makes that demand.
    """

    id: str
    test: str
    text: str
    due: str
    comparison: str
    threshold: float | None
    tag: str
    sources: tuple[str, ...]
    patterns: tuple[str, ...] | None = None
    only_flag: str | None = None
    unless_flag: str | None = None

    def is_asked(self, pattern: str, flags: tuple[str, ...]) -> bool:
        """True when the condition belongs to the gate for this movement pattern under these demands."""
        if self.patterns is not None and pattern not in self.patterns:
            return False
        if self.only_flag is not None and self.only_flag not in flags:
            return False
        return self.unless_flag not in flags


@dataclass(frozen=True)
class Stage:
    """One stage. after: the stage that has to be open before it. candidates: (lift, loaded) in order of preference.

    patterns: the movement patterns whose way leads through it (None: all).
    """

    id: str
    title: str
    content: str
    after: str | None
    candidates: tuple[tuple[str, bool], ...]
    gate: tuple[GateRow, ...]
    patterns: tuple[str, ...] | None = None

    def leads(self, pattern: str) -> bool:
        """True when the way of this movement pattern leads through the stage."""
        return self.patterns is None or pattern in self.patterns


@cache
def stages() -> tuple[Stage, ...]:
    """The stages S0 to S6 in their order. Raises DataError naming the stage and the row."""
    return tuple(as_stage(row) for row in read_toml("thrustworthy.formulary", "data/ladder.toml")["stage"])


def stage(name: str) -> Stage:
    """One stage by its id."""
    return {one.id: one for one in stages()}[name]


def stage_number(name: str) -> int:
    """0 for S0 to 6 for S6."""
    return [one.id for one in stages()].index(name)


def way_to(name: str) -> tuple[str, ...]:
    """The stages that have to be open for this one, from S0 up to and with it: no gate on it is ever skipped."""
    before = stage(name).after
    return (*(way_to(before) if before else ()), name)


def as_stage(row: Mapping[str, Any]) -> Stage:
    """Check one row of the ladder. Raises DataError naming the stage and the key."""
    where = f"formulary/data/ladder.toml [{row.get('id', '?')}]"
    _check_keys(where, row, _STAGE_KEYS, _STAGE_MAY)
    return Stage(
        id=row["id"],
        title=row["title"],
        content=row["content"],
        after=row.get("after"),
        candidates=tuple((one["lift"], one["loaded"]) for one in row["candidates"]),
        gate=tuple(_gate(where, one) for one in row.get("gate", ())),
        patterns=tuple(row["patterns"]) if "patterns" in row else None,
    )


def _check_keys(where: str, row: Mapping[str, Any], needed: set[str], more: set[str]) -> None:
    if missing := needed - set(row):
        raise DataError(f"{where}: {sorted(missing)[0]!r} is missing.")
    if strange := set(row) - needed - more:
        raise DataError(f"{where}: unknown key {sorted(strange)[0]!r}; the keys are {sorted(needed | more)}.")


def _gate(where: str, row: Mapping[str, Any]) -> GateRow:
    where = f"{where} {row.get('id', '?')}"
    _check_keys(where, row, _GATE_KEYS, _GATE_MAY)
    found = [name for name in _COMPARISONS if name in row]
    if len(found) != 1:
        raise DataError(f"{where}: needs exactly one of {', '.join(_COMPARISONS)}.")
    if row["tag"] not in set(Tag):
        raise DataError(f"{where}: {row['tag']!r} is no tag; the tags are {', '.join(Tag)}.")
    if not row["sources"] and row["tag"] != Tag.DESIGN:
        raise DataError(f"{where}: a {row['tag']} row needs a source; only DESIGN may stand without one.")
    return GateRow(
        id=row["id"],
        test=row["test"],
        text=row["text"],
        due=row["due"],
        comparison=found[0],
        threshold=None if found[0] == "is_yes" else float(row[found[0]]),
        tag=row["tag"],
        sources=tuple(row["sources"]),
        patterns=tuple(row["patterns"]) if "patterns" in row else None,
        only_flag=row.get("only_flag"),
        unless_flag=row.get("unless_flag"),
    )
