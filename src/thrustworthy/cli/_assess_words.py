"""The words of ``thrustworthy assess``, and answers read from what was typed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from thrustworthy.assessment import Assessment, questionnaire, score
from thrustworthy.evidence import read_toml


@cache
def _words() -> Mapping[str, Any]:
    return read_toml("thrustworthy.cli", "data/assess.toml")


def say(name: str, /, **values: object) -> str:
    """One sentence, with its names filled in."""
    return str(_words()[name]).format(**values)


def titles() -> list[str]:
    """The titles of the table of tests."""
    return list(_words()["columns"])


def side_of(side: str | None) -> str:
    """The side, as it follows a label."""
    return say("side", side=side) if side else ""


def shown(value: bool | float | str) -> str:
    """A result in a reader's words."""
    if isinstance(value, bool):
        return say("yes" if value else "no")
    return value.replace("_", " ") if isinstance(value, str) else f"{value:.4g}"


def wanted(test: Assessment) -> str:
    """What may be typed."""
    if test.type == "yes_no":
        return say("yes_no")
    if test.type == "choice":
        return say("choice", choices=", ".join(test.choices))
    if test.questionnaire and questionnaire(test.questionnaire).entry == "activities":
        return say("activities", fewest=questionnaire(test.questionnaire).fewest)
    return say("number", unit=test.unit, low=test.low, high=test.high)


def read_answer(test: Assessment, given: str) -> bool | float | str:
    """A result from what was typed. Raises ValueError with the mend."""
    text = given.strip().lower()
    if test.type == "yes_no":
        if text in ("y", "yes", "true"):
            return True
        if text in ("n", "no", "false"):
            return False
        raise ValueError(wanted(test))
    if test.type == "choice":
        if text.replace(" ", "_") in test.choices:
            return text.replace(" ", "_")
        raise ValueError(wanted(test))
    try:
        numbers = [float(one.replace(",", ".")) for one in text.split()]
    except ValueError:
        raise ValueError(wanted(test)) from None
    if test.questionnaire and len(numbers) > 1:
        return round(score(test.questionnaire, numbers), 2)
    low, high = test.low, test.high
    if len(numbers) != 1 or not math.isfinite(numbers[0]) or low is None or high is None:
        raise ValueError(wanted(test))
    if not low <= numbers[0] <= high or (test.unit == "count" and numbers[0] != int(numbers[0])):
        raise ValueError(wanted(test))
    # The limits of a questionnaire may be narrower, and ask for whole numbers.
    return score(test.questionnaire, numbers[0]) if test.questionnaire else numbers[0]
