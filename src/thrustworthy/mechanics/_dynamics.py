"""Planar inverse dynamics of the whole system: net joint moments and forces, floor and bench forces.

The result (`Dynamics`) is what a muscle recruitment step needs: net moments and the joint reactions from gravity,
inertia and contact, before any muscle is assumed. Where both legs move as one everything is summed over both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import VERTEBRAE, Body, Piece
from thrustworthy.mechanics._chain import OTHER, Motion, pieces_of
from thrustworthy.mechanics._contacts import BenchContact, OtherLeg, Vector, Wrench, share_contacts
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._limbs import Limb, each_limb, two_limbs
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import LEVELS, number

__all__ = [
    "JOINTS",
    "BenchContact",
    "Dynamics",
    "Limb",
    "OtherLeg",
    "energy_error",
    "inverse_dynamics",
    "joints_of",
    "mechanical_energy",
]

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
_LEG_JOINTS = ("ankle", "knee", "hip")


@dataclass(frozen=True)
class Dynamics:
    """Net joint loads; every array has shape (samples, frames).

    moment: joint -> net moment, N m, extension (plantarflexion; shoulder and elbow: flexion) positive.
    force: joint -> (x, y) force of the piece below on the piece above, N (joint reaction without muscles).
    ground, bench: (x, y) force of the floor and of the bench on the lifter. pressure: fore-aft centre of pressure, m
    from the heel. rate: joint -> angular velocity in the direction of the positive moment, rad/s.
    Legs that move as one are summed in all of these. Where the legs differ, ankle, knee, hip, ground and pressure are
    the working leg's, ``ankle_other``, ``knee_other``, ``hip_other``, ground_other and pressure_other (m in the world
    frame) the other's. limbs: the legs one by one, whichever way they move.
    """

    moment: Mapping[str, Array]
    force: Mapping[str, Vector]
    rate: Mapping[str, Array]
    ground: Vector
    bench: Vector | None
    pressure: Array
    residual: Array
    limbs: tuple[Limb, ...] = ()
    ground_other: Vector | None = None
    pressure_other: Array | None = None


@dataclass(frozen=True)
class _Loads:
    """What the chain of one leg, or of both as one, and the spine carry, by joint."""

    moment: dict[str, Array]
    force: dict[str, Vector]
    rate: dict[str, Array]

    def take(self, joint: str, sign: float, wrench: Wrench, place: tuple[Jet, Jet], rate: Array) -> None:
        self.moment[joint] = sign * wrench.about((place[0].v, place[1].v))
        self.force[joint] = (wrench.x, wrench.y)
        self.rate[joint] = sign * rate


def joints_of(motion: Motion) -> tuple[str, ...]:
    """The joints this motion has moments at: those of the other leg too, where the legs differ."""
    return (*JOINTS, *(joint + OTHER for joint in _LEG_JOINTS)) if motion.two_legs else tuple(JOINTS)


def inverse_dynamics(
    body: Body,
    motion: Motion,
    load: float,
    load_piece: str,
    contact: BenchContact | None,
    other: OtherLeg | None = None,
) -> Dynamics:
    """Net moments at every joint from motion, load and contacts.

    load_piece: the piece the load rests on. contact: where a bench carries part. other: how the other leg stands,
    for a motion whose legs differ.
    """
    needs = needs_of(pieces_of(body, motion), motion, load, load_piece)
    total = Wrench.sum(needs.values())
    place = share_contacts(motion, total, contact, other)
    loads = _Loads({}, {}, {})
    for joint, (below, above, sign, pieces) in JOINTS.items():
        if motion.two_legs and joint in _LEG_JOINTS:
            continue
        wrench = Wrench.sum(needs[name] for name in pieces)
        if place.bench is not None and "thorax" in pieces:
            wrench = wrench.plus(place.bench, -1.0)
        loads.take(joint, sign, wrench, motion.points[joint], motion.turns[above].d - motion.turns[below].d)
    if other is None:
        residual = _foot_residual(motion, needs["foot"], loads, place.foot)
        limbs = each_limb(motion, loads.moment, loads.force)
    else:
        assert place.other is not None
        hips = [_leg(motion, needs, foot, end, loads) for foot, end in ((place.foot, ""), (place.other, OTHER))]
        residual = _pelvis_residual(motion, needs["pelvis"], loads, hips)
        limbs = two_limbs(body, motion, loads.moment, loads.force, other)
    return Dynamics(
        moment=loads.moment,
        force=loads.force,
        rate=loads.rate,
        ground=(place.foot.x, place.foot.y),
        bench=None if place.bench is None else (place.bench.x, place.bench.y),
        pressure=place.pressure,
        residual=residual,
        limbs=limbs,
        ground_other=None if place.other is None else (place.other.x, place.other.y),
        pressure_other=None if other is None else other.pressure + 0 * total.x,
    )


def _leg(motion: Motion, needs: Mapping[str, Wrench], foot: Wrench, end: str, loads: _Loads) -> Wrench:
    """Joint loads of one leg from its floor force upward; returns what the thigh does to the pelvis."""
    wrench = foot
    for joint in _LEG_JOINTS:
        below, above, sign, _ = JOINTS[joint]
        wrench = wrench.plus(needs[below + end], -1.0)
        turns = (motion.turns["pelvis" if above == "pelvis" else above + end], motion.turns[below + end])
        loads.take(
            joint + end, sign, wrench, motion.points["hip" if joint == "hip" else joint + end], turns[0].d - turns[1].d
        )
    return wrench


def needs_of(pieces: Mapping[str, Piece], motion: Motion, load: float, load_piece: str) -> dict[str, Wrench]:
    """Force and moment (about the origin) that each piece's motion and weight ask of joints and contacts."""
    g = number("engine", "gravity")
    needs: dict[str, Wrench] = {}
    for name, piece in pieces.items():
        x, y = motion.centres[name]
        fx, fy = piece.mass * x.a, piece.mass * (y.a + g)
        needs[name] = Wrench(fx, fy, x.v * fy - y.v * fx + piece.inertia * motion.turns[name].a)
    if motion.load_point is not None and load > 0:
        x, y = motion.load_point
        needs[load_piece] = needs[load_piece].plus(Wrench.at((x.v, y.v), load * x.a, load * (y.a + g)))
    for one in motion.forces:
        given = Wrench.at((one.point[0].v, one.point[1].v), one.x, one.y)
        needs[one.piece] = needs[one.piece].plus(given, -1.0)
    return needs


def _foot_residual(motion: Motion, need: Wrench, loads: _Loads, foot: Wrench) -> Array:
    """What is left of the foot's own balance of floor, ankle and weight: the largest of two N and one N m."""
    ankle = _at_joint(motion, loads, "ankle", 1.0)
    return foot.plus(ankle, -1.0).plus(need, -1.0).largest()


def _pelvis_residual(motion: Motion, need: Wrench, loads: _Loads, hips: list[Wrench]) -> Array:
    """What is left of the pelvis's own balance of two thighs, spine and weight, each found from its own end."""
    spine = _at_joint(motion, loads, LEVELS[0], 1.0)
    return Wrench.sum(hips).plus(spine, -1.0).plus(need, -1.0).largest()


def _at_joint(motion: Motion, loads: _Loads, joint: str, sign: float) -> Wrench:
    """The joint's force and moment as one wrench about the origin."""
    x, y = (one.v for one in motion.points[joint])
    free = Wrench.at((x, y), *loads.force[joint])
    return Wrench(free.x, free.y, free.m + sign * loads.moment[joint])


def energy_error(body: Body, motion: Motion, dynamics: Dynamics, load: float, time: Array) -> Array:
    """Largest mismatch of work and change of energy over the lift, over the total absolute joint work; (samples,).

    Work is that of all joint moments, of the bench force on a contact that moves, and of applied forces that store
    nothing; what the others store counts as energy. time: (samples, frames), s.
    """
    power, absolute = 0.0 * time, 0.0 * time
    for joint in joints_of(motion):
        one = dynamics.moment[joint] * dynamics.rate[joint]
        power, absolute = power + one, absolute + abs(one)
    energy = mechanical_energy(body, motion, load)
    if dynamics.bench is not None:
        x, y = motion.points["bench"]
        power = power + dynamics.bench[0] * x.d + dynamics.bench[1] * y.d
    for given in motion.forces:
        if given.energy is None:
            power = power + given.x * given.point[0].d + given.y * given.point[1].d
        else:
            energy = energy + given.energy
    work, total = _integral(power, time), _integral(absolute, time)[:, -1]
    mismatch = abs(work - (energy - energy[:, :1])).max(axis=1)
    # A still hold does no work, and so makes no error.
    return np.asarray(mismatch / np.where(total > 0, total, 1.0), dtype=np.float64)


def mechanical_energy(body: Body, motion: Motion, load: float) -> Array:
    """Kinetic plus potential energy of body and load, J; without what an applied force stores."""
    g = number("engine", "gravity")

    def of(mass: Array | float, x: Jet, y: Jet) -> Array:
        return np.asarray(0.5 * mass * (x.d**2 + y.d**2) + mass * g * y.v, dtype=np.float64)

    energy = np.zeros((1, 1))
    for name, piece in pieces_of(body, motion).items():
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
