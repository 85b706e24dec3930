"""Orders of tests, and soreness told apart from pain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from thrustworthy.assessment._load import assessments, check_keys, cited
from thrustworthy.evidence import DataError, read_toml

_NEEDED = {"label", "minutes", "equipment", "opening", "tests", "closing", "tag", "sources"}


@dataclass(frozen=True)
class Kit:
    """A battery in its order.

    only_without_pain: tests that wait while the pain of ``pain_test`` is unknown
    or above ``pain_at_most``.

    shuffled: the order is to be changed from one time to the next.
    """

    id: str
    label: str
    minutes: float
    equipment: tuple[str, ...]
    opening: tuple[str, ...]
    tests: tuple[str, ...]
    closing: tuple[str, ...]
    tag: str
    sources: tuple[str, ...]
    only_without_pain: tuple[str, ...] = ()
    pain_test: str | None = None
    pain_at_most: float = 0.0
    shuffled: bool = False


@dataclass(frozen=True)
class Telling:
    """One side of soreness and pain: its signs, and what to do with it."""

    id: str
    label: str
    signs: tuple[str, ...]
    say: str
    tag: str


@cache
def kits() -> Mapping[str, Kit]:
    """Every kit by its id. Raises DataError naming the row and a test that there is not."""
    found = {}
    for name, row in read_toml("thrustworthy.assessment", "data/kits.toml").items():
        where = f"assessment/data/kits.toml [{name}]"
        check_keys(where, row, _NEEDED, {"only_without_pain", "pain_test", "pain_at_most", "shuffled"})
        cited(where, row)
        tests = tuple(row["tests"])
        if strange := {*tests, *row.get("only_without_pain", ())} - set(assessments()):
            raise DataError(f"{where}: {min(strange)!r} is no test.")
        found[name] = Kit(
            id=name,
            label=row["label"],
            minutes=float(row["minutes"]),
            equipment=tuple(row["equipment"]),
            opening=tuple(row["opening"]),
            tests=tests,
            closing=tuple(row["closing"]),
            tag=row["tag"],
            sources=tuple(row["sources"]),
            only_without_pain=tuple(row.get("only_without_pain", ())),
            pain_test=row.get("pain_test"),
            pain_at_most=float(row.get("pain_at_most", 0)),
            shuffled=bool(row.get("shuffled", False)),
        )
    return MappingProxyType(found)


@cache
def soreness_or_pain() -> tuple[Telling, ...]:
    """How soreness, pain, and pain that is never acceptable are told apart, in words."""
    rows = read_toml("thrustworthy.assessment", "data/soreness.toml")
    return tuple(Telling(name, row["label"], tuple(row["signs"]), row["say"], row["tag"]) for name, row in rows.items())
