"""The words of ``data/routine.toml``, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def table() -> Mapping[str, Any]:
    """``data/routine.toml``."""
    return read_toml("thrustworthy.prescription", "data/routine.toml")


def say(name: str, /, **values: object) -> str:
    """A text about a line, filled in."""
    return str(table()["say"][name]).format(**values)


def why(name: str, /, **values: object) -> str:
    """Why a name is taken for a lift."""
    return str(table()["why"][name]).format(**values)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest first, with any spacing."""
    longest = sorted({*words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"


@cache
def heading_words(name: str) -> str:
    """A pattern for the words of one row of ``[headings]``."""
    return alternatives(table()["headings"][name])


@cache
def weekday_of() -> Mapping[str, int]:
    """Each word for a weekday to its place, 0 Monday."""
    return {word: place for place, name in enumerate(WEEKDAYS) for word in table()["days"][name]}
