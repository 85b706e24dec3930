"""From samples to what is shown: percentile bands, peaks, and what drives the band."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from thrustworthy.mechanics._muscle_outputs import MusclePeak
from thrustworthy.mechanics._outputs import Output
from thrustworthy.mechanics._result import Array, Band, Peak, Series

_LEVELS = (5.0, 50.0, 95.0)
_FEWEST_FOR_DRIVERS = 100
_DRIVERS_SHOWN = 6


def summarise_series(outputs: Mapping[str, Output]) -> dict[str, Series]:
    """Band over samples at every frame."""

    def banded(one: Output) -> Series:
        return Series(Band(one.unit, *np.percentile(one.values, _LEVELS, axis=0)), one.limbs)

    # Two outputs at a time, where sorting a large study takes seconds: all at once would double its memory.
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(outputs, pool.map(banded, outputs.values()), strict=True))


def summarise_peaks(outputs: Mapping[str, Output], phase: Array) -> dict[str, Peak]:
    """Each sample's own largest and smallest value, then the band over samples."""
    return {
        name: Peak(
            band=band(one.values.max(axis=1), one.unit),
            at_phase=float(np.median(phase[one.values.argmax(axis=1)])),
            minimum=band(one.values.min(axis=1), one.unit),
            limbs=one.limbs,
        )
        for name, one in outputs.items()
    }


def muscle_peaks(muscles: Mapping[str, MusclePeak], phase: Array) -> dict[str, Peak]:
    """Band over samples of each muscle's own largest force; the smallest is not kept."""
    return {
        name: Peak(
            band=band(one.force, "N"),
            at_phase=float(np.median(phase[one.frame])),
            minimum=None,
            limbs="one",
        )
        for name, one in muscles.items()
    }


def band(values: Array, unit: str) -> Band:
    """Median and 5 to 95 % band of one number a sample."""
    low, middle, high = np.percentile(values, _LEVELS)
    return Band(unit, float(low), float(middle), float(high))


def variance_drivers(outputs: Mapping[str, Output], inputs: Mapping[str, Array]) -> dict[str, dict[str, float]]:
    """Share of the variance of each main peak that each sampled input carries, the largest first.

    Method: linear regression of the peak's ranks on the inputs' ranks, all standardised; a share is the squared
    coefficient over their sum, times the explained share R2. What is left over is not listed. Empty for few samples.
    """
    moving = {name: values for name, values in inputs.items() if np.ptp(values) > 0}
    if not moving or len(next(iter(moving.values()))) < _FEWEST_FOR_DRIVERS:
        return {}
    names = list(moving)
    design = np.stack([ranks(moving[name]) for name in names], axis=1)
    mains = {name: ranks(one.values.max(axis=1)) for name, one in outputs.items() if one.main}
    if not mains:
        return {}
    targets = np.stack(list(mains.values()), axis=1)
    slopes = np.linalg.lstsq(design, targets, rcond=None)[0]
    explained = 1.0 - ((targets - design @ slopes) ** 2).mean(axis=0)
    shares = slopes**2 / (slopes**2).sum(axis=0) * explained
    return {main: _largest(dict(zip(names, shares[:, i], strict=True))) for i, main in enumerate(mains)}


def _largest(shares: Mapping[str, float]) -> dict[str, float]:
    top = sorted(shares.items(), key=lambda item: -item[1])[:_DRIVERS_SHOWN]
    return {name: round(float(share), 3) for name, share in top if share >= 0.005}


def ranks(values: Array) -> Array:
    """Standardised ranks; ties (inputs of two values, such as sex) share their mean rank."""
    unique, place = np.unique(values, return_inverse=True)
    counts = np.bincount(place)
    mean_rank = np.cumsum(counts) - 0.5 * (counts + 1)
    ranks = mean_rank[place] if len(unique) > 1 else np.zeros(len(values))
    spread = ranks.std()
    return np.asarray((ranks - ranks.mean()) / (spread if spread > 0 else 1.0), dtype=np.float64)
