"""One sampled body and its lift rebuilt as an OpenSim model.

OpenSim gets masses, centres, inertias, joint places, joint angles with two derivatives, and the forces of floor and
bench. Where everything lies, how it accelerates and which moments that takes, it finds itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import opensim

from thrustworthy.mechanics._body import VERTEBRAE
from thrustworthy.mechanics._chain import OTHER, pieces_of
from thrustworthy.mechanics._dynamics import JOINTS, joints_of
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._tables import LEVELS, number

Place = tuple[float, float]

# OpenSim writes a file of its messages into the working folder unless told not to.
opensim.Logger.removeFileSink()
opensim.Logger.setLevelString("Error")


@dataclass(frozen=True)
class Load:
    """What lies on the body: mass (kg), the piece it is fixed to and where in that piece's frame (m)."""

    mass: float
    piece: str
    place: Place


@dataclass(frozen=True)
class Tamper:
    """Factors on what OpenSim is given, by piece of both legs: a wrong model must be noticed.

    "load" stands for the bar, and for the pull of a band or machine where there is no bar.
    """

    mass: Mapping[str, float] = field(default_factory=dict)
    inertia: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Solution:
    """What OpenSim finds; every array has shape (frames,).

    moment: joint -> moment of the lower piece on the upper one, N m, counter-clockwise. residual: what holds the foot
    beyond the floor's force (moment in N m, two forces in N). place: points in the world, m, shape (frames, 2).
    """

    moment: Mapping[str, np.ndarray]
    residual: Mapping[str, np.ndarray]
    place: Mapping[str, np.ndarray]


def load_of(batch: Batch, mass: float, place: str) -> Load | None:
    """Where the bar lies, by the lift's load_place, from the technique drawn for the only sample of this batch."""
    technique = batch.technique
    if batch.motion.load_point is None:
        # Nothing, or a band or machine, which pulls without adding a mass.
        return None
    match place:
        case "pelvis":
            return Load(mass, "pelvis", (_one(technique["bar_x"]), _one(technique["bar_place"])))
        case "back":
            x, y = _offset(batch, "shoulder", "t12l1")
            return Load(mass, "thorax", (x + _one(technique["bar_x"]), y + _one(technique["bar_height_on_back"])))
        case "hands":
            return Load(mass, "forearm", (0.0, -_one(batch.body.forearm)))
    raise ValueError(f"Nobody has said here where a load on {place!r} lies.")


def solve(batch: Batch, load: Load | None, tamper: Tamper | None = None) -> Solution:
    """Inverse dynamics of the only sample of a batch, frame by frame, by OpenSim."""
    tamper = tamper or Tamper()
    model = opensim.Model()
    model.setGravity(opensim.Vec3(0.0, -number("engine", "gravity"), 0.0))
    bodies = _add_bodies(model, batch, tamper)
    _add_joints(model, batch, bodies)
    if load is not None:
        _add_load(model, bodies, load, tamper)
    _add_forces(model, batch, bodies, tamper)
    return _run(model, batch, bodies, load)


def _one(value: np.ndarray) -> float:
    """The one number of a one-sample array."""
    (only,) = np.unique(np.asarray(value))
    return float(only)


def _offset(batch: Batch, point: str, origin: str) -> Place:
    (x, y), (ox, oy) = batch.body.joint[point], batch.body.joint[origin]
    return _one(x) - _one(ox), _one(y) - _one(oy)


def _vec(place: Place) -> opensim.Vec3:
    return opensim.Vec3(place[0], place[1], 0.0)


def _add_bodies(model: opensim.Model, batch: Batch, tamper: Tamper) -> dict[str, opensim.Body]:
    bodies = {}
    for name, piece in pieces_of(batch.body, batch.motion).items():
        kind = name.removesuffix(OTHER)
        mass = _one(piece.mass) * tamper.mass.get(kind, 1.0)
        about = _one(piece.inertia) * tamper.inertia.get(kind, 1.0)
        # Only the turn in the plane matters; the other two axes get the same to be a possible body.
        inertia = opensim.Inertia(about, about, about, 0.0, 0.0, 0.0)
        bodies[name] = opensim.Body(name, mass, _vec((_one(piece.x), _one(piece.y))), inertia)
        model.addBody(bodies[name])
    return bodies


def joint_places(batch: Batch) -> dict[str, Place]:
    """Where each joint sits in the frame of the piece below it (beside it for the arms), m."""
    body = batch.body
    places = {
        "ankle": (_one(body.ankle_x), _one(body.ankle_y)),
        "knee": (0.0, _one(body.shank)),
        "hip": (0.0, _one(body.thigh)),
        "l5s1": (_one(body.joint["l5s1"][0]), _one(body.joint["l5s1"][1])),
        "elbow": (0.0, -_one(body.upper_arm)),
    }
    for lower, upper in zip(LEVELS, (*LEVELS[1:], None), strict=True):
        if upper is not None:
            places[upper] = _offset(batch, upper, lower)
    for name in ("shoulder", "neck"):
        places[name] = _offset(batch, name, LEVELS[len(VERTEBRAE)])
    return places


def _add_joints(model: opensim.Model, batch: Batch, bodies: Mapping[str, opensim.Body]) -> None:
    zero = opensim.Vec3(0.0)
    # The foot's frame stands at the heel on the floor. It is free in the plane: what holds it must come from the floor.
    root = opensim.PlanarJoint("root", model.getGround(), zero, zero, bodies["foot"], zero, zero)
    model.addJoint(root)
    for joint, place in joint_places(batch).items():
        below, above = JOINTS[joint][:2]
        model.addJoint(opensim.PinJoint(joint, bodies[below], _vec(place), zero, bodies[above], zero, zero))
    if batch.motion.two_legs:
        # The other leg hangs from the pelvis; its foot is free, and what holds it must come from the floor as well.
        for joint in ("hip", "knee", "ankle"):
            below, above = (bodies[piece] for piece in ends_of(joint + OTHER))
            place = _vec(joint_places(batch)[joint])
            model.addJoint(opensim.PinJoint(joint + OTHER, above, zero, zero, below, place, zero))


def ends_of(joint: str) -> tuple[str, str]:
    """The pieces below and above a joint of either leg, of the spine or of the arm."""
    below, above = JOINTS[joint.removesuffix(OTHER)][:2]
    if not joint.endswith(OTHER):
        return below, above
    return below + OTHER, above if above == "pelvis" else above + OTHER


def _add_load(model: opensim.Model, bodies: Mapping[str, opensim.Body], load: Load, tamper: Tamper) -> None:
    zero = opensim.Vec3(0.0)
    mass = load.mass * tamper.mass.get("load", 1.0)
    bar = opensim.Body("load", mass, zero, opensim.Inertia(0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    model.addBody(bar)
    model.addJoint(opensim.WeldJoint("grip", bodies[load.piece], _vec(load.place), zero, bar, zero, zero))


def _add_forces(model: opensim.Model, batch: Batch, bodies: Mapping[str, opensim.Body], tamper: Tamper) -> None:
    dynamics = batch.dynamics
    # In the world: a foot on an inclined plate does not lie along the floor.
    floor = (dynamics.pressure, batch.motion.points["heel"][1].v)
    _add_force(model, "floor", bodies["foot"], batch, dynamics.ground, floor, world=True)
    pulls = 1.0 if batch.motion.load_point is not None else tamper.mass.get("load", 1.0)
    for index, one in enumerate(batch.motion.forces):
        force = (pulls * one.x, pulls * one.y)
        point = (one.point[0].v, one.point[1].v)
        _add_force(model, f"applied_{index}", bodies[one.piece], batch, force, point, world=True)
    if dynamics.ground_other is not None:
        _add_force(model, "floor_other", bodies[f"foot{OTHER}"], batch, dynamics.ground_other, other_sole(batch))
    if dynamics.bench is not None:
        _add_force(model, "bench", bodies["thorax"], batch, dynamics.bench, bench_place(batch))


def other_sole(batch: Batch) -> Place:
    """Where the floor pushes the other foot, in that foot's own frame, m: one it stands on flat or turns about."""
    share = batch.technique.get("other_centre_of_pressure", np.array([[0.5]]))
    return _one(share) * _one(batch.body.foot), 0.0


def bench_place(batch: Batch) -> Place:
    """The point of the back on the bench, in the frame of the thorax, m."""
    x, y = _offset(batch, "shoulder", "t12l1")
    height = _one(batch.body.people.height)
    technique = batch.technique
    return x - _one(technique["contact_depth"]) * height, y - _one(technique["contact_below_shoulder"]) * height


def _add_force(
    model: opensim.Model,
    name: str,
    body: opensim.Body,
    batch: Batch,
    force: tuple[np.ndarray, np.ndarray],
    place: tuple[float | np.ndarray, float | np.ndarray],
    *,
    world: bool = False,
) -> None:
    """A force in world axes at a point in the body's (or the world's) axes, both functions of time by frames."""

    def over_time(values: float | np.ndarray) -> opensim.PiecewiseLinearFunction:
        track = opensim.PiecewiseLinearFunction()
        for time, value in zip(batch.time[0], np.broadcast_to(values, batch.time.shape)[0], strict=True):
            track.addPoint(float(time), float(value))
        return track

    given = opensim.PrescribedForce(name, body)
    given.setForceIsInGlobalFrame(True)
    given.setPointIsInGlobalFrame(world)
    given.setForceFunctions(over_time(force[0]), over_time(force[1]), opensim.Constant(0.0))
    given.setPointFunctions(over_time(place[0]), over_time(place[1]), opensim.Constant(0.0))
    model.addForce(given)


def _coordinates(batch: Batch) -> dict[str, np.ndarray]:
    """Angle, rate and acceleration of every joint and of the resting foot: coordinate path -> (3, frames)."""
    turns, shape = batch.motion.turns, batch.time.shape
    values = {f"root/root_coord_{axis}": np.zeros((3, shape[1])) for axis in range(3)}
    foot = turns["foot"]
    values["root/root_coord_0"] = np.stack([np.broadcast_to(part, shape)[0] for part in (foot.v, foot.d, foot.a)])
    values["root/root_coord_2"][0] = np.broadcast_to(batch.motion.points["heel"][1].v, shape)[0]
    for joint in joints_of(batch.motion):
        below, above = ends_of(joint) if not joint.endswith(OTHER) else ends_of(joint)[::-1]
        parts = (getattr(turns[above], part) - getattr(turns[below], part) for part in ("v", "d", "a"))
        values[f"{joint}/{joint}_coord_0"] = np.stack([np.broadcast_to(part, shape)[0] for part in parts])
    return values


def _run(model: opensim.Model, batch: Batch, bodies: Mapping[str, opensim.Body], load: Load | None) -> Solution:
    model.finalizeConnections()
    state = model.initSystem()
    values = _coordinates(batch)
    coordinates = {path: opensim.Coordinate.safeDownCast(model.getComponent(f"/jointset/{path}")) for path in values}
    slots = _slots(coordinates, state)
    watched = _watched(batch, bodies, load)
    solver = opensim.InverseDynamicsSolver(model)
    forces: dict[str, list[float]] = {path: [] for path in coordinates}
    places: dict[str, list[Place]] = {}
    for frame, time in enumerate(batch.time[0]):
        state.setTime(float(time))
        asked = opensim.Vector(state.getNU(), 0.0)
        for path, coordinate in coordinates.items():
            value, rate, acceleration = (float(one) for one in values[path][:, frame])
            coordinate.setValue(state, value, False)
            coordinate.setSpeedValue(state, rate)
            asked.set(slots[path], acceleration)
        found = solver.solve(state, asked)
        for path, slot in slots.items():
            forces[path].append(found.get(slot))
        model.realizePosition(state)
        for name, (body, place) in watched.items():
            point = body.findStationLocationInGround(state, _vec(place))
            places.setdefault(name, []).append((point.get(0), point.get(1)))
    # A joint's torque acts on its child: the piece above, but for the other leg, which hangs.
    signs = {joint: -1.0 if joint.endswith(OTHER) else 1.0 for joint in joints_of(batch.motion)}
    return Solution(
        moment={joint: sign * np.array(forces[f"{joint}/{joint}_coord_0"]) for joint, sign in signs.items()},
        residual={name: np.array(forces[f"root/root_coord_{axis}"]) for axis, name in enumerate(("moment", "x", "y"))},
        place={name: np.array(track) for name, track in places.items()},
    )


def _slots(coordinates: Mapping[str, opensim.Coordinate], state: opensim.State) -> dict[str, int]:
    """Where in OpenSim's vector of speeds each coordinate sits: found by moving one at a time."""
    slots = {}
    for path, coordinate in coordinates.items():
        coordinate.setSpeedValue(state, 1.0)
        (slots[path],) = (index for index in range(state.getNU()) if state.getU().get(index) == 1.0)
        coordinate.setSpeedValue(state, 0.0)
    return slots


def _watched(
    batch: Batch, bodies: Mapping[str, opensim.Body], load: Load | None
) -> dict[str, tuple[opensim.Body, Place]]:
    """Points whose place in the world is compared as well: the ends of the chain, the bar, the bench."""
    watched = {"hand": (bodies["forearm"], (0.0, -_one(batch.body.forearm)))}
    watched |= {joint: (bodies[above], (0.0, 0.0)) for joint, (_, above, *_) in JOINTS.items()}
    if batch.motion.two_legs:
        watched[f"sole{OTHER}"] = (bodies[f"foot{OTHER}"], other_sole(batch))
    if load is not None:
        watched["load"] = (bodies[load.piece], load.place)
    if batch.dynamics.bench is not None:
        watched["bench"] = (bodies["thorax"], bench_place(batch))
    return watched
