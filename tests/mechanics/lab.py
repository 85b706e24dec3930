"""What the physics tests share: the seven lifts, a batch before its summary, and the reference people."""

import numpy as np
from hypothesis import strategies as st

from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_solved

THRUSTS = ("barbell_hip_thrust", "barbell_glute_bridge", "floor_glute_bridge")
STANDING = ("back_squat", "deadlift", "romanian_deadlift", "good_morning")
LIFTS = (*THRUSTS, *STANDING)
THRUSTER = Subject(height=1.80, mass=84.0, sex="male")
SQUATTER = Subject(height=1.78, mass=78.0, sex="male")
REFERENCE = {"bench_height": 0.40, "concentric_time": 1.2}


def batch_of(
    lift: str,
    subject: Subject,
    load: float,
    setup: dict[str, float] | None = None,
    samples: int = 20,
    frames: int = 21,
    seed: int = 0,
    central: bool = False,
) -> Batch:
    """Return the solved samples of one batch."""
    model = lift_model(lift)
    draws = Draws(samples=1 if central else samples, seed=seed, central=central)
    phase = np.linspace(0.0, 1.0, frames)
    return keep_solved(run_batch(model, subject, load, check_setup(model, setup or {}), phase, draws))


def load_for(lift: str, load: float) -> float:
    """Return the load, or none for a lift done at body weight."""
    return 0.0 if lift == "floor_glute_bridge" else load


people = st.builds(
    Subject,
    height=st.floats(1.50, 2.00),
    mass=st.floats(45.0, 130.0),
    sex=st.sampled_from(["male", "female"]),
)
