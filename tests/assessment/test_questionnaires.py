"""Totals, bands and the change that counts; no item text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.assessment import Change, band, changed, questionnaires, recovered, score


@pytest.mark.parametrize(
    ("tool", "before", "after", "change"),
    [
        ("nprs", 6, 4, "better"),
        ("nprs", 10, 8, "within error"),
        ("nprs", 4, 3, "within error"),
        ("nprs", 2, 4, "worse"),
        ("nprs", None, 4, "cannot tell"),
        ("rmdq", 12, 7, "better"),
        ("rmdq", 22, 12, "cannot tell"),
        ("rmdq", 3, 9, "worse"),
        ("odi", 40, 28, "better"),
        ("odi", 60, 50, "within error"),
        ("psfs", 4, 6, "better"),
        ("psfs", 4, 5.5, "within error"),
        ("hoos_jr", 60, 68, "within error"),
        ("hoos_jr", 60, 69, "better"),
        ("hoos_jr", 68, 60, "worse"),
        ("ihot_12", 20, 90, "cannot tell"),
        ("start_back", 9, 1, "cannot tell"),
        ("tsk", 40, 32, "better"),
    ],
)
def test_a_change_counts_as_published_at_its_careful_end(tool, before, after, change) -> None:
    assert changed(tool, before, after) is Change(change)


def test_own_activities_are_averaged_and_three_are_asked() -> None:
    assert score("psfs", [3, 5, 4]) == 4
    with pytest.raises(ValueError, match="at least 3"):
        score("psfs", [3, 5])


def test_a_total_that_cannot_be_is_refused() -> None:
    for tool, total in (("rmdq", 25), ("rmdq", 3.5), ("odi", -1), ("nprs", float("nan"))):
        with pytest.raises(ValueError, match="correct"):
            score(tool, total)
    with pytest.raises(ValueError, match="there are"):
        score("par_q", 1)


def test_start_back_needs_its_five_items_for_any_band() -> None:
    assert band("start_back", 5) is None
    assert [band("start_back", 5, part).label for part in (4, 3)] == ["high", "medium"]
    assert band("start_back", 3, 3).label == "low"


def test_recovered_is_said_only_where_a_figure_was_seen() -> None:
    assert (recovered("nprs", 0), recovered("nprs", 1), recovered("rmdq", 2)) == (True, False, True)
    assert recovered("odi", 0) is None


@given(st.sampled_from(sorted(questionnaires())), st.floats(0, 1), st.floats(0, 1))
def test_what_is_better_there_is_worse_back(name, first, second) -> None:
    tool = questionnaires()[name]
    a, b = (round(tool.low + share * (tool.high - tool.low)) for share in (first, second))
    if changed(name, a, b) is Change.BETTER:
        assert changed(name, b, a) is Change.WORSE
