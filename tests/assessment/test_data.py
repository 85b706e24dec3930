"""The tests as data: every file complete, every source there, every name known; words no reader meets kept out."""

import re
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.answer.test_words import faults, strings
from thrustworthy.assessment import (
    as_assessment,
    assessments,
    conditions,
    correctives,
    kits,
    questionnaires,
    ratios,
    soreness_or_pain,
    svg,
)
from thrustworthy.case import history_kinds, questions, read_test_file
from thrustworthy.case import test_rows as known_tests
from thrustworthy.evidence import DataError, citations, read_quantities, sources
from thrustworthy.formulary import lift_ids, stages
from thrustworthy.screening import flags

SOURCE = Path(__file__).parents[2] / "src" / "thrustworthy"
NAMES = tuple(assessments())
# The rows of the clinical table, by what has to be there for each.
TABLE = {
    "bridge_hold", "plank_hold", "side_bridge_hold", "flexor_hold", "sorensen_hold", "movement_control_fails",
    "waiters_bow_clean", "pelvic_tilt_clean", "one_leg_stance_clean", "sitting_knee_extension_clean", "rocking_clean",
    "prone_knee_bend_clean", "pelvic_lift_clean", "single_leg_stance_level", "hamstring_bridge_reps",
    "prone_hip_extension_order", "aslr_difficulty", "thomas_angle", "hip_flexion_range", "hip_extension_range",
    "hip_internal_rotation_range", "single_leg_squat_faults", "faber_pain", "fadir_pain", "prone_instability", "slump",
    "straight_leg_raise", "laslett_positive", "trendelenburg_drop", "double_leg_lowering", "pressure_cuff",
    "breath_brace_clean", "hip_extension_strength", "hip_abduction_strength",
}  # fmt: skip


def test_every_row_of_the_table_is_a_test() -> None:
    assert set(NAMES) >= TABLE


def test_a_file_is_a_test_and_there_is_no_other_list() -> None:
    assert {path.stem for path in (SOURCE / "case" / "tests").glob("*.toml")} == set(NAMES) == set(known_tests())


def test_a_row_of_a_case_holds_only_what_a_case_needs() -> None:
    assert not any({"procedure", "norm", "drawing"} & set(row) for row in known_tests().values())
    assert read_test_file("bridge_hold")["procedure"]


def test_a_test_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match="no_such_test"):
        read_test_file("no_such_test")


@pytest.mark.parametrize("name", NAMES)
def test_every_test_says_how_and_what_it_cannot_tell(name: str) -> None:
    one = assessments()[name]
    assert one.procedure and one.tells and one.cannot_tell and one.scoring
    assert one.errors or one.error_unknown or one.questionnaire
    assert one.drawing or one.demand == "none"
    assert one.questionnaire is None or one.questionnaire in questionnaires()


def test_every_source_that_is_cited_exists() -> None:
    cited = {name for name, rows in citations().items() if {one.package for one in rows} & {"assessment", "case"}}
    assert cited and cited <= set(sources())


def test_every_condition_and_demand_that_a_test_names_exists() -> None:
    named = {row.condition for one in assessments().values() for row in one.not_for if row.condition}
    assert named <= set(conditions())
    raised = {row.flag for one in assessments().values() for row in one.not_for if row.flag}
    assert raised <= set(flags()) | {"hip_flexion_limited", "hip_extension_limited"}


def test_every_condition_asks_for_what_a_case_can_hold() -> None:
    words = set(history_kinds()) | {group for kind in history_kinds().values() for group in kind.groups}
    for one in conditions().values():
        row = one.row
        assert row.get("question", "body.sex") in questions(), one.id
        assert set(row.get("history", ())) <= words, one.id
        assert row.get("asked_only", "body.sex") in questions(), one.id


def test_a_condition_knows_when_its_question_is_not_asked() -> None:
    """The same limits as in the catalogue: who is not asked there is not held up here."""
    for one in conditions().values():
        row = questions().get(one.row.get("question", ""))
        if row is None or row.asked_if is None:
            continue
        names = {other["question"] for other in one.row.get("not_asked", ())} | {one.row.get("asked_only")}
        asked = set(re.findall(r"[a-z_]+\.[a-z_]+", row.asked_if))
        assert asked <= names, one.id
        for limit in re.findall(r"body\.age < (\d+)", row.asked_if):
            assert {"question": "body.age", "at_least": int(limit)} in one.row["not_asked"], one.id


def test_measures_answer_lines_that_there_are() -> None:
    lines = {line.id for one in (*assessments().values(), *ratios()) for line in one.lines}
    assert {name for one in correctives() for name in one.lines} <= lines
    assert {one.lift for one in correctives() if one.lift} <= set(lift_ids())


def test_the_forced_tuck_is_shown_with_its_dissent() -> None:
    tuck = next(one for one in correctives() if one.sources == ("pelvic_tilt_emg",))
    assert [other.sources for other in tuck.against] == [("zmoore",)]


def test_the_gates_kit_holds_every_test_of_the_ladder() -> None:
    assert {row.test for one in stages() for row in one.gate} == set(kits()["gates"].tests)


def test_the_home_kit_goes_in_its_order() -> None:
    order = kits()["self"].tests
    wanted = ["pain_worst_week", "bridge_clean_sets", "bridge_hold", "side_bridge_hold", "waiters_bow_clean"]
    wanted += ["one_leg_stance_clean", "thomas_angle", "single_leg_bridge_reps", "psfs_mean"]
    assert [name for name in order if name in wanted] == wanted


def test_the_order_of_muscles_is_recorded_and_opens_nothing() -> None:
    one = assessments()["prone_hip_extension_order"]
    assert one.records_only and not one.lines
    assert one.id not in {row.test for stage in stages() for row in stage.gate}


def test_figures_derived_from_sd_and_r_are_what_they_say() -> None:
    factor = read_quantities("thrustworthy.assessment", "data/reading.toml")["change.sem_to_mdc"].value
    for name in ("bridge_hold", "plank_hold"):
        one = assessments()[name]
        r = next(row.low for row in one.errors if row.kind == "r")
        spread = sorted(factor * norm.sd * (1 - r) ** 0.5 for norm in one.norms if norm.sd is not None)
        row = next(row for row in one.errors if row.kind == "MDC")
        assert (row.low, row.high) == (round(spread[0]), round(spread[-1]))
    hold = assessments()["bridge_hold"]
    healthy = hold.norms[0]
    assert healthy.sd is not None and hold.lines[0].value == round(healthy.value - 2 * healthy.sd)


def test_soreness_and_pain_are_told_apart_in_words() -> None:
    assert {one.id for one in soreness_or_pain()} == {"soreness", "pain", "never_acceptable"}


@pytest.mark.parametrize("name", [name for name in NAMES if assessments()[name].drawing])
def test_a_drawing_is_svg_with_a_title_and_without_style(name: str) -> None:
    drawn = svg(assessments()[name])
    assert drawn is not None and drawn == svg(assessments()[name])
    root = ET.fromstring(drawn)
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert not any("style" in element.attrib for element in root.iter())
    box = [float(one) for one in root.attrib["viewBox"].split()]
    for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
        x, y, r = (float(circle.attrib[key]) for key in ("cx", "cy", "r"))
        assert r <= x <= box[2] - r and r <= y <= box[3] - r
    for limb in root.iter("{http://www.w3.org/2000/svg}polyline"):
        for point in limb.attrib["points"].split():
            x, y = (float(one) for one in point.split(","))
            assert 0 <= x <= box[2] and 0 <= y <= box[3]


@pytest.mark.parametrize(
    "path",
    [*(SOURCE / "assessment").rglob("*.toml"), *(SOURCE / "case" / "tests").glob("*.toml")],
    ids=lambda path: path.stem,
)
def test_no_sentence_has_a_word_that_readers_never_meet(path: Path) -> None:
    assert not [found for one in strings(tomllib.loads(path.read_text("utf-8"))) for found in faults(one)]


GOOD = dict(read_test_file("bridge_hold"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"who": "robot"}, "'who' is 'robot'"),
        ({"sources": []}, "needs a source"),
        ({"tag": "SEEN"}, "'SEEN' is no tag"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"error": []}, "error_unknown"),
        ({"line": [{"id": "x", "sentence": "y", "tag": "DESIGN", "sources": []}]}, "exactly one of"),
        ({"not_for": [{"sentence": "y", "tag": "DESIGN", "sources": []}]}, "either a 'condition' or a 'flag'"),
    ],
)
def test_a_broken_file_is_refused_with_its_mend(change: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=re.escape(said)):
        as_assessment("made_up", {**GOOD, **change})
