"""Where the repetitions of a lift lie in time, by hip and knee flexion."""

from __future__ import annotations

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, Repetition
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number

PARTS = ("concentric", "eccentric", "repetition", "whole")


def find_repetitions(time: Array, flexion: Array) -> tuple[Repetition, ...]:
    """Every bottom (most flexion) with the way down before it and the way up after it.

    flexion: hip plus knee, deg. A turn back by less than a stated share of the whole range is no repetition. Where a
    motion starts or ends at a bottom, the way that is missing has no length.
    """
    range_ = float(np.ptp(flexion))
    if range_ < number("motion", "least_range"):
        return ()
    turns = _turning_points(flexion, number("motion", "turning_share") * range_)
    still = number("motion", "still_share") * range_
    made: list[Repetition] = []
    for place, (at, is_bottom) in enumerate(turns):
        if not is_bottom:
            continue
        before = turns[place - 1][0] if place else at
        after = turns[place + 1][0] if place + 1 < len(turns) else at
        up = flexion[at : after + 1]
        down = flexion[before : at + 1]
        end = at + int(np.argmax(up <= up.min() + still)) if after > at else at
        start = before + int(len(down) - 1 - np.argmax(down[::-1] <= down.min() + still)) if before < at else at
        made.append(Repetition(float(time[start]), float(time[at]), float(time[end])))
    return tuple(made)


def _turning_points(values: Array, least: float) -> list[tuple[int, bool]]:
    """Highs and lows in turn, ends included, each at least ``least`` from the next; (place, whether it is a high)."""
    turns: list[tuple[int, bool]] = []
    low = high = 0
    rising: bool | None = None
    for at, value in enumerate(values):
        if value > values[high]:
            high = at
        if value < values[low]:
            low = at
        if rising is not False and value < values[high] - least:
            turns.append((high, True))
            rising, low = False, at
        elif rising is not True and value > values[low] + least:
            turns.append((low, False))
            rising, high = True, at
    if rising is not None:
        turns.append((high, True) if rising else (low, False))
    return turns


def choose_part(
    name: str, time: Array, found: tuple[Repetition, ...], repetition: int, part: str
) -> tuple[float, float]:
    """Start and end of a part of one repetition, s. Raises MotionError where there is none."""
    if part == "whole":
        return float(time[0]), float(time[-1])
    if not found:
        raise MotionError(
            f"{name}: hip and knee do not bend and stretch enough to find a repetition; choose the part whole."
        )
    if not 1 <= repetition <= len(found):
        count = "one repetition" if len(found) == 1 else f"{len(found)} repetitions"
        raise MotionError(f"{name} holds {count}; repetition {repetition} is not among them, choose from 1.")
    one = found[repetition - 1]
    start, end = {
        "concentric": (one.bottom, one.end),
        "eccentric": (one.start, one.bottom),
        "repetition": (one.start, one.end),
    }[part]
    if not end > start:
        raise MotionError(f"{name}: repetition {repetition} has no {part} part in the file; choose another part.")
    return start, end
