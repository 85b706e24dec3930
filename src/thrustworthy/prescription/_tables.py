"""The amounts and sentences of the plan, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml
from thrustworthy.prescription._model import Said


@cache
def dose() -> Mapping[str, Any]:
    """``data/dose.toml``."""
    return read_toml("thrustworthy.prescription", "data/dose.toml")


@cache
def flag_limits() -> Mapping[str, Mapping[str, list[Any]]]:
    """``data/flag_limits.toml``."""
    return read_toml("thrustworthy.prescription", "data/flag_limits.toml")


def words(name: str, /, **values: object) -> str:
    """One of the words of the plan, filled in."""
    return str(dose()["words"][name]).format(**values)


def said(text: str, row: Mapping[str, Any]) -> Said:
    """A sentence with the tag and sources of the row it comes from."""
    return Said(text, row["tag"], tuple(row["sources"]))


def between(name: str, pair: list[int]) -> str:
    """``2 to 3 sets`` or, where both ends are one, ``3 sets``."""
    low, high = pair
    if low == high:
        single = "days_single" if name == "days" and low == 1 else f"{name}_one"
        return words(single if single in dose()["words"] else name, low=low, high=high)
    return words(name, low=low, high=high)
