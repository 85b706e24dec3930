"""From the columns of a file to the engine's five angles, by a table that a reader sees and can change."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from thrustworthy.evidence import read_toml
from thrustworthy.mechanics._measured._markers import angles_of_markers
from thrustworthy.mechanics._measured._model import ANGLES, Mapped, MotionError, MotionFile
from thrustworthy.mechanics._result import Array

SIDES = {"right": ("r",), "left": ("l",), "both": ("r", "l")}


@cache
def mapping_table() -> dict[str, Any]:
    """The rows of ``data/columns.toml``."""
    return dict(read_toml("thrustworthy.mechanics._measured", "data/columns.toml"))


def map_angles(
    motion: MotionFile, side: str, given: Mapping[str, str]
) -> tuple[dict[str, Array], tuple[Mapped, ...], frozenset[str]]:
    """The five angles (deg), how each was found, and which ones the file has.

    side: "right", "left" or "both" (their mean). given: angle -> column to take instead of the table's, with a minus
    sign in front to turn it round. Raises MotionError for an angle that is needed and missing.
    """
    if side not in SIDES:
        raise MotionError(f"side is {side!r}; give right, left or both.")
    for angle in given:
        if angle not in ANGLES:
            raise MotionError(f"{angle!r} is no angle of the engine; map one of {', '.join(ANGLES)}.")
    if motion.markers:
        motion = angles_of_markers(motion, SIDES[side])
    angles: dict[str, Array] = {}
    rows: list[Mapped] = []
    found: set[str] = set()
    for angle in ANGLES:
        made = _given(motion, angle, given[angle]) if angle in given else _by_table(motion, angle, side)
        if made is None:
            angles[angle] = np.zeros_like(motion.time)
            rows.append(Mapped(angle, "", 0.0, "not in the file"))
            continue
        angles[angle], row = made
        rows.append(row)
        found.add(angle)
    return angles, tuple(rows), frozenset(found)


def _given(motion: MotionFile, angle: str, text: str) -> tuple[Array, Mapped]:
    sign, column = (-1.0, text[1:]) if text.startswith("-") else (1.0, text)
    if column not in motion.columns:
        raise MotionError(f"{motion.name} has no column {column!r} for {angle}; {_near(motion, column)}")
    return sign * motion.columns[column], Mapped(angle, column, sign, "as asked")


def _by_table(motion: MotionFile, angle: str, side: str) -> tuple[Array, Mapped] | None:
    table = mapping_table()[angle]
    for rule in table["rules"]:
        made = _by_rule(motion, angle, side, rule)
        if made is not None:
            return made
    if not table["needed"]:
        return None
    wanted = str(table["rules"][0]["columns"][0]).replace("{side}", SIDES[side][0])
    raise MotionError(f"{motion.name} has no column for {angle}, such as {wanted}; {_near(motion, wanted)}")


def _by_rule(motion: MotionFile, angle: str, side: str, rule: Mapping[str, Any]) -> tuple[Array, Mapped] | None:
    named = [str(one) for one in rule["columns"]]
    sided = any("{side}" in one for one in named)
    sets = [[one.replace("{side}", letter) for one in named] for letter in SIDES[side]] if sided else [named]
    there = [names for names in sets if all(one in motion.columns for one in names)]
    if not there:
        return None
    each = [np.sum([motion.columns[one] for one in names], axis=0) for names in there]
    sign = _sign(rule["sign"], each)
    note = str(rule["from"])
    if len(each) == 2:
        note += f"; right and left differ by up to {float(abs(each[0] - each[1]).max()):.0f} deg"
    elif len(there) < len(sets):
        note += "; the other side is not in the file"
    rule_text = " and ".join(" + ".join(names) for names in there)
    return sign * np.mean(each, axis=0), Mapped(angle, ("mean of " if len(each) == 2 else "") + rule_text, sign, note)


def _sign(given: object, values: list[Array]) -> float:
    if given == "bends":
        whole = np.concatenate(values)
        return 1.0 if whole.max() >= -whole.min() else -1.0
    assert isinstance(given, int | float)
    return float(given)


def _near(motion: MotionFile, wanted: str) -> str:
    near = difflib.get_close_matches(wanted, motion.columns, n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]!r}? Name the column with --column."
    some = ", ".join(list(motion.columns)[:6])
    return f"it has {some}; name the column with --column."
