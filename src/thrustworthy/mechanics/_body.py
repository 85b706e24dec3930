"""The body: lengths, masses, centres and inertias of thirteen rigid pieces of the sagittal plane.

Pieces from the floor up: foot, shank, thigh, pelvis, L5 ... L1, thorax, head, upper_arm, forearm (with hand).
Limbs count double (both sides move together). The trunk's mass is cut at each lumbar joint and sums to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._sampling import Draws, People
from thrustworthy.mechanics._tables import LEVELS, number, population, table

PAIRED = ("foot", "shank", "thigh", "upper_arm", "forearm")
VERTEBRAE = ("l5", "l4", "l3", "l2", "l1")
PIECES = ("foot", "shank", "thigh", "pelvis", *VERTEBRAE, "thorax", "head", "upper_arm", "forearm")
_TRUNK = ("upper_trunk", "middle_trunk", "lower_trunk")


@dataclass(frozen=True)
class Piece:
    """A rigid piece: mass (kg, both sides of a pair), centre in its own frame (m) and inertia about it (kg m2).

    The frame stands at the piece's lower joint (upper joint for the arm) with x forward and y up in neutral standing.
    """

    mass: Array
    x: Array
    y: Array
    inertia: Array

    def share(self, part: float) -> Piece:
        """The same shape with this share of the mass: one side of a pair."""
        return Piece(self.mass * part, self.x, self.y, self.inertia * part)


@dataclass(frozen=True)
class Body:
    """One batch of bodies; every array has shape (samples, 1).

    joint: position of each lumbar joint, the neck and the shoulder in neutral standing, (x, y) from the hip axis.
    endplate: forward tilt (rad) of the endplate under each lumbar joint in neutral standing.
    """

    people: People
    pieces: Mapping[str, Piece]
    joint: Mapping[str, tuple[Array, Array]]
    endplate: Mapping[str, Array]
    shank: Array
    thigh: Array
    upper_arm: Array
    forearm: Array
    foot: Array
    ankle_x: Array
    ankle_y: Array
    head_top: Array

    @property
    def scale(self) -> Array:
        """Height over the reference height of the computed offsets and arms."""
        return self.people.height / number("lumbar", "reference_height")

    @property
    def half_hip_distance(self) -> Array:
        """Half the distance between the two hip centres, m, shape (samples, 1)."""
        return self.scale * number("lengths", "half_hip_distance")


def build_body(people: People, draws: Draws) -> Body:
    """Draw the proportions of every sample and cut its mass into pieces."""
    lengths = _Lengths(people, draws)
    joints = _spine_joints(people, lengths, draws)
    pieces = _limbs(people, lengths) | _trunk(people, lengths, joints)
    pieces = _to_mass(pieces, people, draws)
    return Body(
        people=people,
        pieces=pieces,
        joint=joints,
        endplate=_endplates(draws),
        shank=lengths.shank,
        thigh=lengths.thigh,
        upper_arm=lengths.upper_arm,
        forearm=lengths.forearm + lengths.grip,
        foot=lengths.foot,
        ankle_x=lengths.foot * draws.draw(table("lengths")["ankle_from_heel"], "body.ankle_from_heel"),
        ankle_y=people.height * number("lengths", "limbs.ankle_height"),
        head_top=people.height * (1 - number("lengths", "limbs.shoulder_height")),
    )


class _Lengths:
    """Segment lengths of every sample, m."""

    def __init__(self, people: People, draws: Draws) -> None:
        self.female = people.female
        self.height = people.height
        rows = table("lengths")
        for row in rows.values():
            draws.sources.update(row.sources)

        deviates = _deviates(draws, people.female)

        def limb(name: str, ratio: str, population_key: str) -> Array:
            base = rows[f"limbs.{name}"].value * people.height
            return base * _ratio(draws, population_key, deviates[ratio], people.female)

        self.foot = limb("foot", "foot", "foot_ratio")
        self.shank = limb("shank", "shank", "shank_ratio")
        self.thigh = limb("thigh", "thigh", "thigh_ratio")
        self.trunk = limb("hip_to_shoulder", "trunk", "trunk_ratio")
        self.upper_arm = limb("upper_arm", "arm", "arm_ratio")
        self.forearm = limb("forearm", "arm", "arm_ratio")
        self.grip = self.by_sex("hand") * people.height

    def by_sex(self, name: str) -> Array:
        return np.where(self.female > 0.5, number("lengths", f"female.{name}"), number("lengths", f"male.{name}"))


_SEGMENTS = ("foot", "shank", "thigh", "trunk", "arm")
_FARTHEST = 3.0


def _deviates(draws: Draws, female: Array) -> dict[str, Array]:
    """Standard deviates of each segment's share of height, shape (samples, 1).

    Shank, thigh and trunk are parts of one height: they are drawn with their measured correlations, by sex.
    """
    if draws.central:
        return {name: np.zeros_like(female) for name in _SEGMENTS}
    own = {name: draws.stream(f"body.{name}_length").standard_normal(draws.samples) for name in _SEGMENTS}
    alone = np.stack([own[name] for name in ("shank", "thigh", "trunk")])
    men, women = (_together(sex) @ alone for sex in ("male", "female"))
    for place, name in enumerate(("shank", "thigh", "trunk")):
        own[name] = np.where(female[:, 0] > 0.5, women[place], men[place])
    return {name: draws.keep(f"body.{name}_length", np.clip(z, -_FARTHEST, _FARTHEST)) for name, z in own.items()}


def _together(sex: str) -> Array:
    """Lower factor of the measured correlations of shank, thigh and trunk."""
    rows = population()
    shank_thigh, shank_trunk, thigh_trunk = (
        rows[f"{sex}.{pair}_correlation"].value for pair in ("shank_thigh", "shank_trunk", "thigh_trunk")
    )
    matrix = [[1.0, shank_thigh, shank_trunk], [shank_thigh, 1.0, thigh_trunk], [shank_trunk, thigh_trunk, 1.0]]
    return np.linalg.cholesky(np.array(matrix))


def _ratio(draws: Draws, population_key: str, deviate: Array, female: Array) -> Array:
    """A person's own share of height over the table's mean share, with the spread measured in the population."""
    men, women = (population()[f"{sex}.{population_key}"] for sex in ("male", "female"))
    assert men.sd is not None and women.sd is not None
    draws.sources.update(men.sources)
    relative = np.where(female > 0.5, women.sd / women.value, men.sd / men.value)
    return np.asarray(1.0 + relative * deviate)


def _spine_joints(people: People, lengths: _Lengths, draws: Draws) -> dict[str, tuple[Array, Array]]:
    rows = table("lumbar")
    scale = people.height / rows["reference_height"].value
    x = rows["l5s1.x"].value * scale
    low = draws.draw(rows["l5s1.y"], "body.l5s1_height") * scale
    joints = {"l5s1": (x, low)}
    for level in LEVELS[1:]:
        draws.sources.update(rows[f"above_l5s1.{level}"].sources)
        joints[level] = (x, low + rows[f"above_l5s1.{level}"].value * scale)
    joints["shoulder"] = (np.full_like(x, number("lengths", "shoulder_x")), lengths.trunk)
    joints["neck"] = (np.full_like(x, number("lengths", "neck_x")), lengths.trunk)
    return joints


def _endplates(draws: Draws) -> dict[str, Array]:
    rows = table("lumbar")
    slope = draws.draw(rows["endplate.l5s1"], "body.sacral_slope")
    away = slope - rows["endplate.l5s1"].value
    return {
        level: np.radians(rows[f"endplate.{level}"].value + rows[f"endplate_follow.{level}"].value * away)
        for level in LEVELS
    }


def _row(people: People, segment: str, what: str) -> Array:
    share = np.where(
        people.female > 0.5,
        number("segments", f"female.{segment}.{what}"),
        number("segments", f"male.{segment}.{what}"),
    )
    return np.asarray(share / 100.0, dtype=np.float64)


def _limbs(people: People, lengths: _Lengths) -> dict[str, Piece]:
    """Limb pieces and head with the table's own share of the body mass."""

    def piece(name: str, length: Array, up: bool) -> Piece:
        com = _row(people, name, "com")
        mass = 2.0 * _row(people, name, "mass") * people.mass
        # Table centres count from the upper end; leg frames stand at the lower joint, the arm's at the upper.
        y = (1.0 - com) * length if up else -com * length
        return Piece(mass, np.zeros_like(y), y, mass * (_row(people, name, "radius_transverse") * length) ** 2)

    zero = np.zeros_like(people.mass)
    foot = piece("foot", lengths.foot, True)
    ankle_y = people.height * number("lengths", "limbs.ankle_height")
    foot = Piece(
        foot.mass, _row(people, "foot", "com") * lengths.foot, ankle_y * number("lengths", "foot_com_height"), zero
    )
    forearm, hand = piece("forearm", lengths.forearm, False), piece("hand", lengths.grip, False)
    hand = Piece(hand.mass, hand.x, hand.y - lengths.forearm, hand.inertia)
    head_length = lengths.by_sex("head") * people.height
    top = people.height * (1 - number("lengths", "limbs.shoulder_height"))
    head_mass = _row(people, "head", "mass") * people.mass
    head = Piece(
        head_mass,
        np.full_like(zero, -number("lengths", "neck_x")),
        top - _row(people, "head", "com") * head_length,
        head_mass * (_row(people, "head", "radius_transverse") * head_length) ** 2,
    )
    return {
        "foot": foot,
        "shank": piece("shank", lengths.shank, True),
        "thigh": piece("thigh", lengths.thigh, True),
        "head": head,
        "upper_arm": piece("upper_arm", lengths.upper_arm, False),
        "forearm": _join([forearm, hand]),
    }


def _trunk(people: People, lengths: _Lengths, joints: Mapping[str, tuple[Array, Array]]) -> dict[str, Piece]:
    """The whole trunk's mass, cut at the lumbar joints.

    Each third of the table (lower, middle, upper trunk) is stacked from the hip axis up on the line hip to shoulder.
    The lower two have a density that is linear along that line and reproduces the table's centre of mass.
    """
    fit = lengths.trunk / (number("lengths", "limbs.hip_to_shoulder") * people.height)
    height = {name: lengths.by_sex(name) * people.height * fit for name in _TRUNK}
    first = height["lower_trunk"]
    second = first + height["middle_trunk"]
    cuts = [np.zeros_like(first), *(joints[level][1] for level in LEVELS), second]
    names = ("pelvis", *VERTEBRAE, "thorax")
    origins = [(np.zeros_like(first), np.zeros_like(first)), *(joints[level] for level in LEVELS)]
    pieces: dict[str, Piece] = {}
    for index, name in enumerate(names):
        parts = [
            _slice(people, "lower_trunk", height, np.zeros_like(first), cuts[index], cuts[index + 1]),
            _slice(people, "middle_trunk", height, first, cuts[index], cuts[index + 1]),
        ]
        if name == "thorax":
            parts.append(_upper_trunk(people, height["upper_trunk"], second))
        x, y = origins[index]
        whole = _join(parts)
        pieces[name] = Piece(whole.mass, whole.x - x, whole.y - y, whole.inertia)
    return pieces


def _slice(people: People, part: str, height: Mapping[str, Array], base: Array, low: Array, high: Array) -> Piece:
    """What of one trunk part lies between two heights above the hip axis."""
    long = height[part]
    total = _row(people, part, "mass") * people.mass
    u0, u1 = (np.clip((edge - base) / long, 0.0, 1.0) for edge in (low, high))
    # Density 1 + k (2u - 1) from the bottom (u = 0) has its centre at 1/2 + k/6.
    k = 6.0 * (0.5 - _row(people, part, "com"))

    def moment(power: int) -> Array:
        def primitive(u: Array) -> Array:
            value = (1 - k) * u ** (power + 1) / (power + 1) + 2 * k * u ** (power + 2) / (power + 2)
            return np.asarray(value, dtype=np.float64)

        return primitive(u1) - primitive(u0)

    m0, m1, m2 = moment(0), moment(1), moment(2)
    full = m0 > 1e-12
    centre = np.where(full, m1 / np.where(full, m0, 1.0), 0.5 * (u0 + u1))
    spread = np.where(full, m2 / np.where(full, m0, 1.0), 0.0) - np.where(full, centre, 0.0) ** 2
    mass = total * m0
    depth2 = _depth_radius2(people, part) * long**2
    inertia = mass * (depth2 + np.maximum(spread, 0.0) * long**2)
    return Piece(mass, np.zeros_like(mass), base + centre * long, inertia)


def _depth_radius2(people: People, part: str) -> Array:
    """Squared front-to-back radius of gyration, from the three principal ones."""
    sag, trans, long = (_row(people, part, f"radius_{axis}") for axis in ("sagittal", "transverse", "longitudinal"))
    return np.asarray(np.maximum(0.5 * (trans**2 + long**2 - sag**2), 0.0), dtype=np.float64)


def _upper_trunk(people: People, long: Array, base: Array) -> Piece:
    mass = _row(people, "upper_trunk", "mass") * people.mass
    y = base + (1.0 - _row(people, "upper_trunk", "com")) * long
    return Piece(mass, np.zeros_like(mass), y, mass * (_row(people, "upper_trunk", "radius_transverse") * long) ** 2)


def _join(parts: list[Piece]) -> Piece:
    """One rigid piece from several in the same frame."""
    mass = sum((p.mass for p in parts), np.zeros_like(parts[0].mass))
    share = np.where(mass > 0, mass, 1.0)
    x = sum((p.mass * p.x for p in parts), np.zeros_like(mass)) / share
    y = sum((p.mass * p.y for p in parts), np.zeros_like(mass)) / share
    inertia = sum((p.inertia + p.mass * ((p.x - x) ** 2 + (p.y - y) ** 2) for p in parts), np.zeros_like(mass))
    return Piece(mass, x, y, inertia)


def _to_mass(pieces: Mapping[str, Piece], people: People, draws: Draws) -> dict[str, Piece]:
    """Scale so that the pieces sum to the body mass, with the sampled share of the trunk."""
    for name in ("male.head.mass",):
        draws.sources.update(table("segments")[name].sources)
    trunk = ("pelvis", *VERTEBRAE, "thorax")
    factor = draws.draw(table("lengths")["spread.segment_mass"], "body.trunk_mass")
    trunk_mass = sum((pieces[name].mass for name in trunk), np.zeros_like(people.mass))
    rest = sum((p.mass for name, p in pieces.items() if name not in trunk), np.zeros_like(people.mass))
    wanted = trunk_mass / (trunk_mass + rest) * factor * people.mass
    of_trunk, of_rest = wanted / trunk_mass, (people.mass - wanted) / rest

    def scaled(name: str, piece: Piece) -> Piece:
        f = of_trunk if name in trunk else of_rest
        return Piece(piece.mass * f, piece.x, piece.y, piece.inertia * f)

    return {name: scaled(name, pieces[name]) for name in PIECES}
