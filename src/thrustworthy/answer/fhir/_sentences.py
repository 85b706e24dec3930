"""The sentences of an answer as annotations: reasons, questions, what was supposed, limits, the known and unknown."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.answer._model import Answer, Remark
from thrustworthy.answer._paths import key_path
from thrustworthy.answer._text import verdict_words
from thrustworthy.answer.fhir._about import first_outcome, is_emergency
from thrustworthy.answer.fhir._shapes import Json, complex_extension, note, part, say
from thrustworthy.case import history_kinds
from thrustworthy.screening import Outcome, Question, Reason, Supposition


def verdict_extension(name: str, outcome: Outcome, group: str) -> Json:
    """A verdict with the kind of its hold, its label and its sentence. group: ``verdict`` or ``provisional``."""
    label, sentence = verdict_words(outcome, group)
    kind = [part("hold-kind", valueCode=outcome.hold_kind)] if outcome.hold_kind else []
    words = [part("label", valueString=label), part("text", valueString=sentence)]
    return complex_extension(name, [part("verdict", valueCode=outcome.verdict.value), *kind, *words])


def fired(outcome: Outcome) -> list[Reason]:
    """The reasons that fired, the most severe first."""
    return [one for one in outcome.reasons if one.outcome == "yes"]


def notes(answer: Answer) -> list[Json]:
    """Every sentence that the plan carries beside its activities; an emergency carries its reasons alone."""
    return list(_notes(answer))


def _notes(answer: Answer) -> Iterator[Json]:
    screening = answer.screening
    strict = fired(screening.strict)
    yield note("verdict", verdict_words(first_outcome(answer), "verdict")[1])
    yield from (reason_note(answer, one) for one in strict)
    seen = {(one.rule, one.item) for one in strict}
    for one in fired(screening.provisional):
        if (one.rule, one.item) not in seen:
            yield reason_note(answer, one, "provisional-reason")
    if is_emergency(answer):
        return
    yield from (question_note(answer, one) for one in screening.questions)
    yield from (_supposed(one) for one in screening.supposed)
    for role, remarks in (("limit", answer.constraints), ("known", answer.remarks), ("not-known", answer.unknown)):
        yield from (_remark(role, one) for one in remarks)


def reason_note(answer: Answer, reason: Reason, role: str = "reason") -> Json:
    """Why: the sentence of a rule, with what it looked at."""
    return note(role, reason.sentence, reason.tag, reason.sources, list(_reason_parts(answer, reason)))


def _reason_parts(answer: Answer, reason: Reason) -> Iterator[Json]:
    yield part("rule", valueCode=reason.rule)
    yield part("verdict", valueCode=reason.verdict.value)
    if reason.threshold:
        yield part("threshold", valueString=reason.threshold)
    if reason.item is not None:
        yield part("entry", valueString=_entry(answer, reason.item))
    for used in reason.inputs:
        parts = [part("name", valueString=key_path(used.name, reason.item))]
        parts += [part("value", valueString=used.value)] if used.value else []
        parts += [part("origin", valueCode=used.origin)] if used.origin else []
        yield {"url": "input", "extension": parts}


def question_note(answer: Answer, one: Question) -> Json:
    """A question that holds something, about which entry, of whom it is asked, and the rules that wait for it."""
    parts = [
        part("input", valueString=key_path(one.input, one.item)),
        part("asked-of", valueCode=one.asked_of),
        *(part("rule", valueCode=rule) for rule in one.rules),
    ]
    if one.item is None:
        return note("question", one.ask, more=parts)
    entry = _entry(answer, one.item)
    text = say("about_entry", entry=entry[:1].upper() + entry[1:], text=one.ask)
    return note("question", text, more=[*parts, part("entry", valueString=entry)])


def _entry(answer: Answer, item: int) -> str:
    """The kind of an entry of the history in our words; its label is the person's own text and stays behind."""
    return history_kinds()[answer.case.history.item[item].kind].label


def _supposed(one: Supposition) -> Json:
    parts = [part("input", valueString=key_path(one.input, one.item)), part("value", valueString=str(one.value))]
    return note("supposed", one.sentence, more=parts)


def _remark(role: str, one: Remark) -> Json:
    return note(role, one.text, one.tag, one.sources)
