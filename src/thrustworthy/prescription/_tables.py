"""The amounts and sentences of the plan, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml
from thrustworthy.prescription._model import Said

_PACKAGE = "thrustworthy.prescription"


@cache
def dose() -> Mapping[str, Any]:
    """``data/dose.toml``."""
    return read_toml(_PACKAGE, "data/dose.toml")


@cache
def flag_limits() -> Mapping[str, Mapping[str, list[Any]]]:
    """``data/flag_limits.toml``."""
    return read_toml(_PACKAGE, "data/flag_limits.toml")


@cache
def _words() -> Mapping[str, Any]:
    return read_toml(_PACKAGE, "data/words.toml")


def words(name: str, /, **values: object) -> str:
    """One of the words around the figures, filled in."""
    return str(_words()["plain"][name]).format(**values)


def sentence(name: str, /, **values: object) -> Said:
    """A sentence of ``data/words.toml`` by its dotted name, filled in."""
    row: Mapping[str, Any] = _words()
    for part in name.split("."):
        row = row[part]
    return Said(str(row["text"]).format(**values), row["tag"], tuple(row["sources"]))


def sentence_of(name: str, source: Mapping[str, Any], /, **values: object) -> Said:
    """A sentence of ``data/words.toml`` with the tag and sources of the row of ``data/dose.toml`` it stands on."""
    return said(str(_words()[name]["text"]).format(**values), source)


def said(text: str, row: Mapping[str, Any]) -> Said:
    """A sentence with the tag and sources of the row it comes from."""
    return Said(text, row["tag"], tuple(row["sources"]))


def between(name: str, pair: Sequence[int]) -> str:
    """``2 to 3 sets`` or, where both ends are one, ``3 sets``."""
    low, high = pair
    if low == high:
        return words("days_single" if name == "days" and low == 1 else f"{name}_one", low=low, high=high)
    return words(name, low=low, high=high)
