"""Strength that fits the lift: bodies that could not do it are made just strong enough, and how many could is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._recruitment import MuscleResult, Posed, pose, put_in, recruit
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._select import keep_samples
from thrustworthy.mechanics._strength import COUPLED, Strength
from thrustworthy.mechanics._tables import number


@dataclass(frozen=True)
class Able:
    """Muscles of bodies strong enough for the lift, as far as that could be reached.

    strength: as accepted. result: of that strength. first: (samples,) 1 where the body as drawn could do the lift;
    last: 1 where the accepted one can.
    """

    strength: Strength
    result: MuscleResult
    first: Array
    last: Array


def recruit_able(batch: Batch, strength: Strength, *, keep: bool = False) -> Able:
    """Recruit with the strength as drawn; where the muscles fall short, with the least factor on it that suffices.

    The factor grows smoothly with the load, so that a joint force never jumps down because other muscles were drawn. It
    is looked for at the worst frame; the whole lift is recruited with what is found.
    """
    posed = pose(batch.body, batch.motion, batch.dynamics)
    result = _recruit(posed, strength, keep)
    can = _can(result)
    factor = np.ones(len(can))
    weak = ~can
    if weak.any():
        factor[weak] = _least_factor(keep_samples(posed, weak), keep_samples(strength, weak), result.worst[weak])
        made = _recruit(keep_samples(posed, weak), keep_samples(_stronger(strength, factor), weak), keep)
        result = put_in(result, made, np.flatnonzero(weak))
    # Another frame may turn out the worst then; the margin is for that.
    last = result.deficit <= number("muscle_model", "feasible") + number("muscle_model", "margin")
    return Able(_stronger(strength, factor), result, can.astype(np.float64), last.astype(np.float64))


def _least_factor(posed: Posed, strength: Strength, worst: NDArray[np.int64]) -> Array:
    """Least factor on the strength with which the worst frame can be done, up to the most allowed."""
    one = posed.at(worst[:, None])
    most = number("muscle_model", "most_strength")
    low, high = np.ones(len(worst)), np.full(len(worst), most)
    for _ in range(int(number("muscle_model", "halvings"))):
        middle = np.sqrt(low * high)
        able = _can(_recruit(one, _stronger(strength, middle), keep=False))
        low, high = np.where(able, low, middle), np.where(able, middle, high)
    return high


def _stronger(strength: Strength, factor: Array) -> Strength:
    return replace(
        strength,
        force=strength.force * factor[:, None],
        training=strength.training * factor,
        trunk=strength.trunk * factor,
    )


def _can(result: MuscleResult) -> NDArray[np.bool_]:
    return np.asarray(result.deficit <= number("muscle_model", "feasible"))


def _recruit(posed: Posed, strength: Strength, keep: bool) -> MuscleResult:
    """Each sample by its own model of the spine: one balance a level, or one for all levels."""
    coupled = strength.spine_model == COUPLED
    if not coupled.any() or coupled.all():
        return recruit(posed, strength, coupled=bool(coupled.all()), keep=keep)
    apart = recruit(keep_samples(posed, ~coupled), keep_samples(strength, ~coupled), keep=keep)
    together = recruit(keep_samples(posed, coupled), keep_samples(strength, coupled), coupled=True, keep=keep)
    whole = _spread(apart, np.flatnonzero(~coupled), len(coupled))
    return put_in(whole, together, np.flatnonzero(coupled))


def _spread(part: MuscleResult, where: NDArray[np.int64], count: int) -> MuscleResult:
    """The part's samples at their places in a batch of ``count``; the other places are not filled yet."""
    place = np.zeros(count, dtype=np.int64)
    place[where] = np.arange(len(where))
    return replace(part, **{one.name: getattr(part, one.name)[place] for one in fields(MuscleResult)})
