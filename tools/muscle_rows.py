"""Names, groups and parameters of the muscles for ``bake_muscles.py``, and which paths are joined or left out."""

from __future__ import annotations

from dataclasses import dataclass

from muscle_paths import LEG, LEVELS, WALL, Paths, above

# Name's beginning in the model -> group; the first that fits.
GROUPS = (
    ("addmag", "adductor_magnus"),
    ("addbrev", "adductors"),
    ("addlong", "adductors"),
    ("bflh", "hamstrings"),
    ("bfsh", "hamstrings"),
    ("semimem", "hamstrings"),
    ("semiten", "hamstrings"),
    ("gas", "calf"),
    ("soleus", "calf"),
    ("glmax", "gluteus_maximus"),
    ("glmed", "gluteus_medius"),
    ("glmin", "gluteus_minimus"),
    ("grac", "gracilis"),
    ("iliacus", "iliacus"),
    ("piri", "piriformis"),
    ("recfem", "rectus_femoris"),
    ("sart", "sartorius"),
    ("tfl", "tensor_fasciae_latae"),
    ("vas", "vasti"),
    ("edl", "dorsiflexors"),
    ("ehl", "dorsiflexors"),
    ("tibant", "dorsiflexors"),
    ("fdl", "deep_plantarflexors"),
    ("fhl", "deep_plantarflexors"),
    ("perbrev", "deep_plantarflexors"),
    ("perlong", "deep_plantarflexors"),
    ("tibpost", "deep_plantarflexors"),
    ("Ps_", "psoas"),
    ("rect_abd", "rectus_abdominis"),
    ("QL_", "quadratus_lumborum"),
    ("MF_", "multifidus"),
    ("IL_", "erector_spinae"),
    ("LTp", "erector_spinae"),
    ("EO", "obliques"),
    ("IO", "obliques"),
    ("LD_", "latissimus_dorsi"),
)
# The model has psoas twice and neither goes through: the leg's begins on the pelvis, the trunk's fascicles end there,
# at the brim. The fascicles are kept and go on from the brim along the leg's path, which is left out as a muscle.
LEG_PSOAS = "psoas_r"
TRUNK_PSOAS = "Ps_"


@dataclass(frozen=True)
class Row:
    """One muscle of ``muscles.csv``; model: its name in the model."""

    model: str
    name: str
    region: str
    group: str
    figures: tuple[float, ...]
    joints: tuple[str, ...]
    sources: str


def group_of(model_name: str) -> str:
    """Group by the model's name. Raises ValueError for a name that fits none."""
    for start, group in GROUPS:
        if model_name.startswith(start):
            return group
    raise ValueError(f"{model_name} belongs to no group; add its name's beginning to GROUPS.")


def levels_of(paths: Paths, muscle: str) -> tuple[str, ...]:
    """Lumbar levels a path acts on: those it spans, and all of them where it is fixed to the abdominal wall."""
    on = paths.path_bodies(muscle)
    return tuple(level for level in LEVELS if WALL in on or (on & set(above(level)) and on - set(above(level))))


def rows_of(paths: Paths) -> list[Row]:
    """Every muscle of the right side that is kept, legs first, in the model's order."""
    right = [name for name in paths.muscles() if name.endswith("_r") and name != LEG_PSOAS]
    legs = [_row(paths, name, "leg") for name in right if paths.path_bodies(name) & set(LEG)]
    trunk = [_row(paths, name, "trunk") for name in right if not paths.path_bodies(name) & set(LEG)]
    # Latissimus from the ribs to the arm crosses none of the joints here.
    return [row for row in legs + trunk if row.joints]


def _row(paths: Paths, model: str, region: str) -> Row:
    muscle = paths.muscles()[model]
    figures = (
        muscle.getMaxIsometricForce(),
        muscle.getOptimalFiberLength(),
        muscle.getTendonSlackLength(),
        muscle.getPennationAngleAtOptimalFiberLength(),
        muscle.getMaxContractionVelocity(),
    )
    if region == "leg":
        joints, sources = _leg_joints(paths, model), "rajagopal_2016 pose2sim_model"
    else:
        hip = ("hip",) if model.startswith(TRUNK_PSOAS) else ()
        joints, sources = (*hip, *levels_of(paths, model)), "christophy_2012 beaucage_gauvreau_2019 pose2sim_model"
    return Row(model, model.removesuffix("_r"), region, group_of(model), figures, joints, sources)


def _leg_joints(paths: Paths, model: str) -> tuple[str, ...]:
    on = paths.path_bodies(model)
    foot = {"talus_r", "calcn_r", "toes_r"}
    sides = (("hip", set(LEG)), ("knee", {"tibia_r", *foot}), ("ankle", foot))
    joints = [joint for joint, bodies in sides if on & bodies and on - bodies]
    return (*joints, "patella") if "patella_r" in on else tuple(joints)
