"""The answer as FHIR: it validates, it carries no load that it may not, it names nobody, and it is the same twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhirclient.models.bundle import Bundle as R4Bundle

from tests.answer.answers import CASES, HEAD, MADE_UP, SAMPLES, answer
from tests.answer.conftest import hand_made_plan
from thrustworthy.answer import ask
from thrustworthy.answer.fhir import to_fhir
from thrustworthy.case import parse_case
from thrustworthy.screening import Verdict

NAMES = [*(path.stem for path in CASES), *MADE_UP]
CLEARANCE = HEAD + '[[history.item]]\nkind = "hip_replacement"\nside = "left"\ndate = "2 months ago"\n'
ADDRESSES = ("http://terminology.hl7.org/CodeSystem/", "http://unitsofmeasure.org")


@cache
def bundle(name: str) -> dict[str, Any]:
    return to_fhir(answer(name))


def of_type(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == kind]


def only(made: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = of_type(made, kind)
    return found


def values(made: Any, key: str) -> Iterator[Any]:
    """Every value under a key, at any depth."""
    if isinstance(made, dict):
        if key in made:
            yield made[key]
        for inner in made.values():
            yield from values(inner, key)
    elif isinstance(made, list):
        for inner in made:
            yield from values(inner, key)


def masses(made: dict[str, Any]) -> list[Any]:
    """Every quantity in kilograms, in any element that can hold one."""
    held = [*values(made, "valueQuantity"), *values(made, "detailQuantity"), *values(made, "quantity")]
    return [one for one in held if one.get("code") == "kg"]


def lifts_to_do(made: dict[str, Any]) -> list[dict[str, Any]]:
    details = [one["detail"] for one in only(made, "CarePlan").get("activity", [])]
    return [one for one in details if not one["doNotPerform"]]


def parts(said: dict[str, Any]) -> dict[str, Any]:
    """The parts of a note's extension by name; the last of each."""
    (extension,) = said["extension"]
    found = {}
    for one in extension["extension"]:
        (value,) = (one[key] for key in one if key != "url")
        found[one["url"]] = value
    return found


def sources_of(said: dict[str, Any]) -> tuple[str, ...]:
    (extension,) = said["extension"]
    return tuple(one["valueCode"] for one in extension["extension"] if one["url"] == "source")


def test_there_are_fourteen_cases() -> None:
    assert len(CASES) == 14


@pytest.mark.parametrize("name", NAMES)
def test_the_library_takes_every_answer_and_drops_nothing_of_it(name: str) -> None:
    made = bundle(name)
    taken = Bundle.model_validate_json(json.dumps(made))
    assert json.loads(taken.model_dump_json()) == made


@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_of_r4_proper_take_it_too(name: str) -> None:
    made = bundle(name)
    assert R4Bundle(made, strict=True).as_json() == made


@pytest.mark.parametrize("place", ["Patient", "CarePlan", "Provenance"])
def test_both_checks_notice_an_element_that_is_not_of_r4(place: str) -> None:
    made = json.loads(json.dumps(bundle("after_squats")))
    only(made, place)["note2"] = "x"
    with pytest.raises(ValueError, match="note2"):
        Bundle.model_validate(made)
    with pytest.raises(Exception, match="note2"):
        R4Bundle(made, strict=True)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_holds_or_refers_carries_no_load(name: str) -> None:
    made = bundle(name)
    if answer(name).screening.strict.verdict.carries_load:
        assert masses(made)
        assert lifts_to_do(made)
    else:
        assert not masses(made)
        assert not lifts_to_do(made)
        assert not of_type(made, "Observation")


@pytest.mark.parametrize(("strict", "provisional"), list(product(Verdict, Verdict)))
def test_no_pair_of_verdicts_lets_a_load_slip_through(strict: Verdict, provisional: Verdict) -> None:
    """Even where an answer holds a plan and loads that its verdicts forbid, they stay behind."""
    whole = answer("athlete")
    kind = {True: "questions", False: None}
    screening = replace(
        whole.screening,
        strict=replace(whole.screening.strict, verdict=strict, hold_kind=kind[strict is Verdict.HOLD_CLEARANCE]),
        provisional=replace(
            whole.screening.provisional, verdict=provisional, hold_kind=kind[provisional is Verdict.HOLD_CLEARANCE]
        ),
    )
    made = to_fhir(replace(whole, screening=screening, loads=whole.loads[:1]))
    refers = provisional in (Verdict.REFER_NOW, Verdict.REFER_SOON)
    may = strict.carries_load and not refers
    assert bool(masses(made)) == bool(lifts_to_do(made)) == bool(of_type(made, "Observation")) == may
    assert bool(of_type(made, "ServiceRequest")) == (refers or strict in (Verdict.REFER_NOW, Verdict.REFER_SOON))


def test_a_referral_asks_for_it_and_has_no_activity_at_all() -> None:
    for name, priority in (("emergency", "stat"), ("soon", "urgent")):
        made = bundle(name)
        request = only(made, "ServiceRequest")
        assert request["priority"] == priority
        assert (request["status"], request["intent"]) == ("draft", "proposal")
        assert request["reasonCode"]
        assert "activity" not in only(made, "CarePlan")
        assert only(made, "Flag")["code"] == {**request["code"], **only(made, "Flag")["code"]}


def test_an_emergency_says_nothing_beside_what_to_do_and_why() -> None:
    roles = {parts(one)["role"] for one in only(bundle("emergency"), "CarePlan")["note"]}
    assert roles == {"verdict", "reason"}


def test_a_clearance_that_is_waited_for_is_asked_with_its_questions() -> None:
    made = to_fhir(ask(parse_case(CLEARANCE, "here"), samples=SAMPLES))
    request = only(made, "ServiceRequest")
    assert request["code"]["coding"][0]["code"] == "HOLD_CLEARANCE"
    asked = [parts(one) for one in request["note"]]
    assert {one["asked-of"] for one in asked if one["role"] == "question"} == {"surgeon"}
    about = [one["text"] for one in request["note"] if parts(one)["role"] == "question" and "entry" in parts(one)]
    assert about
    assert all(one.startswith("Hip replacement: ") for one in about)
    assert not masses(made)


def test_a_hold_for_answers_alone_asks_nobody_else() -> None:
    held = answer("after_squats").screening
    assert {held.strict.hold_kind, held.provisional.hold_kind} == {"questions"}
    assert not of_type(bundle("after_squats"), "ServiceRequest")


def test_an_allowed_answer_raises_no_flag_and_proposes_its_plan() -> None:
    made, plan = bundle("athlete"), answer("athlete").prescription
    assert plan is not None
    assert not of_type(made, "Flag")
    (detail,) = lifts_to_do(made)
    assert detail["code"]["coding"][0]["code"] == plan.lift
    assert detail["scheduledString"] == plan.frequency.text
    assert plan.load.kg in [one["value"] for one in values(detail, "valueQuantity")]
    for said in (plan.sets, plan.reps, plan.effort, plan.frequency, plan.rest):
        assert said.text.rstrip(".") in detail["description"]


def test_every_sentence_of_a_plan_goes_along_with_its_tag_and_sources() -> None:
    plan = hand_made_plan()
    made = to_fhir(replace(answer("athlete"), prescription=plan, loads=()))
    (detail,) = lifts_to_do(made)
    told = []
    for one in detail["extension"]:
        for row in [one, *(inner for inner in one.get("extension", ()) if inner["url"] == "item")]:
            found = {key: [] for key in ("text", "tag", "source")}
            for inner in row.get("extension", ()):
                for key in found:
                    if inner["url"] == key:
                        found[key].append(next(value for name, value in inner.items() if name != "url"))
            if found["tag"]:
                told.append((found["text"][0], found["tag"][0], tuple(found["source"])))
    single = (plan.sets, plan.reps, plan.effort, plan.frequency, plan.rest, plan.next_step)
    many = (*plan.setup, *plan.stop_rules, *plan.due, *plan.without, *plan.alongside, *plan.notes)
    wanted = [(one.text, one.tag, one.sources) for one in (*single, *many, *plan.next_gate.items)]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_reasons_limits_and_what_is_known_go_along_with_tag_and_sources(name: str) -> None:
    made = answer(name)
    notes = only(bundle(name), "CarePlan")["note"]
    told = {(parts(one)["role"], one["text"], parts(one).get("tag"), sources_of(one)) for one in notes}
    for one in made.screening.strict.reasons:
        assert (("reason", one.sentence, one.tag, one.sources) in told) == (one.outcome == "yes")
    if name == "emergency":
        return
    for role, remarks in (("limit", made.constraints), ("known", made.remarks), ("not-known", made.unknown)):
        assert {(role, one.text, one.tag, one.sources) for one in remarks} == {one for one in told if one[0] == role}


def test_an_answer_names_every_source_it_leans_on_and_no_other() -> None:
    for name in NAMES:
        made = bundle(name)
        entities = only(made, "Provenance")["entity"]
        listed = [one["what"]["identifier"]["value"] for one in entities[1:]]
        used = {
            one["valueCode"]
            for extensions in values(made, "extension")
            for one in extensions
            if one["url"].split(":")[-1] == "source"
        }
        assert listed == sorted(used)
        assert used <= set(answer(name).sources)
        assert entities[0]["what"]["identifier"]["value"] == answer(name).rules


def test_a_simulated_figure_is_a_median_with_its_band_in_ucum_units() -> None:
    made = bundle("athlete")
    found = {one["id"]: one for one in of_type(made, "Observation")}
    panels = [one for one in found.values() if "hasMember" in one]
    row = answer("athlete").loads[0]
    assert row.simulation is not None
    peak = row.simulation.to_json()["peaks"]["l5s1_compression"]
    members = [found[one["reference"].removeprefix("urn:uuid:")] for one in panels[0]["hasMember"]]
    (figure,) = (one for one in members if one["code"]["coding"][0]["code"] == "l5s1_compression")
    told = {one["code"]["coding"][0]["code"]: one["valueQuantity"] for one in figure["component"]}
    for band in ("p05", "p50", "p95"):
        assert told[band] == {
            "value": pytest.approx(peak[band], rel=1e-5),
            "unit": "N",
            "system": "http://unitsofmeasure.org",
            "code": "N",
        }
    assert told["load"]["value"] == row.load
    assert row.lift_name in figure["code"]["text"]
    units = {one["code"] for one in values(list(found.values()), "valueQuantity")}
    assert units == {"N", "N.m", "kg"}
    assert answer("athlete").engine["thrustworthy"] in figure["method"]["text"]
    assert figure["effectiveDateTime"] == answer("athlete").asked_on.isoformat()


def test_loads_of_somebody_else_are_not_observed_of_this_person() -> None:
    whole = answer("athlete")
    other = tuple(replace(one, role="scenario") for one in whole.loads)
    assert not of_type(to_fhir(replace(whole, loads=other)), "Observation")


def test_a_lift_that_is_not_simulated_says_so_and_gives_no_figure() -> None:
    whole = answer("athlete")
    row = replace(whole.loads[0], simulation=None, note="Not simulated.")
    (panel,) = of_type(to_fhir(replace(whole, loads=(row,))), "Observation")
    assert panel["dataAbsentReason"]["coding"][0]["code"] == "unsupported"
    assert [one["text"] for one in panel["note"]] == ["Not simulated."]


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_to_an_entry_and_every_entry_has_a_name_of_its_own(name: str) -> None:
    made = bundle(name)
    urls = [one["fullUrl"] for one in made["entry"]]
    assert len(set(urls)) == len(urls)
    assert [f"urn:uuid:{one['resource']['id']}" for one in made["entry"]] == urls
    assert set(values(made, "reference")) <= set(urls)
    targets = {one["reference"] for one in only(made, "Provenance")["target"]}
    assert targets == set(urls) - {urls[-1]}


def test_the_same_case_gives_the_same_bytes() -> None:
    path = next(path for path in CASES if path.stem == "athlete")
    again = ask(parse_case(path.read_text(encoding="utf-8"), "here"), samples=SAMPLES)
    assert json.dumps(to_fhir(again)) == json.dumps(bundle("athlete"))


def test_two_people_with_the_same_answer_share_no_name_of_a_resource() -> None:
    one = answer("emergency")
    other = replace(one, case=one.case.model_copy(update={"name": "another"}))
    mine, theirs = ({entry["fullUrl"] for entry in to_fhir(each)["entry"]} for each in (one, other))
    assert mine.isdisjoint(theirs)


@pytest.mark.parametrize("name", NAMES)
def test_every_day_is_that_of_the_case(name: str) -> None:
    made = bundle(name)
    day = answer(name).asked_on.isoformat()
    keys = ("created", "authoredOn", "startDate", "start", "effectiveDateTime", "occurredDateTime")
    assert {one for key in keys for one in values(made, key)} == {day}
    assert only(made, "Provenance")["recorded"] == f"{day}T00:00:00Z"


@pytest.mark.parametrize("name", NAMES)
def test_it_names_no_machine_and_no_address_but_those_of_hl7_ucum_and_the_sources(name: str) -> None:
    text = json.dumps(bundle(name))
    assert not re.search(r"/(root|home|Users|work|opt|tmp)/\w|localhost|file:", text)
    known = {one["valueRelatedArtifact"].get("url") for one in _artifacts(bundle(name))}
    for address in re.findall(r'"(https?://[^"]+)"', text):
        assert address.startswith(ADDRESSES) or address in known


def _artifacts(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for extensions in values(made, "extension"):
        yield from (one for one in extensions if "valueRelatedArtifact" in one)


def test_our_own_extensions_stand_under_our_urn_and_parts_have_plain_names() -> None:
    for name in NAMES:
        for extensions in values(bundle(name), "extension"):
            for one in extensions:
                assert re.fullmatch(r"urn:thrustworthy:fhir:[a-z0-9-]+|[a-z0-9-]+", one["url"])
                assert ("extension" in one) != any(key.startswith("value") for key in one)


NAMED = """
name = "zzname"
title = "zztitle"
asked_on = 2026-11-01
question = "zzquestion"
[body]
sex = "female"
age = 50
[goal]
aim = "strength"
lift = "zzlift of mine"
words = "zzwords"
[training]
note = "zznote"
[[training.lift]]
lift = "zzother"
load = "50 kg"
note = "zzliftnote"
[[history.item]]
kind = "other"
label = "zzlabel"
note = "zzitemnote"
[history.item.clearance]
given = true
by = "zzsurgeon"
note = "zzclearance"
[[history.item]]
kind = "hip_replacement"
label = "zzhip"
[[test]]
test = "bridge_hold"
value = 61
on = "2026-10"
[scenario]
who = "zzfriend"
question = "zzask"
"""


def test_no_word_of_the_person_goes_along() -> None:
    made = ask(parse_case(NAMED, "here"), samples=SAMPLES)
    for each in (made, replace(made, screening=answer("athlete").screening)):
        assert not re.findall(r"zz\w*", json.dumps(to_fhir(each)))


def test_the_person_has_sex_and_age_and_nothing_more() -> None:
    person = only(to_fhir(ask(parse_case(NAMED, "here"), samples=SAMPLES)), "Patient")
    assert set(person) == {"resourceType", "id", "extension", "gender"}
    assert person["gender"] == "female"
    assert [one["value"] for one in values(person, "valueAge")] == [50]
    assert set(only(bundle("emergency"), "Patient")) == {"resourceType", "id"}


def test_no_aim_and_no_lift_make_no_goal() -> None:
    assert not of_type(bundle("emergency"), "Goal")
    assert "goal" not in only(bundle("emergency"), "CarePlan")


def test_what_the_export_is_for_is_said_once() -> None:
    for name in NAMES:
        assert json.dumps(bundle(name), ensure_ascii=False).count(answer(name).intended_use) == 1


def test_without_the_library_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from thrustworthy.answer.fhir import FhirMissing, rules_to_fhir

    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    for export in (lambda: to_fhir(answer("emergency")), rules_to_fhir):
        with pytest.raises(FhirMissing, match=r"pip install 'thrustworthy\[fhir\]'"):
            export()


def test_importing_the_answer_loads_no_fhir_library() -> None:
    import subprocess
    import sys

    code = "import sys, thrustworthy.answer, thrustworthy.answer.fhir, thrustworthy.cli; print('fhir' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
