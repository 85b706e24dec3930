"""What a simulation says about itself: what was drawn, where its tables end, what it leaves out."""

from __future__ import annotations

from functools import cache

from thrustworthy.evidence import read_toml
from thrustworthy.mechanics._chains import CHAINS
from thrustworthy.mechanics._lift import LiftModel
from thrustworthy.mechanics._result import Subject
from thrustworthy.mechanics._samples import Samples
from thrustworthy.mechanics._tables import PACKAGE, number

_PARTS = {"eccentric_time": "way_down", "hold_at": "hold"}


@cache
def _texts() -> dict[str, str]:
    return dict(read_toml(PACKAGE, "data/notes.toml")["notes"])


def collect_notes(model: LiftModel, subject: Subject, samples: Samples, unsolved: int) -> tuple[str, ...]:
    """Sentences for the reader, the most telling first."""
    texts = _texts()
    notes: list[str] = []
    missing = [key for key in ("height", "mass", "sex") if getattr(subject, key) is None]
    if missing:
        population = texts["population_measured"]
        notes.append(texts["not_given"].format(what=" and ".join(missing).capitalize(), population=population))
    notes += [texts[note] for key, note in _PARTS.items() if key in samples.technique]
    notes += _range_notes(subject)
    if unsolved:
        notes.append(texts["unsolved"].format(count=unsolved, samples=samples.drawn))
    notes += _contact_notes(samples)
    if CHAINS[model.chain].other is not None:
        notes += [texts["one_leg"], texts["shares"]]
    notes += model.notes
    notes += _strength_notes(samples)
    if "spine" in model.outputs:
        notes.append(texts["shear"])
    if "hip_contact" in model.outputs:
        notes.append(texts["hip_contact"])
    if CHAINS[model.chain].bench is not None and "foot_force" in model.settable:
        notes.append(texts["contacts"])
    return tuple(notes)


def _strength_notes(samples: Samples) -> list[str]:
    texts = _texts()
    notes = [texts["strength"].format(able=samples.checks["able"].mean())]
    for check in ("weak", "unbalanced"):
        count = int(samples.checks[check].sum())
        if count:
            notes.append(texts[check].format(count=count, samples=samples.solved))
    return [*notes, texts["muscles"]]


def _range_notes(subject: Subject) -> list[str]:
    notes: list[str] = []
    values = {"height": subject.height, "bmi": None}
    if subject.height is not None and subject.mass is not None:
        values["bmi"] = subject.mass / subject.height**2
    for key, value in values.items():
        low, high = (number("engine", f"measured.{key}.{end}") for end in ("low", "high"))
        if value is not None and not low <= value <= high:
            notes.append(_texts()[key].format(value=value, low=low, high=high))
    return notes


def _contact_notes(samples: Samples) -> list[str]:
    notes: list[str] = []
    for check, text in (("tipping", "tipping"), ("pulls", "lifting_floor")):
        count = int(samples.checks[check].sum())
        if count:
            notes.append(_texts()[text].format(count=count, samples=samples.solved))
    return notes
