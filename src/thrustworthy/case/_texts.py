"""How a value of a case file is shown back, and what is nearest to a word that nothing knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from difflib import get_close_matches

NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,7})?"
"""A figure as people write it: digits, and decimals after a point."""

_WORDS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    for word in words.split()
}
_LONGEST = 40
_SHOWN_CHOICES = 12
_NEAR = 0.6


def shown(value: object) -> str:
    """The value as the file has it, on one line and not too long: ``"1.80"``, ``84``, ``true``, ``a list``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, str):
        cut = value if len(value) <= _LONGEST else value[: _LONGEST - 3] + "..."
        return '"' + "".join(c if c.isprintable() and c not in '"\\' else _escaped(c) for c in cut) + '"'
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "a number of more than 40 digits"
    return str(value)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "replace").decode("ascii") if character != '"' else '\\"'


def nearest(word: str, known: Iterable[str], near: float = _NEAR) -> str | None:
    """The known word nearest to this one, or None when none is near (``near``: 0 anything, 1 the same word)."""
    found = get_close_matches(word[:100], list(known), n=1, cutoff=near)
    return found[0] if found else None


def meant(word: object, known: Iterable[str]) -> str:
    """The mend for a word that is not known: the nearest one, else (part of) the list."""
    names = list(known)
    near = nearest(word, names) if isinstance(word, str) and len(names) > _SHOWN_CHOICES else None
    return f"write {listed(names)}" if near is None else f'perhaps "{near}" is meant'


def listed(names: Iterable[str]) -> str:
    """The words as a choice: ``"left", "right" or "both"``; a long list is cut."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) > _SHOWN_CHOICES:
        return f"one of {', '.join(quoted[:_SHOWN_CHOICES])} and {len(quoted) - _SHOWN_CHOICES} more"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def number_of(word: str) -> float | None:
    """The number that a figure or a small number word says, or None."""
    if re.fullmatch(NUMBER, word):
        return float(word)
    return float(_WORDS[word]) if word in _WORDS else None
