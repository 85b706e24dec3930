"""Zero-phase low-pass, and values with their own derivatives between the samples; NumPy alone."""

from __future__ import annotations

import numpy as np

from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array

ORDER = 4
_STENCIL = 7


def low_pass(values: Array, rate: float, cutoff: float) -> Array:
    """A Butterworth filter of 4th order run forward and backward over (n,) or (n, k) even samples.

    Forward and backward together leave no delay and half of the amplitude at the cut-off (Hz). Computed as the squared
    gain of the digital filter on the samples less the line through their ends, mirrored at both ends through the end
    points: the ends stay where they are. cutoff: below half the rate.
    """
    count = len(values)
    x = np.asarray(values, dtype=np.float64).reshape(count, -1)
    line = x[:1] + (x[-1:] - x[:1]) * np.linspace(0.0, 1.0, count)[:, None]
    rest = x - line
    whole = np.concatenate([rest, -rest[-2:0:-1]])
    frequency = np.fft.rfftfreq(len(whole), 1.0 / rate)
    with np.errstate(over="ignore"):
        ratio = np.tan(np.pi * np.minimum(frequency / rate, 0.5 - 1e-9)) / np.tan(np.pi * cutoff / rate)
        gain = 1.0 / (1.0 + ratio ** (2 * ORDER))
    smooth = np.fft.irfft(np.fft.rfft(whole, axis=0) * gain[:, None], n=len(whole), axis=0)[:count]
    return np.asarray((smooth + line).reshape(np.shape(values)), dtype=np.float64)


def knots_of(values: Array, step: float) -> Jet:
    """Value, rate and acceleration at even samples (n,), from the sixth-degree polynomial through seven neighbours."""
    count = len(values)
    size = min(_STENCIL, count)
    half = size // 2
    first = np.clip(np.arange(count) - half, 0, count - size)
    here = np.arange(count) - first
    near = values[first[:, None] + np.arange(size)]
    rate, acceleration = np.empty(count), np.empty(count)
    for place in range(size):
        powers = np.linalg.inv(np.vander(np.arange(size) - float(place), size, increasing=True))
        chosen = here == place
        rate[chosen] = near[chosen] @ powers[1] / step
        acceleration[chosen] = near[chosen] @ powers[2] * 2.0 / step**2
    return Jet(np.asarray(values, dtype=np.float64), rate, acceleration)


def between_knots(knots: Array, jet: Jet, time: Array) -> Jet:
    """The quintic through value, rate and acceleration of both neighbouring knots, at times (m,) within the knots.

    Twice continuously differentiable, and each derivative is that of the value: work and energy agree.
    """
    step = knots[1] - knots[0]
    index = np.clip(((time - knots[0]) / step).astype(np.intp), 0, len(knots) - 2)
    u = (time - knots[index]) / step
    ends = [(one.v[index + k], one.d[index + k] * step, one.a[index + k] * step**2) for one in (jet,) for k in (0, 1)]
    (v0, d0, a0), (v1, d1, a1) = ends
    rise, rate, bend = v1 - v0 - d0 - 0.5 * a0, d1 - d0 - a0, a1 - a0
    c3, c4, c5 = 10 * rise - 4 * rate + 0.5 * bend, -15 * rise + 7 * rate - bend, 6 * rise - 3 * rate + 0.5 * bend
    value = v0 + u * (d0 + u * (0.5 * a0 + u * (c3 + u * (c4 + u * c5))))
    first = d0 + u * (a0 + u * (3 * c3 + u * (4 * c4 + u * 5 * c5)))
    second = a0 + u * (6 * c3 + u * (12 * c4 + u * 20 * c5))
    return Jet(value, first / step, second / step**2)
