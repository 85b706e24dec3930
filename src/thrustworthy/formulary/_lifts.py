"""The lifts, one data file each: found by listing the folder, so that a new file is a new lift."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from thrustworthy.evidence import DataError
from thrustworthy.formulary._rows import (
    Crosswalk,
    Cue,
    Fault,
    LeaveOut,
    Substitute,
    Transfer,
    read_crosswalk,
    read_cues,
    read_faults,
    read_leave_out,
    read_names,
    read_substitutes,
    read_transfers,
)

_WORDS = {
    "pattern": ("thrust", "squat", "lunge", "bend", "core", "isolation", "press"),
    "level": ("descended", "standard", "ascended"),
    "stage": ("S1", "S2", "S3", "S4", "S5"),
    "load": ("none", "external", "band"),
    "legs": ("two", "one", "split"),
    "supine": ("no", "flat", "raised"),
}
_KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "names": list,
    "pattern": str,
    "level": str,
    "stage": str,
    "load": str,
    "load_on": str,
    "legs": str,
    "equipment": list,
    "uses_hands": bool,
    "supine": str,
    "bench": bool,
    "fall_risk": bool,
    "hip_flexion_bottom": (int, float),
    "hip_flexion_top": (int, float),
    "tags": list,
    "easier": list,
    "harder": list,
    "without": list,
    "setup": list,
    "cues": list,
    "leave_out": list,
    "good_for": list,
    "faults": list,
    "transfers": list,
    "substitutes": list,
    "crosswalk": dict,
}
_OPTIONAL = {"not_simulated", "simulation"}


class UnknownLift(KeyError):
    """No lift of that name stands in the formulary."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Lift:
    """One monograph.

    names: what else people call it. tags: the names by which a ban can mean it. hip_flexion_bottom, hip_flexion_top:
    degrees the movement asks for. without: what to do instead without its bench or bar. substitutes: what may stand in
    for it, and why. simulated: the file has a simulation; else ``not_simulated`` says why not.
    """

    id: str
    name: str
    names: tuple[str, ...]
    pattern: str
    level: str
    stage: str
    load: str
    load_on: str
    legs: str
    equipment: tuple[str, ...]
    uses_hands: bool
    supine: str
    bench: bool
    fall_risk: bool
    hip_flexion_bottom: float
    hip_flexion_top: float
    tags: tuple[str, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    without: tuple[str, ...]
    setup: tuple[Cue, ...]
    cues: tuple[Cue, ...]
    leave_out: tuple[LeaveOut, ...]
    good_for: tuple[Cue, ...]
    faults: tuple[Fault, ...]
    transfers: tuple[Transfer, ...]
    substitutes: tuple[Substitute, ...]
    crosswalk: Crosswalk
    simulated: bool
    not_simulated: str | None = None


@cache
def lift_ids() -> tuple[str, ...]:
    """Ids of every lift in the formulary, sorted."""
    folder = files("thrustworthy.formulary").joinpath("lifts")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def read_lift_file(lift: str) -> Mapping[str, Any]:
    """The lift's data file as read. Raises UnknownLift naming the nearest ids."""
    if lift not in lift_ids():
        near = difflib.get_close_matches(lift, lift_ids(), n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`thrustworthy lifts` lists them."
        raise UnknownLift(f"No lift is called {lift!r}; {hint}")
    text = files("thrustworthy.formulary").joinpath("lifts", f"{lift}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def lift(name: str) -> Lift:
    """One lift by its id. Raises UnknownLift, or DataError when its file breaks the format."""
    return as_lift(name, read_lift_file(name))


@cache
def lifts() -> tuple[Lift, ...]:
    """Every lift, by id."""
    return tuple(lift(name) for name in lift_ids())


def as_lift(name: str, row: Mapping[str, Any]) -> Lift:
    """Check the content of a lift file. Raises DataError naming the file and the key."""
    where = f"formulary/lifts/{name}.toml"
    if strange := set(row) - set(_KEYS) - _OPTIONAL:
        raise DataError(f"{where}: unknown key {sorted(strange)[0]!r}; the keys are {', '.join(_KEYS)}.")
    for key, kind in _KEYS.items():
        if key not in row:
            raise DataError(f"{where}: {key!r} is missing.")
        if not isinstance(row[key], kind):
            raise DataError(f"{where}: {key} is {row[key]!r}, which is not of its kind; look at another lift's file.")
    for key, words in _WORDS.items():
        if row[key] not in words:
            raise DataError(f"{where}: {key} is {row[key]!r}; it is one of {', '.join(words)}.")
    for key in ("easier", "harder", "without"):
        for near in row[key]:
            if near not in lift_ids() or near == name:
                raise DataError(f"{where}: {key} names {near!r}, which is no other lift of the formulary.")
    if "simulation" not in row and "not_simulated" not in row:
        raise DataError(f"{where}: has neither a [simulation] nor a sentence 'not_simulated' that says why.")
    return Lift(
        id=name,
        name=row["name"],
        names=read_names(where, row["names"]),
        pattern=row["pattern"],
        level=row["level"],
        stage=row["stage"],
        load=row["load"],
        load_on=row["load_on"],
        legs=row["legs"],
        equipment=tuple(row["equipment"]),
        uses_hands=row["uses_hands"],
        supine=row["supine"],
        bench=row["bench"],
        fall_risk=row["fall_risk"],
        hip_flexion_bottom=float(row["hip_flexion_bottom"]),
        hip_flexion_top=float(row["hip_flexion_top"]),
        tags=tuple(row["tags"]),
        easier=tuple(row["easier"]),
        harder=tuple(row["harder"]),
        without=tuple(row["without"]),
        setup=read_cues(where, "setup", row["setup"]),
        cues=read_cues(where, "cues", row["cues"]),
        leave_out=read_leave_out(where, row["leave_out"]),
        good_for=read_cues(where, "good_for", row["good_for"]),
        faults=read_faults(where, row["faults"]),
        transfers=read_transfers(where, row["transfers"], name, lift_ids()),
        substitutes=read_substitutes(where, row["substitutes"], name, lift_ids()),
        crosswalk=read_crosswalk(where, row["crosswalk"]),
        simulated="simulation" in row,
        not_simulated=row.get("not_simulated"),
    )
