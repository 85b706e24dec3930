"""Sentences of the plan that belong to a situation, each appearing where its whole condition is true of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from thrustworthy.case import Case
from thrustworthy.evidence import DataError, Tag, read_toml
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription._model import Said

_KEYS = {"id", "when", "text", "tag", "sources"}


def _trained(case: Case) -> set[str]:
    return {entry.lift for entry in case.training.lift}


def _patterns(names: set[str]) -> set[str]:
    return {lift(name).pattern for name in names if name in lift_ids()}


def _seldom(case: Case, days: float) -> bool:
    told = [entry.days_per_week for entry in case.training.lift if entry.days_per_week is not None]
    return bool(told) and min(told) <= days


def _best(case: Case, wanted: bool) -> bool:
    told = [entry.best for entry in case.training.lift if "thrust" in _patterns({entry.lift})]
    return any(told) is wanted


_CONDITIONS: Mapping[str, Callable[[Case, Any], bool]] = {
    "trained_any": lambda case, wanted: not _trained(case).isdisjoint(wanted),
    "patterns": lambda case, wanted: set(wanted) <= _patterns(_trained(case)),
    "one_session": lambda case, wanted: any(set(wanted) <= _patterns(set(day.lifts)) for day in case.training.day),
    "asked": lambda case, wanted: case.goal.lift in wanted,
    "aims": lambda case, wanted: case.goal.aim in wanted,
    "not_aims": lambda case, wanted: case.goal.aim not in wanted,
    "rep_waves": lambda case, wanted: bool(case.training.rep_waves) is wanted,
    "best": _best,
    "days_per_week_at_most": _seldom,
}


@cache
def note_rows() -> tuple[Mapping[str, Any], ...]:
    """All rows of ``data/notes.toml``, checked. Raises DataError naming the row."""
    rows = read_toml("thrustworthy.prescription", "data/notes.toml")["note"]
    for row in rows:
        where = f"prescription/data/notes.toml [{row.get('id', '?')}]"
        if set(row) != _KEYS:
            raise DataError(f"{where}: has to have {', '.join(sorted(_KEYS))}, and nothing else.")
        if strange := set(row["when"]) - set(_CONDITIONS):
            raise DataError(f"{where}: no condition is called {sorted(strange)[0]!r}; there are {list(_CONDITIONS)}.")
        if row["tag"] not in set(Tag) or (not row["sources"] and row["tag"] != Tag.DESIGN):
            raise DataError(f"{where}: needs a known tag, and a source unless that is DESIGN.")
    return tuple(rows)


def notes_about(case: Case) -> tuple[Said, ...]:
    """The sentences whose every condition holds, in the order of the file. None of them carries a load."""
    return tuple(
        Said(row["text"], row["tag"], tuple(row["sources"]))
        for row in note_rows()
        if all(_CONDITIONS[name](case, wanted) for name, wanted in row["when"].items())
    )
