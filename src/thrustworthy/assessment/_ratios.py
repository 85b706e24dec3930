"""What two results say together: rows of ``data/ratios.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from thrustworthy.assessment._load import check_keys, cited, lines, norms
from thrustworthy.assessment._model import Line, Norm, Result
from thrustworthy.evidence import DataError, read_toml

Kind = Literal["quotient", "side_share", "difference", "sum", "together"]
_UNITS: Mapping[str, str] = {"quotient": "", "side_share": "", "difference": "deg", "sum": "points", "together": ""}


@dataclass(frozen=True)
class RatioRow:
    """One row. parts: (test, side) of the first and the second result; lines_needed: those of a ``together``."""

    id: str
    label: str
    group: str
    kind: Kind
    tag: str
    sources: tuple[str, ...]
    parts: tuple[tuple[str, str | None], ...] = ()
    lines_needed: tuple[str, ...] = ()
    norms: tuple[Norm, ...] = ()
    lines: tuple[Line, ...] = ()
    note: str = ""

    @property
    def unit(self) -> str:
        """The unit of its value; empty for a share or a quotient."""
        return _UNITS[self.kind]

    def value(self, first: Result, second: Result) -> float | None:
        """The number of two results; None where one is no number, or it would be divided by nothing."""
        if isinstance(first, (bool, str)) or isinstance(second, (bool, str)):
            return None
        if self.kind == "difference":
            return first - second
        if self.kind == "sum":
            return first + second
        if self.kind == "side_share":
            return abs(first - second) / max(first, second) if max(first, second) > 0 else None
        return first / second if second > 0 else None


@cache
def ratios() -> tuple[RatioRow, ...]:
    """Every ratio, in the order of the file. Raises DataError naming the row."""
    return tuple(_made(name, row) for name, row in read_toml("thrustworthy.assessment", "data/ratios.toml").items())


def _made(name: str, row: Mapping[str, Any]) -> RatioRow:
    where = f"assessment/data/ratios.toml [{name}]"
    needed = {"label", "group", "kind", "tag", "sources"}
    check_keys(where, row, needed, {"first", "second", "lines", "norm", "line", "note"})
    cited(where, row)
    if row["kind"] not in get_args(Kind):
        raise DataError(f"{where}: 'kind' is {row['kind']!r}; write one of {', '.join(get_args(Kind))}.")
    if (row["kind"] == "together") != ("lines" in row) or ("first" in row) != ("second" in row):
        raise DataError(f"{where}: give 'first' and 'second', or for a 'together' its 'lines'.")
    return RatioRow(
        id=name,
        label=row["label"],
        group=row["group"],
        kind=row["kind"],
        tag=row["tag"],
        sources=tuple(row["sources"]),
        parts=tuple((row[key]["test"], row[key].get("side")) for key in ("first", "second") if key in row),
        lines_needed=tuple(row.get("lines", ())),
        norms=norms(where, row.get("norm", ())),
        lines=lines(where, row.get("line", ())),
        note=row.get("note", ""),
    )
