"""Monographs: every section there, every id real, every reason true, and the rules that close a lift found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.cli import cli
from thrustworthy.evidence import DataError, read_toml, sources
from thrustworthy.formulary import (
    Lift,
    as_lift,
    closed_by,
    fold,
    leaves_out,
    lift,
    lift_ids,
    lift_named,
    lifts,
    names,
    read_lift_file,
    words,
)
from thrustworthy.mechanics import Subject, simulate
from thrustworthy.screening import Constraints, rule, rules

DEMANDS = read_toml("thrustworthy.prescription", "data/flag_limits.toml")
NEVER_SAID = re.compile(
    r"\b(safe|safely|cure\w*|heal(s|ing)?|rehab\w*|prevent\w*|diagnos\w*|guarantee\w*|because|due to)\b"
)


def every_row(one: Lift):
    return (*one.setup, *one.cues, *one.good_for, *one.faults, *one.transfers)


def sentences(one: Lift):
    for row in (*every_row(one), *one.leave_out):
        yield from (value for key, value in asdict(row).items() if key in {"text", "fault", "see", "mend"})


@pytest.mark.parametrize("name", lift_ids())
def test_every_lift_has_every_section(name: str) -> None:
    one = lift(name)
    assert one.names and one.setup and one.cues and one.leave_out and one.substitutes
    assert len(one.good_for) >= 3
    assert len(one.faults) >= 3
    assert any(row.to == "standing" for row in one.transfers), "what is won has to be carried into standing"


def test_every_sentence_ends_and_says_nothing_that_is_not_said() -> None:
    for one in lifts():
        for text in sentences(one):
            assert text[0].isupper() and text.rstrip().endswith("."), (one.id, text)
            assert not NEVER_SAID.search(text.lower()), (one.id, text)
            assert "\u2013" not in text and "\u2014" not in text, (one.id, text)


def test_every_source_and_every_rule_named_exists() -> None:
    known, ruled = set(sources()), {one.id for one in rules()}
    for one in lifts():
        for row in every_row(one):
            assert set(row.sources) <= known, (one.id, row)
        assert {row.rule for row in one.leave_out} <= ruled, one.id


def test_every_lift_done_lying_says_that_its_strength_has_to_be_carried_into_standing() -> None:
    for one in lifts():
        if one.pattern == "thrust":
            rows = [row for row in one.transfers if row.to == "standing"]
            assert any("carried into standing" in row.text and row.shown == "not_shown" for row in rows), one.id


def test_the_thrust_tells_the_trials_as_they_came_out() -> None:
    told = {row.to: row for row in lift("barbell_hip_thrust").transfers}
    assert told["jump"].shown == "not_shown" and "lin_2026" in told["jump"].sources
    assert told["gluteal_size"].shown == "shown" and "plotkin_2023" in told["gluteal_size"].sources
    assert told["sprint"].shown == "mixed" and "jarvis_2017" in told["sprint"].sources
    assert told["back_squat"].shown == "mixed"


def test_a_lift_is_never_said_to_be_studied_without_a_study() -> None:
    for one in lifts():
        for row in one.transfers:
            if row.shown != "not_studied":
                assert row.sources and row.tag != "DESIGN", (one.id, row)


# Names.


def test_no_two_lifts_claim_one_name() -> None:
    claimed = Counter(key for one in lifts() for key in {fold(name) for name in (one.id, one.name, *one.names)})
    assert [name for name, count in claimed.items() if count > 1] == []
    assert set(claimed) == set(names())


@pytest.mark.parametrize(
    "written, meant",
    [
        ("Hip Thrusts", "barbell_hip_thrust"),
        ("BB hip-thrust", "barbell_hip_thrust"),
        ("RDL", "romanian_deadlift"),
        ("Good Mornings", "good_morning"),
        ("glute bridge", "floor_glute_bridge"),
        ("leg press", "leg_press"),
        ("stiff leg deadlift", None),
        ("hip", None),
        ("", None),
    ],
)
def test_a_written_name_means_one_lift_or_none(written: str, meant: str | None) -> None:
    assert lift_named(written) == meant


@given(st.sampled_from(sorted(names())), st.sampled_from([" ", "-", "_", "  "]), st.booleans())
def test_case_and_the_signs_between_words_change_no_meaning(name: str, between: str, loud: bool) -> None:
    written = between.join(name.split())
    assert lift_named(written.upper() if loud else written) == names()[name]


@given(st.text(max_size=40))
def test_any_text_means_one_lift_or_none(text: str) -> None:
    assert lift_named(text) in {None, *lift_ids()}


def test_every_lift_is_found_by_its_id_and_by_its_name() -> None:
    for one in lifts():
        assert lift_named(one.id) == lift_named(one.name) == one.id


# Substitutes.


def test_a_reason_to_stand_in_is_true_of_the_pair() -> None:
    for one in lifts():
        for row in one.substitutes:
            other = lift(row.lift)
            true = {
                "same_pattern": one.pattern == other.pattern,
                "less_equipment": set(other.equipment) < set(one.equipment),
                "body_weight": one.load != "none" and other.load == "none",
                "less_hip_flexion": other.hip_flexion_bottom < one.hip_flexion_bottom,
                "no_hands": one.uses_hands and not other.uses_hands,
                "off_back": one.supine == "flat" != other.supine,
                "both_legs": one.legs != "two" == other.legs,
                "less_spine": one.simulated and other.simulated and one.load == other.load,
            }
            assert set(true) == set(words()["reasons"])
            for reason in row.reasons:
                assert true[reason], (one.id, row.lift, reason)


def test_lifts_of_one_pattern_stand_in_for_each_other() -> None:
    pairs = {(one.id, row.lift) for one in lifts() for row in one.substitutes if "same_pattern" in row.reasons}
    assert {pair for pair in pairs if (pair[1], pair[0]) not in pairs} == set()


def test_less_on_the_low_back_is_what_the_model_computes_at_the_same_load() -> None:
    person = Subject(height=1.75, mass=75, sex="male", age=30)
    pairs = [(one.id, row.lift) for one in lifts() for row in one.substitutes if "less_spine" in row.reasons]
    assert pairs
    peak: dict[str, float] = {}
    for name in {name for pair in pairs for name in pair}:
        load = 0.0 if lift(name).load == "none" else 40.0
        done = simulate(name, person, load, samples=15, frames=21).to_json()
        peak[name] = done["peaks"]["l5s1_compression"]["p50"]
    for one, other in pairs:
        assert peak[other] < peak[one], (one, other, peak[one], peak[other])


# Rules that close a lift.


def test_each_rule_with_a_ban_or_a_demand_closes_some_lift_by_itself() -> None:
    found = {rule.id for one in lifts() for rule in closed_by(one, DEMANDS).out}
    for one in rules():
        limits = one.constraints
        closing = set(limits.flags) & set(DEMANDS) or limits.ban_lifts or limits.ban_patterns
        if one.verdict.carries_load and (closing or limits.max_hip_flexion is not None):
            assert one.id in found, one.id


def test_what_closes_a_lift_is_what_keeps_it_out_of_a_plan() -> None:
    from thrustworthy.prescription._allowed import is_banned

    for one in lifts():
        for known in rules():
            assert leaves_out(one, known.constraints, DEMANDS) == is_banned(one, known.constraints), (one.id, known.id)


@given(
    st.sampled_from(lift_ids()),
    st.floats(0, 140),
    st.lists(st.sampled_from(sorted(DEMANDS)), max_size=3),
)
def test_a_stricter_limit_never_opens_a_lift(name: str, flexion: float, flags: list[str]) -> None:
    loose = Constraints(max_hip_flexion=flexion)
    strict = Constraints(max_hip_flexion=flexion / 2, flags=tuple(flags))
    assert leaves_out(lift(name), strict, DEMANDS) >= leaves_out(lift(name), loose, DEMANDS)


SET_UP_ONLY = {("ball_hip_thrust", "U01"), ("barbell_hip_thrust", "X02")}
"""Rules that change how the lift is set up or done, written in its file though they do not close it."""


def test_whom_a_lift_is_not_for_is_borne_out_by_the_rule_named() -> None:
    for one in lifts():
        closed = closed_by(one, DEMANDS)
        closing = {found.id for found in (*closed.out, *closed.later, *closed.unloaded)}
        for row in one.leave_out:
            named = rule(row.rule)
            holds = not named.verdict.carries_load or "bans" in named.limits
            assert holds or row.rule in closing or (one.id, row.rule) in SET_UP_ONLY, (one.id, row.rule)


def test_the_bench_thrust_is_closed_after_a_hip_replacement_and_the_floor_bridge_is_not() -> None:
    bench = {found.id for found in closed_by(lift("barbell_hip_thrust"), DEMANDS).out}
    floor = closed_by(lift("floor_glute_bridge"), DEMANDS)
    assert {"H02", "H03", "P03", "U01"} <= bench
    assert {"H02", "H03"}.isdisjoint(found.id for found in (*floor.out, *floor.later))


# Crosswalk.


def test_no_two_lifts_claim_one_entry_of_a_catalogue() -> None:
    for catalogue in ("wger", "free_exercise_db", "fit"):
        claimed = [value for one in lifts() if (value := getattr(one.crosswalk, catalogue)) is not None]
        assert claimed and len(claimed) == len(set(claimed)), catalogue


# The format.


@pytest.mark.parametrize(
    "change, word",
    [
        ({"faults": ["arch_at_the_top"]}, "did you mean 'arch_at_top'"),
        ({"faults": ["hips_first", "hips_first"]}, "twice"),
        ({"faults": [{"fault": "x"}]}, "has fault, see, mend, tag and sources"),
        ({"faults": [{"fault": "x", "see": "", "mend": "x", "tag": "DESIGN", "sources": []}]}, "empty 'see'"),
        ({"transfers": [{"to": "moon", "shown": "shown", "text": "x", "tag": "DESIGN", "sources": []}]}, "'moon'"),
        ({"transfers": [{"to": "jump", "shown": "yes", "text": "x", "tag": "DESIGN", "sources": []}]}, "'yes'"),
        (
            {"transfers": [{"to": "back_squat", "shown": "shown", "text": "x", "tag": "DESIGN", "sources": []}]},
            "itself",
        ),
        ({"substitutes": [{"lift": "goblet_squat", "reasons": ["same_pattern"]}]}, "goblet_squat"),
        ({"substitutes": [{"lift": "box_squat", "reasons": []}]}, "at least one"),
        ({"substitutes": [{"lift": "box_squat", "reasons": ["easyer"]}]}, "reason for box_squat"),
        ({"crosswalk": {"wiki": "x"}}, "'wiki'"),
        ({"crosswalk": {"wger": "615"}}, "it is int"),
        ({"crosswalk": {"fit": "squat"}}, "category/name"),
        ({"names": ["squat", "Squat"]}, "twice"),
        ({"names": [7]}, "a name in quotes"),
        ({"leave_out": [{"rule": "H07"}]}, "a rule and a text"),
        ({"good_for": None}, "'good_for' is missing"),
    ],
)
def test_a_broken_monograph_is_named_with_its_key_and_mend(change: dict[str, object], word: str) -> None:
    row = {key: value for key, value in {**read_lift_file("back_squat"), **change}.items() if value is not None}
    with pytest.raises(DataError, match=re.escape(word)) as caught:
        as_lift("back_squat", row)
    assert "back_squat.toml" in str(caught.value)


# What is shown.


def test_the_terminal_shows_every_section_of_a_lift() -> None:
    shown = CliRunner().invoke(cli, ["lifts", "barbell_hip_thrust"]).output
    for title in ("Also called", "Good for", "Faults", "What carries over", "What may stand in for it", "Leave it out"):
        assert title in shown, title
    assert "[H02]" in shown and "[S06b]" in shown


def test_the_json_of_a_lift_writes_shared_rows_out_and_names_its_rules() -> None:
    import json

    shown = json.loads(CliRunner().invoke(cli, ["lifts", "barbell_hip_thrust", "--json"]).output)
    assert all(set(row) == {"fault", "see", "mend", "tag", "sources"} for row in shown["faults"])
    assert "simulation" not in shown and shown["simulated"] is True
    assert "H03" in shown["rules"]["out"]
