"""Reads the tests: every file checked, every fault names the file, the key and the mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from thrustworthy.assessment._model import (
    Assessment,
    Better,
    Demand,
    Drawing,
    ErrorRow,
    Line,
    Norm,
    NotFor,
    Pose,
    Who,
)
from thrustworthy.case import read_test_file, test_rows
from thrustworthy.evidence import DataError, Tag

COMPARISONS = ("below", "above", "at_least", "at_most", "is")
_NEEDED = {
    *("label", "type", "sided", "ask", "tag", "sources", "group", "who", "demand", "minutes", "equipment"),
    *("procedure", "scoring", "better", "tells", "cannot_tell", "retest"),
}
_MAY = {
    *("unit", "low", "high", "choices", "timed", "records_only", "questionnaire", "norm", "error", "error_unknown"),
    *("line", "not_for", "drawing"),
}
_WORDS: Mapping[str, tuple[str, ...]] = {"who": get_args(Who), "demand": get_args(Demand), "better": get_args(Better)}
_LISTS = ("sources", "equipment", "procedure", "tells", "cannot_tell")
_POSE_WORDS = ("name", "view", "block", "under", "drop")


@cache
def assessments() -> Mapping[str, Assessment]:
    """Every test by its id: one for each file of the folder. Raises DataError naming file and key."""
    return MappingProxyType({name: as_assessment(name, read_test_file(name)) for name in test_rows()})


def as_assessment(name: str, row: Mapping[str, Any]) -> Assessment:
    """Check one file and make it an Assessment. Raises DataError naming file and key."""
    where = f"case/tests/{name}.toml"
    check_keys(where, row, _NEEDED, _MAY)
    for key, words in _WORDS.items():
        if row[key] not in words:
            raise DataError(f"{where}: {key!r} is {row[key]!r}; write one of {', '.join(words)}.")
    if (row["type"] == "number") != ({"unit", "low", "high"} <= set(row)):
        raise DataError(f"{where}: a number, and only a number, needs 'unit', 'low' and 'high'.")
    if not row.get("error") and not row.get("error_unknown") and not row.get("questionnaire"):
        raise DataError(f"{where}: give 'error' rows, or say in 'error_unknown' that none was found.")
    cited(where, row)
    retest = row["retest"]
    cited(f"{where}, retest", retest)
    lists: dict[str, Any] = {key: tuple(row[key]) for key in _LISTS}
    same = ("label", "type", "ask", "tag", "group", "who", "demand", "scoring", "better", "sided")
    may = ("unit", "low", "high", "timed", "records_only", "questionnaire", "error_unknown")
    return Assessment(
        id=name,
        **{key: row[key] for key in same},
        **{key: row[key] for key in may if key in row},
        **lists,
        minutes=float(row["minutes"]),
        choices=tuple(row.get("choices", ())),
        retest_days=int(retest["days"]),
        retest_tag=retest["tag"],
        norms=norms(where, row.get("norm", ())),
        errors=tuple(_error(f"{where}, error", one) for one in row.get("error", ())),
        lines=lines(where, row.get("line", ())),
        not_for=tuple(_not_for(f"{where}, not_for", one) for one in row.get("not_for", ())),
        drawing=_drawing(f"{where}, drawing", row["drawing"]) if "drawing" in row else None,
    )


def check_keys(where: str, row: Mapping[str, Any], needed: set[str], more: set[str]) -> None:
    """Refuse a missing or an unknown key. Raises DataError."""
    if missing := needed - set(row):
        raise DataError(f"{where}: {min(missing)!r} is missing.")
    if strange := set(row) - needed - more:
        raise DataError(f"{where}: unknown key {min(strange)!r}; the keys are {', '.join(sorted(needed | more))}.")


def cited(where: str, row: Mapping[str, Any]) -> None:
    """Refuse a tag that is none, and a row without a source that is not DESIGN. Raises DataError."""
    if row.get("tag") not in set(Tag):
        raise DataError(f"{where}: {row.get('tag')!r} is no tag; the tags are {', '.join(Tag)}.")
    if not row.get("sources") and row["tag"] != Tag.DESIGN:
        raise DataError(f"{where}: a {row['tag']} row needs a source; only DESIGN may stand without one.")


def norms(where: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Norm, ...]:
    """The norms of a test or ratio."""
    made = []
    for row in rows:
        check_keys(f"{where}, norm", row, {"people", "value", "tag", "sources"}, {"sd", "sex", "ages", "note"})
        cited(f"{where}, norm", row)
        made.append(
            Norm(
                people=row["people"],
                value=float(row["value"]),
                tag=row["tag"],
                sources=tuple(row["sources"]),
                sd=float(row["sd"]) if "sd" in row else None,
                sex=row.get("sex"),
                ages=(float(row["ages"][0]), float(row["ages"][1])) if "ages" in row else None,
                note=row.get("note", ""),
            )
        )
    return tuple(made)


def lines(where: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    """The lines that a result can cross."""
    made = []
    for row in rows:
        check_keys(f"{where}, line", row, {"id", "sentence", "tag", "sources"}, {"sex", *COMPARISONS})
        cited(f"{where}, line", row)
        found = [name for name in COMPARISONS if name in row]
        if len(found) != 1:
            raise DataError(f"{where}, line {row['id']}: needs exactly one of {', '.join(COMPARISONS)}.")
        given = row[found[0]]
        made.append(
            Line(
                id=row["id"],
                comparison=found[0],
                sentence=row["sentence"],
                tag=row["tag"],
                sources=tuple(row["sources"]),
                value=0.0 if isinstance(given, bool) else float(given),
                expected=given is True,
                sex=row.get("sex"),
            )
        )
    return tuple(made)


def _error(where: str, row: Mapping[str, Any]) -> ErrorRow:
    check_keys(where, row, {"kind", "tag", "sources"}, {"value", "low", "high", "unit", "note"})
    cited(where, row)
    low, high = (row["value"], row["value"]) if "value" in row else (row["low"], row["high"])
    return ErrorRow(
        kind=row["kind"],
        low=float(low),
        high=float(high),
        tag=row["tag"],
        sources=tuple(row["sources"]),
        unit=row.get("unit", ""),
        note=row.get("note", ""),
    )


def _not_for(where: str, row: Mapping[str, Any]) -> NotFor:
    check_keys(where, row, {"sentence", "tag", "sources"}, {"condition", "flag"})
    cited(where, row)
    if ("condition" in row) == ("flag" in row):
        raise DataError(f"{where}: name either a 'condition' or a 'flag'.")
    return NotFor(
        sentence=row["sentence"],
        tag=row["tag"],
        sources=tuple(row["sources"]),
        condition=row.get("condition"),
        flag=row.get("flag"),
    )


def _drawing(where: str, row: Mapping[str, Any]) -> Drawing:
    check_keys(where, row, {"title", "poses"}, set())
    return Drawing(row["title"], tuple(_pose(one) for one in row["poses"]))


def _pose(row: Mapping[str, Any]) -> Pose:
    return Pose(
        name=row["name"],
        view=row.get("view", "side"),
        angles=MappingProxyType({key: float(value) for key, value in row.items() if key not in _POSE_WORDS}),
        block=row.get("block"),
        under=row.get("under"),
        drop=float(row.get("drop", 0.0)),
    )
