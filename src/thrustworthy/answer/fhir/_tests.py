"""Recorded tests as Observations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thrustworthy.answer._model import Answer
from thrustworthy.answer.fhir._person import PATIENT
from thrustworthy.answer.fhir._shapes import Json, concept, extension, quantity, reference, say, sourced
from thrustworthy.answer.fhir._shapes import complex_extension as made_of
from thrustworthy.case import DateSpan, TestDone, origin_of, test_rows


def test_observations(answer: Answer) -> Iterator[tuple[str, Json]]:
    """One Observation for each recorded test by local name; a result in free words stays behind."""
    for index, done in enumerate(answer.case.test):
        row = test_rows().get(done.test)
        value = None if row is None else _value(done, row)
        if row is None or value is None:
            continue
        made: Json = {
            "resourceType": "Observation",
            "extension": [
                made_of("said", sourced(row.get("tag"), row.get("sources", ()))),
                extension("origin", valueCode=origin_of(f"test[{index}]", answer.case.origin)),
            ],
            "status": "final",
            "category": [concept("category", "test", say("category.test"))],
            "code": concept("test", done.test, row["label"]),
            "subject": reference(PATIENT),
            **_when(done.on),
            **value,
        }
        if done.side is not None:
            made["bodySite"] = concept("side", done.side, done.side)
        yield f"test-{index}", made


def _when(on: DateSpan | None) -> Json:
    """A day, or the period it lies in; nothing where nobody said when."""
    if on is None:
        return {}
    first, last = on.first.isoformat(), on.last.isoformat()
    return {"effectiveDateTime": first} if first == last else {"effectivePeriod": {"start": first, "end": last}}


def _value(done: TestDone, row: Any) -> Json | None:
    value = done.value
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, (int, float)):
        return {"valueQuantity": quantity(value, row.get("unit", "1"))}
    known = value in row.get("choices", ())
    return {"valueCodeableConcept": concept("test-result", value, value.replace("_", " "))} if known else None
