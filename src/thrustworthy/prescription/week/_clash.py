"""Why no week fits, in words: which wish clashes with which limit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from thrustworthy.formulary import lift
from thrustworthy.prescription._model import Said
from thrustworthy.prescription.week._model import Clash, Option, Wishes
from thrustworthy.prescription.week._programme import set_minutes, solve_week, start_minutes
from thrustworthy.prescription.week._tables import wish_word, word


def explain(options: Sequence[Option], wishes: Wishes) -> Clash:
    """The smallest set of wishes that cannot hold together, found by leaving them out."""
    needed = min((start_minutes(one) + one.sets[0] * set_minutes(one) for one in options), default=0.0)
    if needed > wishes.minutes:
        text = word("no_time", minutes=f"{wishes.minutes:g}", needed=needed)
        return Clash(Said(text, "DESIGN", ()), ("minutes",))
    names = _least(options, wishes)
    if not names:
        return Clash(Said(word("clash_none"), "DESIGN", ()), ())
    said = [_words(name, wishes) for name in names]
    text = word("clash", wishes="; ".join(said), each=" or ".join(said))
    return Clash(Said(text, "DESIGN", ()), names)


def _least(options: Sequence[Option], wishes: Wishes) -> tuple[str, ...]:
    """Wishes that fail together while every smaller part of them holds."""
    for count in range(1, len(wishes.firm) + 1):
        for held in combinations(wishes.firm, count):
            if solve_week(options, wishes, held) is None:
                return held
    return ()


def _words(name: str, wishes: Wishes) -> str:
    asked = lift(wishes.asked).name if wishes.asked else ""
    return wish_word(name, lift=asked, days=len(wishes.days), minutes=f"{wishes.minutes:g}")
