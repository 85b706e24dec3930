"""The words of the answer, read from ``data/texts.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from thrustworthy.answer._page import fill
from thrustworthy.evidence import read_toml


@cache
def texts() -> Mapping[str, Any]:
    """Every text of the file."""
    return read_toml("thrustworthy.answer", "data/texts.toml")


def text(name: str, /, **values: object) -> str:
    """One text by its dotted name, with its names filled in."""
    return fill(texts())(name, **values)
