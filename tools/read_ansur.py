"""Make ``mechanics/data/population.toml`` from the public ANSUR II tables.

``python tools/read_ansur.py FOLDER``: the folder of the two tables, ``nimblephysics/models/rajagopal_data`` of the
unpacked nimblephysics 0.10.52.1 wheel. Needed at development time only; nothing but summaries leaves the tables.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).resolve().parents[1] / "src" / "thrustworthy" / "mechanics" / "data" / "population.toml"
TABLES = {
    "male": ("ANSUR_II_MALE_Public.csv", "0547aea0170e5293de519389981135e75803f02e6d40c77ace740decc0caac64", 4082),
    "female": ("ANSUR_II_FEMALE_Public.csv", "ed7e800aa97a4d42f8286b988be2fe1883a2e789588169db959864b707d1757a", 1986),
}
HEAD = """\
# Measured adults: ANSUR II, 4,082 men and 1,986 women of the US Army, 2012. Made by tools/read_ansur.py; not edited.
# value and sd: mean and standard deviation. low and high: the 1st and 99th percentile measured, where draws are cut.
# Landmarks on the skin, not joint centres: take the spread between people from here, not the joint's place.
# An army is younger and fitter than adults at large: the heavy, the old and the very short are missing.
"""

Column = NDArray[np.float64]
Measures = Mapping[str, Column]


def share(top: str, bottom: str | None = None) -> Callable[[Measures], Column]:
    """Return how to take a length, or the difference of two heights, as a share of stature."""

    def taken(people: Measures) -> Column:
        length = people[top] if bottom is None else people[top] - people[bottom]
        return np.asarray(length / people["stature"], dtype=np.float64)

    return taken


def arm(people: Measures) -> Column:
    return np.asarray((people["shoulderelbowlength"] + people["radialestylionlength"]) / people["stature"])


SHARE = "share of height"
# Name, unit, how it is taken, and between which landmarks.
ROWS: tuple[tuple[str, str, Callable[[Measures], Column], str], ...] = (
    ("stature", "m", lambda p: p["stature"] / 1000, "Standing height."),
    ("mass", "kg", lambda p: p["weightkg"] / 10, "Body mass; skewed to the heavy side."),
    (
        "thigh_ratio",
        SHARE,
        share("trochanterionheight", "lateralfemoralepicondyleheight"),
        "Trochanterion to lateral femoral epicondyle, by their heights; the hip's centre lies near the trochanter.",
    ),
    (
        "shank_ratio",
        SHARE,
        share("lateralfemoralepicondyleheight", "lateralmalleolusheight"),
        "Lateral femoral epicondyle to lateral malleolus, by their heights.",
    ),
    ("foot_ratio", SHARE, share("footlength"), "Heel to the longest toe."),
    (
        "trunk_ratio",
        SHARE,
        share("acromialheight", "trochanterionheight"),
        "Trochanterion to acromion, by their heights; the shoulder's centre lies some centimetres lower.",
    ),
    ("arm_ratio", SHARE, arm, "Upper arm and forearm together: acromion to elbow, and radiale to stylion."),
    ("upper_arm_ratio", SHARE, share("shoulderelbowlength"), "Acromion to the bottom of the elbow, bent 90°."),
    ("forearm_ratio", SHARE, share("radialestylionlength"), "Radiale to stylion."),
    ("trochanter_height_ratio", SHARE, share("trochanterionheight"), "Floor to trochanterion."),
    ("knee_height_ratio", SHARE, share("lateralfemoralepicondyleheight"), "Floor to lateral femoral epicondyle."),
    ("ankle_height_ratio", SHARE, share("lateralmalleolusheight"), "Floor to lateral malleolus."),
    ("sitting_height_ratio", SHARE, share("sittingheight"), "Seat to the top of the head."),
    ("shoulder_height_ratio", SHARE, share("acromialheight"), "Floor to acromion."),
    ("biacromial_ratio", SHARE, share("biacromialbreadth"), "Breadth between the acromia."),
    ("buttock_depth_ratio", SHARE, share("buttockdepth"), "Front to back at the buttocks, standing."),
    ("chest_depth_ratio", SHARE, share("chestdepth"), "Front to back at the chest, standing."),
)


class WrongTable(Exception):
    """The table is not the one this program was written for; the message says what differs."""


def read(path: Path, digest: str, people: int) -> Measures:
    """Read one table, in mm and units of 0.1 kg. Raises WrongTable where it is missing or another one."""
    if not path.is_file():
        raise WrongTable(f"{path} is missing; name the folder of the two ANSUR II tables.")
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != digest:
        raise WrongTable(f"{path.name} is not the table of nimblephysics 0.10.52.1: its SHA-256 differs.")
    # Places of birth hold letters outside UTF-8; only numbers are read.
    rows = list(csv.DictReader(raw.decode("latin-1").splitlines()))
    if len(rows) != people:
        raise WrongTable(f"{path.name} has {len(rows)} people, not {people}.")
    wanted = [name for name in rows[0] if name and (name == "weightkg" or rows[0][name].isdigit())]
    return {name: np.array([float(row[name]) for row in rows]) for name in wanted if name.islower()}


def row(name: str, unit: str, values: Column, note: str) -> str:
    """Return the row of one measure."""
    digits = 3 if unit == "m" else 2 if unit == "kg" else 5
    low, high = np.percentile(values, (1, 99))
    p05, p95 = np.percentile(values, (5, 95))
    return "\n".join(
        [
            f"[{name}]",
            f"value = {values.mean():.{digits}f}",
            f'unit = "{unit}"',
            'tag = "COMPUTED"',
            'sources = ["ansur_2012"]',
            f'note = "{note} 5th to 95th percentile {p05:.{digits}f} to {p95:.{digits}f}."',
            'distribution = "normal"',
            f"sd = {values.std(ddof=1):.{digits + 1}f}",
            f"low = {low:.{digits}f}",
            f"high = {high:.{digits}f}",
            "",
        ]
    )


def correlation(name: str, first: Column, second: Column, note: str) -> str:
    """Return the row of how two measures go together."""
    value = np.corrcoef(first, second)[0, 1]
    return "\n".join(
        [
            f"[{name}]",
            f"value = {value:.3f}",
            'unit = "1"',
            'tag = "COMPUTED"',
            'sources = ["ansur_2012"]',
            f'note = "{note}"',
            "",
        ]
    )


def correlations(sex: str, people: Measures) -> list[str]:
    """Return the rows of what goes together: stature with mass, and the shares that have a landmark in common."""
    taken = {name: take(people) for name, _, take, _ in ROWS}
    pairs = [("correlation", "stature", "mass", "Pearson correlation of stature and mass.")]
    for one, two in (("thigh", "trunk"), ("shank", "thigh"), ("shank", "trunk")):
        note = f"Pearson correlation of {one}_ratio and {two}_ratio: parts of one height are not drawn independently."
        pairs.append((f"{one}_{two}_correlation", f"{one}_ratio", f"{two}_ratio", note))
    return [correlation(f"{sex}.{name}", taken[one], taken[two], note) for name, one, two, note in pairs]


def page(folder: Path) -> str:
    """Return the whole file."""
    parts = [HEAD]
    for sex, (file, digest, count) in TABLES.items():
        people = read(folder / file, digest, count)
        parts += [row(f"{sex}.{name}", unit, take(people), note) for name, unit, take, note in ROWS]
        parts += correlations(sex, people)
    return "\n".join(parts)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        text = page(Path(sys.argv[1]))
    except WrongTable as wrong:
        print(wrong, file=sys.stderr)
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
