"""What cannot all be true at once. Each check yields its fault and the paths it is about.

A check that is about a path which is faulty already is not reported: the first fault may be all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from thrustworthy.case._catalogue import history_kinds, questions_of, test_rows
from thrustworthy.case._dates import DateSpan, birth_dates, years_after
from thrustworthy.case._errors import Problem, problem
from thrustworthy.case._limits import limits
from thrustworthy.case._model import Body, Case, History, HistoryItem, Training
from thrustworthy.case._texts import listed, shown

Found = Iterator[tuple[Problem, tuple[str, ...]]]


def contradictions(case: Case, asked_on: date) -> Found:
    """Every contradiction of a case, of the person and of the one in the scenario."""
    yield from _of_person("", case.body, case.history, case.training, asked_on)
    if case.scenario is not None:
        there = case.scenario
        yield from _of_person("scenario.", there.body, there.history, there.training, asked_on)
    for check in (_man_and_pregnant, _weeks_without_pregnancy, _birth_dates, _tests):
        yield from check(case, asked_on)


def _of_person(prefix: str, body: Body, history: History, training: Training, asked_on: date) -> Found:
    yield from _adult(prefix, body)
    yield from _training_times(prefix, body, training)
    yield from _bests(prefix, training)
    checks: tuple[Callable[[str, HistoryItem, Body, date], Found], ...] = (
        _item_dates,
        _item_words,
        _clearance,
        _man_and_caesarean,
    )
    for index, item in enumerate(history.item):
        where = f"{prefix}history.item[{index}]"
        for check in checks:
            for one, involved in check(where, item, body, asked_on):
                yield one, tuple(path.replace("body.", f"{prefix}body.") for path in involved)
        if history.complete is True and item.kind == "other" and not item.label:
            what = "the history is complete, yet this entry does not say what it is; write its label"
            yield (
                problem(f"{where}.label", what),
                (f"{prefix}history.complete", f"{where}.kind", f"{where}.label"),
            )


def _adult(prefix: str, body: Body) -> Found:
    if body.age is None or body.adult is None:
        return
    grown = body.age.low >= limits()["adult_age"].low
    if grown != body.adult:
        what = f"the age is {body.age.years} and adult is {shown(body.adult)}; correct one of the two"
        yield problem(f"{prefix}body.adult", what), (f"{prefix}body.adult", f"{prefix}body.age")


def _man_and_pregnant(case: Case, asked_on: date) -> Found:
    if case.body.sex != "male":
        return
    for path, says in (
        ("pregnancy.now", case.pregnancy.get("now") is True),
        ("pregnancy.weeks", "weeks" in case.pregnancy and case.pregnancy.get("now") is not True),
        ("birth.recent", case.birth.get("recent") is True),
        ("birth.date", "date" in case.birth and case.birth.get("recent") is not True),
    ):
        if says:
            yield problem(path, "this and the male sex cannot both be; correct one of the two"), (path, "body.sex")


def _man_and_caesarean(where: str, item: HistoryItem, body: Body, asked_on: date) -> Found:
    if body.sex == "male" and item.kind == "caesarean":
        what = "a caesarean and the male sex cannot both be; correct one of the two"
        yield problem(f"{where}.kind", what), (f"{where}.kind", "body.sex")


def _weeks_without_pregnancy(case: Case, asked_on: date) -> Found:
    now = case.pregnancy.get("now")
    if now is True or now == "unclear":
        return
    for key in questions_of("pregnancy"):
        if key == "now" or case.pregnancy.get(key) in (None, False):
            continue
        path = f"pregnancy.{key}"
        mend = "write now = true beside it, or take it out" if now is None else "correct one of the two"
        said = "nothing says that there is a pregnancy" if now is None else "pregnancy.now is false"
        yield problem(path, f"{said}; {mend}"), (path, "pregnancy.now")


def _birth_dates(case: Case, asked_on: date) -> Found:
    when, recent = case.birth.get("date"), case.birth.get("recent")
    if not isinstance(when, DateSpan):
        return
    involved = ("birth.date", "asked_on")
    yield from _happened("birth.date", when, asked_on)
    if when.first > asked_on:
        return
    span = timedelta(days=limits()["birth_recent"].high)
    surely, surely_not = when.first >= asked_on - span, when.last < asked_on - span
    if (recent is True and surely_not) or (recent is False and surely):
        what = f"the date {shown(when.text)} and birth.recent = {shown(recent)} do not fit; correct one of the two"
        yield problem("birth.date", what), (*involved, "birth.recent")


def _tests(case: Case, asked_on: date) -> Found:
    for index, done in enumerate(case.test):
        path = f"test[{index}]"
        if done.on is not None:
            yield from _happened(f"{path}.on", done.on, asked_on)
        row = test_rows().get(done.test, {})
        if (what := result_fault(done.value, row)) is not None:
            yield problem(f"{path}.value", what), (f"{path}.value", f"{path}.test")
        if done.side is not None and row.get("sided") is False:
            what = f"{shown(done.test)} is done with both sides at once; take the side out"
            yield problem(f"{path}.side", what), (f"{path}.side", f"{path}.test")


def result_fault(value: bool | int | float | str, row: Mapping[str, Any]) -> str | None:
    """What keeps a value from being a result of the test of this row (None: nothing does)."""
    kind, number = row.get("type"), isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "yes_no" and not isinstance(value, bool):
        return f"{shown(value)} is no result of this test; write true or false"
    if kind == "choice" and value not in row.get("choices", ()):
        return f"{shown(value)} is no result of this test; write {listed(row.get('choices', ()))}"
    if kind == "number":
        low, high = row.get("low", float("-inf")), row.get("high", float("inf"))
        if not number:
            return f"{shown(value)} is no result of this test; write a number"
        if not low <= value <= high:
            return f"{shown(value)} is outside {low:g} to {high:g}; correct the number"
    return None


def _happened(path: str, when: DateSpan, asked_on: date) -> Found:
    """A date that lies after the day of the case, or longer ago than anybody lives."""
    involved = (path, "asked_on")
    if when.first > asked_on:
        what = f"{shown(when.text)} is after asked_on ({asked_on.isoformat()}); correct one of the two"
        yield problem(path, what), involved
    elif when.last < years_after(asked_on, -int(limits()["years_back"].high)):
        yield problem(path, f"{shown(when.text)} is longer ago than anybody lives; correct the year"), involved


def _item_dates(where: str, item: HistoryItem, body: Body, asked_on: date) -> Found:
    if item.date is None:
        return
    path = f"{where}.date"
    yield from _happened(path, item.date, asked_on)
    if body.age is not None and item.date.last < birth_dates(body.age.years, asked_on)[0]:
        what = f"{shown(item.date.text)} is before the birth of a person aged {body.age.years}; correct one of the two"
        yield problem(path, what), (path, "body.age", "asked_on")


def _clearance(where: str, item: HistoryItem, body: Body, asked_on: date) -> Found:
    allowed = item.clearance
    if allowed is None:
        return
    here = f"{where}.clearance"
    if allowed.given is False and allowed.allows:
        what = "something is allowed, yet given is false; correct one of the two"
        yield problem(f"{here}.given", what), (f"{here}.given", f"{here}.allows")
    low, high = allowed.min_hip_flexion, allowed.max_hip_flexion
    if low is not None and high is not None and low > high:
        what = f"the least hip flexion ({low:g}) is above the most ({high:g}); exchange them"
        yield problem(f"{here}.min_hip_flexion", what), (f"{here}.min_hip_flexion", f"{here}.max_hip_flexion")
    if allowed.on is None:
        return
    yield from _happened(f"{here}.on", allowed.on, asked_on)
    if item.date is not None and allowed.on.last < item.date.first:
        what = (
            f"the clearance {shown(allowed.on.text)} is before the event itself ({shown(item.date.text)}); correct one"
        )
        yield problem(f"{here}.on", what), (f"{here}.on", f"{where}.date", "asked_on", "body.age")


def _item_words(where: str, item: HistoryItem, body: Body, asked_on: date) -> Found:
    """An approach or detail that another kind has, and not this one."""
    kind = history_kinds()[item.kind]
    for key, word, words in (("approach", item.approach, kind.approaches), ("detail", item.detail, kind.details)):
        if word is not None and word not in words:
            mend = f"write {listed(words)}" if words else "take it out or put it in the note"
            what = f"{shown(word)} is no {key} of {shown(item.kind)}; {mend}"
            yield problem(f"{where}.{key}", what), (f"{where}.{key}", f"{where}.kind")


def _training_times(prefix: str, body: Body, training: Training) -> Found:
    here = f"{prefix}training"
    if training.experience is not None and body.age is not None:
        days_lived = (body.age.years + 1) * 365.25
        if training.experience.low > days_lived:
            what = f"{shown(training.experience.text)} of training is longer than the age; correct one of the two"
            yield problem(f"{here}.experience", what), (f"{here}.experience", f"{prefix}body.age")
    for index, entry in enumerate(training.lift):
        path = f"{here}.lift[{index}].for_time"
        if entry.for_time and training.experience and entry.for_time.low > training.experience.high:
            what = (
                f"{shown(entry.for_time.text)} of this lift is longer than all training "
                f"({shown(training.experience.text)}); correct one of the two"
            )
            yield problem(path, what), (path, f"{here}.experience")


def _bests(prefix: str, training: Training) -> Found:
    bests = [(index, entry) for index, entry in enumerate(training.lift) if entry.best]
    for index, entry in bests:
        path = f"{prefix}training.lift[{index}]"
        if entry.rir:
            what = f"a best leaves no repetitions in reserve, here {entry.rir}; take out best or rir"
            yield problem(f"{path}.best", what), (f"{path}.best", f"{path}.rir")
        for key in ("load", "reps"):
            if getattr(entry, key) is None:
                yield (
                    problem(f"{path}.best", f"a best needs its {key}; write {key}, or take out best"),
                    (f"{path}.best", f"{path}.{key}"),
                )
    for (first, one), (second, other) in combinations(bests, 2):
        if one.lift != other.lift or not (one.load and other.load and one.reps and other.reps):
            continue
        path = f"{prefix}training.lift[{second}].best"
        involved = tuple(
            f"{prefix}training.lift[{i}].{key}" for i in (first, second) for key in ("load", "reps", "lift", "best")
        )
        if one.reps == other.reps:
            what = f"training.lift[{first}] is the best of {one.reps} repetitions already; keep one of the two"
            yield problem(path, what), involved
        elif (one.reps < other.reps) != (one.load.kg >= other.load.kg) and one.load.kg != other.load.kg:
            what = f"more load for more repetitions than the best of training.lift[{first}]; correct one of the two"
            yield problem(path, what), involved
