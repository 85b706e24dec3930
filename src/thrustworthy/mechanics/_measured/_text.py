"""Tables of numbers in text: each fault is one sentence with its line and column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError
from thrustworthy.mechanics._result import Array


def unique_names(name: str, line: int, names: Sequence[str]) -> None:
    """Raises MotionError for a column without a name or a name given twice."""
    seen: set[str] = set()
    for place, one in enumerate(names, 1):
        if not one:
            raise MotionError(f"{name}, line {line}: column {place} has no name; name it or take it out.")
        if one in seen:
            raise MotionError(f"{name}, line {line}: two columns are called {one}; leave one of them out.")
        seen.add(one)


def numbers(name: str, names: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], *, gaps: bool = False) -> Array:
    """Rows of (line, cells) as (rows, columns). gaps: an empty cell is NaN. Raises MotionError for any other fault."""
    table = np.empty((len(rows), len(names)))
    for at, (line, cells) in enumerate(rows):
        if len(cells) != len(names):
            raise MotionError(
                f"{name}, line {line}: {len(cells)} values under {len(names)} columns; give every column one value."
            )
        for column, cell in enumerate(cells):
            text = cell.strip()
            if gaps and not text:
                table[at, column] = np.nan
                continue
            try:
                table[at, column] = float(text)
            except ValueError:
                shown = repr(text) if text else "nothing"
                raise MotionError(
                    f"{name}, line {line}, column {names[column]}: {shown} is no number; "
                    "write one with a decimal point."
                ) from None
            if not gaps and not np.isfinite(table[at, column]):
                raise MotionError(
                    f"{name}, line {line}, column {names[column]}: {text} is no finite number; fill the gap or cut it."
                )
    return table
