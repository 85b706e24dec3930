"""What is asked of others: the Flag of the verdict, and the ServiceRequest of a referral or a clearance."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.answer._letter import holds_for_clearance
from thrustworthy.answer._model import Answer
from thrustworthy.answer._text import verdict_words
from thrustworthy.answer.fhir._about import first_outcome, is_emergency, refers
from thrustworthy.answer.fhir._person import PATIENT
from thrustworthy.answer.fhir._sentences import fired, question_note, reason_note, verdict_extension
from thrustworthy.answer.fhir._shapes import Json, concept, hl7_concept, reference, say, words
from thrustworthy.answer.fhir._sources import engine, rules_canonical
from thrustworthy.screening import Reason, Verdict, rule


def flag(answer: Answer) -> Json | None:
    """The verdict as a Flag; none for ALLOW, which warns of nothing."""
    outcome = first_outcome(answer)
    if outcome.verdict is Verdict.ALLOW:
        return None
    label, _ = verdict_words(outcome, "verdict")
    return {
        "resourceType": "Flag",
        "extension": [verdict_extension("verdict", outcome, "verdict")],
        "status": "active",
        "category": [{**hl7_concept("flag-category", "clinical"), "text": say("category.verdict")}],
        "code": concept("verdict", outcome.verdict.value, label),
        "subject": reference(PATIENT),
        "period": {"start": answer.asked_on.isoformat()},
    }


def service_request(answer: Answer) -> Json | None:
    """What to ask of whom: a referral, or else a clearance where one is waited for; None where neither is."""
    if refers(answer):
        kind = first_outcome(answer).verdict
    elif holds_for_clearance(answer.screening):
        kind = Verdict.HOLD_CLEARANCE
    else:
        return None
    made: Json = {
        "resourceType": "ServiceRequest",
        "instantiatesCanonical": [rules_canonical(answer.rules)],
        "status": "draft",
        "intent": "proposal",
        "priority": words()["priority"][kind.value],
        "code": concept("request", kind.value, say(f"request.{kind.value}")),
        "subject": reference(PATIENT),
        "authoredOn": answer.asked_on.isoformat(),
        "requester": engine(answer.engine["thrustworthy"]),
    }
    reasons = list(_reasons(answer, kind))
    if reasons:
        made["reasonCode"] = [concept("rule", one.rule, one.sentence) for one in reasons]
    said = [reason_note(answer, one) for one in reasons]
    if not is_emergency(answer):
        said += [question_note(answer, one) for one in answer.screening.questions if one.asked_of == "surgeon"]
    return {**made, "note": said} if said else made


def _reasons(answer: Answer, kind: Verdict) -> Iterator[Reason]:
    """The rules that fired and ask for this, each once; a hold for answers alone asks nothing of a surgeon."""
    seen: set[tuple[str, int | None]] = set()
    for outcome in (answer.screening.strict, answer.screening.provisional):
        for one in fired(outcome):
            asks = one.verdict is kind and (kind is not Verdict.HOLD_CLEARANCE or rule(one.rule).hold == "clearance")
            if asks and (one.rule, one.item) not in seen:
                seen.add((one.rule, one.item))
                yield one
