"""What is known of a person, laid flat for the rules: a value, an interval, "unclear", or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class Unclear(Enum):
    """The case hints at it without saying: never supposed either way, always asked."""

    UNCLEAR = "unclear"


UNCLEAR: Final = Unclear.UNCLEAR


@dataclass(frozen=True)
class Interval:
    """A number known to lie between ``low`` and ``high``, both included (equal when it is known exactly)."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval runs from low to high, not from {self.low} to {self.high}.")

    @property
    def middle(self) -> float:
        """The middle of the interval."""
        return (self.low + self.high) / 2


Value = bool | str | Interval | tuple[str, ...] | Unclear


@dataclass(frozen=True)
class Facts:
    """Everything the rules may ask about, by the names of ``case/data/questions.toml``.

    values: dotted name to value (``"symptoms.fever": False``, ``"body.age": Interval(48, 49)``). A name that is
        not there was not answered; it is never read as "no".
    items: one mapping for each entry of the history, by the names of ``[item]`` in the catalogue
        (``"kind"``, ``"days_since"``, ``"cleared"``...), with the same reading.
    origins: dotted name to ``stated``, ``inferred`` or ``constructed``.
    """

    values: Mapping[str, Value]
    items: tuple[Mapping[str, Value], ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
