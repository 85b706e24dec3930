"""The headings of the listings, read from ``data/words.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml


@cache
def words(verb: str) -> Mapping[str, Any]:
    """The words of one verb."""
    found: Mapping[str, Any] = read_toml("thrustworthy.cli", "data/words.toml")[verb]
    return found


def say(verb: str, name: str, /, **values: object) -> str:
    """One of them, with its names filled in."""
    return str(words(verb)[name]).format(**values)


def columns(verb: str, name: str = "columns") -> list[str]:
    """The titles of a table."""
    return [str(one) for one in words(verb)[name]]
