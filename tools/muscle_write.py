"""The files of ``mechanics/data/muscles``, written by ``bake_muscles.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import numpy as np
from muscle_fit import Array, Shape
from muscle_paths import ANGLES
from muscle_rows import Row
from muscle_sample import RANGES, Jump
from numpy.typing import NDArray

# Which way each angle counts, the arm that belongs to it and the arm's sign on the derivative of length.
MEANING = {
    "hip_flexion": ("flexion", "hip", 1),
    "hip_adduction": ("adduction", "adduction", -1),
    "hip_rotation": ("internal rotation", "rotation", 1),
    "knee": ("flexion", "knee", 1),
    "ankle": ("dorsiflexion", "ankle", 1),
    "lumbar": ("extension", "lumbar", -1),
}
ARM_OF = {angle: row[1] for angle, row in MEANING.items()}


@dataclass(frozen=True)
class Error:
    """Held-out errors of one quantity. kind: arm, length (mm) or direction (deg); what: angle, level or joint.

    where: all, or flat (no hip adduction and rotation). kept: False for postures beyond a jump.
    """

    kind: str
    what: str
    where: str
    away: Array
    kept: NDArray[np.bool_]


@dataclass(frozen=True)
class Baked:
    """One muscle: its polynomials by quantity, held-out errors, the jumps met and of how many walks."""

    shapes: Mapping[str, Shape]
    errors: tuple[Error, ...]
    jumps: tuple[Jump, ...]
    walks: int


def write(
    target: Path, rows: Sequence[Row], baked: Mapping[str, Baked], stamp: Mapping[str, str], limits: Mapping[str, float]
) -> None:
    """Write every table."""
    target.mkdir(parents=True, exist_ok=True)
    head = (
        "Made by tools/bake_muscles.py; not edited. Credits and licence: credits.toml. "
        f"From {stamp['wheel']}; model {stamp['model']}; opensim {stamp['opensim']}; seed {stamp['seed']}. "
    )
    _put(target / "angles.csv", head + ANGLE_NOTES, ANGLE_COLUMNS, _angle_rows())
    _put(target / "muscles.csv", head + MUSCLE_NOTES, MUSCLE_COLUMNS, map(_muscle_row, rows))
    _put(target / "terms.csv", head + TERM_NOTES, TERM_COLUMNS, _term_rows(rows, baked))
    _put(target / "errors.csv", head + ERROR_NOTES, ERROR_COLUMNS, _error_rows(rows, baked, limits))
    _put(target / "jumps.csv", head + JUMP_NOTES, JUMP_COLUMNS, _jump_rows(rows, baked))


def _put(file: Path, notes: str, columns: str, rows: Iterable[str]) -> None:
    lines = [*(f"# {line}" for line in wrap(notes, 118, break_on_hyphens=False)), columns, *rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


ANGLE_NOTES = """\
The angles of the tables, the range of the fit and the arm that belongs to each. An arm is sign times the derivative
of length by the angle (rad); positive in extension of hip, knee and spine, plantarflexion, hip adduction and external
rotation. lumbar is the total T12 to S1; its levels share it as the model's couplers do. Hip angles turn in the order
flexion, adduction, rotation. Beyond a range the polynomials mean nothing: hold the angle at its end.
"""
ANGLE_COLUMNS = "angle,low_deg,high_deg,positive,arm,sign"


def _angle_rows() -> list[str]:
    return [
        f"{angle},{RANGES[angle][0]:g},{RANGES[angle][1]:g},{positive},{arm},{sign}"
        for angle, (positive, arm, sign) in MEANING.items()
    ]


MUSCLE_NOTES = """\
One row a muscle or fascicle of the right side. The model's legs mirror exactly; its left trunk points lie up to 2 mm
from the mirrored right ones (LD_Il 19, LTpT_R5 9, EO6 9, EO1 6, MF_m3s 6, IL_R9 5, IL_R10 and QL_ant_I_2_T12 4 mm),
and left LTpT_T8 has 120.5 N: its right side is taken for both. Figures as in the model (READ-D), a man of about 75 kg
and 1.70 m. joints: what it crosses; a trunk muscle's lumbar levels are those it turns. Muscles on the abdominal wall
turn every level: the model turns the wall by the whole lumbar angle about L5/S1 and holds it by the sacrum, so that
only what pulls on thorax or vertebrae loads the levels (fascicles between wall and pelvis have arms and no
direction). Latissimus: with the arms hanging; it also turns the shoulder, which no row of these tables carries. Its
fascicles from thorax to arm (LD_T7 to LD_T12, LD_R11, LD_R12) cross none of the joints here and are left out. iliacus
extends the hip above 103 degrees of flexion and psoas above 107: there the model's path swings over the joint, which
no living one does; the tables follow the model. The leg muscles have the points of the Rajagopal model on a pelvis
whose hip centre lies 1.4 cm further back, 1.2 cm higher and 0.6 cm further out than that model's: hip extension arms
at neutral are up to 1.5 cm smaller than there. psoas: the model has it twice. The leg's (psoas, 1426.8 N) begins on
the pelvis and crosses no lumbar level; the trunk's fascicles (Ps_*) end on the pelvis and never reach the femur.
Kept: the fascicles, with their own forces and fibres, continued from the brim along the leg psoas' path (hip arms and
pull are that path's; length is the fascicle's plus what the hip part changes from hip angles of zero; a choice of
ours, DESIGN). Left out: leg psoas.
"""
MUSCLE_COLUMNS = (
    "name,region,group,peak_force_N,optimal_fibre_m,tendon_slack_m,pennation_rad,max_velocity_per_s,joints,tag,sources"
)


def _muscle_row(row: Row) -> str:
    figures = ",".join(f"{value:.8g}" for value in row.figures)
    return f"{row.name},{row.region},{row.group},{figures},{' '.join(row.joints)},READ-D,{row.sources}"


TERM_NOTES = """\
Polynomials, COMPUTED from the model: the sum over a quantity's rows of coefficient times the angles (rad) to the
powers in their columns. length: m. arm_<level>: extension arm about one lumbar level, m; arms about the other angles
are derivatives of length (angles.csv). <joint>_x, _y, _z: pull of a unit muscle force. hip: on all below the hip, in
the pelvis (forward, up, right); knee: on all below the knee but the patella, in the tibia; <level>: on the vertebrae,
thorax, head and arms above it, in the vertebra below (pelvis for l5s1), whose axes are the pelvis' in neutral
standing. patella: on the patella, in the femur, both ends of the path together, so the size may exceed or fall below
1; it is what presses the patella on the femur where no ligament helps, and leaves out what the tendon itself presses
on the femur where it winds over it. Pulls of leg muscles are fitted without hip adduction and rotation.
"""
TERM_COLUMNS = f"muscle,quantity,{','.join(ANGLES)},coefficient"


def _term_rows(rows: Sequence[Row], baked: Mapping[str, Baked]) -> Iterable[str]:
    for row in rows:
        for quantity, shape in baked[row.model].shapes.items():
            for powers, value in zip(shape.exponents.tolist(), shape.coefficients.tolist(), strict=True):
                if value != 0.0:
                    yield f"{row.name},{quantity},{','.join(map(str, powers))},{value:.7e}"


# Share of postures beyond a jump from which on these alone can make a row miss its limit.
MANY_BEYOND = 0.05
ERROR_NOTES = """\
Errors at random postures that the fit has not seen, against OpenSim: arms and length in mm, directions in degrees,
size of the pull on the patella in percent of the muscle's force. what: the angle, level or joint. where: all (every
angle random) or flat (no hip adduction and rotation). postures, beyond: how many, and how many of them lie beyond a
jump of the model's wrapping (jumps.csv), where the tables go on as before it. p50, p90, max: all postures. p90_kept:
without those beyond a jump; p90_beyond: those alone, 0 where there is none. pass: p90 of all postures is within the
limit, and where more than one posture in twenty lies beyond a jump, p90_beyond is too. reason: why a row misses.
"""
ERROR_COLUMNS = "muscle,kind,what,where,postures,beyond,p50,p90,max,p90_kept,p90_beyond,limit,pass,reason"


def _error_rows(rows: Sequence[Row], baked: Mapping[str, Baked], limits: Mapping[str, float]) -> Iterable[str]:
    for row in rows:
        for error in baked[row.model].errors:
            yield f"{row.name}," + _error_row(error, limits.get(error.kind))


def _error_row(error: Error, limit: float | None) -> str:
    p50, p90 = np.percentile(error.away, [50, 90])
    kept, beyond = _ninth(error.away[error.kept]), _ninth(error.away[~error.kept])
    many = np.mean(~error.kept) > MANY_BEYOND
    passed, reason = "", ""
    if limit is not None:
        passed = "yes" if p90 <= limit and not (many and beyond > limit) else "no"
    if limit is not None and passed == "no":
        reason = "beyond a jump of the wrapping" if kept <= limit else "sharp turn of the wrapping"
    what = ARM_OF.get(error.what, error.what) if error.kind == "arm" else error.what
    figures = (
        f"{p50:.3f},{p90:.3f},{error.away.max():.3f},{kept:.3f},{beyond:.3f},{'' if limit is None else f'{limit:g}'}"
    )
    return f"{error.kind},{what},{error.where},{len(error.away)},{int((~error.kept).sum())},{figures},{passed},{reason}"


def _ninth(values: Array) -> float:
    """Ninth decile; 0 of nothing."""
    return float(np.percentile(values, 90)) if len(values) else 0.0


JUMP_NOTES = """\
Where the model's paths leave or swap their wrapping surface at once, found on straight walks of 1 degree from hip 45,
knee 60 degrees to the random postures (trunk: from neutral). walks, met: how many, and on how many a jump was met.
<angle>: lowest and highest value at the first jump, degrees. length_mm, arm_mm: largest step of length in one degree
and of minus a derivative in four. The fit goes on beyond a jump with the arms of the last posture before it.
"""
JUMP_COLUMNS = "muscle,walks,met," + ",".join(f"{a}_from,{a}_to" for a in ANGLES) + ",length_mm,arm_mm"


def _jump_rows(rows: Sequence[Row], baked: Mapping[str, Baked]) -> Iterable[str]:
    for row in rows:
        one = baked[row.model]
        if one.jumps:
            at = np.degrees([jump.pose for jump in one.jumps])
            ends = ",".join(f"{a:.1f},{b:.1f}" for a, b in zip(at.min(axis=0), at.max(axis=0), strict=True))
            length = max((jump.length for jump in one.jumps), key=abs) * 1e3
            arm = max((jump.arm for jump in one.jumps), key=abs) * 1e3
            yield f"{row.name},{one.walks},{len(one.jumps)},{ends},{length:.1f},{arm:.1f}"
