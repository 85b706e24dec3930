"""Minimum-jerk timing of the concentric phase: from rest to rest, no acceleration at either end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array


def minimum_jerk(phase: Array, duration: Array) -> Jet:
    """Progress 0 to 1 at every phase (frames,), for durations in s of shape (samples, 1)."""
    p = phase[None, :]
    value = p**3 * (10 - 15 * p + 6 * p**2)
    rate = 30 * p**2 * (1 - p) ** 2 / duration
    acceleration = 60 * p * (1 - p) * (1 - 2 * p) / duration**2
    return Jet(np.broadcast_to(value, rate.shape), rate, acceleration)


def course(phase: Array, technique: Mapping[str, Array]) -> tuple[Jet, Array]:
    """Progress from bottom (0) to lockout (1) at every phase, and the duration in s, (samples, 1).

    The way up in ``concentric_time``; the way down, from lockout, where ``eccentric_time`` is set; a still hold at a
    share of the way up where ``hold_at`` is set.
    """
    up = technique["concentric_time"]
    if "hold_at" in technique:
        held = technique["hold_at"] + 0.0 * phase[None, :]
        return Jet(held, np.zeros_like(held), np.zeros_like(held)), np.ones_like(up)
    if "eccentric_time" in technique:
        return 1.0 - minimum_jerk(phase, technique["eccentric_time"]), technique["eccentric_time"]
    return minimum_jerk(phase, up), up


def between(start: Array, end: Array, progress: Jet) -> Jet:
    """A quantity that runs from start to end (samples, 1) with the progress."""
    return progress * (end - start) + start
