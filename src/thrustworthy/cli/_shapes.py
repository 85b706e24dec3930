"""Small drawings of letters: a curve in one line, a bar."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
_PLAIN = "_.-=+*%#"


def curve(values: Sequence[float | None]) -> str:
    """One letter a value, from the lowest to the highest; a gap where there is none."""
    known = [value for value in values if value is not None]
    letters = _BLOCKS if _can(_BLOCKS) else _PLAIN
    if not known:
        return ""
    low, reach = min(known), max(known) - min(known)

    def letter(value: float | None) -> str:
        if value is None:
            return " "
        return letters[round((len(letters) - 1) * (value - low) / reach)] if reach > 0 else letters[0]

    return "".join(letter(value) for value in values)


def bar(share: float, width: int = 24) -> str:
    """A bar for a share from 0 to 1."""
    letter = _BLOCKS[-1] if _can(_BLOCKS) else _PLAIN[-1]
    return letter * round(width * min(max(share, 0.0), 1.0))


def number(value: float) -> str:
    """Four figures, and never a power of ten for what a person reads."""
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def with_band(middle: float, low: float, high: float) -> str:
    """``5086 (3795 to 6957)``."""
    return f"{number(middle)} ({number(low)} to {number(high)})"


def _can(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
