"""Random people for the invariants, and the answering of questions. Knows the catalogue, not the rules."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from thrustworthy.case import UNCLEAR, Facts, Interval, QuestionRow, Value, history_kinds, questions
from thrustworthy.screening import Screening

ITEM = "item."
GLOBAL = {name: row for name, row in questions().items() if not name.startswith(ITEM)}
OF_ITEM = {name.removeprefix(ITEM): row for name, row in questions().items() if name.startswith(ITEM)}
_LIFTS = ("ball_hip_thrust", "floor_glute_bridge", "S1", "S3", "training", "squat_heavy", "press_heavy")


def as_fact(answer: Any) -> Value:
    """An answer of the catalogue as a fact."""
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return Interval(float(answer), float(answer))
    return answer


@st.composite
def _interval(draw: st.DrawFn, top: int) -> Interval:
    low = draw(st.integers(0, top))
    return Interval(float(low), float(low + draw(st.sampled_from([0, 0, 0, 1, 30]))))


def _answer(row: QuestionRow) -> st.SearchStrategy[Value]:
    if row.type == "yes_no":
        return st.sampled_from([True, False, UNCLEAR])
    if row.type == "choice":
        return st.sampled_from([*row.choices, UNCLEAR])
    if row.type == "names":
        return st.lists(st.sampled_from(_LIFTS), max_size=2, unique=True).map(tuple)
    return _interval({"nprs": 9, "age": 90, "days": 420}.get(row.type, 60))


def answers(rows: dict[str, QuestionRow], most: int) -> st.SearchStrategy[dict[str, Value]]:
    """Up to ``most`` answers to questions of a part of the catalogue."""
    one = st.sampled_from(sorted(rows)).flatmap(lambda name: st.tuples(st.just(name), _answer(rows[name])))
    return st.lists(one, max_size=most).map(dict)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Value]:
    """One entry of the history, with a detail and an approach of its own kind where it has some."""
    kind = draw(st.sampled_from(list(history_kinds().values())))
    rows = {name: row for name, row in OF_ITEM.items() if name not in ("kind", "detail", "approach")}
    found = dict(draw(answers(rows, 8)))
    for name, choices in (("detail", kind.details), ("approach", kind.approaches)):
        if choices and draw(st.booleans()):
            found[name] = draw(st.sampled_from(choices))
    return {**found, "kind": kind.id}


def benign_answers(sex: str = "female") -> dict[str, Value]:
    """Every question outside the history answered without concern; age 35."""
    found = {name: as_fact(row.benign) for name, row in GLOBAL.items() if row.benign is not None}
    return {**found, "body.age": Interval(35, 35), "body.sex": sex}


@st.composite
def people(draw: st.DrawFn) -> Facts:
    """Anybody: a mostly benign or a mostly empty start, some answers changed, up to three entries."""
    start = benign_answers(draw(st.sampled_from(["male", "female"]))) if draw(st.booleans()) else {}
    return Facts({**start, **draw(answers(GLOBAL, 8))}, tuple(draw(st.lists(entries(), max_size=3))))


def answer_all(facts: Facts, screening: Screening) -> Facts:
    """Every question that could be supposed, answered as supposed; the rest stays open."""
    values, items = dict(facts.values), [dict(item) for item in facts.items]
    for supposed in screening.supposed:
        row = questions()[supposed.input]
        if supposed.item is None:
            values[supposed.input] = as_fact(row.suppose)
        else:
            items[supposed.item][supposed.input.removeprefix(ITEM)] = as_fact(row.suppose)
    return Facts(values, tuple(items), facts.origins)
