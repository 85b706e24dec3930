"""From net moments to muscle forces: what the kernel is given and what it gives back, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion, lumbar_shares
from thrustworthy.mechanics._dynamics import Dynamics, Limb
from thrustworthy.mechanics._muscle_model import MuscleModel, RowSet, muscle_model, row_set
from thrustworthy.mechanics._muscle_slots import LIMB_ROWS
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._strength import Strength
from thrustworthy.mechanics._tables import LEVELS, number


@dataclass(frozen=True)
class MuscleResult:
    """Muscle forces and what they do to the joints, for samples (S) and frames (T).

    trunk: (S, T, 6, 2) pull of all muscles on the trunk above each level, N, in the frame of the piece below.
    hip, knee: (S, T, sides, 3) pull on what hangs below the joint, N, frame of pelvis and shank (forward, up, right).
    patella: (S, T, sides) N. group_force: (S, T, sides, groups) N; group_activation: the same, weighted by peak force.
    peak, peak_frame: (S, sides, muscles) each muscle's largest force and its frame. limb_missing: (S, T, sides, limb
    rows) and trunk_missing: (S, T, 6) N·m by which the muscles fall short, extension positive, the trunk's of both
    sides. deficit: (S,) largest shortfall as a share of what limb or trunk is asked; worst: (S,) its frame. failed:
    (S,) frames without a solution. forces: (S, T, sides, muscles) where asked for, else empty.
    """

    trunk: Array
    hip: Array
    knee: Array
    patella: Array
    group_force: Array
    group_activation: Array
    peak: Array
    peak_frame: NDArray[np.int64]
    limb_missing: Array
    trunk_missing: Array
    deficit: Array
    worst: NDArray[np.int64]
    failed: Array
    forces: Array

    def missing(self, side: int, joint: str) -> Array:
        """Moment missing at a joint of one limb, N·m, extension positive, (S, T)."""
        return self.limb_missing[:, :, side, LIMB_ROWS.index(joint)]


@dataclass(frozen=True)
class Posed:
    """A batch as the muscles meet it: joint angles, rates (rad, rad/s) and the net moments they have to give (N·m).

    angles, rates: (S, T, sides, 3) hip and knee flexion, ankle dorsiflexion. lumbar, lumbar_rate: (S, T). levels,
    coupled: (S, T, rows) moments with one row a lumbar level, or one for all of them. asked: (S, sides + 2) largest
    moment of each limb over the whole lift, then of the trunk by levels and as one. scale: (S,) body over the model's
    size. redundant: the horizontal force at the feet is technique.
    """

    angles: Array
    rates: Array
    lumbar: Array
    lumbar_rate: Array
    levels: Array
    coupled: Array
    asked: Array
    scale: Array
    redundant: bool

    def at(self, frames: NDArray[np.int64]) -> Posed:
        """The same at some frames of each sample, (S, frames)."""
        sample = np.arange(len(frames))[:, None]
        series = ("angles", "rates", "lumbar", "lumbar_rate", "levels", "coupled")
        taken: dict[str, Any] = {name: np.ascontiguousarray(getattr(self, name)[sample, frames]) for name in series}
        return replace(self, **taken)


def pose(body: Body, motion: Motion, dynamics: Dynamics) -> Posed:
    """What the muscles of a batch meet."""
    shape = dynamics.moment["hip"].shape
    sides = len(dynamics.limbs)
    angles, rates = _joint_angles(motion, dynamics.limbs, shape)
    levels, coupled = (targets_of(dynamics, row_set(sides, together)) for together in (False, True))
    limbs = [levels[:, :, _limb_rows(row_set(sides, False), side)] for side in range(sides)]
    trunk = [levels[:, :, len(LIMB_ROWS) * sides :], coupled[:, :, -1:]]
    return Posed(
        angles=angles,
        rates=rates,
        lumbar=np.ascontiguousarray(np.broadcast_to(motion.lumbar.v, shape)),
        lumbar_rate=np.ascontiguousarray(np.broadcast_to(motion.lumbar.d, shape)),
        levels=levels,
        coupled=coupled,
        asked=np.stack([abs(one).max(axis=(1, 2)) for one in (*limbs, *trunk)], axis=1),
        scale=np.ascontiguousarray(np.broadcast_to(body.scale, (shape[0], 1))[:, 0]),
        redundant=dynamics.bench is not None,
    )


def recruit_batch(
    body: Body, motion: Motion, dynamics: Dynamics, strength: Strength, *, coupled: bool = False, keep: bool = False
) -> MuscleResult:
    """Recruit the muscles of every sample and frame of a batch; see ``recruit``."""
    return recruit(pose(body, motion, dynamics), strength, coupled=coupled, keep=keep)


def recruit(posed: Posed, strength: Strength, *, coupled: bool = False, keep: bool = False) -> MuscleResult:
    """Recruit the muscles of every sample and frame.

    coupled: one row for the whole lumbar spine, not one a level. keep: give every muscle's force in every frame.
    """
    model = muscle_model()
    rows = row_set(posed.angles.shape[2], coupled)
    return _unpack(model, rows, posed, *_run(model, rows, posed, strength, keep))


def targets_of(dynamics: Dynamics, rows: RowSet) -> Array:
    """Net moments the muscles have to give, (samples, frames, rows), N·m: of each limb, and of the trunk's one side."""
    series: list[Array] = []
    for limb in dynamics.limbs:
        zero = np.zeros_like(limb.moment["hip"])
        of = {**limb.moment, "adduction": -limb.hip_abduction + zero, "rotation": zero}
        series += [of[name] for name in LIMB_ROWS]
    half = 0.5 if rows.sides == 1 else 1.0
    if rows.coupled:
        shares = lumbar_shares()
        series.append(half * sum((shares[level] * dynamics.moment[level] for level in LEVELS), 0.0 * series[0]))
    else:
        series += [half * dynamics.moment[level] for level in LEVELS]
    return np.stack(np.broadcast_arrays(*series), axis=2)


def _limb_rows(rows: RowSet, side: int) -> list[int]:
    """Rows of one limb that must hold."""
    return [int(row) for row in rows.hard if rows.names[row].endswith(f"_{side}")]


def _run(
    model: MuscleModel, rows: RowSet, posed: Posed, strength: Strength, keep: bool
) -> tuple[Array, Array, NDArray[np.int64], Array]:
    from thrustworthy.mechanics._kernels import run_muscles

    shape = posed.lumbar.shape
    columns = rows.sides * len(model.names)
    channels = 12 + 7 * rows.sides + 2 * len(model.groups) * rows.sides + len(rows.names) + 1
    out = np.empty((*shape, channels))
    peaks = np.empty((shape[0], columns))
    frame = np.zeros((shape[0], columns), dtype=np.int64)
    forces = np.empty((*shape, columns) if keep else (0, 0, 0))
    kernel: Callable[..., None] = run_muscles
    kernel(
        posed.angles,
        posed.rates,
        posed.lumbar,
        posed.lumbar_rate,
        posed.coupled if rows.coupled else posed.levels,
        posed.scale,
        strength.arm,
        strength.force,
        *model.geometry,
        *model.parameters,
        *rows.pattern,
        rows.weights,
        model.power,
        model.tolerance,
        model.curve,
        *model.crossings,
        model.of_group,
        len(model.groups),
        model.group_share,
        out,
        peaks,
        frame,
        forces,
    )
    return out, peaks, frame, forces


def _joint_angles(motion: Motion, limbs: tuple[Limb, ...], shape: tuple[int, ...]) -> tuple[Array, Array]:
    angles, rates = (np.empty((*shape, len(limbs), 3)) for _ in range(2))
    pelvis = motion.turns["pelvis"]
    for side, limb in enumerate(limbs):
        thigh, shank = limb.turns["thigh"], limb.turns["shank"]
        foot = limb.turns["foot"]
        for place, jet in enumerate((thigh - pelvis, thigh - shank, foot - shank)):
            angles[:, :, side, place] = jet.v
            rates[:, :, side, place] = jet.d
    return angles, rates


def _unpack(
    model: MuscleModel,
    rows: RowSet,
    posed: Posed,
    out: Array,
    peaks: Array,
    frame: NDArray[np.int64],
    forces: Array,
) -> MuscleResult:
    samples, frames = out.shape[:2]
    sides, groups, m = rows.sides, len(model.groups), len(rows.names)
    by_side = out[:, :, 12 : 12 + 7 * sides].reshape(samples, frames, sides, 7)
    at = 12 + 7 * sides
    by_group = out[:, :, at : at + 2 * groups * sides].reshape(samples, frames, sides, 2, groups)
    reserve = out[:, :, at + 2 * groups * sides : at + 2 * groups * sides + m]
    limb_rows, muscles, keep = len(LIMB_ROWS), len(model.names), forces.shape[1] > 0
    short = _shortfall(reserve, posed, rows)
    # What one balance for the whole lumbar spine lacks, every level lacks.
    levels = (samples, frames, len(LEVELS))
    return MuscleResult(
        trunk=out[:, :, :12].reshape(samples, frames, 6, 2),
        hip=by_side[..., :3],
        knee=by_side[..., 3:6],
        patella=by_side[..., 6],
        group_force=by_group[:, :, :, 0],
        group_activation=by_group[:, :, :, 1],
        peak=peaks.reshape(samples, sides, muscles),
        peak_frame=frame.reshape(samples, sides, muscles),
        limb_missing=reserve[:, :, : limb_rows * sides].reshape(samples, frames, sides, limb_rows),
        trunk_missing=np.broadcast_to((2.0 if sides == 1 else 1.0) * reserve[:, :, limb_rows * sides :], levels).copy(),
        deficit=short.max(axis=1),
        worst=short.argmax(axis=1),
        failed=(out[:, :, -1] < 0).sum(axis=1).astype(np.float64),
        forces=forces.reshape(samples, frames, sides, muscles) if keep else np.empty((samples, 0)),
    )


def _shortfall(reserve: Array, posed: Posed, rows: RowSet) -> Array:
    """Largest shortfall of a joint over the largest moment asked of its limb or of the trunk, (samples, frames).

    Where the force at the feet is technique, people shift the moment at knee and ankle as they need: a shortfall there
    is carried as force but says nothing of whether the lift can be done. Nor does a leg that only hangs in the air.
    """
    least = number("muscle_model", "least_moment")
    asked = posed.asked[:, [*range(rows.sides), rows.sides + int(rows.coupled)]]
    works = asked >= number("muscle_model", "judged_share") * asked[:, :-1].max(axis=1, keepdims=True)
    works[:, -1] = True
    worst = np.zeros(reserve.shape[:2])
    groups = [_limb_rows(rows, side) for side in range(rows.sides)]
    groups.append(list(range(len(LIMB_ROWS) * rows.sides, len(rows.names))))
    for place, group in enumerate(groups):
        judged = [row for row in group if not (posed.redundant and rows.names[row].startswith(("knee", "ankle")))]
        share = abs(reserve[:, :, judged]).max(axis=2) / np.maximum(asked[:, [place]], least)
        worst = np.maximum(worst, np.where(works[:, [place]], share, 0.0))
    return worst


def put_in(into: MuscleResult, part: MuscleResult, where: NDArray[np.int64]) -> MuscleResult:
    """``into`` with the samples at ``where`` replaced by those of ``part``."""
    changed = {}
    for one in fields(MuscleResult):
        whole = getattr(into, one.name).copy()
        whole[where] = getattr(part, one.name)
        changed[one.name] = whole
    return replace(into, **changed)
