"""The muscle tables against OpenSim at new random postures: arms and pulls of every muscle.

What the tables' own list of errors names as missed is the only exception.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import opensim
import pytest

from thrustworthy.mechanics._muscle_tables import Muscle, evaluate, muscle_tables
from thrustworthy.mechanics._tables import LEVELS
from validation.source_model import CREDITS

TABLES = muscle_tables()
# 90th percentile a muscle, mm and degrees: what the tables promise.
LIMITS = {"arm": 1.5, "direction": 3.0}
POSTURES = {"leg": 300, "trunk": 200}
SEED = 7
# What rounding leaves of a pull that is none.
NOTHING = 1e-9

# Angle of the tables -> coordinate of the model.
COORDINATES = {
    "hip_flexion": "hip_flexion_r",
    "hip_adduction": "hip_adduction_r",
    "hip_rotation": "hip_rotation_r",
    "knee": "knee_angle_r",
    "ankle": "ankle_angle_r",
    "lumbar": "L5_S1_Flex_Ext",
}
FOOT = {"talus_r", "calcn_r", "toes_r"}
SHANK = {"tibia_r"} | FOOT
LEG = {"femur_r", "patella_r"} | SHANK
SPINE = ("pelvis", "lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "torso")
LEVEL_JOINTS = ("L5_S1_IVDjnt", "L4_L5_IVDjnt", "L3_L4_IVDjnt", "L2_L3_IVD_jnt", "L1_L2_IVD_jnt", "L1_T12_IVD_jnt")
ABOVE = {level: {*SPINE[index + 1 :], "head", "humerus_r", "humerus_l"} for index, level in enumerate(LEVELS)}
# The abdominal wall turns with the whole lumbar angle about L5/S1.
WALL = "Abdomen"


@dataclass(frozen=True)
class Force:
    """A force of a muscle of unit tension on a body, world axes."""

    body: str
    point: np.ndarray
    force: np.ndarray


class Model:
    """The lifting model, one posture at a time, asked by OpenSim's own moment arms and point forces."""

    def __init__(self, file: Path) -> None:
        opensim.Logger.setLevelString("Off")
        self.model = opensim.Model(str(file))
        self.state = self.model.initSystem()
        for side in "rl":
            self.coordinate(f"arm_add_{side}").setValue(self.state, 0.0, False)
        self.slope_sum = self._slope_sum()

    def coordinate(self, name: str) -> opensim.Coordinate:
        """A coordinate by the model's name."""
        return self.model.getCoordinateSet().get(name)

    def place(self, angles: Mapping[str, float]) -> None:
        """Take a posture; the model's own constraints move patella, vertebrae and abdominal wall."""
        for angle, name in COORDINATES.items():
            value = angles[angle] / (self.slope_sum if angle == "lumbar" else 1.0)
            self.coordinate(name).setValue(self.state, value, False)
        self.model.assemble(self.state)
        self.model.realizePosition(self.state)

    def _slope_sum(self) -> float:
        """Total lumbar angle over that of L5/S1, from the constraints themselves."""
        driver = self.coordinate(COORDINATES["lumbar"])
        driver.setValue(self.state, 0.05, False)
        self.model.assemble(self.state)
        names = [name.replace("_IVDjnt", "").replace("_IVD_jnt", "") + "_Flex_Ext" for name in LEVEL_JOINTS]
        total = sum(self.coordinate(name).getValue(self.state) for name in names)
        return total / 0.05

    def arm(self, muscle: str, angle: str) -> float:
        """Minus the derivative of length, m."""
        found = self.model.getMuscles().get(muscle).computeMomentArm(self.state, self.coordinate(COORDINATES[angle]))
        return found / (self.slope_sum if angle == "lumbar" else 1.0)

    def forces(self, muscle: str) -> list[Force]:
        """Its point forces."""
        array = opensim.ArrayPointForceDirection()
        self.model.getMuscles().get(muscle).getGeometryPath().getPointForceDirections(self.state, array)
        found = []
        for index in range(array.getSize()):
            one = array.get(index)
            body = one.frame().findBaseFrame()
            place = one.frame().findStationLocationInGround(self.state, one.point())
            found.append(Force(body.getName(), vector(place), vector(one.direction())))
        return found

    def into(self, body: str, force: np.ndarray) -> np.ndarray:
        """A vector of the world in a body's axes."""
        frame = self.model.getBodySet().get(body)
        ground = self.model.getGround()
        return vector(ground.expressVectorInAnotherFrame(self.state, opensim.Vec3(*force), frame))

    def centre(self, level: str) -> np.ndarray:
        """Centre of a lumbar joint, m, world."""
        joint = self.model.getJointSet().get(LEVEL_JOINTS[LEVELS.index(level)])
        return vector(joint.getParentFrame().getPositionInGround(self.state))

    def level_arm(self, forces: list[Force], level: str) -> float:
        """Extension moment of a unit tension about a level, m."""
        total = 0.0
        for one in forces:
            if one.body in ABOVE[level] or one.body == WALL:
                away = one.point - self.centre("l5s1" if one.body == WALL else level)
                total += away[0] * one.force[1] - away[1] * one.force[0]
        return total


def vector(given: opensim.Vec3) -> np.ndarray:
    """As an array."""
    return np.array([given.get(0), given.get(1), given.get(2)])


@pytest.fixture(scope="module")
def model(source_model: Path) -> Model:
    """The lifting model, asked one posture at a time."""
    return Model(source_model)


def misses() -> set[tuple[str, str, str]]:
    """(muscle, kind, what) that the tables themselves list as missed."""
    text = files("thrustworthy.mechanics").joinpath("data", "muscles", "errors.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(row["muscle"], row["kind"], row["what"]) for row in rows if row["pass"] == "no"}


def postures(region: str, *, flat: bool) -> np.ndarray:
    """New random postures; legs move with a straight spine, the spine with straight legs."""
    chance = np.random.default_rng([SEED, len(region), flat])
    low, high = (np.array([getattr(angle, end) for angle in TABLES.angles]) for end in ("low", "high"))
    made = chance.uniform(low, high, size=(POSTURES[region], len(TABLES.angles)))
    still = ["lumbar"] if region == "leg" else [name for name in COORDINATES if name != "lumbar"]
    still += ["hip_adduction", "hip_rotation"] if flat else []
    made[:, [TABLES.column(name) for name in still]] = 0.0
    return made


def source_name(muscle: Muscle) -> str:
    """The model's name of the path a muscle of the tables was made from."""
    return f"{muscle.name}_r"


def of_region(region: str) -> list[int]:
    """Columns of the muscles of legs or trunk."""
    return [index for index, muscle in enumerate(TABLES.muscles) if muscle.region == region]


def each(model: Model, at: np.ndarray) -> Iterator[int]:
    """Take every posture; gives its row."""
    for row, pose in enumerate(at):
        model.place(dict(zip(COORDINATES, pose, strict=True)))
        yield row


def worst(errors: np.ndarray, index: list[int], kind: str, what: str) -> list[str]:
    """Muscles whose 90th percentile breaks the limit and that the tables do not list, with the figure."""
    listed = misses()
    broken = []
    for column, muscle in zip(errors.T, (TABLES.muscles[i] for i in index), strict=True):
        p90 = np.percentile(column, 90)
        if p90 > LIMITS[kind] and (muscle.name, kind, what) not in listed:
            broken.append(f"{muscle.name} {kind} {what}: {p90:.2f}")
    return broken


def test_the_levels_share_the_lumbar_angle_as_the_model_does(model: Model) -> None:
    """1, 1.8571, 1.6429, 1.1429, 0.9286 and 0.5714 times the lowest one."""
    assert model.slope_sum == pytest.approx(7.1429, abs=1e-3)


@pytest.mark.parametrize("flat", [False, True])
def test_leg_arms_are_opensims(model: Model, flat: bool) -> None:
    """About every angle of the leg, with and without hip adduction and rotation."""
    at = postures("leg", flat=flat)
    for angle in [one for one in TABLES.angles if one.name != "lumbar"]:
        index = [i for i in of_region("leg") if TABLES.shape_of(TABLES.muscles[i].name, f"arm_{angle.arm}")]
        asked = np.empty((len(at), len(index)))
        for row in each(model, at):
            asked[row] = [-angle.sign * model.arm(source_name(TABLES.muscles[i]), angle.name) for i in index]
        found = evaluate(TABLES, f"arm_{angle.arm}", at)[:, index]
        assert worst(np.abs(found - asked) * 1e3, index, "arm", angle.arm) == []


def test_leg_pulls_are_opensims(model: Model) -> None:
    """At hip, knee and patella, from OpenSim's point forces."""
    at = postures("leg", flat=True)
    joints = {"hip": (LEG, "pelvis"), "knee": (SHANK, "tibia_r"), "patella": ({"patella_r"}, "femur_r")}
    index = of_region("leg")
    asked = {joint: np.full((len(at), len(index), 3), np.nan) for joint in joints}
    for row in each(model, at):
        for column, i in enumerate(index):
            forces = model.forces(source_name(TABLES.muscles[i]))
            for joint, (bodies, frame) in joints.items():
                asked[joint][row, column] = model.into(frame, sum_on(forces, bodies))
    for joint in joints:
        has = [c for c, i in enumerate(index) if (TABLES.muscles[i].name, f"{joint}_x") in TABLES.terms]
        found = np.stack([evaluate(TABLES, f"{joint}_{axis}", at) for axis in "xyz"], axis=-1)
        away = between(found[:, [index[c] for c in has]], asked[joint][:, has])
        assert has
        assert worst(away, [index[c] for c in has], "direction", joint) == []


def test_trunk_arms_and_pulls_are_opensims_on_every_level(model: Model) -> None:
    """And what the tables leave out pulls on nothing, but where one fascicle leans on the thorax in deep flexion."""
    at = postures("trunk", flat=True)
    index = of_region("trunk")
    whole = np.empty((len(at), len(index)))
    arms = np.empty((len(at), len(index), len(LEVELS)))
    pulls = np.empty((len(at), len(index), len(LEVELS), 3))
    for row in each(model, at):
        for column, i in enumerate(index):
            forces = model.forces(source_name(TABLES.muscles[i]))
            whole[row, column] = model.arm(source_name(TABLES.muscles[i]), "lumbar")
            for k, level in enumerate(LEVELS):
                arms[row, column, k] = model.level_arm(forces, level)
                pulls[row, column, k] = model.into(SPINE[k], sum_on(forces, ABOVE[level]))
    away = np.abs(evaluate(TABLES, "arm_lumbar", at)[:, index] - whole) * 1e3
    assert worst(away, index, "arm", "lumbar") == []
    for k, level in enumerate(LEVELS):
        away = np.abs(evaluate(TABLES, f"arm_{level}", at)[:, index] - arms[..., k]) * 1e3
        assert worst(away, index, "arm", level) == []
        has = [c for c, i in enumerate(index) if (TABLES.muscles[i].name, f"{level}_x") in TABLES.terms]
        found = np.stack([evaluate(TABLES, f"{level}_{axis}", at) for axis in "xyz"], axis=-1)
        away = between(found[:, [index[c] for c in has]], pulls[:, has, k])
        assert worst(away, [index[c] for c in has], "direction", level) == []
        lacking = [c for c in range(len(index)) if c not in has]
        size = np.linalg.norm(pulls[:, lacking, k], axis=-1)
        assert (np.percentile(size, 90, axis=0) < NOTHING).all()
        assert size.max(initial=0.0) < 0.2


def test_psoas_goes_on_along_the_leg_psoas(model: Model) -> None:
    """Its fascicles' hip arms are the path's that was left out as a muscle of its own."""
    at = postures("leg", flat=True)
    asked = np.empty(len(at))
    for row in each(model, at):
        asked[row] = model.arm("psoas_r", "hip_flexion")
    column = TABLES.column("hip_flexion")
    for muscle in TABLES.muscles:
        if muscle.group == "psoas":
            found = TABLES.terms[muscle.name, "length"].derivative(column).value(at)
            assert np.percentile(np.abs(found + asked) * 1e3, 90) <= LIMITS["arm"]


def test_the_legs_mirror_each_other(model: Model) -> None:
    """Only the right side is in the tables."""
    model.place(dict.fromkeys(COORDINATES, 0.0))
    for i in of_region("leg"):
        right, left = (
            model.model.getMuscles().get(f"{TABLES.muscles[i].name}_{side}").getGeometryPath().getLength(model.state)
            for side in "rl"
        )
        assert right == pytest.approx(left, abs=1e-4)


def test_parameters_are_the_models(model: Model) -> None:
    """Forces, fibres, tendons, pennation, speed."""
    for muscle in TABLES.muscles:
        source = model.model.getMuscles().get(source_name(muscle))
        assert muscle.peak_force == pytest.approx(source.getMaxIsometricForce(), rel=1e-7)
        assert muscle.optimal_fibre == pytest.approx(source.getOptimalFiberLength(), rel=1e-7)
        assert muscle.tendon_slack == pytest.approx(source.getTendonSlackLength(), rel=1e-7)
        assert muscle.pennation == pytest.approx(source.getPennationAngleAtOptimalFiberLength(), rel=1e-7, abs=1e-12)
        assert muscle.max_velocity == source.getMaxContractionVelocity()


def test_the_tables_name_the_model_they_were_made_from() -> None:
    """By the checksums of wheel and model."""
    head = files("thrustworthy.mechanics").joinpath("data", "muscles", "terms.csv").read_text(encoding="utf-8")[:2000]
    found = set(re.findall(r"\b[0-9a-f]{64}\b", head.replace("\n# ", " ")))
    assert found == {CREDITS["model"]["sha256"], CREDITS["package"]["wheel_sha256"]}


def sum_on(forces: list[Force], bodies: set[str]) -> np.ndarray:
    """Resultant on a set of bodies."""
    return np.sum([one.force for one in forces if one.body in bodies] or [np.zeros(3)], axis=0)


def between(found: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Degrees between vectors (..., 3)."""
    cross = np.linalg.norm(np.cross(found, asked), axis=-1)
    return np.degrees(np.arctan2(cross, (found * asked).sum(axis=-1)))
