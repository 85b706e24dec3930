"""Who carries what: the forces of floor and bench, with what statics cannot give taken as technique."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._result import Array

Vector = tuple[Array, Array]


@dataclass(frozen=True)
class Wrench:
    """A force (N) and its moment about the world origin (N m); arrays of shape (samples, frames)."""

    x: Array
    y: Array
    m: Array

    @staticmethod
    def at(point: Vector, x: Array, y: Array) -> Wrench:
        """A force that acts at a point."""
        return Wrench(x, y, point[0] * y - point[1] * x)

    @staticmethod
    def sum(parts: Iterable[Wrench]) -> Wrench:
        """All of them together."""
        first, *rest = parts
        for one in rest:
            first = first.plus(one)
        return first

    def plus(self, other: Wrench, sign: float = 1.0) -> Wrench:
        """This one and another, or less another."""
        return Wrench(self.x + sign * other.x, self.y + sign * other.y, self.m + sign * other.m)

    def about(self, point: Vector) -> Array:
        """Moment about a point."""
        return self.m - (point[0] * self.y - point[1] * self.x)

    def largest(self) -> Array:
        """The largest of force (N) and moment (N m)."""
        return np.asarray(np.maximum(np.maximum(abs(self.x), abs(self.y)), abs(self.m)), dtype=np.float64)


@dataclass(frozen=True)
class BenchContact:
    """What a bench lift needs beyond the motion: the two contact unknowns statics cannot give (technique with priors).

    foot_force: horizontal force of the floor on the feet, N. pressure: centre of pressure, m from the heel. foot_y: m.
    lean: horizontal over vertical force on the back, where the support fixes that; the foot force then follows.
    """

    foot_force: Array
    pressure: Array
    foot_y: Array
    lean: Array | None = None


@dataclass(frozen=True)
class OtherLeg:
    """How the other leg stands, where the legs differ: what statics of two feet cannot give (technique with priors).

    share: of the vertical force of the floor that the other foot takes, 0 where it is in the air. force_ratio: its
    horizontal force over its vertical one, beyond its share of the horizontal force of both. pressure, height: where
    it presses, m in the world frame. bench_roll: share of the sideways tilting moment that the bench takes.
    """

    share: Array
    force_ratio: Array
    pressure: Array
    height: Array
    bench_roll: Array
    own_pressure: Array | None = None


@dataclass(frozen=True)
class Contacts:
    """Forces on the lifter. foot: of the working leg, or of both as one. pressure: m from that foot's heel."""

    foot: Wrench
    pressure: Array
    other: Wrench | None = None
    bench: Wrench | None = None


def share_contacts(motion: Motion, total: Wrench, bench: BenchContact | None, other: OtherLeg | None) -> Contacts:
    """Split what the whole body needs between the feet and the bench."""
    if bench is not None:
        return _with_bench(motion, total, bench, other)
    foot_y = motion.points["heel"][1].v
    if other is None:
        return Contacts(total, (total.m + foot_y * total.x) / total.y)
    foot = _other_foot(total.x, _other_up(total, foot_y, other), other)
    own = total.plus(foot, -1.0)
    return Contacts(own, (own.m + foot_y * own.x) / own.y, other=foot)


def _other_up(total: Wrench, foot_y: Array, other: OtherLeg) -> Array:
    """Vertical force on the other foot: its share, or what the moment asks where the other pressure is given."""
    if other.own_pressure is None:
        return other.share * total.y
    own = other.own_pressure
    arm = other.pressure - own + other.force_ratio * (foot_y - other.height)
    across = ((1 - other.share) * foot_y + other.share * other.height) * total.x
    return np.asarray((total.m - own * total.y + across) / arm, dtype=np.float64)


def _other_foot(across: Array, up: Array, other: OtherLeg) -> Wrench:
    """The floor on the other foot. across: horizontal force of both feet. up: vertical force of the other one."""
    return Wrench.at((other.pressure, other.height), other.share * across + other.force_ratio * up, up)


def _with_bench(motion: Motion, total: Wrench, contact: BenchContact, other: OtherLeg | None) -> Contacts:
    """Three balances for three unknowns: foot force, centres of pressure and the other foot's share are given."""
    bx, by = (one.v for one in motion.points["bench"])
    across = contact.foot_force + 0 * total.x
    pressure = contact.pressure + 0 * total.x
    rise, arm = contact.foot_y - by, contact.pressure - bx
    if other is not None:
        # Height and arm of the resultant of both feet; the ratio's pair of forces turns only feet of unlike height.
        share = other.share
        rise = (1 - share) * rise + share * (other.height - by)
        arm = (1 - share) * arm + share * (other.pressure - bx)
        arm = arm + share * other.force_ratio * (contact.foot_y - other.height)
    if contact.lean is not None:
        across = total.x - contact.lean * total.y
        arm = arm - rise * contact.lean
    # Moment about the bench contact: only the floor has an arm.
    up = (total.about((bx, by)) + rise * across) / arm
    if contact.lean is not None:
        across = across + contact.lean * up
    foot, foot_other = Wrench(across, up, 0 * up), None
    if other is not None:
        foot_other = _other_foot(across, other.share * up, other)
        foot = foot.plus(foot_other, -1.0)
    foot = Wrench.at((pressure, contact.foot_y), foot.x, foot.y)
    rest = Wrench.at((bx, by), total.x - across, total.y - up)
    return Contacts(foot, pressure, other=foot_other, bench=rest)
