"""From the recorded tests of a case to findings: value, norm, error, change, lines crossed, and what answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from thrustworthy.assessment._change import change_of, error_said, quantity, smallest_change, word
from thrustworthy.assessment._correctives import answers_to
from thrustworthy.assessment._load import assessments
from thrustworthy.assessment._model import Assessment, Finding, Line, Norm, Place, Result
from thrustworthy.assessment._ratios import RatioRow, ratios
from thrustworthy.case import Case, Interval, TestDone, facts_of

Sex = Literal["male", "female"] | None


def findings(case: Case) -> tuple[Finding, ...]:
    """What the recorded tests of a case come to: first each result, then what two of them say together.

    Of each test and side the latest result counts, and the one before it is what a change is measured from. Undated
    results count only where there is no dated one, and are never compared. A test that has no result has no finding.
    """
    age = facts_of(case).values.get("body.age")
    person = (case.body.sex, age if isinstance(age, Interval) else None)
    found = [
        _of_result(test, side, done, person)
        for test in assessments().values()
        for side, done in _series(case, test.id).items()
    ]
    latest = {(one.id, one.side): one for one in found}
    crossed = {line.id for one in found for line in one.crossed}
    return (*found, *(one for row in ratios() if (one := _of_ratio(row, latest, crossed, person)) is not None))


def _series(case: Case, test: str) -> Mapping[str | None, Sequence[TestDone]]:
    """The results of a test by side, oldest first; of one day the later line of the file comes later."""
    by_side: dict[str | None, list[TestDone]] = {}
    for done in case.test:
        if done.test == test:
            by_side.setdefault(done.side, []).append(done)
    for side, found in by_side.items():
        dated = [one for one in found if one.on is not None]
        by_side[side] = sorted(dated, key=_day) if dated else found[-1:]
    return dict(sorted(by_side.items(), key=lambda pair: pair[0] or ""))


def _day(done: TestDone) -> date:
    return done.on.last if done.on else date.min


def _of_result(
    test: Assessment, side: str | None, series: Sequence[TestDone], person: tuple[Sex, Interval | None]
) -> Finding:
    last = series[-1]
    earlier = [one for one in series[:-1] if one.on and last.on and one.on.last < last.on.first]
    before = earlier[-1] if earlier else None
    norms = _fitting(test.norms, person)
    value = _value(last.value)
    crossed = () if test.records_only else _crossed(test.lines, value, person[0])
    return Finding(
        id=test.id,
        kind="result",
        label=test.label,
        value=value,
        unit=test.unit,
        tag=test.tag,
        sources=test.sources,
        side=side,
        on=last.on.last if last.on else None,
        norms=norms,
        place=_place(norms, value),
        error=smallest_change(test),
        error_said=error_said(test),
        previous=_value(before.value) if before else None,
        previous_on=before.on.last if before and before.on else None,
        change=change_of(test, _value(before.value), value) if before else None,
        crossed=crossed,
        note=test.records_only or "",
        **_answered(crossed),
    )


def _value(raw: bool | float | str) -> Result:
    return float(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else raw


def _answered(crossed: Iterable[Line]) -> dict[str, Any]:
    ids = tuple(dict.fromkeys(line.id for line in crossed))
    measures = answers_to(ids)
    known = {name for one in measures for name in one.lines}
    return {"correctives": measures, "unanswered": tuple(name for name in ids if name not in known)}


def _fitting(norms: Iterable[Norm], person: tuple[Sex, Interval | None]) -> tuple[Norm, ...]:
    """The norms of this person's sex and age; a norm of one sex or age does not fit where that is not known."""
    sex, age = person

    def fits(norm: Norm) -> bool:
        if norm.sex is not None and norm.sex != sex:
            return False
        if norm.ages is None:
            return True
        return age is not None and norm.ages[0] <= age.low and age.high < norm.ages[1] + 1

    return tuple(norm for norm in norms if fits(norm))


def _place(norms: Sequence[Norm], value: Result) -> Place | None:
    if isinstance(value, (bool, str)):
        return None
    for norm in norms:
        if norm.sd is not None:
            reach = quantity("norm.band") * norm.sd
            if value < norm.value - reach:
                return "below"
            return "above" if value > norm.value + reach else "usual"
    return None


def _crossed(lines: Iterable[Line], value: Result, sex: Sex) -> tuple[Line, ...]:
    return tuple(line for line in lines if (line.sex is None or line.sex == sex) and line.crossed(value))


def _of_ratio(
    row: RatioRow,
    latest: Mapping[tuple[str, str | None], Finding],
    crossed: set[str],
    person: tuple[Sex, Interval | None],
) -> Finding | None:
    """None while one of its results is missing, or where it cannot be formed."""
    parts = [latest.get(key) for key in row.parts]
    if row.kind == "together":
        value: Result | None = True if set(row.lines_needed) <= crossed else None
        parts = []
    elif any(one is None for one in parts):
        return None
    else:
        value = row.value(*(one.value for one in parts if one is not None))
    if value is None:
        return None
    lines = _crossed(row.lines, value, person[0])
    norms = _fitting(row.norms, person)
    days = [one.on for one in parts if one is not None and one.on is not None]
    return Finding(
        id=row.id,
        kind="ratio",
        label=row.label,
        value=value,
        unit=row.unit,
        tag=row.tag,
        sources=row.sources,
        on=min(days) if days else None,
        norms=norms,
        place=_place(norms, value),
        error_said=word("error_ratio"),
        crossed=lines,
        note=row.note,
        **_answered(lines),
    )
