"""The words of the week's plan, and what several of its surfaces share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from thrustworthy.answer._page import fill
from thrustworthy.answer.week._answer import SPINE, PlanAnswer
from thrustworthy.evidence import read_toml
from thrustworthy.prescription.week import Entry, Target, WeekPlan


@cache
def week_texts() -> Mapping[str, Any]:
    """The words of the week."""
    return read_toml("thrustworthy.answer", "data/texts_week.toml")


def say(name: str, /, **values: object) -> str:
    """One of them, filled in: ``say("week.title")``."""
    return fill(week_texts())(name, **values)


def sets_words(sets: int, reps: tuple[int, int]) -> str:
    """``3 x 6 to 8``."""
    low, high = reps
    return say("week.sets_one" if low == high else "week.sets", sets=sets, low=low, high=high)


def entry_words(entry: Entry) -> tuple[str, str, str, str]:
    """Lift, sets, load and effort of one entry."""
    option = entry.option
    effort = say("week.reserve", rir=option.rir)
    return option.name, sets_words(entry.sets, option.reps), option.load.text, effort


def target_words(target: Target) -> str:
    """Sets and load of one week's target."""
    return f"{sets_words(target.sets, target.reps)}, {target.load.text}"


def block_rows(plan: WeekPlan) -> Iterator[tuple[str, list[str]]]:
    """Each lift of the block with its target week by week."""
    if not plan.block:
        return
    for place, first in enumerate(plan.block[0].targets):
        yield first.name, [target_words(week.targets[place]) for week in plan.block]


def cost_words(answer: PlanAnswer) -> str:
    """What the week costs the spine with its band, and what the week told of allows; empty where nothing is known."""
    if answer.spine is None or answer.plan.wishes is None:
        return ""
    low, made, high = (f"{one:.0f}" for one in answer.spine)
    most = answer.plan.wishes.budget.get(SPINE)
    limit = say("week.cost_no_limit") if most is None else say("week.cost_limit", most=f"{most:.0f}")
    return say("week.cost_now", made=made, low=low, high=high, limit=limit)
