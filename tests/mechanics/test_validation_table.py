"""The validation table: every row says what it needs to, measures what it says, and keeps its reasons in step."""

import math
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from thrustworthy.evidence import DataError, Tag, source
from thrustworthy.mechanics import RowResult, SimulationError, validate, validation_rows
from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._validate import (
    CANNOT,
    INPUT,
    LATER,
    MEASURES,
    MISS,
    PASS,
    Check,
    Row,
    Runs,
    evaluate_row,
    median_range,
    validation_runs,
)
from thrustworthy.mechanics._validate import _table as table

ROWS = {row.number: row for row in validation_rows()}
# The rows of the published list that a simulation can be held against; the numbers between were never given.
EXPECTED = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 21, 22, 23, 26, 27, 28, 29, 31, 32, 33, 34, 35, 36, 37]


@pytest.fixture(scope="module")
def results() -> dict[int, RowResult]:
    return {one.row.number: one for one in validate(samples=60)}


def test_the_table_has_every_row() -> None:
    assert list(ROWS) == EXPECTED


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: str(row.number))
def test_every_row_says_what_it_needs_to(row: Row) -> None:
    assert row.quantity and row.published and row.people and row.condition and row.assumption
    assert row.sources
    for name in row.sources:
        assert source(name)
    assert row.cannot or row.used_as_input or any(check.judges for check in row.checks)
    for check in row.checks:
        assert check.measure in MEASURES
        assert check.title and check.unit
        assert check.low < check.high


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: str(row.number))
def test_every_sentence_of_a_row_is_one(row: Row) -> None:
    for text in (row.assumption, row.limits, row.reason, row.cannot):
        assert not text or (text[0].isupper() and text.endswith("."))


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: str(row.number))
def test_a_recalled_figure_gates_nothing(row: Row) -> None:
    assert not (row.gates and row.tag.recalled)


def test_every_run_is_read_by_some_row() -> None:
    read = {name for row in ROWS.values() for check in row.checks for name in _runs_of(check)}
    assert read == set(validation_runs())


@pytest.mark.parametrize("name", list(validation_runs()))
def test_every_run_of_a_simulated_lift_takes_its_settings(name: str) -> None:
    spec = validation_runs()[name]
    try:
        model = lift_model(spec.lift)
    except SimulationError:
        pytest.skip("the lift is not simulated yet, and its rows say so")
    check_setup(model, spec.setup)


def test_a_miss_has_a_reason_and_a_pass_has_none(results: dict[int, RowResult]) -> None:
    """Unless so few bodies cannot tell; the whole table is measured with many when the pages are built."""
    unexplained = [number for number, one in results.items() if one.unexplained]
    stale = [number for number, one in results.items() if one.stale]
    assert (unexplained, stale) == ([], [])


def test_what_cannot_be_computed_says_what_is_missing(results: dict[int, RowResult]) -> None:
    for one in results.values():
        if one.verdict == LATER:
            assert one.why
            assert any(not check.band for check in one.checks)
        if one.verdict == CANNOT:
            assert one.row.cannot


def test_rows_of_formulas_pass_whatever_the_bodies_are(results: dict[int, RowResult]) -> None:
    assert [results[number].verdict for number in (23, 33)] == [PASS, PASS]


def test_a_published_figure_that_is_given_to_the_engine_is_no_pass(results: dict[int, RowResult]) -> None:
    assert results[11].verdict == INPUT


def test_a_row_asked_for_alone_is_measured_as_in_the_whole_table(results: dict[int, RowResult]) -> None:
    alone = validate((10,), samples=60)
    assert [one.to_json() for one in alone] == [results[10].to_json()]


def test_a_number_without_a_row_is_refused_with_the_numbers_there_are() -> None:
    with pytest.raises(SimulationError, match=r"no row 4; its rows are 1, 2, 3, 5"):
        validate((4,), samples=20)


# ---- the verdict ----


def row_of(*checks: Check, needs: str = "all", **other: object) -> Row:
    made = replace(ROWS[23], checks=checks, needs=needs, reason="", cannot="", used_as_input=False)  # type: ignore[arg-type]
    return replace(made, **other)  # type: ignore[arg-type]  # any field of a row


def formula(low: float = -math.inf, high: float = math.inf) -> Check:
    """16.4 kN, against two ends."""
    given = {"part": "compression", "moment": 988, "arm": 0.06, "angle": 5}
    return Check("force", "equivalent_extensor", MappingProxyType(given), "kN", low, high, 0.001)


HIT, OUT, SHOWN = formula(16, 17), formula(0, 1), formula()
LACKING = Check("none", "figure", MappingProxyType({"run": "thrust_70", "output": "no_such"}), "N", 0.0)


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    yield Runs(samples=20)


@pytest.mark.parametrize(
    ("checks", "needs", "verdict"),
    [
        ((HIT, SHOWN), "all", PASS),
        ((HIT, OUT), "all", MISS),
        ((HIT, OUT), "any", PASS),
        ((OUT, OUT), "any", MISS),
        ((HIT, LACKING), "all", LATER),
        ((OUT, LACKING), "all", MISS),
        ((OUT, LACKING), "any", LATER),
        ((HIT, LACKING), "any", PASS),
    ],
)
def test_the_verdict_of_a_row_follows_from_its_checks(
    checks: tuple[Check, ...], needs: str, verdict: str, runs: Runs
) -> None:
    assert evaluate_row(row_of(*checks, needs=needs), runs).verdict == verdict


def test_a_row_that_gates_fails_without_a_reason_and_with_one_too_many(runs: Runs) -> None:
    assert evaluate_row(row_of(OUT), runs).fails
    assert not evaluate_row(row_of(OUT, reason="The load is unknown."), runs).fails
    assert evaluate_row(row_of(HIT, reason="The load is unknown."), runs).fails
    assert not evaluate_row(row_of(OUT, gates=False), runs).fails
    assert not evaluate_row(row_of(HIT), runs).fails


def test_a_verdict_that_chance_could_turn_is_near_and_fails_nothing(runs: Runs) -> None:
    values = MEASURES["figure"](runs, {"run": "thrust_70", "output": "hip_moment"})
    low, high = median_range(values)
    middle = float(np.median(values))
    assert low < middle < high
    of = MappingProxyType({"run": "thrust_70", "output": "hip_moment"})
    found = {
        end: evaluate_row(row_of(Check("hip", "figure", of, "N·m", low=end)), runs)
        for end in (low - 1, 0.5 * (low + middle), 0.5 * (middle + high), high + 1)
    }
    assert [one.verdict for one in found.values()] == [PASS, PASS, MISS, MISS]
    assert [one.near for one in found.values()] == [False, True, True, False]
    assert [one.fails for one in found.values()] == [False, False, False, True]


def test_the_median_is_the_surer_the_more_bodies_there_are() -> None:
    values = np.random.default_rng(0).normal(size=4000)
    widths = [np.ptp(median_range(values[:count])) for count in (40, 400, 4000)]
    assert widths[0] > widths[1] > widths[2]
    # About 95 % of the medians of many such draws lie where one of them says that the median lies.
    low, high = median_range(values[:400])
    medians = np.median(np.random.default_rng(1).normal(size=(500, 400)), axis=1)
    assert 0.8 < ((medians > low) & (medians < high)).mean() <= 1.0


def test_what_is_missing_is_named(runs: Runs) -> None:
    found = evaluate_row(row_of(LACKING), runs)
    assert found.reason == "barbell_hip_thrust gives no no such"


def test_a_lift_that_is_not_there_is_not_yet_computable() -> None:
    found = evaluate_row(ROWS[37], Runs(samples=20))
    assert found.verdict in (LATER, PASS, MISS)
    if found.verdict == LATER:
        assert "hex_bar_deadlift" in found.why


# ---- the data ----


def test_a_recalled_row_that_gates_is_refused() -> None:
    raw = dict.fromkeys(("quantity", "published", "people", "condition", "assumption"), "x")
    row = {**raw, "limb": "none", "input": "A", "tag": "RECALLED-H", "sources": ["bergmann_2001"], "gates": True}
    with pytest.raises(DataError, match="never gates"):
        table._row(99, row)
    assert table._row(99, {**row, "gates": False}).tag is Tag.RECALLED_H
    with pytest.raises(DataError, match="unknown key 'colour'"):
        table._row(99, {**row, "gates": False, "colour": "red"})


def test_a_check_of_a_run_that_is_not_there_is_refused() -> None:
    with pytest.raises(DataError, match="no run is called 'nobody'"):
        table._check("here", {"title": "t", "measure": "figure", "unit": "N", "run": "nobody"})


# ---- the measurements ----


def measured(name: str, runs: Runs, **given: object) -> float:
    return float(np.median(MEASURES[name](runs, given)))


def test_two_runs_are_compared_body_by_body(runs: Runs) -> None:
    of = {"run": "thrust_70", "output": "hip_moment"}
    assert measured("ratio", runs, **of) == 1
    assert measured("difference", runs, **of) == 0
    light, usual = (MEASURES["figure"](runs, {**of, "run": name}) for name in ("thrust_70_light", "thrust_70"))
    made = MEASURES["ratio"](runs, {**of, "over": "thrust_70_light"})
    np.testing.assert_allclose(made, usual / light)


def test_sums_phases_and_shares_of_weight(runs: Runs) -> None:
    both = measured(
        "figure", runs, run="thrust_70", output=["ground_force_vertical", "bench_force_vertical"], read="mean"
    )
    assert both == pytest.approx((82 + 97.6) * 9.81, rel=1e-3)
    shares = [measured("figure", runs, run="thrust_70", output="hip_moment", per=per) for per in ("mass", "weight")]
    assert shares[0] / shares[1] == pytest.approx(9.81)
    first = measured("at_phase", runs, run="thrust_70", output="hip_moment", phase=0.0)
    assert first == measured("figure", runs, run="thrust_70", output="hip_moment", read="start")


def test_a_straight_line_is_as_steep_in_its_second_stretch_as_in_its_first(runs: Runs) -> None:
    one = measured(
        "slope_ratio", runs, run="bend_forward", output="trunk_lean", against="trunk_lean", marks=[5, 20, 50]
    )
    assert one == pytest.approx(1.0)


def _runs_of(check: Check) -> list[str]:
    return [str(check.given[key]) for key in ("run", "over", "minus") if key in check.given]
