"""What a case may hold at all: the plausibility limits of ``data/limits.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from thrustworthy.evidence import DataError, Tag, read_toml

_KEYS = {"low", "high", "unit", "tag", "reason"}


@dataclass(frozen=True)
class Limit:
    """From ``low`` to ``high``, both allowed, in ``unit``. ``reason`` says why there."""

    name: str
    low: float
    high: float
    unit: str
    tag: Tag
    reason: str

    @property
    def words(self) -> str:
        """The limit as a reader sees it: ``0.9 to 2.4 m``."""
        return f"{self.low:.12g} to {self.high:.12g} {self.unit}".rstrip()

    def holds(self, low: float, high: float | None = None) -> bool:
        """True when the value, or the whole span from ``low`` to ``high``, is within the limit."""
        return self.low <= low and (low if high is None else high) <= self.high


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by name. Raises DataError naming the row that breaks the format."""
    found = {}
    for name, row in read_toml("thrustworthy.case", "data/limits.toml").items():
        if set(row) != _KEYS or not row["reason"] or row["low"] > row["high"]:
            raise DataError(f"case/data/limits.toml [{name}]: needs {sorted(_KEYS)}, a reason, and low below high.")
        found[name] = Limit(name, float(row["low"]), float(row["high"]), row["unit"], Tag(row["tag"]), row["reason"])
    return MappingProxyType(found)
