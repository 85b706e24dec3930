"""Results become findings: the right norm, the error, a change only beyond it, and what answers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.people import case, result
from thrustworthy.assessment import Change, Finding, assessments, change_of, findings, smallest_change


def one(name: str, *lines: str, side: str | None = None, sex: str = "male", age: int = 30) -> Finding:
    """The one finding of that name."""
    return next(f for f in findings(case(sex, age, "".join(lines))) if (f.id, f.side) == (name, side))


def test_a_case_without_results_has_no_findings() -> None:
    assert findings(case()) == ()


def test_a_result_is_shown_beside_its_norm_and_its_error() -> None:
    found = one("bridge_hold", result("bridge_hold", 60))
    assert (found.value, found.place, found.error) == (60.0, "below", (47.0, 54.0))
    assert [line.id for line in found.crossed] == ["bridge_hold_short"]
    assert found.correctives and found.unanswered == ()


def test_a_norm_of_a_sex_or_an_age_fits_only_those() -> None:
    line = result("hip_flexion_range", 120, side="left")
    assert [n.value for n in one("hip_flexion_range", line, side="left", age=30).norms] == [130.4]
    woman = one("hip_flexion_range", line, side="left", sex="female", age=67)
    assert [n.value for n in woman.norms] == [130.8, 122.6]
    assert woman.place == "usual"
    assert one("hip_flexion_range", line, side="left", age=80).norms == ()


def test_a_line_drawn_for_men_is_not_drawn_for_women() -> None:
    line = result("hamstring_bridge_reps", 12, side="left")
    assert one("hamstring_bridge_reps", line, side="left").crossed
    assert not one("hamstring_bridge_reps", line, side="left", sex="female").crossed


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [(100, 160, "better"), (100, 150, "within error"), (100, 52, "worse"), (100, 60, "within error")],
)
def test_a_change_counts_only_beyond_the_error(before: int, after: int, change: str) -> None:
    found = one("bridge_hold", result("bridge_hold", before, days_ago=30), result("bridge_hold", after))
    assert (found.previous, found.change) == (float(before), Change(change))


def test_where_no_error_is_known_a_change_cannot_be_told() -> None:
    found = one(
        "thomas_angle",
        *(result("thomas_angle", v, days_ago=d, side="left") for v, d in ((8, 30), (-2, 0))),
        side="left",
    )
    assert found.change is Change.CANNOT_TELL
    assert one("goal_met", result("goal_met", False, days_ago=9), result("goal_met", True)).change is Change.CANNOT_TELL


def test_two_results_of_one_day_are_no_change() -> None:
    assert one("bridge_hold", result("bridge_hold", 10), result("bridge_hold", 200)).change is None


def test_the_order_of_muscles_is_only_recorded() -> None:
    found = one(
        "prone_hip_extension_order", result("prone_hip_extension_order", "back_first", side="left"), side="left"
    )
    assert found.crossed == () and found.correctives == () and "holds nothing" in found.note


def test_a_ratio_needs_both_results() -> None:
    only = result("flexor_hold", 120)
    assert not [f for f in findings(case(more=only)) if f.kind == "ratio"]
    found = one("flexor_over_extensor", only, result("sorensen_hold", 100))
    assert found.value == pytest.approx(1.2)
    assert [line.id for line in found.crossed] == ["front_over_back"]
    assert found.change is None and found.error is None


def test_nothing_is_divided_by_nothing() -> None:
    lines = result("flexor_hold", 120) + result("sorensen_hold", 0)
    assert "flexor_over_extensor" not in {f.id for f in findings(case(more=lines))}


def test_sides_are_compared_as_the_ladder_does() -> None:
    lines = result("single_leg_bridge_reps", 20, side="left") + result("single_leg_bridge_reps", 16, side="right")
    found = one("single_leg_bridge_sides", lines)
    assert found.value == pytest.approx(0.2)
    assert found.unanswered == ("leg_sides_differ",)


def test_both_lengths_short_are_said_together_and_a_missing_one_says_nothing() -> None:
    front, back = result("thomas_angle", 8, side="left"), result("sitting_knee_extension_clean", False)
    assert one("front_and_back_length", front, back).value is True
    assert "front_and_back_length" not in {f.id for f in findings(case(more=front))}


def test_a_finding_without_a_sourced_measure_says_so() -> None:
    found = one("thomas_angle", result("thomas_angle", 8, side="left"), side="left")
    assert found.correctives == () and found.unanswered == ("hip_flexors_short",)


NUMBERS = [test for test in assessments().values() if test.type == "number" and test.better in ("higher", "lower")]
SHARE = st.floats(0, 1)


@given(st.sampled_from(NUMBERS), SHARE, SHARE)
def test_better_one_way_is_never_better_the_other_way(test, first, second) -> None:
    low, high = test.low or 0.0, test.high or 0.0
    a, b = (round(low + share * (high - low)) for share in (first, second))
    there, back = change_of(test, float(a), float(b)), change_of(test, float(b), float(a))
    assert {there, back} != {Change.BETTER}
    if there is Change.BETTER:
        assert back is Change.WORSE
        assert (b > a) == (test.better == "higher")
        error = smallest_change(test)
        assert test.questionnaire or (error is not None and abs(b - a) > error[1])


@given(st.sampled_from(NUMBERS), SHARE, SHARE)
def test_a_worse_result_never_crosses_fewer_lines(test, first, second) -> None:
    low, high = test.low or 0.0, test.high or 0.0
    a, b = sorted(low + share * (high - low) for share in (first, second))
    worse, better = (a, b) if test.better == "higher" else (b, a)
    assert {line.id for line in test.lines if line.crossed(better)} <= {
        line.id for line in test.lines if line.crossed(worse)
    }
