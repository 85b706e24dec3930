"""The data files of the physics, read once: sampled rows by name, and the plain tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from thrustworthy.evidence import Quantity, read_quantities, read_toml
from thrustworthy.mechanics._result import Array

PACKAGE = "thrustworthy.mechanics"
LEVELS = ("l5s1", "l4l5", "l3l4", "l2l3", "l1l2", "t12l1")
LEVEL_NAMES = {"l5s1": "L5/S1", "l4l5": "L4/5", "l3l4": "L3/4", "l2l3": "L2/3", "l1l2": "L1/2", "t12l1": "T12/L1"}


def table(name: str) -> Mapping[str, Quantity]:
    """The sourced rows of ``data/<name>.toml`` by dotted name."""
    return read_quantities(PACKAGE, f"data/{name}.toml")


def number(name: str, key: str) -> float:
    """One central value."""
    return table(name)[key].value


@dataclass(frozen=True)
class Setting:
    """A technique key a caller may set: its unit, the limits it must keep and what it means."""

    unit: str
    low: float
    high: float
    meaning: str


@cache
def settings() -> Mapping[str, Setting]:
    """Every technique key that can be set, by name."""
    return {key: Setting(**row) for key, row in read_toml(PACKAGE, "data/settings.toml")["settings"].items()}


@cache
def population() -> Mapping[str, Quantity]:
    """The measured adult population that missing height and mass, and everybody's segment ratios, are drawn from."""
    return table("population")


@dataclass(frozen=True)
class HipArms:
    """Strength-weighted moment arms at the hip of one limb over hip flexion (deg), m, for a man of reference height."""

    flexion: Array
    extensor: Array
    flexor: Array
    sources: tuple[str, ...]


@cache
def hip_arms() -> HipArms:
    """The equivalent hip extensor and flexor: arms of their muscles weighted by peak isometric force."""
    data = read_toml(PACKAGE, "data/hip_arms.toml")
    return HipArms(
        flexion=np.array(data["flexion"], dtype=np.float64),
        extensor=_weighted(data["extensors"]),
        flexor=-_weighted(data["flexors"]),
        sources=tuple(data["sources"]),
    )


def _weighted(muscles: Mapping[str, Any]) -> Array:
    force = np.array([row["force"] for row in muscles.values()])
    arms = np.array([row["arm"] for row in muscles.values()]) / 100.0
    return np.asarray(force @ arms / force.sum(), dtype=np.float64)
