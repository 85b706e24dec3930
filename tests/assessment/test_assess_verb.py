"""``thrustworthy assess``: one question at a time, every answer kept in the case file, nothing opened by chance."""

import json
import shutil
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.people import case, result, text
from thrustworthy.assessment import assessments
from thrustworthy.case import facts_of, parse_case, read_case
from thrustworthy.cli import cli
from thrustworthy.cli._assess_file import ResultFile
from thrustworthy.formulary import stages
from thrustworthy.prescription import prescribe
from thrustworthy.screening import screen

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "me.toml"
    path.write_text("# Mine.\n" + text("female", 30) + "# The end.", encoding="utf-8")
    return path


def run(*words: object, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["assess", *(str(one) for one in words)], input=typed)


def kept(path: Path) -> list[tuple[str, object, str | None]]:
    return [(one.test, one.value, one.side) for one in read_case(path).test]


def test_each_answer_is_kept_at_once_and_comments_stay(file: Path) -> None:
    before = file.read_text("utf-8")
    done = run(file, "--only", "bridge_hold", "--only", "side_bridge_hold", typed="75\n40\n")
    assert done.exit_code == 0, done.output
    assert kept(file) == [("bridge_hold", 75, None), ("side_bridge_hold", 40, "left")]
    assert file.read_text("utf-8").startswith(before)


def test_a_run_goes_on_where_it_was_left(file: Path) -> None:
    tests = ("--only", "side_bridge_hold", "--only", "goal_met")
    run(file, *tests, typed="40\nq\n")
    done = run(file, *tests, typed="44\nyes\n")
    assert "Done before" in done.output
    assert kept(file) == [("side_bridge_hold", 40, "left"), ("side_bridge_hold", 44, "right"), ("goal_met", True, None)]


def test_back_takes_the_last_answer_out_and_skip_leaves_nothing(file: Path) -> None:
    done = run(file, "--only", "side_bridge_hold", "--only", "goal_met", typed="b\n40\nb\n41\ns\nb\n43\nno\n")
    assert "first question" in done.output
    assert kept(file) == [
        ("side_bridge_hold", 41, "left"),
        ("side_bridge_hold", 43, "right"),
        ("goal_met", False, None),
    ]


def test_what_is_not_understood_is_asked_again(file: Path) -> None:
    done = run(file, "--only", "movement_control_fails", typed="many\n9\n1.5\nnan\n2\n")
    assert done.output.count("was not understood") == 4
    assert kept(file) == [("movement_control_fails", 2, None)]


def test_three_activities_are_averaged(file: Path) -> None:
    run(file, "--only", "psfs_mean", typed="3 5\n3 5 4\n")
    assert kept(file) == [("psfs_mean", 4, None)]


def test_emergency_care_comes_before_any_test_and_nothing_else_is_said(file: Path) -> None:
    text_now = file.read_text("utf-8").replace("saddle_numbness = false", "saddle_numbness = true")
    file.write_text(text_now, encoding="utf-8")
    for words in ((), ("--json",)):
        done = run(file, *words, typed="3\ny\n")
        assert "Get emergency care now" in done.output
        assert "1 of" not in done.output and "findings" not in done.output.lower()
    assert file.read_text("utf-8") == text_now


def test_while_screening_holds_nothing_loads_the_body(tmp_path: Path) -> None:
    shutil.copy(CASES / "abdominoplasty_hernia.toml", tmp_path / "me.toml")
    told = json.loads(run(tmp_path / "me.toml", "--json").stdout)
    assert told["held"] and told["opens"]["stage"] is None
    assert {assessments()[one["test"]].demand for one in told["skipped"]} == {"none"}


def test_what_somebody_should_look_at_first_is_not_tested(file: Path) -> None:
    changed = file.read_text("utf-8").replace("groin_pain_weight_or_night = false", "groin_pain_weight_or_night = true")
    file.write_text(changed, encoding="utf-8")
    told = json.loads(run(file, "--json").stdout)
    assert told["verdict"] == "REFER_SOON" and told["held"]
    assert {one["test"] for one in told["skipped"]} == {"pain_worst_week", "bridge_pain", "psfs_mean"}


def test_a_limit_of_the_hip_leaves_out_what_would_pass_it(file: Path) -> None:
    item = (
        '\n[[history.item]]\nkind = "hip_replacement"\nside = "left"\ndate = "2020-01-01"\napproach = "posterior"\n'
        "bans = []\nsymptom_free = true\n[history.item.clearance]\ngiven = true\n"
        'allows = ["training"]\nmax_hip_flexion = 90\n'
    )
    file.write_text(file.read_text("utf-8") + item, encoding="utf-8")
    words = ("--only", "hip_flexion_no_pinch", "--only", "waiters_bow_clean", "--json")
    told = json.loads(run(file, *words).stdout)
    assert [one["test"] for one in told["left_out"]] == ["hip_flexion_no_pinch"]
    assert [one["condition"] for one in told["left_out"][0]["reasons"]] == ["hip_flexion_limited"]


def test_a_missing_answer_is_named_before_the_first_question(tmp_path: Path) -> None:
    shutil.copy(CASES / "self_assessment.toml", tmp_path / "me.toml")
    done = run(tmp_path / "me.toml", typed="q\n")
    assert "conditions.blood_pressure" in done.output and "pregnancy.now" in done.output
    assert "These tests wait for answers" in done.output


def test_one_leg_waits_for_a_bridge_without_pain(file: Path) -> None:
    done = run(file, typed="s\ns\ns\n1\n" + "s\n" * 8)
    assert "waits: only with pain at most 0" in done.output
    assert kept(file) == [("bridge_pain", 1, None)]


def test_one_leg_waits_while_the_pain_of_the_bridge_is_not_known(file: Path) -> None:
    done = run(file, typed="s\n" * 12)
    assert "Single-leg bridges, repetitions, left waits" in done.output
    assert kept(file) == []


def test_findings_come_as_json_alone_on_the_output(file: Path) -> None:
    done = run(file, "--only", "bridge_hold", "--json", typed="75\n")
    told = json.loads(done.stdout)
    assert told["findings"][0]["crossed"][0]["id"] == "bridge_hold_short"
    assert told["intended_use"]


def test_the_list_names_every_test_and_who_leaves_out_what_takes_more(file: Path) -> None:
    assert all(name in run("--list").output for name in assessments())
    alone = run("--list", "--who", "home").output
    assert "bridge_hold" in alone and "sorensen_hold" not in alone


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a case file"),
        (("x.toml", "--only", "moon"), "'moon' is no test"),
        (("x.toml", "--kit", "moon"), "'moon' is no kit"),
        (("x.toml", "--kit", "self", "--only", "goal_met"), "not both"),
        (("not_there.toml",), "cannot be read"),
    ],
)
def test_a_slip_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output


def test_a_file_that_was_changed_meanwhile_is_not_written_over(file: Path) -> None:
    held = ResultFile(file)
    file.write_text(file.read_text("utf-8") + "\n# Somebody else.\n", encoding="utf-8")
    with pytest.raises(click.ClickException, match="changed meanwhile"):
        held.append("goal_met", True, None, held.case.asked_on)
    assert kept(file) == []


def test_a_list_that_cannot_grow_at_the_end_is_left_alone(file: Path) -> None:
    written = 'test = [{ test = "goal_met", value = true }]\n' + file.read_text("utf-8")
    file.write_text(written, encoding="utf-8")
    done = run(file, "--only", "bridge_hold", typed="75\n")
    assert done.exit_code == 2 and "Traceback" not in done.output
    assert file.read_text("utf-8") == written


VALUES = {"yes_no": st.booleans(), "number": st.floats(0, 1), "choice": st.integers(0, 100)}


@given(st.data())
def test_every_result_goes_round_through_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("round") / "me.toml"
    path.write_bytes(text().replace("\n", data.draw(st.sampled_from(["\n", "\r\n"]))).encode())
    held, wanted = ResultFile(path), []
    for test in data.draw(st.lists(st.sampled_from(list(assessments().values())), max_size=4)):
        drawn = data.draw(VALUES[test.type])
        value = (
            round((test.low or 0) + drawn * ((test.high or 0) - (test.low or 0)), 2)
            if test.type == "number"
            else test.choices[drawn % len(test.choices)] if test.type == "choice" else drawn
        )  # fmt: skip
        side = data.draw(st.sampled_from(test.sides))
        held.append(test.id, value, side, held.case.asked_on)
        wanted.append((test.id, value, side))
    assert kept(path) == wanted
    assert all(one["on"] == held.case.asked_on for one in tomllib.loads(path.read_text("utf-8")).get("test", ()))


GATED = {row.test for one in stages() for row in one.gate}


def reached(more: str) -> int:
    """How far the gates lead with these results."""
    known = case(more=more)
    facts = facts_of(known)
    plan = prescribe(known, facts, screen(facts).strict, lift="barbell_hip_thrust")
    order = [one.id for one in stages()]
    return order.index(plan.stage) if plan.stage in order else -1


def good(name: str, share: float, wish: bool) -> str:
    """A result of a gate's test: as good as can be, or less good by a share."""
    test = assessments()[name]
    if test.type == "yes_no":
        return result(name, (test.better == "yes") == wish)
    low, high = test.low or 0.0, test.high or 0.0
    value = high - share * (high - low) if test.better == "higher" else low + share * (high - low)
    return "".join(result(name, round(value), side=side) for side in test.sides)


@given(st.sampled_from(sorted(GATED)), st.floats(0, 1), st.booleans())
def test_a_worse_or_a_missing_result_never_opens_a_stage(name: str, share: float, wish: bool) -> None:
    others = "".join(good(one, 0.0, True) for one in sorted(GATED - {name}))
    best = reached(others + good(name, 0.0, True))
    assert reached(others + good(name, share, wish)) <= best
    assert reached(others) <= best
    assert reached("") <= reached(others)


def test_with_every_result_the_ladder_is_climbed_at_all() -> None:
    everything = "".join(good(one, 0.0, True) for one in sorted(GATED))
    assert reached(everything) > reached("")


def test_the_order_of_muscles_opens_nothing() -> None:
    for word in assessments()["prone_hip_extension_order"].choices:
        assert reached(result("prone_hip_extension_order", word, side="left")) == reached("")


def test_the_text_of_a_case_of_ours_reads() -> None:
    assert parse_case(text()).name == "somebody"
