"""The rows of the validation table and the simulations they share, read from ``data/validation/*.toml`` and checked."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from thrustworthy.evidence import DataError, Tag
from thrustworthy.mechanics._result import Subject
from thrustworthy.mechanics._tables import PACKAGE

LIMBS = ("one limb", "both limbs", "both readings", "none")
INPUTS = ("A", "B", "C", "U")
_ROW_KEYS = {
    "quantity", "published", "people", "condition", "assumption", "limb", "input", "pass", "sources", "tag", "gates",
    "checks", "reason", "cannot", "used_as_input", "limits",
}  # fmt: skip


@dataclass(frozen=True)
class RunSpec:
    """One simulation that rows measure. load in kg; setup: technique values held fixed."""

    name: str
    lift: str
    subject: Subject
    load: float
    setup: Mapping[str, float]


@dataclass(frozen=True)
class Check:
    """One figure of a row and what it has to keep.

    measure: name of a measurement. given: what it is told (runs, outputs, phases). low, high: the median has to lie
    between them; a check without both is shown and judges nothing. times: factor on the figure, unit: of the result.
    """

    title: str
    measure: str
    given: Mapping[str, Any]
    unit: str
    low: float = -math.inf
    high: float = math.inf
    times: float = 1.0

    @property
    def judges(self) -> bool:
        """Whether there is anything to keep."""
        return math.isfinite(self.low) or math.isfinite(self.high)


@dataclass(frozen=True)
class Row:
    """One row of the table.

    published: the figure as printed. condition, assumption: what is simulated and what had to be assumed for it, in
    words. limb: which of the two conventions is compared. input: A all given, B after an assumption, C order, sign or
    shape only, U formula. needs: "all" checks, or "any" of them. gates: whether a miss without a reason fails a build.
    reason: why a known miss misses. limits: what a pass does not show. cannot: why it cannot be simulated.
    used_as_input: where the published figure is given to the engine instead of measured.
    """

    number: int
    quantity: str
    published: str
    people: str
    condition: str
    assumption: str
    limb: str
    input: str
    tag: Tag
    sources: tuple[str, ...]
    gates: bool
    needs: Literal["all", "any"]
    checks: tuple[Check, ...]
    reason: str
    limits: str
    cannot: str
    used_as_input: bool


@cache
def validation_rows() -> tuple[Row, ...]:
    """Every row, in the order of the numbers. Raises DataError naming the row that breaks the format."""
    found = [_row(int(number), row) for number, row in _all("rows").items()]
    return tuple(sorted(found, key=lambda row: row.number))


@cache
def validation_runs() -> Mapping[str, RunSpec]:
    """The simulations that the rows share, by name."""
    people = {name: Subject(**row) for name, row in _all("people").items()}
    made: dict[str, RunSpec] = {}
    for name, row in _all("runs").items():
        if row.get("who") not in people:
            raise DataError(f"validation run {name}: 'who' is {row.get('who')!r}; it is one of {', '.join(people)}.")
        setup = {key: float(value) for key, value in row.get("setup", {}).items()}
        made[name] = RunSpec(name, row["lift"], people[row["who"]], float(row["load"]), MappingProxyType(setup))
    return MappingProxyType(made)


@cache
def _all(part: str) -> Mapping[str, Any]:
    """One kind of table from every file of the folder; a name stands in one of them only."""
    joined: dict[str, Any] = {}
    folder = files(PACKAGE).joinpath("data/validation")
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if not path.name.endswith(".toml"):
            continue
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).get(part, {}).items():
            if name in joined:
                raise DataError(f"{path.name}: {part}.{name} is already in another file of the table.")
            joined[name] = row
    return joined


def _row(number: int, row: Mapping[str, Any]) -> Row:
    where = f"validation row {number}"
    unknown = set(row) - _ROW_KEYS
    if unknown:
        raise DataError(f"{where}: unknown key {sorted(unknown)[0]!r}; the keys are {', '.join(sorted(_ROW_KEYS))}.")
    for key in ("quantity", "published", "people", "condition", "assumption", "limb", "input", "tag", "sources"):
        if not row.get(key):
            raise DataError(f"{where}: {key!r} is missing.")
    for key, allowed in (("limb", LIMBS), ("input", INPUTS)):
        if row[key] not in allowed:
            raise DataError(f"{where}: {key} {row[key]!r} is not one of {', '.join(allowed)}.")
    tag = Tag(row["tag"])
    gates = bool(row["gates"])
    if gates and tag.recalled:
        raise DataError(f"{where}: a recalled figure never gates.")
    return Row(
        number=number,
        quantity=row["quantity"],
        published=row["published"],
        people=row["people"],
        condition=row["condition"],
        assumption=row["assumption"],
        limb=row["limb"],
        input=row["input"],
        tag=tag,
        sources=tuple(row["sources"]),
        gates=gates,
        needs="any" if row.get("pass") == "any" else "all",
        checks=tuple(_check(f"{where}, check {place}", one) for place, one in enumerate(row.get("checks", ()), 1)),
        reason=row.get("reason", ""),
        limits=row.get("limits", ""),
        cannot=row.get("cannot", ""),
        used_as_input=bool(row.get("used_as_input", False)),
    )


def _check(where: str, row: Mapping[str, Any]) -> Check:
    given = dict(row)
    for key in ("title", "measure", "unit"):
        if key not in given:
            raise DataError(f"{where}: {key!r} is missing.")
    title, measure, unit = (str(given.pop(key)) for key in ("title", "measure", "unit"))
    low, high = float(given.pop("low", -math.inf)), float(given.pop("high", math.inf))
    times = float(given.pop("times", 1.0))
    for key in ("run", "over", "minus"):
        if key in given and given[key] not in validation_runs():
            raise DataError(f"{where}: no run is called {given[key]!r}; add it under [runs].")
    return Check(title, measure, MappingProxyType(given), unit, low, high, times)
