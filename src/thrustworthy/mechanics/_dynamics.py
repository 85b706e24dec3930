"""Planar inverse dynamics of the whole system: net joint moments and forces, floor and bench forces.

Everything is summed over both limbs. The result (`Dynamics`) is what a muscle recruitment step needs: net moments and
the joint reactions from gravity, inertia and contact, before any muscle is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import PIECES, VERTEBRAE, Body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import LEVELS, number

Vector = tuple[Array, Array]

# Joint -> (piece below, piece above, sign that makes extension or plantarflexion positive, pieces above the joint).
_ABOVE_HIP = ("pelvis", *VERTEBRAE, "thorax", "head", "upper_arm", "forearm")
_SPINE = tuple(zip(LEVELS, ("pelvis", *VERTEBRAE), (*VERTEBRAE, "thorax"), strict=True))
JOINTS: Mapping[str, tuple[str, str, float, tuple[str, ...]]] = {
    "ankle": ("foot", "shank", 1.0, ("shank", "thigh", *_ABOVE_HIP)),
    "knee": ("shank", "thigh", -1.0, ("thigh", *_ABOVE_HIP)),
    "hip": ("thigh", "pelvis", 1.0, _ABOVE_HIP),
    **{level: (below, above, 1.0, _ABOVE_HIP[_ABOVE_HIP.index(above) :]) for level, below, above in _SPINE},
    "neck": ("thorax", "head", 1.0, ("head",)),
    "shoulder": ("thorax", "upper_arm", 1.0, ("upper_arm", "forearm")),
    "elbow": ("upper_arm", "forearm", 1.0, ("forearm",)),
}


@dataclass(frozen=True)
class Dynamics:
    """Net joint loads of both limbs together; every array has shape (samples, frames).

    moment: joint -> net moment, N m, extension (plantarflexion; shoulder and elbow: flexion) positive.
    force: joint -> (x, y) force of the piece below on the piece above, N (joint reaction without muscles).
    ground, bench: (x, y) force of the floor and of the bench on the lifter. pressure: fore-aft centre of pressure, m
    from the heel. rate: joint -> angular velocity in the direction of the positive moment, rad/s.
    """

    moment: Mapping[str, Array]
    force: Mapping[str, Vector]
    rate: Mapping[str, Array]
    ground: Vector
    bench: Vector | None
    pressure: Array
    residual: Array


@dataclass(frozen=True)
class BenchContact:
    """What a bench lift needs beyond the motion: the two contact unknowns statics cannot give (technique with priors).

    foot_force: horizontal force of the floor on the feet, N. pressure: centre of pressure, m from the heel. foot_y: m.
    """

    foot_force: Array
    pressure: Array
    foot_y: Array


@dataclass(frozen=True)
class _Wrench:
    """Force and moment about the world origin that move a group of pieces against gravity."""

    x: Array
    y: Array
    m: Array

    def plus(self, other: _Wrench, sign: float = 1.0) -> _Wrench:
        return _Wrench(self.x + sign * other.x, self.y + sign * other.y, self.m + sign * other.m)

    def about(self, point: Vector) -> Array:
        """Moment about a point."""
        return self.m - (point[0] * self.y - point[1] * self.x)


def inverse_dynamics(
    body: Body, motion: Motion, load: float, load_piece: str, contact: BenchContact | None
) -> Dynamics:
    """Net moments at every joint from motion, load and contacts; load_piece is the piece the load rests on."""
    needs = _needs(body, motion, load, load_piece)
    total = needs["foot"]
    for name in PIECES[1:]:
        total = total.plus(needs[name])
    if contact is None:
        ground, bench, bench_wrench = (total.x, total.y), None, None
        foot_y = motion.points["heel"][1].v
        pressure = (total.m + foot_y * total.x) / total.y
    else:
        ground, bench, bench_wrench = _share_contacts(motion, total, contact)
        pressure = contact.pressure + 0 * total.x
        foot_y = contact.foot_y
    foot = _Wrench(ground[0], ground[1], pressure * ground[1] - foot_y * ground[0])
    moments: dict[str, Array] = {}
    forces: dict[str, Vector] = {}
    rates: dict[str, Array] = {}
    for joint, (below, above, sign, pieces) in JOINTS.items():
        wrench = needs[pieces[0]]
        for name in pieces[1:]:
            wrench = wrench.plus(needs[name])
        if bench_wrench is not None and "thorax" in pieces:
            wrench = wrench.plus(bench_wrench, -1.0)
        place = motion.points[joint]
        moments[joint] = sign * wrench.about((place[0].v, place[1].v))
        forces[joint] = (wrench.x, wrench.y)
        rates[joint] = sign * (motion.turns[above].d - motion.turns[below].d)
    residual = _residual(motion, needs, moments["ankle"], forces["ankle"], foot)
    return Dynamics(moments, forces, rates, ground, bench, pressure, residual)


def _needs(body: Body, motion: Motion, load: float, load_piece: str) -> dict[str, _Wrench]:
    """Force and moment (about the origin) that each piece's motion and weight ask for."""
    g = number("engine", "gravity")
    needs: dict[str, _Wrench] = {}
    for name in PIECES:
        piece, (x, y) = body.pieces[name], motion.centres[name]
        fx, fy = piece.mass * x.a, piece.mass * (y.a + g)
        needs[name] = _Wrench(fx, fy, x.v * fy - y.v * fx + piece.inertia * motion.turns[name].a)
    if motion.load_point is not None and load > 0:
        x, y = motion.load_point
        fx, fy = load * x.a, load * (y.a + g)
        needs[load_piece] = needs[load_piece].plus(_Wrench(fx, fy, x.v * fy - y.v * fx))
    return needs


def _share_contacts(motion: Motion, total: _Wrench, contact: BenchContact) -> tuple[Vector, Vector, _Wrench]:
    """Floor and bench forces: three balances for three unknowns, foot force and centre of pressure given."""
    bx, by = (one.v for one in motion.points["bench"])
    fx = contact.foot_force + 0 * total.x
    bench_x = total.x - fx
    # Moment about the bench contact: only the floor has an arm.
    fy = (total.about((bx, by)) + (contact.foot_y - by) * fx) / (contact.pressure - bx)
    bench_y = total.y - fy
    return (fx, fy), (bench_x, bench_y), _Wrench(bench_x, bench_y, bx * bench_y - by * bench_x)


def _residual(
    motion: Motion, needs: Mapping[str, _Wrench], ankle_moment: Array, ankle_force: Vector, foot: _Wrench
) -> Array:
    """What is left of the foot's own balance of floor, ankle and weight: the largest of two N and one N m."""
    ax, ay = (one.v for one in motion.points["ankle"])
    ankle = _Wrench(ankle_force[0], ankle_force[1], ankle_moment + ax * ankle_force[1] - ay * ankle_force[0])
    left = foot.plus(ankle, -1.0).plus(needs["foot"], -1.0)
    return np.asarray(np.maximum(np.maximum(abs(left.x), abs(left.y)), abs(left.m)), dtype=np.float64)


def energy_error(body: Body, motion: Motion, dynamics: Dynamics, load: float, time: Array) -> Array:
    """Largest mismatch of work and change of energy over the lift, over the total absolute joint work; (samples,).

    Work is that of all joint moments and of the bench force on a contact that moves. time: (samples, frames), s.
    """
    power, absolute = 0.0 * time, 0.0 * time
    for joint in JOINTS:
        one = dynamics.moment[joint] * dynamics.rate[joint]
        power, absolute = power + one, absolute + abs(one)
    if dynamics.bench is not None:
        x, y = motion.points["bench"]
        power = power + dynamics.bench[0] * x.d + dynamics.bench[1] * y.d
    work, total = _integral(power, time), _integral(absolute, time)[:, -1]
    energy = mechanical_energy(body, motion, load)
    mismatch = abs(work - (energy - energy[:, :1])).max(axis=1)
    return np.asarray(mismatch / total, dtype=np.float64)


def mechanical_energy(body: Body, motion: Motion, load: float) -> Array:
    """Kinetic plus potential energy of body and load, J."""
    g = number("engine", "gravity")

    def of(mass: Array | float, x: Jet, y: Jet) -> Array:
        return np.asarray(0.5 * mass * (x.d**2 + y.d**2) + mass * g * y.v, dtype=np.float64)

    energy = np.zeros((1, 1))
    for name in PIECES:
        piece = body.pieces[name]
        energy = energy + of(piece.mass, *motion.centres[name]) + 0.5 * piece.inertia * motion.turns[name].d ** 2
    if motion.load_point is not None:
        energy = energy + of(load, *motion.load_point)
    return np.asarray(energy, dtype=np.float64)


def _integral(values: Array, time: Array) -> Array:
    """Running integral over evenly spaced frames, zero at the first: cubics inside, parabolas in the end steps."""
    step = time[:, 1:2] - time[:, :1]
    first = (5 * values[:, :1] + 8 * values[:, 1:2] - values[:, 2:3]) / 12
    last = (5 * values[:, -1:] + 8 * values[:, -2:-1] - values[:, -3:-2]) / 12
    inner = (13 * (values[:, 1:-2] + values[:, 2:-1]) - values[:, :-3] - values[:, 3:]) / 24
    pieces = np.concatenate([first, inner, last], axis=1) * step
    return np.concatenate([np.zeros_like(first), np.cumsum(pieces, axis=1)], axis=1)
