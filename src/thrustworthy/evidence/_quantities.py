"""Numbers with their source: every constant of the physics and the plan is read from such a row."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from thrustworthy.evidence._tags import Tag

Distribution = Literal["fixed", "normal", "uniform"]
_KEYS = {"value", "unit", "tag", "sources", "note", "distribution", "sd", "low", "high"}


class DataError(ValueError):
    """A data file of the package breaks its own format; the message names the row and the mend."""


@dataclass(frozen=True)
class Quantity:
    """One sourced number.

    value: the central value in ``unit`` (SI unless the unit says otherwise).
    distribution: how it is drawn for uncertainty: ``fixed``; ``normal`` with ``sd``, cut at ``low`` and ``high``
    where these are given; ``uniform`` between ``low`` and ``high``.
    tag, sources: how it came to us, and the ids of its sources (empty only for DESIGN).
    """

    name: str
    value: float
    unit: str
    tag: Tag
    sources: tuple[str, ...] = ()
    note: str = ""
    distribution: Distribution = "fixed"
    sd: float | None = None
    low: float | None = None
    high: float | None = None


def read_toml(package: str, filename: str) -> dict[str, Any]:
    """Read a TOML data file of the package through ``importlib.resources``."""
    return tomllib.loads(files(package).joinpath(filename).read_text(encoding="utf-8"))


def as_quantity(name: str, row: Mapping[str, Any]) -> Quantity:
    """Check one row and make it a Quantity. Raises DataError naming the row."""
    unknown = set(row) - _KEYS
    if unknown:
        raise DataError(f"{name}: unknown key {sorted(unknown)[0]!r}; the keys are {sorted(_KEYS)}.")
    for key in ("value", "unit", "tag"):
        if key not in row:
            raise DataError(f"{name}: {key!r} is missing.")
    made = Quantity(
        name=name,
        value=float(row["value"]),
        unit=str(row["unit"]),
        tag=Tag(row["tag"]),
        sources=tuple(row.get("sources", ())),
        note=str(row.get("note", "")),
        distribution=row.get("distribution", "fixed"),
        sd=row.get("sd"),
        low=row.get("low"),
        high=row.get("high"),
    )
    if not made.sources and made.tag is not Tag.DESIGN:
        raise DataError(f"{name}: a {made.tag} figure needs a source; only DESIGN may stand without one.")
    if made.distribution == "normal" and made.sd is None:
        raise DataError(f"{name}: a normal quantity needs 'sd'.")
    if made.distribution == "uniform" and (made.low is None or made.high is None):
        raise DataError(f"{name}: a uniform quantity needs 'low' and 'high'.")
    if made.distribution not in ("fixed", "normal", "uniform"):
        raise DataError(f"{name}: distribution {made.distribution!r} is not fixed, normal or uniform.")
    return made


@cache
def read_quantities(package: str, filename: str) -> Mapping[str, Quantity]:
    """All quantities of a data file, by dotted name (``[extensor.arm]`` is ``"extensor.arm"``)."""
    found: dict[str, Quantity] = {}

    def walk(prefix: str, table: Mapping[str, Any]) -> None:
        if "value" in table:
            found[prefix] = as_quantity(prefix, table)
            return
        for key, inner in table.items():
            if isinstance(inner, dict):
                walk(f"{prefix}.{key}" if prefix else key, inner)

    walk("", read_toml(package, filename))
    return MappingProxyType(found)
