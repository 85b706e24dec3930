"""Minimum-jerk timing of the concentric phase: from rest to rest, no acceleration at either end."""

from __future__ import annotations

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


def between(start: Array, end: Array, progress: Jet) -> Jet:
    """A quantity that runs from start to end (samples, 1) with the progress."""
    return progress * (end - start) + start
