"""The JSON of an answer: the promised keys, a documented page, equal bytes for equal runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.answer.answers import CASES, ROOT, SAMPLES, answer_json
from thrustworthy.answer import ask, to_json
from thrustworthy.case import parse_case, read_case
from thrustworthy.evidence import sources

PROMISED = {
    *("case", "asked_on", "verdict", "hold_kind", "provisional_verdict", "provisional_hold_kind", "supposed"),
    *("questions", "reasons", "stage", "prescription", "provisional_prescription", "banned", "constraints", "loads"),
    *("unknown", "sources", "intended_use", "engine", "rules"),
}
PLAN = {"lift", "setup", "load", "sets", "reps", "effort", "frequency", "stop_rules", "next_gate"}


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_promised_key_is_there(path: Path) -> None:
    answer = answer_json(path.stem)
    assert set(answer) >= PROMISED
    for key in ("prescription", "provisional_prescription"):
        plan = answer[key]
        verdict = answer["verdict" if key == "prescription" else "provisional_verdict"]
        assert plan is None or verdict in ("ALLOW", "MODIFY")
        assert plan is None or set(plan) >= PLAN
    for reason in answer["reasons"]:
        assert set(reason) >= {"rule", "verdict", "sentence", "inputs", "tag", "sources"}
    for row in answer["loads"]:
        assert set(row) >= {"lift", "load", "yours", "peaks"}


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_it_is_json_without_nan_and_every_figure_has_a_band(path: Path) -> None:
    text = json.dumps(answer_json(path.stem), allow_nan=False)
    assert json.loads(text) == answer_json(path.stem)
    for row in answer_json(path.stem)["loads"]:
        for peak in (row["peaks"] or {}).values():
            assert peak["p05"] <= peak["p50"] <= peak["p95"]
        assert row["peaks"] is None or row["sources"]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_source_named_exists(path: Path) -> None:
    assert set(answer_json(path.stem)["sources"]) <= set(sources())


def test_with_no_load_stated_the_rows_are_body_weight_20_60_and_100_kg_and_not_yours() -> None:
    rows = [row for row in answer_json("self_assessment")["loads"] if row["role"] == "asked"]
    assert [row["load"] for row in rows] == [0.0, 20.0, 60.0, 100.0]
    assert not any(row["yours"] for row in rows)


def test_a_hold_for_clearance_shows_loads_for_information_and_no_plan() -> None:
    answer = answer_json("old_fracture_hip_replacement")
    assert answer["provisional_hold_kind"] == "clearance"
    assert answer["prescription"] is None and answer["provisional_prescription"] is None
    yours = [row for row in answer["loads"] if row["yours"] and row["peaks"]]
    assert {"l5s1_compression", "hip_contact_force"} <= set(yours[0]["peaks"])


def test_a_referral_carries_no_loads() -> None:
    text = (ROOT / "cases" / "athlete.toml").read_text(encoding="utf-8")
    text = text.replace("saddle_numbness = false", "saddle_numbness = true")
    answer = to_json(ask(parse_case(text, where="athlete.toml"), samples=SAMPLES))
    assert answer["verdict"] == "REFER_NOW"
    assert answer["loads"] == []
    assert answer["prescription"] is None and answer["provisional_prescription"] is None


def test_the_provisional_plan_never_exceeds_what_the_case_reports() -> None:
    for path in CASES:
        plan = answer_json(path.stem)["provisional_prescription"]
        if plan is None or not plan["load"]["kg"]:
            continue
        reported = [e.load.kg for e in read_case(path).training.lift if e.lift == plan["lift"] and e.load]
        assert reported and plan["load"]["kg"] <= max(reported)


def test_equal_runs_give_equal_bytes() -> None:
    again = to_json(ask(read_case(ROOT / "cases" / "athlete.toml"), samples=SAMPLES))
    assert json.dumps(again) == json.dumps(answer_json("athlete"))


def test_every_key_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "answer.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9_]+)`", page))
    answer = answer_json("athlete")
    keys = set(answer) | set(answer["prescription"]) | set(answer["loads"][0])
    for part in ("questions", "supposed", "reasons"):
        keys |= {key for row in answer_json("disc_l45_clinician")[part] for key in row}
    assert keys <= named, keys - named
