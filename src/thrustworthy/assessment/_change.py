"""Whether two results of the same test differ by more than the error of the measure."""

from __future__ import annotations

from functools import cache

from thrustworthy.assessment._model import Assessment, Change, Result
from thrustworthy.assessment._questionnaires import Questionnaire, changed, questionnaire
from thrustworthy.evidence import read_quantities, read_toml


@cache
def word(name: str) -> str:
    """One sentence of ``data/words.toml``."""
    return str(read_toml("thrustworthy.assessment", "data/words.toml")[name])


def quantity(name: str) -> float:
    """One number of ``data/reading.toml``."""
    return read_quantities("thrustworthy.assessment", "data/reading.toml")[name].value


def smallest_change(test: Assessment) -> tuple[float, float] | None:
    """The smallest change beyond error, in the test's unit: lowest and highest figure; None where none is known."""
    found = [row for row in test.errors if row.kind == "MDC"]
    if found:
        return min(row.low for row in found), max(row.high for row in found)
    spread = [row for row in test.errors if row.kind == "SEM"]
    if spread:
        times = quantity("change.sem_to_mdc")
        return times * min(row.low for row in spread), times * max(row.high for row in spread)
    return None


def error_said(test: Assessment) -> str:
    """The error in a sentence."""
    if test.questionnaire is not None:
        return _score_said(test, questionnaire(test.questionnaire))
    error = smallest_change(test)
    if error is None:
        return test.error_unknown or word("error_not_known")
    spread = [row for row in test.errors if row.kind == "SEM"]
    if spread and not any(row.kind == "MDC" for row in test.errors):
        return word("error_sem").format(low=error[1], unit=test.unit, sem=max(row.high for row in spread))
    name = "error_mdc_one" if error[0] == error[1] else "error_mdc"
    return word(name).format(low=error[0], high=error[1], unit=test.unit)


def _score_said(test: Assessment, tool: Questionnaire) -> str:
    """The change of a score that counts."""
    if not tool.change:
        return tool.change_unknown or word("error_not_known")
    shares = [row.share for row in tool.change if row.share is not None]
    points = [row.points for row in tool.change]
    share = word("error_share").format(percent=100 * max(shares)) if shares else ""
    return word("error_score").format(points=max(points), unit=test.unit, share=share, worse=min(points))


def change_of(test: Assessment, before: Result, after: Result) -> Change:
    """What became of a result. Where two errors are reported, better has to pass the larger, worse only the smaller.

    Without a known error only equality can be told. A yes or no has no error figure: a turn cannot be told.
    """
    if test.questionnaire is not None and _number(before) and _number(after):
        return changed(test.questionnaire, float(before), float(after))
    if before == after and isinstance(before, bool) == isinstance(after, bool):
        return Change.WITHIN
    error = smallest_change(test)
    if error is None or test.better not in ("higher", "lower") or not (_number(before) and _number(after)):
        return Change.CANNOT_TELL
    gain = float(after) - float(before) if test.better == "higher" else float(before) - float(after)
    if gain > error[1]:
        return Change.BETTER
    return Change.WORSE if -gain >= error[0] else Change.WITHIN


def _number(value: Result) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
