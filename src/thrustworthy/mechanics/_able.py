"""Strength that fits the lift: bodies that could not do it are made just strong enough, and how many could is kept."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._muscle_model import row_set
from thrustworthy.mechanics._recruitment import MuscleResult, Posed, pose, put_in, recruit
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._select import keep_samples
from thrustworthy.mechanics._strength import COUPLED, Strength
from thrustworthy.mechanics._tables import LEVELS, number

# Joints whose largest moments show where a body is too weak.
_TELLING = ("hip", "knee", LEVELS[0], LEVELS[-1])


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
    is looked for at the worst of a few frames; the whole lift is recruited with what is found, and where another frame
    turns out worse, once more with that one's factor.
    """
    posed = pose(batch.body, batch.motion, batch.dynamics)
    few = _few_frames(posed)
    every = 2 * few.shape[1] > posed.lumbar.shape[1]
    looked = _recruit(posed, strength, keep) if every else _recruit(posed.at(few), strength, keep=False)
    factor = np.ones(len(few))
    weak = ~_can(looked)
    if weak.any():
        worst = looked.worst if every else np.take_along_axis(few, looked.worst[:, None], axis=1)[:, 0]
        short = looked.deficit[weak]
        factor[weak] = _least_factor(keep_samples(posed, weak), keep_samples(strength, weak), worst[weak], short)
    again = weak if every else np.ones_like(weak)
    result = _once_more(posed, _stronger(strength, factor), looked, again, keep)
    # The margin is for frames that turn out a little worse with another strength.
    margin = number("muscle_model", "margin") * (factor > 1)
    missed = (result.deficit > number("muscle_model", "feasible") + margin) & (factor < _most())
    if missed.any():
        made_so = keep_samples(_stronger(strength, factor), missed)
        worst, short = result.worst[missed], result.deficit[missed]
        factor[missed] *= _least_factor(keep_samples(posed, missed), made_so, worst, short)
        result = _once_more(posed, _stronger(strength, factor), result, missed, keep)
    last = result.deficit <= number("muscle_model", "feasible") + number("muscle_model", "margin")
    return Able(_stronger(strength, factor), result, (factor == 1) * 1.0, last.astype(np.float64))


def _once_more(
    posed: Posed, strength: Strength, result: MuscleResult, where: NDArray[np.bool_], keep: bool
) -> MuscleResult:
    """The result with the samples there recruited anew."""
    if where.all():
        return _recruit(posed, strength, keep)
    if not where.any():
        return result
    made = _recruit(keep_samples(posed, where), keep_samples(strength, where), keep)
    return put_in(result, made, np.flatnonzero(where))


def _few_frames(posed: Posed) -> NDArray[np.int64]:
    """Frames in which a body is most likely to be too weak, in their order, (samples, few).

    Those of the largest moments of hip, knee and both ends of the lumbar spine, and a few spread evenly, the first and
    last among them.
    """
    samples, frames = posed.lumbar.shape
    names = row_set(posed.angles.shape[2], False).names
    telling = [row for row, name in enumerate(names) if name.startswith(_TELLING)]
    largest = abs(posed.levels[:, :, telling]).argmax(axis=1)
    spread = np.linspace(0, frames - 1, int(number("muscle_model", "few_frames"))).round().astype(np.int64)
    return np.sort(np.concatenate([largest, np.broadcast_to(spread, (samples, len(spread)))], axis=1), axis=1)


def _closest() -> float:
    return number("muscle_model", "closest")


def _most() -> float:
    return number("muscle_model", "most_strength")


def _least_factor(posed: Posed, strength: Strength, worst: NDArray[np.int64], short: Array) -> Array:
    """Least factor on the strength with which the worst frame can be done, up to the most allowed.

    short: what the strength falls short of there. It falls almost evenly as the strength grows, so that a line through
    the nearest too weak and the nearest strong enough body finds the factor in two or three looks.
    """
    one = posed.at(worst[:, None])
    feasible, near = number("muscle_model", "feasible"), number("muscle_model", "near")
    aim = feasible - 0.5 * near
    low, high = np.ones(len(worst)), np.full(len(worst), _most())
    at_low, at_high = short.copy(), np.full(len(worst), np.nan)
    step = np.zeros(len(worst))
    looking = np.ones(len(worst), dtype=np.bool_)
    for look in range(int(number("muscle_model", "looks"))):
        # Until one was strong enough: what is given is taken to grow as the strength, or the last step is doubled.
        first = np.maximum(low * (1 - aim) / np.maximum(1 - at_low, aim), low + 2 * step)
        line = low + (high - low) * (at_low - aim) / (at_low - at_high)
        # Lest one end stays far off where the line is bent.
        line = np.sqrt(low * high) if look % 3 == 2 else line
        factor = np.clip(np.where(np.isnan(at_high), first, line), low, high)
        now = keep_samples(_stronger(strength, factor), looking)
        found = at_low.copy()
        found[looking] = _recruit(keep_samples(one, looking), now, keep=False).deficit
        enough, lacks = looking & (found <= feasible), looking & (found > feasible)
        high[enough], at_high[enough] = factor[enough], found[enough]
        step[lacks] = (factor - low)[lacks]
        low[lacks], at_low[lacks] = factor[lacks], found[lacks]
        looking &= (low < _most()) & ~(at_high >= feasible - near) & (high - low > _closest() * high)
        if not looking.any():
            break
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
