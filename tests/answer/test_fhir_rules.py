"""The rule set as FHIR, recorded tests as Observations, names made of content, and the verb."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fhir.resources.R4B.plandefinition import PlanDefinition
from fhirclient.models.plandefinition import PlanDefinition as R4PlanDefinition
from hypothesis import given
from hypothesis import strategies as st

from tests.answer.answers import HEAD, ROOT, answer
from thrustworthy.answer.fhir import rules_to_fhir, to_fhir
from thrustworthy.answer.fhir._identity import bundle_of, content_uuid
from thrustworthy.answer.fhir._shapes import reference
from thrustworthy.case import parse_case
from thrustworthy.case import test_rows as recorded
from thrustworthy.cli import cli
from thrustworthy.evidence import sources
from thrustworthy.screening import Constraints, Rule, Verdict, rules, rules_version

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@cache
def definition() -> dict[str, Any]:
    return rules_to_fhir()


def own(action: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [one for one in action["extension"] if one["url"] == f"urn:thrustworthy:fhir:{name}"]


def constraints_of(action: dict[str, Any]) -> Constraints:
    """The constraints of an action, read back."""
    types = {field.name: field.default for field in fields(Constraints)}
    found: dict[str, Any] = {}
    for one in own(action, "constraint"):
        name, *values = (next(value for key, value in row.items() if key != "url") for row in one["extension"])
        found[name] = tuple(values) if isinstance(types[name], tuple) else values[0]
    return Constraints(**found)


def test_the_library_takes_the_rules_and_drops_nothing_of_them() -> None:
    taken = PlanDefinition.model_validate_json(json.dumps(definition()))
    assert json.loads(taken.model_dump_json()) == definition()
    assert R4PlanDefinition(definition(), strict=True).as_json() == definition()


def test_every_rule_is_one_action_in_the_order_of_the_files() -> None:
    assert [one["id"] for one in definition()["action"]] == [one.id for one in rules()]
    assert definition()["version"] == rules_version()


@pytest.mark.parametrize(
    ("rule", "action"),
    list(zip(rules(), rules_to_fhir()["action"], strict=True)),
    ids=lambda one: getattr(one, "id", ""),
)
def test_a_rule_can_be_read_back_from_its_action(rule: Rule, action: dict[str, Any]) -> None:
    (condition,) = action["condition"]
    assert condition["expression"]["expression"] == rule.when
    assert condition["expression"].get("description", "") == rule.threshold
    assert action["description"] == rule.sentence
    assert action["code"][0]["coding"][0]["code"] == rule.verdict.value
    assert tuple(one["label"] for one in action.get("documentation", [])) == rule.sources
    assert tuple(one["codeFilter"][0]["code"][0]["code"] for one in action.get("input", [])) == rule.inputs
    assert [one["valueCode"] for one in own(action, "tag")] == [rule.tag]
    assert tuple(one["valueCode"] for one in own(action, "limit")) == rule.limits
    assert [one["valueCode"] for one in own(action, "each")] == ([rule.each] if rule.each else [])
    assert [one["valueCode"] for one in own(action, "hold")] == (
        [rule.hold] if rule.verdict is Verdict.HOLD_CLEARANCE else []
    )
    assert constraints_of(action) == rule.constraints


def test_a_source_goes_along_with_its_citation_and_address() -> None:
    table = {one["label"]: one for one in definition()["relatedArtifact"]}
    assert set(table) == {source for one in rules() for source in one.sources}
    for name, one in table.items():
        known = sources()[name]
        assert known.authors in one["citation"]
        assert one.get("url") == (f"https://doi.org/{known.doi}" if known.doi else known.url)


def test_the_rules_are_a_draft_and_meant_for_no_clinic() -> None:
    assert (definition()["status"], definition()["experimental"]) == ("draft", True)
    assert "date" not in definition()


def test_the_answer_points_at_this_very_version_of_the_rules() -> None:
    made = to_fhir(answer("emergency"))
    (plan,) = (one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "CarePlan")
    assert plan["instantiatesCanonical"] == [f"{definition()['url']}|{definition()['version']}"]


def observed(lines: str) -> list[dict[str, Any]]:
    """The Observations of a case that records a test."""
    case = parse_case(HEAD + lines, "here")
    made = to_fhir(replace(answer("emergency"), case=case))
    return [one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "Observation"]


@pytest.mark.parametrize("name", sorted(recorded()))
def test_every_kind_of_recorded_test_goes_along(name: str) -> None:
    row = recorded()[name]
    kinds = {"yes_no": "true", "number": str(row.get("low", 0)), "choice": json.dumps(row.get("choices", [""])[0])}
    side = 'side = "left"\n' if row.get("sided") else ""
    (one,) = observed(f'[[test]]\ntest = "{name}"\nvalue = {kinds[row["type"]]}\n{side}')
    assert one["code"]["coding"][0]["code"] == name
    held = {"yes_no": "valueBoolean", "number": "valueQuantity", "choice": "valueCodeableConcept"}[row["type"]]
    assert held in one
    assert ("bodySite" in one) == bool(side)
    assert not {"effectiveDateTime", "effectivePeriod"} & set(one)


@given(st.integers(0, 1800), st.dates(date(2020, 1, 1), date(2026, 10, 31)))
def test_a_result_and_its_day_are_kept_as_they_are(value: int, on: date) -> None:
    (one,) = observed(f'[[test]]\ntest = "bridge_hold"\nvalue = {value}\non = {on.isoformat()}\n')
    assert one["valueQuantity"] == {"value": value, "unit": "s", "system": "http://unitsofmeasure.org", "code": "s"}
    assert one["effectiveDateTime"] == on.isoformat()


def test_a_date_that_is_a_month_is_a_period() -> None:
    (one,) = observed('[[test]]\ntest = "bridge_hold"\nvalue = 60\non = "2026-09"\n')
    assert one["effectivePeriod"] == {"start": "2026-09-01", "end": "2026-09-30"}


@given(st.dictionaries(st.text(), JSON))
def test_a_name_hangs_on_the_content_and_not_on_its_order(content: dict[str, Any]) -> None:
    turned = dict(reversed(content.items()))
    assert content_uuid(content) == content_uuid(turned) == content_uuid(json.loads(json.dumps(content)))
    assert content_uuid(content) != content_uuid(content, "apart")
    assert content_uuid(content) != content_uuid([content])


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), unique=True, min_size=1), st.data())
def test_no_reference_is_left_with_its_local_name(locals_: list[str], data: st.DataObject) -> None:
    targets = {local: data.draw(st.sampled_from(locals_)) for local in locals_}
    made = bundle_of({one: {"resourceType": "X", "to": reference(to)} for one, to in targets.items()}, "a")
    urls = {local: entry["fullUrl"] for local, entry in zip(locals_, made["entry"], strict=True)}
    for local, entry in zip(locals_, made["entry"], strict=True):
        assert entry["resource"]["to"]["reference"] == urls[targets[local]]


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["fhir", *words], catch_exceptions=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "athlete.toml"
    path.write_text((ROOT / "cases" / "athlete.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_the_verb_prints_what_it_writes(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    printed = run(str(case), "--samples", "20")
    assert run(str(case), "--samples", "20", "--out", str(out)).output == ""
    assert json.loads(printed.output) == json.loads(out.read_text(encoding="utf-8")) == to_fhir(answer("athlete"))


def test_the_verb_gives_the_rules() -> None:
    assert json.loads(run("--rules").output) == definition()


@pytest.mark.parametrize("words", [[], ["here.toml", "--rules"]])
def test_the_verb_takes_a_case_or_the_rules_and_not_both(words: list[str]) -> None:
    done = run(*words)
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert "one of the two" in done.output


def test_the_verb_does_not_write_over_the_case(case: Path) -> None:
    before = case.read_bytes()
    done = run(str(case), "--out", str(case))
    assert done.exit_code == 2
    assert "name another file" in done.output
    assert case.read_bytes() == before


def test_a_case_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.toml"))
    assert done.exit_code == 2
    assert "none.toml" in done.output
    assert "Traceback" not in done.output


def test_the_verb_says_how_to_install_what_is_missing(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    for words in ([str(case)], ["--rules"]):
        done = run(*words)
        assert (done.exit_code, done.output.count("\n")) == (2, 1)
        assert "pip install 'thrustworthy[fhir]'" in done.output
