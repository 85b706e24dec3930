"""How strong a body is: factors on the model's peak forces and arms, and which model of the spine it follows.

Legs: the measured voluntary moments of adults by age, sex and size, times a training factor. Trunk: a factor of its
own, since the generic trunk is far too weak for any lift that people do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._anderson import strength_sources, voluntary_moment
from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._muscle_model import CLASSES, capacity
from thrustworthy.mechanics._muscle_tables import muscle_tables
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._tables import number, table

LEVELS_MODEL, COUPLED, EQUIVALENT = 0.0, 1.0, 2.0


@dataclass(frozen=True)
class Strength:
    """One batch of bodies. force, arm: (samples, classes) factors. spine_model: (samples,) one of the three above.

    training, trunk: (samples,) the drawn factors behind ``force``.
    """

    force: Array
    arm: Array
    spine_model: Array
    training: Array
    trunk: Array


def draw_strength(body: Body, subject: Subject, draws: Draws) -> Strength:
    """The strength of every sample."""
    for row in table("muscle_model").values():
        draws.sources.update(row.sources)
    draws.sources.update(source for muscle in muscle_tables().muscles for source in muscle.sources)
    draws.sources.update(strength_sources())
    age = _ages(subject, draws)
    arm = np.concatenate(
        [draws.draw(table("muscle_model")[f"arm.{name}"], f"muscle.{name}_arm") for name in CLASSES], 1
    )
    spine_model = _spine_model(draws)
    ordinary = _ordinary(body, age, draws)
    rows = table("muscle_model")
    training = draws.draw(rows["training"], "strength.training")[:, 0]
    trunk = draws.draw(rows["trunk"], "strength.trunk")[:, 0]
    of = {
        "gluteal": ordinary["hip"] * training,
        "hamstring": ordinary["hip"] * training,
        "knee": ordinary["knee"] * training,
        "leg": 0.5 * (ordinary["hip"] + ordinary["knee"]) * training,
        "trunk": ordinary["size"] * trunk,
    }
    force = np.stack([of[name] for name in CLASSES], axis=1)
    return Strength(force, arm, spine_model, training, trunk)


def _ordinary(body: Body, age: Array, draws: Draws) -> dict[str, Array]:
    """Factors that bring the generic model to an ordinary adult of this age, sex and size, each (samples,)."""
    people = body.people
    given: tuple[Array, Array, Array, Array] = (people.height[:, 0], people.mass[:, 0], age, people.female[:, 0])
    scale = body.scale[:, 0]
    made: dict[str, Array] = {}
    for joint in ("hip", "knee"):
        angle = number("muscle_model", f"reference.{joint}")
        spread = 0.0 if draws.central else draws.stream(f"strength.{joint}").standard_normal(draws.samples)
        moment = voluntary_moment(joint, "extension", angle, *given, deviate=spread)
        made[joint] = moment / (capacity(joint) * scale)
    height, mass = (np.full_like(age, number("muscle_model", f"model.{name}")) for name in ("height", "mass"))
    at = number("muscle_model", "reference.hip")
    young = voluntary_moment("hip", "extension", at, height, mass, np.full_like(age, 20.0), np.zeros_like(age))
    mean = voluntary_moment("hip", "extension", at, *given)
    made["size"] = mean / young / scale
    return made


def _ages(subject: Subject, draws: Draws) -> Array:
    if subject.age is not None:
        return np.full(draws.samples, float(subject.age))
    return draws.draw(table("muscle_model")["age"], "body.age")[:, 0]


def _spine_model(draws: Draws) -> Array:
    """Which model each sample follows, by the stated shares; the central body follows the levels."""
    if draws.central:
        return np.full(draws.samples, LEVELS_MODEL)
    first, second = (number("muscle_model", f"spine_model.{name}") for name in ("levels", "coupled"))
    u = draws.stream("muscle.spine_model").random(draws.samples)
    values = np.where(u < first, LEVELS_MODEL, np.where(u < first + second, COUPLED, EQUIVALENT))
    return draws.keep("muscle.spine_model", values)[:, 0]
