"""Many answers as one table: a row a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thrustworthy.answer._model import Answer


@dataclass(frozen=True)
class Row:
    """One case in the table. ``fault`` is set, and the rest empty, when the file could not be read."""

    case: str
    strict: str = ""
    provisional: str = ""
    kind: str = ""
    stage: str = ""
    lift: str = ""
    first: str = ""
    fault: str = ""


def row_of(answer: Answer) -> Row:
    """The row of one answer: both verdicts, what it holds for, the plan's stage and lift, the first open question."""
    strict, provisional = answer.screening.strict, answer.screening.provisional
    plan = answer.prescription or answer.provisional_prescription
    questions: Sequence[str] = [q.ask for q in answer.screening.questions]
    return Row(
        case=answer.case.name,
        strict=strict.verdict.value,
        provisional=provisional.verdict.value,
        kind=strict.hold_kind or "",
        stage=(plan.stage if plan else None) or "",
        lift=plan.lift_name if plan else "",
        first=questions[0] if questions else "",
    )
