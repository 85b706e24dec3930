"""Many answers as one table: a row a case."""

from __future__ import annotations

from dataclasses import dataclass

from thrustworthy.answer._html import report_texts
from thrustworthy.answer._model import Answer
from thrustworthy.answer._page import shown_text
from thrustworthy.answer._texts import text

_COLUMNS = ("case", "strict", "provisional", "kind", "stage", "lift", "first")


@dataclass(frozen=True)
class Row:
    """One case in the table. ``fault`` is set, and the rest empty, when the file could not be read.

    strict, provisional: verdicts. kind, provisional_kind: what each holds for. first: the first open question.
    """

    case: str
    strict: str = ""
    provisional: str = ""
    kind: str = ""
    provisional_kind: str = ""
    stage: str = ""
    lift: str = ""
    first: str = ""
    fault: str = ""

    @staticmethod
    def titles() -> list[str]:
        """The titles of the table's columns."""
        return [text(f"table.{name}") for name in _COLUMNS]

    def cells(self) -> list[str]:
        """The row in a reader's words."""
        if self.fault:
            cells = [self.case, text("table.broken"), "", "", "", "", self.fault]
        else:
            labels = report_texts()["label"]
            kind, later = (text(f"table.{one}") if one else "" for one in (self.kind, self.provisional_kind))
            verdict = labels[self.provisional]
            provisional = text("table.holds", verdict=verdict, kind=later) if later else verdict
            cells = [self.case, labels[self.strict], provisional, kind, self.stage, self.lift, self.first]
        return [str(shown_text(cell)) for cell in cells]


def row_of(answer: Answer) -> Row:
    """The row of one answer: both verdicts, what they hold for, the plan's stage and lift, the first open question."""
    strict, provisional = answer.screening.strict, answer.screening.provisional
    plan = answer.prescription or answer.provisional_prescription
    questions = answer.screening.questions
    return Row(
        case=answer.case.name,
        strict=strict.verdict.value,
        provisional=provisional.verdict.value,
        kind=strict.hold_kind or "",
        provisional_kind=provisional.hold_kind or "",
        stage=(plan.stage if plan else answer.stage) or "",
        lift=plan.lift_name if plan else "",
        first=questions[0].ask if questions else "",
    )
