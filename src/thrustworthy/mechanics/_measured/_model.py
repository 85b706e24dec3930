"""Records of a measured motion: the file as read, and the joint angles of one part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array

ANGLES = ("pelvis", "hip", "knee", "ankle", "lumbar")
"""What a motion gives the engine: pelvis turn (backward tilt positive), hip and knee flexion, ankle dorsiflexion,
lumbar extension."""
ANCHORS = ("pelvis", "foot")
"""What the chain of segments is turned by: the file's pelvis, thigh and shank hanging from it and the ankle following;
or the flat foot, and the pelvis following. Errors of ankle, knee and hip add up from the foot to the trunk."""


class MotionError(SimulationError):
    """A motion cannot be read or used; the message is one sentence with the file, the line or column, and the mend."""


@dataclass(frozen=True)
class MotionFile:
    """A motion file as read.

    name: of the file. time: (frames,), s, rising. columns: name -> (frames,), angles in degrees; empty for markers.
    markers: name -> (frames, 3), m, as in the file's axes; empty for angles. units: what the file's angles were in.
    """

    name: str
    time: Array
    columns: Mapping[str, Array] = field(default_factory=dict)
    markers: Mapping[str, Array] = field(default_factory=dict)
    units: str = "deg"


@dataclass(frozen=True)
class Mapped:
    """How one angle was found. rule: the columns or markers it came from. sign: what they were multiplied by."""

    angle: str
    rule: str
    sign: float
    note: str = ""


@dataclass(frozen=True)
class Repetition:
    """One repetition: where its way down starts, its deepest point and the end of its way up, s."""

    start: float
    bottom: float
    end: float


@dataclass(frozen=True)
class MeasuredMotion:
    """The part of a motion that is simulated, smoothed, with everything that was chosen on the way.

    knots: (n,), s, evenly spaced. values: angle -> Jet of (n,) in rad, rad/s, rad/s2 at the knots. given: angles that
    the file has (the rest is zero). cutoff: Hz, None for no filter. start, end: the part, s. repetitions: all found.
    anchor: one of ANCHORS. mismatch: pelvis turn
    of the file less that of the chain from flat feet up: (median, largest) over the part, deg; None where the file has
    no pelvis.
    """

    name: str
    knots: Array
    values: Mapping[str, Jet]
    mapped: tuple[Mapped, ...]
    given: frozenset[str]
    side: str
    anchor: str
    cutoff: float | None
    repetitions: tuple[Repetition, ...]
    repetition: int | None
    part: str
    start: float
    end: float
    mismatch: tuple[float, float] | None

    @property
    def duration(self) -> float:
        """Length of the part, s."""
        return self.end - self.start

    def to_json(self) -> dict[str, Any]:
        """Everything that was chosen, as plain JSON values."""
        return {
            "file": self.name,
            "side": self.side,
            "mapping": [asdict(one) for one in self.mapped],
            "cutoff_hz": self.cutoff,
            "anchor": self.anchor,
            "repetitions": [asdict(one) for one in self.repetitions],
            "repetition": self.repetition,
            "part": self.part,
            "start_s": self.start,
            "end_s": self.end,
            "pelvis_mismatch_deg": None
            if self.mismatch is None
            else {"median": self.mismatch[0], "most": self.mismatch[1]},
        }
