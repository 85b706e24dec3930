"""What ``bake_muscles.py`` asks of OpenSim: lengths, moment arms and pulls of every muscle at given postures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import opensim
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Our angle -> the model's coordinate of the right side. Lumbar is spread over the levels by the model's own couplers.
COORDINATES = {
    "hip_flexion": "hip_flexion_r",
    "hip_adduction": "hip_adduction_r",
    "hip_rotation": "hip_rotation_r",
    "knee": "knee_angle_r",
    "ankle": "ankle_angle_r",
    "lumbar": "L5_S1_Flex_Ext",
}
ANGLES = tuple(COORDINATES)
# Level -> the body above it and the joint's name, bottom to top.
LEVELS = {
    "l5s1": ("lumbar5", "L5_S1_IVDjnt"),
    "l4l5": ("lumbar4", "L4_L5_IVDjnt"),
    "l3l4": ("lumbar3", "L3_L4_IVDjnt"),
    "l2l3": ("lumbar2", "L2_L3_IVD_jnt"),
    "l1l2": ("lumbar1", "L1_L2_IVD_jnt"),
    "t12l1": ("torso", "L1_T12_IVD_jnt"),
}
LEVEL_COORDINATES = (
    "L5_S1_Flex_Ext",
    "L4_L5_Flex_Ext",
    "L3_L4_Flex_Ext",
    "L2_L3_Flex_Ext",
    "L1_L2_Flex_Ext",
    "L1_T12_Flex_Ext",
)
FOOT = ("talus_r", "calcn_r", "toes_r")
LEG = ("femur_r", "patella_r", "tibia_r", *FOOT)
TOP = ("torso", "head", "humerus_r", "ulna_r", "radius_r", "hand_r", "humerus_l", "ulna_l", "radius_l", "hand_l")
# The abdominal wall: turns by the whole lumbar angle about L5/S1 and is held by the sacrum.
WALL = "Abdomen"
# The model stands with its arms spread; latissimus is taken with the arms hanging.
ARMS_HANG = ("arm_add_r", "arm_add_l")


@dataclass(frozen=True)
class Pull:
    """One straight piece of a muscle's path between two bodies, in the world, metres."""

    here: str
    there: str
    at: Array
    to: Array

    @property
    def unit(self) -> Array:
        """Direction in which it pulls ``here``."""
        away = self.to - self.at
        return np.asarray(away / np.linalg.norm(away))


class Paths:
    """The model, held in one posture at a time."""

    def __init__(self, file: Path) -> None:
        """Read the model; every coordinate but ours stays at its default, the arms hang."""
        opensim.Logger.setLevelString("Off")
        self._model = opensim.Model(str(file))
        self._state = self._model.initSystem()
        self._coordinate = {c.getName(): c for c in self._model.getCoordinateSet()}
        self._muscle = {m.getName(): m for m in self._model.getMuscles()}
        self._body = {b.getName(): b for b in self._model.getBodySet()}
        self._followers = list(self._read_followers())
        self.slopes = np.array([1.0, *(self._slope(name) for name in LEVEL_COORDINATES[1:])])
        for name in ARMS_HANG:
            self._coordinate[name].setValue(self._state, 0.0, False)

    def _read_followers(self) -> Iterable[tuple[str, str, opensim.Function]]:
        constraints = self._model.getConstraintSet()
        for index in range(constraints.getSize()):
            coupler = opensim.CoordinateCouplerConstraint.safeDownCast(constraints.get(index))
            drivers = coupler.getIndependentCoordinateNames()
            if drivers.size() != 1:
                raise ValueError(f"{coupler.getName()}: {drivers.size()} drivers, one is expected.")
            yield drivers.getitem(0), coupler.getDependentCoordinateName(), coupler.getFunction()

    def _slope(self, name: str) -> float:
        (function,) = (f for driver, follower, f in self._followers if follower == name)
        return float(function.calcValue(opensim.Vector(1, 1.0)))

    def muscles(self) -> Mapping[str, opensim.Muscle]:
        """Every muscle by the model's name."""
        return self._muscle

    def place(self, angles: Sequence[float]) -> None:
        """Take a posture: angles in the order of ``ANGLES``, rad; lumbar is the total."""
        value = dict(zip(COORDINATES.values(), (float(angle) for angle in angles), strict=True))
        value[COORDINATES["lumbar"]] /= self.slopes.sum()
        for driver, follower, function in self._followers:
            if driver in value:
                value[follower] = function.calcValue(opensim.Vector(1, value[driver]))
        for name, angle in value.items():
            self._coordinate[name].setValue(self._state, angle, False)
        self._model.realizePosition(self._state)

    def length(self, muscle: str) -> float:
        """Length of the whole path, m."""
        return float(self._muscle[muscle].getGeometryPath().getLength(self._state))

    def lever(self, muscle: str, angle: str) -> float:
        """OpenSim's own moment arm about one of our angles: minus the derivative of length, m."""
        arm = self._muscle[muscle].computeMomentArm(self._state, self._coordinate[COORDINATES[angle]])
        return float(arm) / (self.slopes.sum() if angle == "lumbar" else 1.0)

    def pulls(self, muscle: str) -> list[Pull]:
        """The pieces of the path that run from one body to another."""
        path = self._muscle[muscle].getGeometryPath().getCurrentPath(self._state)
        points = [path.get(index) for index in range(path.getSize())]
        bodies = [point.getParentFrame().findBaseFrame().getName() for point in points]
        crossing = [index for index in range(len(points) - 1) if bodies[index] != bodies[index + 1]]
        places = {i: _array(points[i].getLocationInGround(self._state)) for c in crossing for i in (c, c + 1)}
        return [Pull(bodies[i], bodies[i + 1], places[i], places[i + 1]) for i in crossing]

    def path_bodies(self, muscle: str) -> set[str]:
        """Bodies the path is fixed to."""
        points = self._muscle[muscle].getGeometryPath().getPathPointSet()
        return {points.get(index).getBodyName() for index in range(points.getSize())}

    def wraps(self, muscle: str) -> bool:
        """Whether the path winds over a surface, and so may lose it."""
        return bool(self._muscle[muscle].getGeometryPath().getWrapSet().getSize())

    def turn(self, body: str) -> Array:
        """Rotation that takes a vector from the body's axes to the world."""
        matrix = self._body[body].getTransformInGround(self._state).R()
        return np.array([[matrix.get(i, j) for j in range(3)] for i in range(3)])

    def centre(self, level: str) -> Array:
        """Centre of a lumbar joint in the world, m."""
        joint = self._model.getJointSet().get(LEVELS[level][1])
        return _array(joint.getParentFrame().getPositionInGround(self._state))


def _array(vector: opensim.Vec3) -> Array:
    return np.array([vector.get(0), vector.get(1), vector.get(2)])


def above(level: str) -> tuple[str, ...]:
    """Vertebrae, thorax, head and arms above a lumbar level."""
    names = [body for body, _ in LEVELS.values()]
    return (*names[names.index(LEVELS[level][0]) :], *TOP[1:])


def below(level: str) -> str:
    """The body whose axes a level's pull is given in: the vertebra below, the pelvis at the bottom."""
    names = ["pelvis", *(body for body, _ in LEVELS.values())]
    return names[list(LEVELS).index(level)]


def force_on(pulls: Iterable[Pull], bodies: Iterable[str]) -> Array:
    """Resultant of a muscle of unit force on a set of bodies, in the world."""
    total, inside = np.zeros(3), set(bodies)
    for pull in pulls:
        total += pull.unit * ((pull.here in inside) - float(pull.there in inside))
    return total


def level_arm(paths: Paths, pulls: Iterable[Pull], level: str) -> float:
    """Extension arm about one lumbar level, m.

    Vertebrae and thorax turn about that level; the abdominal wall turns with them, but about L5/S1.
    """
    inside, total = set(above(level)), 0.0
    for pull in pulls:
        for body, at, sign in ((pull.here, pull.at, 1.0), (pull.there, pull.to, -1.0)):
            if body in inside or body == WALL:
                arm = at - paths.centre("l5s1" if body == WALL else level)
                total += sign * (arm[0] * pull.unit[1] - arm[1] * pull.unit[0])
    return total
