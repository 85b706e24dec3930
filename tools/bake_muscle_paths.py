"""Make ``mechanics/data/muscles/paths.csv``: where the muscles of the drawn figure run.

``python tools/bake_muscle_paths.py WHEEL``: the pose2sim wheel, which is unzipped in memory and never installed. Needs
the standard library alone: in the model's neutral pose every frame is parallel to the ground, so that places add up.
Development time only; a second run writes the same file.
"""

from __future__ import annotations

import hashlib
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

TARGET = Path(__file__).resolve().parents[1] / "src/thrustworthy/mechanics/data/muscles/paths.csv"
WHEEL = "pose2sim==0.10.49"
WHEEL_SHA256 = "403e0dc4065898ba6a595e72a8970950310979253d60e24c2e00b16b36bf21e1"
MODEL = "Pose2Sim/OpenSim_Setup/Model_Pose2Sim_muscles_flex.osim"
MODEL_SHA256 = "bf4d2698da596e8c2bfa9210bfe0bc2cc02b9bf49f2614cf196dbe9b0daa63b3"

Place = tuple[float, float]

PIECE = {
    "calcn_r": "foot",
    "tibia_r": "shank",
    "femur_r": "thigh",
    "pelvis": "pelvis",
    "sacrum": "pelvis",
    **{f"lumbar{n}": f"l{n}" for n in range(1, 6)},
    "torso": "thorax",
}
# The joint at which each piece's frame stands, as a place of the model: (frame whose origin it is).
ORIGIN = {
    "foot": "talus_r",
    "shank": "talus_r",
    "thigh": "tibia_r",
    "pelvis": "femur_r",
    "l5": "L5_S1_IVDjnt",
    "l4": "L4_L5_IVDjnt",
    "l3": "L3_L4_IVDjnt",
    "l2": "L2_L3_IVD_jnt",
    "l1": "L1_L2_IVD_jnt",
    "thorax": "L1_T12_IVD_jnt",
    "hip": "femur_r",
    "knee": "tibia_r",
}


@dataclass(frozen=True)
class Via:
    """A point of ours (DESIGN): what OpenSim bends over a surface, the drawing bends over such a point.

    at: place in the list of points. piece: a piece, or ``hip`` or ``knee``: a frame turned half way between the two
    pieces of that joint. x, y: m in the model's size. instead: how many of the model's points it replaces.
    """

    at: int
    piece: str
    x: float
    y: float
    instead: int = 0


@dataclass(frozen=True)
class Line:
    """One drawn line: the model's muscle it follows, and the muscles whose force it shows."""

    name: str
    group: str
    stands_for: str
    path: tuple[str, ...]
    vias: tuple[Via, ...] = ()


def knee_cap(at: int) -> tuple[Via, Via]:
    """Over the knee cap: two points in front of the knee, which the model holds on a moving patella."""
    return Via(at, "knee", 0.041, 0.020), Via(at + 1, "knee", 0.041, -0.018)


LINES = (
    Line("glmax1", "gluteus_maximus", "glmax1", ("glmax1",), (Via(2, "hip", -0.064, 0.0),)),
    Line("glmax2", "gluteus_maximus", "glmax2", ("glmax2",), (Via(2, "hip", -0.066, -0.030),)),
    Line("glmax3", "gluteus_maximus", "glmax3", ("glmax3",), (Via(2, "hip", -0.040, -0.072),)),
    Line("glmed2", "gluteus_medius", "glmed1 glmed2 glmed3", ("glmed2",)),
    Line("bflh", "hamstrings", "bflh", ("bflh",), (Via(1, "thigh", -0.052, 0.190),)),
    Line("semimem", "hamstrings", "semimem semiten", ("semimem",), (Via(1, "thigh", -0.030, 0.175),)),
    Line("bfsh", "hamstrings", "bfsh", ("bfsh",), (Via(1, "thigh", -0.020, 0.080),)),
    Line(
        "addmagIsch",
        "adductor_magnus",
        "addmagDist addmagIsch addmagMid addmagProx",
        ("addmagIsch",),
        (Via(1, "thigh", -0.012, 0.190),),
    ),
    Line(
        "recfem",
        "rectus_femoris",
        "recfem",
        ("recfem",),
        (Via(1, "thigh", 0.044, 0.160), Via(2, "thigh", 0.047, 0.090), *knee_cap(3)),
    ),
    Line("vasint", "vasti", "vasint vasmed", ("vasint",), (Via(2, "thigh", 0.034, 0.090), *knee_cap(3))),
    Line("vaslat", "vasti", "vaslat", ("vaslat",), (*knee_cap(2),)),
    Line(
        "gasmed",
        "calf",
        "gaslat gasmed",
        ("gasmed",),
        (Via(0, "thigh", -0.018, 0.016, 1), Via(1, "shank", -0.044, 0.330), Via(2, "shank", -0.036, 0.150)),
    ),
    Line("soleus", "calf", "soleus", ("soleus",), (Via(1, "shank", -0.026, 0.230), Via(2, "shank", -0.034, 0.110))),
    Line("iliacus", "iliacus", "iliacus", ("iliacus",)),
    Line("Ps_L1_VB", "psoas", "Ps_L1_* Ps_L2_*", ("Ps_L1_VB", "psoas:2"), (Via(1, "l4", 0.020, 0.010),)),
    Line("Ps_L4_TP", "psoas", "Ps_L3_* Ps_L4_* Ps_L5_*", ("Ps_L4_TP", "psoas:2")),
    Line("IL_R6", "erector_spinae", "IL_R*", ("IL_R6",)),
    Line("LTpT_R7", "erector_spinae", "LTpT_*", ("LTpT_R7",)),
    Line("LTpL_L1", "erector_spinae", "IL_L* LTpL_*", ("LTpL_L1",)),
    Line("MF_m1t_2", "multifidus", "MF_m1* MF_m2*", ("MF_m1t_2",)),
    Line("MF_m3t_1", "multifidus", "MF_m3* MF_m4* MF_m5*", ("MF_m3t_1",)),
    Line("rect_abd", "rectus_abdominis", "rect_abd", ("rect_abd",), (Via(1, "l3", 0.098, 0.0),)),
    Line("EO5", "obliques", "EO*", ("EO5",)),
    Line("IO4", "obliques", "IO*", ("IO4",)),
)


class Model:
    """The model's frames and muscles in its neutral pose, side view, metres."""

    def __init__(self, text: bytes) -> None:
        """Read the model; every frame's own turn must be zero there, or places would not add up."""
        self._root = ElementTree.fromstring(text)
        self._place: dict[str, Place] = {"ground": (0.0, 0.0)}
        joints = list(self._root.iterfind(".//JointSet/objects/*"))
        while joints:
            left = [joint for joint in joints if not self._add(joint)]
            if len(left) == len(joints):
                raise ValueError(f"{MODEL}: {left[0].get('name')} hangs on no known body.")
            joints = left

    def _add(self, joint: ElementTree.Element) -> bool:
        frames = {f.get("name"): f for f in joint.iterfind("./frames/PhysicalOffsetFrame")}
        parent, child = (frames[_text(joint, f"socket_{end}_frame")] for end in ("parent", "child"))
        above, below = (_text(f, "socket_parent").rsplit("/", 1)[-1] for f in (parent, child))
        if above not in self._place:
            return False
        base, out, back = self._place[above], _pair(parent, "translation"), _pair(child, "translation")
        here = base[0] + out[0], base[1] + out[1]
        moved = self._moved(joint)
        self._place[str(joint.get("name"))] = here
        self._place[below] = here[0] + moved[0] - back[0], here[1] + moved[1] - back[1]
        return True

    def _moved(self, joint: ElementTree.Element) -> Place:
        """What the joint's own translations add in the neutral pose (the knee's, where all coordinates are zero)."""
        values = []
        for axis in ("translation1", "translation2"):
            found = joint.find(f".//TransformAxis[@name='{axis}']")
            values.append(0.0 if found is None else _at_zero(found, self._default))
        return values[0], values[1]

    def _default(self, coordinate: str) -> float:
        found = self._root.find(f".//Coordinate[@name='{coordinate}']/default_value")
        return 0.0 if found is None or not found.text else float(found.text)

    def origin(self, name: str) -> Place:
        """Place of a body or of a joint."""
        return self._place[name]

    def points(self, muscle: str) -> list[tuple[str, Place]]:
        """Body and place of every point of the right side's path that lies on a body of ours."""
        found = self._root.find(f".//ForceSet/objects/*[@name='{muscle}_r']")
        if found is None:
            raise ValueError(f"{MODEL}: no muscle {muscle}_r.")
        made = []
        for point in found.iterfind(".//PathPointSet/objects/*"):
            body = _text(point, "socket_parent_frame").rsplit("/", 1)[-1]
            if body in PIECE:
                (x, y), at = _pair(point, "location"), self._place[body]
                made.append((PIECE[body], (x + at[0], y + at[1])))
        return made


def _text(element: ElementTree.Element, tag: str) -> str:
    found = element.find(tag)
    if found is None or not found.text:
        raise ValueError(f"{MODEL}: <{element.tag}> {element.get('name')} has no {tag}.")
    return found.text.strip()


def _pair(element: ElementTree.Element, tag: str) -> Place:
    x, y, *_ = (float(part) for part in _text(element, tag).split())
    return x, y


def _at_zero(axis: ElementTree.Element, default: object) -> float:
    """Value of a translation's function where its coordinate is zero: all of the model's are zero in standing."""
    scaled = axis.find(".//MultiplierFunction")
    scale = float(_text(scaled, "scale")) if scaled is not None else 1.0
    spline = axis.find(".//SimmSpline")
    if spline is not None:
        x = [float(part) for part in _text(spline, "x").split()]
        y = [float(part) for part in _text(spline, "y").split()]
        after = next(i for i in range(1, len(x)) if x[i] >= 0.0)
        share = -x[after - 1] / (x[after] - x[after - 1])
        return scale * (y[after - 1] + share * (y[after] - y[after - 1]))
    constant = axis.find(".//Constant")
    return scale * float(_text(constant, "value")) if constant is not None else 0.0


def sizes(model: Model) -> Mapping[str, float]:
    """The model's own length, m, that each piece's points are a share of; the same lengths are taken from a body."""
    hip, knee, ankle = (model.origin(name) for name in ("femur_r", "tibia_r", "talus_r"))
    top, shoulder, heel = (model.origin(name) for name in ("L1_T12_IVD_jnt", "acromial_r", "calcn_r"))
    low = top[1] - hip[1]
    thigh = hip[1] - knee[1]
    pieces = {"foot": ankle[0] - heel[0], "shank": knee[1] - ankle[1], "thigh": thigh, "hip": thigh, "knee": thigh}
    return pieces | dict.fromkeys(("pelvis", "l5", "l4", "l3", "l2", "l1"), low) | {"thorax": shoulder[1] - top[1]}


def rows(model: Model) -> Iterable[tuple[str, str, str, str, str, float, float, str]]:
    """Line, group, what it stands for, ends on, piece, x, y, tag of every point."""
    unit = sizes(model)
    for line in LINES:
        made = [(piece, place, "READ-D") for piece, place in _model_points(model, line)]
        for via in line.vias:
            at = model.origin(ORIGIN[via.piece])
            made[via.at : via.at + via.instead] = [(via.piece, (via.x + at[0], via.y + at[1]), "DESIGN")]
        for order, (piece, (x, y), tag) in enumerate(made):
            base = model.origin(ORIGIN[piece])
            share = ((x - base[0]) / unit[piece], (y - base[1]) / unit[piece])
            yield line.name, line.group, line.stands_for, str(order), piece, *share, tag


def _model_points(model: Model, line: Line) -> list[tuple[str, Place]]:
    made: list[tuple[str, Place]] = []
    for part in line.path:
        muscle, _, start = part.partition(":")
        made += model.points(muscle)[int(start or 0) :]
    return made


HEAD = f"""\
# Made by tools/bake_muscle_paths.py; not edited. Credits and licence: credits.toml. From {WHEEL}, sha256
# {WHEEL_SHA256}; model {MODEL},
# sha256 {MODEL_SHA256}. For drawing alone: no force and no
# figure depends on these points. One row a point of a drawn line, right side, seen from the side. piece: the frame (x
# forward, y up in neutral standing) at the piece's lower joint; the foot's at the ankle; hip and knee: at that joint,
# turned half way between its two pieces. x, y: shares of a length of the body: foot: heel to ankle, forward; shank and
# thigh: their own; hip and knee: thigh; pelvis and vertebrae: hip to T12/L1; thorax: T12/L1 to shoulder. stands_for:
# muscles of muscles.csv whose forces the line shows together (* for any ending). tag: READ-D the model's own point;
# DESIGN ours, where the model bends a muscle over a surface or a patella, or where several lie behind each other here.
# sources: rajagopal_2016 pose2sim_model
"""


def main() -> None:
    """Check, read, write."""
    if len(sys.argv) != 2:
        raise SystemExit(f"Name the wheel: python tools/bake_muscle_paths.py {WHEEL.replace('==', '-')}-....whl")
    wheel = Path(sys.argv[1])
    _check(wheel.read_bytes(), WHEEL_SHA256, wheel.name)
    with zipfile.ZipFile(wheel) as opened:
        text = opened.read(MODEL)
    _check(text, MODEL_SHA256, MODEL)
    lines = ["line,group,stands_for,order,piece,x,y,tag"]
    for name, group, stands_for, order, piece, x, y, tag in rows(Model(text)):
        lines.append(f"{name},{group},{stands_for},{order},{piece},{x:.4f},{y:.4f},{tag}")
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(LINES)} lines, {len(lines) - 1} points.")


def _check(data: bytes, expected: str, name: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: sha256 is {found}, expected {expected}. It is another version; nothing was written.")


if __name__ == "__main__":
    main()
