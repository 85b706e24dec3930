"""What an answer may carry into a record: decided once, asked by every part of the export."""

from __future__ import annotations

from thrustworthy.answer._model import Answer
from thrustworthy.screening import Outcome, Verdict

_REFERS = (Verdict.REFER_NOW, Verdict.REFER_SOON)


def first_outcome(answer: Answer) -> Outcome:
    """The outcome that is read first: the strict one, unless only the provisional one refers."""
    strict, provisional = answer.screening.strict, answer.screening.provisional
    only_then = provisional.verdict in _REFERS and provisional.verdict.severity > strict.verdict.severity
    return provisional if only_then else strict


def refers(answer: Answer) -> bool:
    """True when either outcome sends the person to be seen."""
    return first_outcome(answer).verdict in _REFERS


def is_emergency(answer: Answer) -> bool:
    """True when nothing may stand beside what to do now."""
    return first_outcome(answer).verdict is Verdict.REFER_NOW


def carries_load(answer: Answer) -> bool:
    """True when loads may go along: the strict verdict allows a plan, and nothing refers.

    A provisional plan stands on what was taken for granted. A record would lose that beside it, so it never goes along.
    """
    return all(one.verdict.carries_load for one in (answer.screening.strict, first_outcome(answer)))
