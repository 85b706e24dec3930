"""The engine driven by a measured motion: a batch of bodies that all move by the same joint angles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from thrustworthy.evidence import Quantity, Tag, read_toml
from thrustworthy.mechanics._bench_pivot import arms_on_bar, contact_in_pelvis
from thrustworthy.mechanics._body import Body, build_body
from thrustworthy.mechanics._chain import Motion, Posture, bend_trunk, place_chain
from thrustworthy.mechanics._chains import Task, bench_contact
from thrustworthy.mechanics._dynamics import inverse_dynamics
from thrustworthy.mechanics._feet_fixed import finish_standing
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._lift import LiftModel, check_setup, draw_technique, lift_model
from thrustworthy.mechanics._measured._filter import between_knots
from thrustworthy.mechanics._measured._model import MeasuredMotion, MotionError
from thrustworthy.mechanics._planar import add, sine_cosine, turn
from thrustworthy.mechanics._result import Array, Simulation, Subject
from thrustworthy.mechanics._run import LOAD_PIECE, Batch, solved_postures
from thrustworthy.mechanics._samples import check_inputs, chunk_sizes, merge, samples_of
from thrustworthy.mechanics._sampling import Draws, draw_people
from thrustworthy.mechanics._simulate import summarise
from thrustworthy.mechanics._spine import draw_muscles
from thrustworthy.mechanics._tables import number

Turns = tuple[Jet, Jet, Jet]
MEASURED = "measured_motion"
"""What a simulation of a measured motion has as its lift."""


def contact_models() -> Mapping[str, str]:
    """The contact models by name, each with what it means."""
    table = _table()
    return {name: str(row["meaning"]) for name, row in table.items() if name != "notes"}


def _table() -> dict[str, Any]:
    return read_toml("thrustworthy.mechanics._measured", "data/contacts.toml")


def simulate_motion(
    motion: MeasuredMotion,
    subject: Subject,
    load: float,
    load_place: str = "back",
    *,
    contact: str = "feet_fixed",
    setup: Mapping[str, float] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    muscles: bool = False,
) -> Simulation:
    """Simulate a measured motion over many bodies; the motion is the same for all of them.

    load: external mass held, kg, on load_place ("back", "hands", "pelvis" or "none"). contact: see
    ``contact_models``. setup: technique values to hold fixed. The rest as of ``simulate``.

    Raises MotionError or SimulationError with one sentence for a choice that cannot be.
    """
    model = measured_model(motion, load, load_place, contact)
    given = check_setup(model, setup or {})
    check_inputs(model, subject, load, samples, seed, frames)
    phase = np.linspace(0.0, 1.0, frames)
    driven = _Driven(motion, contact)
    parts = []
    for chunk, size in enumerate(chunk_sizes(samples)):
        draws = Draws(samples=size, seed=seed, chunk=chunk)
        whole = driven.run(model, subject, load, given, phase, draws)
        if contact == "bench_pivot":
            driven.note_drift(whole)
        parts.append(samples_of(model, whole, subject, load, draws))
    model = replace(model, notes=(*model.notes, *driven.notes))
    held = {**given, "concentric_time": motion.duration}
    return summarise(merge(parts), subject, load, held, seed, muscles=muscles, model=model, run=driven.run)


def measured_model(motion: MeasuredMotion, load: float, load_place: str, contact: str) -> LiftModel:
    """The motion as the engine sees a lift: chain, outputs, and the priors of what the file does not hold."""
    table = _table()
    if contact not in contact_models():
        raise MotionError(f"contact is {contact!r}; give one of {', '.join(contact_models())}.")
    row = table[contact]
    places = row["technique"]
    if load_place not in places:
        raise MotionError(
            f"With the contact {contact} no load lies on {load_place!r}; give one of {', '.join(places)}."
        )
    if load_place == "none" and load > 0:
        raise MotionError("A load needs its place; give back, hands or pelvis, or set the load to 0.")
    source = lift_model(places[load_place]["lift"]).technique
    keys = tuple(places[load_place]["keys"])
    time = Quantity("concentric_time", motion.duration, "s", Tag.COMPUTED, note="Measured.")
    return LiftModel(
        lift=MEASURED,
        chain=row["chain"],
        load_place=load_place,
        settable=(*keys, "foot_force") if "foot_force_share" in keys else keys,
        outputs=tuple(row["outputs"]),
        technique=MappingProxyType({**{key: source[key] for key in keys}, "concentric_time": time}),
        notes=_notes(motion, table["notes"]),
    )


def _notes(motion: MeasuredMotion, texts: Mapping[str, str]) -> tuple[str, ...]:
    notes = []
    if motion.mismatch is None:
        notes.append(texts["no_pelvis"])
    else:
        median, most = motion.mismatch
        notes.append(texts[f"mismatch_{motion.anchor}"].format(median=median, most=most))
        if abs(most) > number("motion", "mismatch"):
            notes[-1] += " " + texts["mismatch_large"]
    if "lumbar" not in motion.given:
        notes.append(texts["no_lumbar"])
    return (*notes, texts["measured"], texts["planar"], texts["arms"])


@dataclass
class _Driven:
    """What makes a batch from the motion, in the place of ``run_batch``."""

    motion: MeasuredMotion
    contact: str
    notes: tuple[str, ...] = ()

    def run(
        self, model: LiftModel, subject: Subject, load: float, setup: Mapping[str, float], phase: Array, draws: Draws
    ) -> Batch:
        """Draw bodies and technique, move them as measured, and do the inverse dynamics."""
        body = build_body(draw_people(subject, draws), draws)
        technique = draw_technique(model, setup, draws)
        muscles = draw_muscles(body, draws)
        angles = self._angles(phase, draws.samples)
        turns = _chain_turns(angles, self.motion.anchor)
        bench = self.contact == "bench_pivot"
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            if bench:
                motion = _on_bench(body, technique, turns, angles["lumbar"], model.load_place)
            else:
                motion = _on_feet(body, technique, turns, angles["lumbar"], load, model.load_place)
            held = bench_contact(Task(body, technique, angles["hip"], load, model.load_place)) if bench else None
            dynamics = inverse_dynamics(body, motion, load, LOAD_PIECE[model.load_place], held)
        return Batch(
            body=body,
            technique=technique,
            motion=motion,
            dynamics=dynamics,
            muscles=muscles,
            time=phase[None, :] * technique["concentric_time"],
            solved=solved_postures(motion, dynamics),
        )

    def _angles(self, phase: Array, samples: int) -> dict[str, Jet]:
        """The angles at every phase, the same for every sample."""
        time = self.motion.start + phase * self.motion.duration
        shape = (samples, len(phase))

        def spread(jet: Jet) -> Jet:
            return Jet(*(np.array(np.broadcast_to(one, shape)) for one in (jet.v, jet.d, jet.a)))

        return {angle: spread(between_knots(self.motion.knots, jet, time)) for angle, jet in self.motion.values.items()}

    def note_drift(self, whole: Batch) -> None:
        """Say how far the contact point of the back moves; of the first chunk."""
        if self.notes:
            return
        x, y = (one.v for one in whole.motion.points["bench"])
        drift = float(np.median(np.hypot(np.ptp(x, axis=1), np.ptp(y, axis=1)))) * 1000.0
        self.notes = (str(_table()["notes"]["drift"]).format(median=drift),)


def _chain_turns(angles: Mapping[str, Jet], anchor: str) -> tuple[Jet, Jet, Jet]:
    """Turns of shank, thigh and pelvis: from the file's pelvis down, or from a flat foot up."""
    if anchor == "pelvis":
        thigh = angles["pelvis"] + angles["hip"]
        return thigh - angles["knee"], thigh, angles["pelvis"]
    shank = -angles["ankle"]
    thigh = shank + angles["knee"]
    return shank, thigh, thigh - angles["hip"]


def _on_feet(
    body: Body, technique: Mapping[str, Array], turns: Turns, bend: Jet, load: float, load_place: str
) -> Motion:
    shank, thigh, pelvis = turns
    trunk = bend_trunk(body, bend)
    if load_place == "pelvis":
        arm = pelvis + trunk.turns["thorax"]
        motion = place_chain(body, trunk, Posture(shank, thigh, pelvis, bend, arm, arm, technique["feet_height"]))
        bar = add(motion.points["hip"], turn(sine_cosine(pelvis), technique["bar_x"], technique["bar_place"]))
        return replace(motion, points={**motion.points, "bar": bar}, load_point=bar)
    hands = load_place == "hands"
    motion = finish_standing(body, technique, trunk, shank, thigh, pelvis, bend, load, hands)
    if load_place != "none":
        return motion
    points = {name: point for name, point in motion.points.items() if name != "bar"}
    return replace(motion, points=points, load_point=None)


def _on_bench(body: Body, technique: Mapping[str, Array], turns: Turns, bend: Jet, load_place: str) -> Motion:
    shank, thigh, pelvis = turns
    trunk = bend_trunk(body, bend)
    loaded = load_place == "pelvis"
    still = Posture(shank, thigh, pelvis, bend, pelvis, pelvis, technique["feet_height"])
    placed = place_chain(body, trunk, still).points
    facing = sine_cosine(pelvis)
    bar = add(placed["hip"], turn(facing, technique["bar_x"], technique["bar_place"])) if loaded else placed["hip"]
    upper_arm, forearm = arms_on_bar(body, trunk, pelvis, placed["shoulder"], bar, loaded)
    motion = place_chain(body, trunk, replace(still, upper_arm=upper_arm, forearm=forearm))
    back = add(motion.points["hip"], turn(facing, *contact_in_pelvis(body, technique, trunk)))
    points = {**motion.points, "bench": back}
    if loaded:
        points["bar"] = bar
    return replace(motion, points=points, load_point=bar if loaded else None)
