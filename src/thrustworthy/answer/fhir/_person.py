"""The person without identity, and what they want."""

from __future__ import annotations

from thrustworthy.answer._loads import lift_name
from thrustworthy.answer._model import Answer
from thrustworthy.answer.fhir._about import carries_load
from thrustworthy.answer.fhir._shapes import (
    UCUM,
    Json,
    complex_extension,
    concept,
    part,
    quantity,
    reference,
    say,
)
from thrustworthy.case import origin_of
from thrustworthy.formulary import lift_ids

PATIENT, GOAL = "patient", "goal"


def patient(answer: Answer) -> Json:
    """Sex of the body tables and age in years, where stated; nothing that says who it is."""
    body, origin = answer.case.body, answer.case.origin
    made: Json = {"resourceType": "Patient"}
    said: list[Json] = []
    if body.age is not None:
        # Completed years on the day of the question; a date of birth would be identity, and is not known.
        age = part("age", valueAge={"value": body.age.years, "unit": "a", "system": UCUM, "code": "a"})
        said.append(complex_extension("age", [age, _origin(origin_of("body.age", origin))]))
    if body.sex is not None:
        sex = part("sex", valueCode=body.sex)
        said.append(complex_extension("sex-of-body-tables", [sex, _origin(origin_of("body.sex", origin))]))
    if said:
        made["extension"] = said
    return {**made, "gender": body.sex} if body.sex else made


def _origin(word: str) -> Json:
    return part("origin", valueCode=word)


def goal(answer: Answer) -> Json | None:
    """The aim and the lift asked about, in our words; the wanted load only where loads may go along."""
    wanted = answer.case.goal
    lift = wanted.lift if wanted.lift in lift_ids() else None
    if wanted.aim is None and lift is None:
        return None
    aim = say(f"aim.{wanted.aim}") if wanted.aim else None
    made: Json = {
        "resourceType": "Goal",
        "lifecycleStatus": "proposed",
        "description": {"text": aim} if lift is None else _with_lift(aim, lift),
        "subject": reference(PATIENT),
        "startDate": answer.asked_on.isoformat(),
        "expressedBy": reference(PATIENT),
    }
    if wanted.aim:
        made["description"]["coding"] = concept("aim", wanted.aim, str(aim))["coding"]
    if lift is not None and wanted.load is not None and carries_load(answer):
        measure = concept("lift", lift, lift_name(lift))
        made["target"] = [{"measure": measure, "detailQuantity": quantity(wanted.load.kg, "kg")}]
    return made


def _with_lift(aim: str | None, lift: str) -> Json:
    name = lift_name(lift)
    return {"text": say("goal_lift", aim=aim, lift=name) if aim else say("goal_only_lift", lift=name)}
