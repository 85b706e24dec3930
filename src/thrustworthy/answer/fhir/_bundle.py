"""An answer as a FHIR Bundle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thrustworthy.answer._model import Answer
from thrustworthy.answer.fhir._asks import flag, service_request
from thrustworthy.answer.fhir._check import checked, require_library
from thrustworthy.answer.fhir._identity import bundle_of
from thrustworthy.answer.fhir._loads import load_observations
from thrustworthy.answer.fhir._person import GOAL, PATIENT, goal, patient
from thrustworthy.answer.fhir._plan import PLAN, care_plan
from thrustworthy.answer.fhir._shapes import Json, extension, hl7_concept, reference, say, urn
from thrustworthy.answer.fhir._sources import cited, engine, rules_canonical, source_reference
from thrustworthy.answer.fhir._tests import test_observations


def to_fhir(answer: Answer) -> Json:
    """The answer as a FHIR R4 Bundle of type ``collection``, as plain JSON values. See ``docs/fhir.md``.

    The same answer gives the same bytes: dates come from ``asked_on``, names from the content. Loads go along only
    where the strict verdict is ALLOW or MODIFY and nothing refers. Raises FhirMissing without the extra ``fhir``.
    """
    require_library()
    resources = dict(_resources(answer))
    resources["provenance"] = _provenance(answer, resources)
    return checked(bundle_of(resources, apart=answer.case.name))


def _resources(answer: Answer) -> Iterator[tuple[str, Json]]:
    yield PATIENT, patient(answer)
    wanted = goal(answer)
    if wanted is not None:
        yield GOAL, wanted
    yield PLAN, care_plan(answer, wanted is not None)
    for local, made in (("flag", flag(answer)), ("request", service_request(answer))):
        if made is not None:
            yield local, made
    yield from test_observations(answer)
    yield from load_observations(answer)


def _provenance(answer: Answer, resources: Mapping[str, Json]) -> Json:
    """Who made all this, on what day, from which rules and from which of the sources that what goes along names."""
    day = answer.asked_on.isoformat()
    rules = {"identifier": {"system": urn("rules"), "value": answer.rules}, "display": _rules_words(answer)}
    return {
        "resourceType": "Provenance",
        "extension": [extension(f"version-{name}", valueString=one) for name, one in sorted(answer.engine.items())],
        "target": [reference(one) for one in resources],
        # FHIR wants an instant. The day is that of the case; the time of day is none, and says nothing.
        "occurredDateTime": day,
        "recorded": f"{day}T00:00:00Z",
        "policy": [rules_canonical(answer.rules)],
        "agent": [
            {
                "type": hl7_concept("provenance-participant-type", "assembler"),
                "who": engine(answer.engine["thrustworthy"]),
            }
        ],
        "entity": [
            {"role": "source", "what": rules},
            *(
                {"role": "source", "what": source_reference(one)}
                for one in sorted(set(cited(list(resources.values()))))
            ),
        ],
    }


def _rules_words(answer: Answer) -> str:
    return say("rules", version=answer.rules)
