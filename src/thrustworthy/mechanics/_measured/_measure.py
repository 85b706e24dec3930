"""A motion file made ready for the engine: angles mapped, smoothed, cut to one repetition."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._measured._filter import knots_of, low_pass
from thrustworthy.mechanics._measured._mapping import map_angles
from thrustworthy.mechanics._measured._model import ANCHORS, ANGLES, MeasuredMotion, MotionError, MotionFile
from thrustworthy.mechanics._measured._repetitions import PARTS, choose_part, find_repetitions
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number

# Beyond hyperextension of this a knee is none that the engine's checks let pass, deg.
_KNEE_LEAST = -float(np.degrees(0.1))


def measure_motion(
    motion: MotionFile,
    *,
    side: str = "both",
    columns: Mapping[str, str] | None = None,
    cutoff: float | str | None = "default",
    repetition: int = 1,
    part: str = "concentric",
    anchor: str | None = None,
) -> MeasuredMotion:
    """Map, smooth and cut a motion; every choice is kept in what is returned.

    side: "right", "left" or "both" (mean). columns: angle -> column, over the mapping table. cutoff: of the zero-phase
    low-pass, Hz; None for none; not given: the one of the data file. repetition: counted from 1. part: "concentric"
    (bottom to top), "eccentric" (top to bottom), "repetition" (both) or "whole" (all of the file). anchor: "pelvis" (of
    the file; the ankle follows) or "foot" (flat; the pelvis follows); not given: the pelvis where the file has one.

    Raises MotionError with one sentence for a choice that the motion does not have, and for impossible angles.
    """
    angles, mapped, given = map_angles(motion, side, columns or {})
    _check_angles(motion, angles)
    anchor = anchor or ("pelvis" if "pelvis" in given else "foot")
    if anchor not in ANCHORS:
        raise MotionError(f"anchor is {anchor!r}; give one of {', '.join(ANCHORS)}.")
    if anchor == "pelvis" and "pelvis" not in given:
        raise MotionError(f"{motion.name} has no pelvis tilt to hang the legs from; choose the anchor foot.")
    knots, even = _evenly(motion.time, angles)
    rate = 1.0 / float(knots[1] - knots[0])
    chosen = number("motion", "cutoff") if cutoff == "default" else cutoff
    assert not isinstance(chosen, str)
    if chosen is not None:
        _check_cutoff(motion, float(chosen), rate)
        even = {angle: low_pass(values, rate, float(chosen)) for angle, values in even.items()}
    if part not in PARTS:
        raise MotionError(f"part is {part!r}; give one of {', '.join(PARTS)}.")
    found = find_repetitions(knots, even["hip"] + even["knee"])
    start, end = choose_part(motion.name, knots, found, repetition, part)
    jets = {angle: knots_of(np.radians(values), 1.0 / rate) for angle, values in even.items()}
    _check_part(motion, knots, jets, start, end)
    return MeasuredMotion(
        name=motion.name,
        knots=knots,
        values=jets,
        mapped=mapped,
        given=given,
        side=side,
        anchor=anchor,
        cutoff=None if chosen is None else float(chosen),
        repetitions=found,
        repetition=None if part == "whole" else repetition,
        part=part,
        start=start,
        end=end,
        mismatch=_mismatch(even, knots, start, end) if "pelvis" in given else None,
    )


def _check_angles(motion: MotionFile, angles: Mapping[str, Array]) -> None:
    widest = number("motion", "widest_flexion")
    for angle in ANGLES:
        values = angles[angle]
        if not np.isfinite(values).all():
            frame = int(np.argmin(np.isfinite(values))) + 1
            raise MotionError(f"{motion.name}: {angle} is no number in frame {frame}; fill the gap or cut it out.")
        if abs(values).max() > widest:
            frame = int(np.argmax(abs(values))) + 1
            raise MotionError(
                f"{motion.name}: {angle} is {values[frame - 1]:.0f} deg in frame {frame}; "
                "check the column and its unit."
            )


def _check_cutoff(motion: MotionFile, cutoff: float, rate: float) -> None:
    highest = number("motion", "cutoff_highest_share") * rate
    if not 0 < cutoff <= highest:
        raise MotionError(
            f"cutoff is {cutoff:g} Hz; give one above 0 and up to {highest:.4g} Hz for the {rate:.4g} frames a second "
            f"of {motion.name}."
        )


def _check_part(motion: MotionFile, knots: Array, jets: Mapping[str, Jet], start: float, end: float) -> None:
    if end - start < number("motion", "shortest_part"):
        raise MotionError(
            f"{motion.name}: the chosen part lasts {end - start:.2g} s; choose another repetition or part, or check "
            "that time is in s."
        )
    inside = (knots >= start) & (knots <= end)
    least = float(np.degrees(jets["knee"].v[inside].min()))
    if least < _KNEE_LEAST:
        raise MotionError(
            f"{motion.name}: the knee bends backwards by {-least:.0f} deg in the chosen part; check the sign of its "
            "column (--column knee=-NAME)."
        )
    fastest = number("engine", "fastest_turn")
    for angle, jet in jets.items():
        speed = float(abs(jet.d[inside]).max())
        if speed > fastest:
            raise MotionError(
                f"{motion.name}: {angle} turns at {speed:.0f} rad/s in the chosen part; lower the cut-off, or check "
                "that time is in s."
            )


def _evenly(time: Array, angles: Mapping[str, Array]) -> tuple[Array, dict[str, Array]]:
    """Even steps from the first to the last frame; as they are where they are even already."""
    steps = np.diff(time)
    if np.allclose(steps, steps.mean(), rtol=0.02):
        return np.linspace(time[0], time[-1], len(time)), dict(angles)
    knots = np.linspace(time[0], time[-1], round((time[-1] - time[0]) / float(np.median(steps))) + 1)
    return knots, {angle: np.interp(knots, time, values) for angle, values in angles.items()}


def _mismatch(even: Mapping[str, Array], knots: Array, start: float, end: float) -> tuple[float, float]:
    """The file's pelvis less the chain's, in the part: median, and the largest by size with its sign; deg."""
    inside = (knots >= start) & (knots <= end)
    gap = (even["pelvis"] - (even["knee"] - even["ankle"] - even["hip"]))[inside]
    return float(np.median(gap)), float(gap[np.argmax(abs(gap))])
