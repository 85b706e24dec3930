"""The rows of ``data/week.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml
from thrustworthy.prescription._model import Said
from thrustworthy.prescription._tables import said


@cache
def week() -> Mapping[str, Any]:
    """``data/week.toml``."""
    return read_toml("thrustworthy.prescription", "data/week.toml")


def word(name: str, /, **values: object) -> str:
    """One of the words around the figures, filled in."""
    return str(week()["words"][name]).format(**values)


def wish_word(name: str, /, **values: object) -> str:
    """A wish in words."""
    return str(week()["words"]["wish"][name]).format(**values)


def plain(name: str, /, **values: object) -> Said:
    """A sentence of ours without a source."""
    return Said(word(name, **values), "DESIGN", ())


def row_said(row: Mapping[str, Any], /, **values: object) -> Said:
    """The sentence of a row, with its tag and sources."""
    return said(str(row["text"]).format(**values), row)


def muscle_word(group: str) -> str:
    """A muscle as the reader knows it."""
    return str(week()["muscles"][group])
