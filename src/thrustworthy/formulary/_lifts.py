"""The lifts, one data file each: found by listing the folder, so that a new file is a new lift."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class UnknownLift(KeyError):
    """No lift of that name stands in the formulary."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def lift_ids() -> tuple[str, ...]:
    """Ids of every lift in the formulary, sorted."""
    folder = files("thrustworthy.formulary").joinpath("lifts")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def read_lift_file(lift: str) -> Mapping[str, Any]:
    """The lift's data file as read. Raises UnknownLift naming the nearest ids."""
    if lift not in lift_ids():
        raise UnknownLift(f"No lift is called {lift!r}; `thrustworthy lifts` lists them.")
    text = files("thrustworthy.formulary").joinpath("lifts", f"{lift}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
