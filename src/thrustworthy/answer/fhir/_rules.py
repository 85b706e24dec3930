"""The rule set as one PlanDefinition: an action for each rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from thrustworthy.answer._texts import text
from thrustworthy.answer.fhir._check import checked, require_library
from thrustworthy.answer.fhir._identity import content_uuid
from thrustworthy.answer.fhir._shapes import (
    URI,
    Json,
    complex_extension,
    concept,
    extension,
    hl7_concept,
    part,
    say,
    typed,
    urn,
    words,
)
from thrustworthy.answer.fhir._sources import related_artifact, rules_url
from thrustworthy.screening import Constraints, Rule, Verdict, rules, rules_version

_LANGUAGE = "text/x-thrustworthy-rule"


def rules_to_fhir() -> Json:
    """The rule set as a FHIR R4 PlanDefinition, as plain JSON values. See ``docs/fhir.md``.

    Raises FhirMissing without the extra ``fhir``.
    """
    require_library()
    made = _definition()
    name = str(content_uuid(made))
    identifier = [{"system": URI, "value": f"urn:uuid:{name}"}]
    return checked({"resourceType": "PlanDefinition", "id": name, "identifier": identifier, **made})


def _definition() -> Json:
    table = rules()
    cited = sorted({source for one in table for source in one.sources})
    return {
        "resourceType": "PlanDefinition",
        "url": rules_url(),
        "version": rules_version(),
        "name": "ThrustworthyScreeningRules",
        "title": say("rules_title"),
        "type": hl7_concept("plan-definition-type", "eca-rule"),
        "status": "draft",
        "experimental": True,
        "description": say("rules_description"),
        "usage": text("intended_use"),
        "relatedArtifact": [related_artifact(one) for one in cited],
        "action": [_action(one) for one in table],
    }


def _action(one: Rule) -> Json:
    made: Json = {
        "id": one.id,
        "extension": list(_extensions(one)),
        "prefix": one.id,
        "description": one.sentence,
        "textEquivalent": one.sentence,
        "code": [concept("verdict", one.verdict.value, text_of(one.verdict))],
        "condition": [{"kind": "applicability", "expression": _expression(one)}],
    }
    priority = words()["priority"].get(one.verdict.value)
    if priority:
        made["priority"] = priority
    if one.sources:
        made["documentation"] = [related_artifact(source) for source in one.sources]
    if one.inputs:
        made["input"] = [_input(name) for name in one.inputs]
    return made


def text_of(verdict: Verdict) -> str:
    """The label of a verdict in a reader's words."""
    from thrustworthy.answer._html import report_texts

    return str(report_texts()["label"][verdict.value])


def _expression(one: Rule) -> Json:
    made: Json = {"language": _LANGUAGE, "expression": one.when}
    return {"description": one.threshold, **made} if one.threshold else made


def _input(name: str) -> Json:
    """Where a server would look for this input. The type is a hint; the code is the key of the case file."""
    kinds = words()["data_type"]
    kind = kinds.get(name.partition(".")[0], kinds["other"])
    return {"type": kind, "codeFilter": [{"path": "code", "code": [{"system": urn("input"), "code": name}]}]}


def _extensions(one: Rule) -> Iterator[Json]:
    yield extension("tag", valueCode=one.tag)
    if one.evidence:
        yield extension("evidence", valueString=one.evidence)
    if one.each:
        yield extension("each", valueCode=one.each)
    if one.verdict is Verdict.HOLD_CLEARANCE:
        yield extension("hold", valueCode=one.hold)
    yield from (extension("limit", valueCode=limit) for limit in one.limits)
    yield from _constraints(one.constraints)


def _constraints(found: Constraints) -> Iterator[Json]:
    """What the rule demands, by the names of the rule files; what it leaves open is left out."""
    for field in fields(Constraints):
        value = getattr(found, field.name)
        if value == field.default:
            continue
        values = value if isinstance(value, tuple) else (value,)
        parts = [part("name", valueCode=field.name), *(part("value", **typed(inner)) for inner in values)]
        yield complex_extension("constraint", parts)
