"""The sentences beside the verdict: what is known of cases like this one, and what nobody has shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from thrustworthy.answer._loads import asked_lift, trained_loads
from thrustworthy.answer._model import Remark
from thrustworthy.case import UNCLEAR, Case, Facts, HistoryItem, history_kinds
from thrustworthy.evidence import DataError, Tag, read_toml

About = Literal["evidence", "unknown", "home_kit"]


@dataclass(frozen=True)
class RemarkRow:
    """One row of ``data/remarks.toml``; ``when`` as the head of that file says."""

    id: str
    about: str
    when: Mapping[str, Any]
    remark: Remark


@cache
def remark_rows() -> tuple[RemarkRow, ...]:
    """All rows, checked. Raises DataError naming the row."""
    rows = []
    for row in read_toml("thrustworthy.answer", "data/remarks.toml")["remark"]:
        where = f"answer/data/remarks.toml [{row.get('id', '?')}]"
        if missing := {"id", "about", "when", "text", "tag", "sources"} - set(row):
            raise DataError(f"{where}: {sorted(missing)[0]!r} is missing.")
        if strange := set(row["when"]) - set(_CONDITIONS):
            raise DataError(
                f"{where}: no condition is called {sorted(strange)[0]!r}; there are {', '.join(_CONDITIONS)}."
            )
        rows.append(RemarkRow(row["id"], row["about"], row["when"], _remark(row)))
    return tuple(rows)


def _remark(row: Mapping[str, Any]) -> Remark:
    return Remark(row["text"], Tag(row["tag"]).value, tuple(row["sources"]))


def _kinds(items: tuple[HistoryItem, ...]) -> set[str]:
    table = history_kinds()
    return {name for item in items for name in (item.kind, *table[item.kind].groups)}


def _facts(case: Case, facts: Facts, wanted: Mapping[str, Any]) -> bool:
    return all(facts.values.get(name) == value for name, value in wanted.items())


def _unclear(case: Case, facts: Facts, wanted: list[str]) -> bool:
    return all(facts.values.get(name) is UNCLEAR for name in wanted)


def _history(case: Case, facts: Facts, wanted: str) -> bool:
    return wanted in _kinds(case.history.item)


def _history_or_scenario(case: Case, facts: Facts, wanted: str) -> bool:
    others = case.scenario.history.item if case.scenario else ()
    return wanted in _kinds((*case.history.item, *others))


def _lifts(case: Case, facts: Facts, wanted: list[str]) -> bool:
    return not {asked_lift(case), *trained_loads(case.training)}.isdisjoint(wanted)


def _aims(case: Case, facts: Facts, wanted: list[str]) -> bool:
    return case.goal.aim in wanted


def _seldom(case: Case, facts: Facts, wanted: float) -> bool:
    days = [entry.days_per_week for entry in case.training.lift if entry.days_per_week is not None]
    return bool(days) and min(days) <= wanted


_CONDITIONS: Mapping[str, Callable[[Case, Facts, Any], bool]] = {
    "facts": _facts,
    "unclear": _unclear,
    "history": _history,
    "history_or_scenario": _history_or_scenario,
    "lifts": _lifts,
    "aims": _aims,
    "days_per_week_at_most": _seldom,
}


def remarks_about(about: About, case: Case, facts: Facts) -> tuple[Remark, ...]:
    """The remarks of one kind whose every condition certainly holds, in the order of the file."""
    return tuple(
        row.remark
        for row in remark_rows()
        if row.about == about and all(_CONDITIONS[name](case, facts, wanted) for name, wanted in row.when.items())
    )
