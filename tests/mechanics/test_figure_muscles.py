"""The drawn muscles run where muscles run, and show the force they are given."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from thrustworthy.evidence import DataError
from thrustworthy.mechanics._figure import draw_figure
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._muscle_lines import FRAMES, muscle_lines, muscle_paths, read_paths
from thrustworthy.mechanics._muscle_tables import muscle_tables
from thrustworthy.mechanics._result import Subject
from thrustworthy.mechanics._run import run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._tables import LEVELS

LIFTS = ["barbell_hip_thrust", "floor_glute_bridge", "back_squat", "deadlift", "step_up", "good_morning"]
MAN = Subject(1.80, 84.0, "male")
PHASE = np.linspace(0.0, 1.0, 21)
HEAD = "line,group,stands_for,order,piece,x,y,tag"

HIP_EXTENSORS = ("glmax1", "glmax2", "glmax3", "bflh", "semimem", "addmagIsch")
HIP_FLEXORS = ("recfem",)
KNEE_EXTENSORS = ("recfem", "vasint", "vaslat")
KNEE_FLEXORS = ("bflh", "semimem", "bfsh")
BACK = ("IL_R6", "LTpT_R7", "LTpL_L1")


@cache
def batch(lift, subject=MAN):
    made = run_batch(lift_model(lift), subject, 0.0, {}, PHASE, Draws(samples=1, seed=0, central=True))
    assert made.solved[0]
    return made


@cache
def figure(lift, subject=MAN):
    return draw_figure(batch(lift, subject), PHASE, 0.0)


def line(lift, name, subject=MAN):
    return next(one for one in figure(lift, subject).muscles if one.name == name)


def path(name):
    return next(one for one in muscle_paths() if one.name == name)


def turns(lift, piece):
    shape = batch(lift).dynamics.moment["hip"].shape
    return np.broadcast_to(batch(lift).motion.turns[piece].v, shape)[0]


def arm(lift, name, joint, upper):
    """Turning arm about a joint, m, (frames,): of a unit pull on what hangs on the far side, counter-clockwise.

    upper: frames of the points on the near side of the joint; the piece of the line that leaves them is taken.
    """
    points = line(lift, name).points
    frames = [point.frame for point in path(name).points]
    near = max(i for i, frame in enumerate(frames) if frame in upper)
    step = 1 if near + 1 < len(frames) and frames[near + 1] not in upper else -1
    near = near if step == 1 else min(i for i, frame in enumerate(frames) if frame in upper)
    here, there = points[:, near], points[:, near + step]
    unit = (here - there) / np.linalg.norm(here - there, axis=1, keepdims=True)
    reach = there - figure(lift).points[joint]
    return reach[:, 0] * unit[:, 1] - reach[:, 1] * unit[:, 0]


@pytest.mark.parametrize("lift", LIFTS)
def test_every_point_is_a_finite_number_near_the_body(lift):
    made = figure(lift)
    places = np.stack([track for name, track in made.points.items() if name not in ("bar", "bench")], axis=1)
    for one in made.muscles:
        assert one.points.shape == (len(PHASE), len(path(one.name).points), 2)
        assert np.isfinite(one.points).all()
        nearest = np.linalg.norm(one.points[:, :, None] - places[:, None], axis=3).min(axis=2)
        # No point of a muscle lies further from every drawn joint than half a thigh.
        assert nearest.max() < 0.25, one.name


@pytest.mark.parametrize("lift", LIFTS)
def test_both_ends_of_a_muscle_stay_on_their_pieces(lift):
    for one in figure(lift).muscles:
        for end in (0, -1):
            frame = path(one.name).points[end].frame
            joint, pieces = FRAMES[frame]
            assert len(pieces) == 1, f"{one.name} ends on {frame}, which is no piece"
            angle = turns(lift, pieces[0])
            x, y = (one.points[:, end] - figure(lift).points[joint]).T
            own = np.stack([x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)], axis=1)
            assert np.ptp(own, axis=0).max() < 1e-12, one.name


def test_gluteus_maximus_passes_behind_the_hip_in_standing_and_beyond_a_right_angle():
    bend = np.degrees(turns("back_squat", "thigh") - turns("back_squat", "pelvis"))
    assert bend[0] > 90.0 and abs(bend[-1]) < 20.0
    for name in ("glmax1", "glmax2", "glmax3"):
        arms = arm("back_squat", name, "hip", ("pelvis",))
        # Extension turns the thigh clockwise. Two to ten centimetres: a living arm, not a line through the joint.
        assert (arms < -0.02).all() and (arms > -0.10).all(), (name, arms)


@pytest.mark.parametrize("lift", LIFTS)
def test_every_muscle_passes_its_joints_on_its_own_side(lift):
    for name in HIP_EXTENSORS:
        assert (arm(lift, name, "hip", ("pelvis",)) < 0.0).all(), name
    bend = np.degrees(turns(lift, "thigh") - turns(lift, "pelvis"))
    for name in HIP_FLEXORS:
        # Bent further, the model's own origin comes to lie above the thigh: a straight line then passes the joint.
        assert (arm(lift, name, "hip", ("pelvis",))[bend < 90.0] > 0.01).all(), name
    for name in KNEE_EXTENSORS:
        assert (arm(lift, name, "knee", ("thigh", "pelvis")) > 0.0).all(), name
    bend = np.degrees(turns(lift, "thigh") - turns(lift, "shank"))
    for name in KNEE_FLEXORS:
        # Bent further, the model's own insertion comes to lie beside the thigh.
        assert (arm(lift, name, "knee", ("thigh", "pelvis"))[bend < 100.0] < 0.0).all(), name
    for name in ("gasmed", "soleus"):
        assert (arm(lift, name, "ankle", ("thigh", "shank")) < 0.0).all(), name


@pytest.mark.parametrize("lift", LIFTS)
def test_the_knee_cap_stays_in_front_of_the_knee(lift):
    knee, turn = figure(lift).points["knee"], 0.5 * (turns(lift, "thigh") + turns(lift, "shank"))
    ahead = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for name in KNEE_EXTENSORS:
        for index, point in enumerate(path(name).points):
            if point.frame == "knee":
                assert (((line(lift, name).points[:, index] - knee) * ahead).sum(axis=1) > 0.03).all()


@pytest.mark.parametrize("lift", LIFTS)
def test_back_muscles_lie_behind_the_spine_and_the_abdominal_muscle_in_front(lift):
    made = figure(lift)
    for level in LEVELS[1:]:
        joint = made.points[level]
        up = made.points["t12l1"] - made.points["l5s1"]
        up = up / np.linalg.norm(up, axis=1, keepdims=True)
        behind = np.stack([-up[:, 1], up[:, 0]], axis=1)
        for name, sign in (*((one, 1.0) for one in BACK[:2]), ("rect_abd", -1.0)):
            points = line(lift, name).points
            # The line's place at the height of the joint.
            for frame in range(len(PHASE)):
                heights = (points[frame] - joint[frame]) @ up[frame]
                order = np.argsort(heights)
                away = np.interp(0.0, heights[order], ((points[frame] - joint[frame]) @ behind[frame])[order])
                assert sign * away > 0.0, (name, level, frame)


def test_the_lines_of_a_taller_body_are_longer():
    short, tall = (line("back_squat", "vaslat", Subject(height, 70.0, "male")) for height in (1.55, 1.95))
    lengths = [np.linalg.norm(np.diff(one.points[-1], axis=0), axis=1).sum() for one in (short, tall)]
    assert lengths[1] / lengths[0] == pytest.approx(1.95 / 1.55, rel=0.05)


def test_every_line_names_muscles_of_the_tables_and_their_group():
    groups = {one.name: one.group for one in muscle_tables().muscles}
    for one in muscle_paths():
        shown = [name for name in groups if one.shows(name)]
        assert shown, one.name
        assert {groups[name] for name in shown} == {one.group}, one.name


def test_no_muscle_is_shown_by_two_lines_and_none_of_a_drawn_group_is_left_out():
    drawn = {one.group for one in muscle_paths()}
    for muscle in muscle_tables().muscles:
        shown = sum(one.shows(muscle.name) for one in muscle_paths())
        assert shown == (1 if muscle.group in drawn else 0), muscle.name


def test_a_line_shows_the_sum_of_its_muscles_and_their_largest_activation():
    forces = {"semimem": np.full(21, 300.0), "semiten": np.linspace(0.0, 100.0, 21), "glmax1": np.full(21, 7.0)}
    activations = {"semimem": np.full(21, 0.2), "semiten": np.linspace(0.0, 0.5, 21)}
    made = {one.name: one for one in muscle_lines(batch("back_squat"), 0, forces, activations)}
    assert made["semimem"].force == pytest.approx(300.0 + np.linspace(0.0, 100.0, 21))
    assert made["semimem"].activation == pytest.approx(np.maximum(0.2, np.linspace(0.0, 0.5, 21)))
    assert made["glmax1"].force == pytest.approx(7.0)
    assert made["glmax1"].activation is None and made["bflh"].force is None


def test_the_hip_force_has_the_size_and_direction_it_is_given():
    loads = {"hip_contact_force": np.full(21, 1000.0), "hip_contact_direction": np.zeros(21)}
    made = draw_figure(batch("back_squat"), PHASE, 0.0, loads=loads)
    pelvis = turns("back_squat", "pelvis")
    # The femur pushes straight up in the pelvis; the pelvis pushes back, down its own axis.
    assert made.joints["hip"]["vector"] == pytest.approx(1000.0 * np.stack([np.sin(pelvis), -np.cos(pelvis)], axis=1))
    assert figure("back_squat").joints == {}


def test_the_knee_force_runs_down_the_shank_where_there_is_no_shear():
    loads = {"knee_compression": np.full(21, 500.0), "knee_shear": np.zeros(21)}
    made = draw_figure(batch("back_squat"), PHASE, 0.0, loads=loads)
    along = figure("back_squat").points["ankle"] - figure("back_squat").points["knee"]
    unit = along / np.linalg.norm(along, axis=1, keepdims=True)
    assert made.joints["knee"]["vector"] == pytest.approx(500.0 * unit)


def test_spine_loads_that_are_given_are_drawn_as_given():
    loads = {"l5s1_compression": np.full(21, 4000.0), "l5s1_shear": np.full(21, 300.0)}
    spine = draw_figure(batch("back_squat"), PHASE, 0.0, loads=loads).spine
    assert np.linalg.norm(spine["l5s1"]["vector"], axis=1) == pytest.approx(np.hypot(4000.0, 300.0))
    assert spine["l4l5"]["compression"] == pytest.approx(figure("back_squat").spine["l4l5"]["compression"])


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("a,g,a,0,pelvis,1.0,x,DESIGN", "line 2"),
        ("a,g,a,0,pelvis,nan,0.0,DESIGN", "line 2"),
        ("a,g,a,0,tail,0.0,0.0,DESIGN", "line 2"),
        ("a,g,a,1,pelvis,0.0,0.0,DESIGN", "line 2"),
        ("a,g,a,0,pelvis,0.0,0.0", "line 2"),
    ],
)
def test_a_bad_row_of_paths_is_refused_by_its_line(tmp_path: Path, row, place):
    file = tmp_path / "paths.csv"
    file.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"paths.csv {place}"):
        read_paths(file)


def test_a_table_with_other_columns_is_refused(tmp_path: Path):
    file = tmp_path / "paths.csv"
    file.write_text("name,x,y\n", encoding="utf-8")
    with pytest.raises(DataError, match="first row"):
        read_paths(file)
