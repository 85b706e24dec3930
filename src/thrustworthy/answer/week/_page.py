"""The week as one page to print and take along."""

from __future__ import annotations

from thrustworthy.answer._page import fill, render
from thrustworthy.answer._refs import Refs, tag_words
from thrustworthy.answer.week._answer import PlanAnswer
from thrustworthy.answer.week._text import pace_words
from thrustworthy.answer.week._words import block_rows, cost_words, entry_words, say, week_texts
from thrustworthy.prescription.week import muscle_word


def plan_html(answer: PlanAnswer) -> str:
    """The plan as one self-contained page: sessions with boxes to tick, the block, and what it stands on."""
    plan = answer.plan
    days = [] if plan.week is None else plan.week.days
    counted = {} if plan.week is None else plan.week.counted
    refs = Refs(answer.sources)
    context = {
        "say": fill(week_texts()),
        "columns": week_texts()["week"]["columns_day"],
        "answer": answer,
        "case": answer.case,
        "plan": plan,
        "aim": say(f"aim.{plan.aim}"),
        "days": [(day, [(entry_words(entry), range(entry.sets)) for entry in day.entries]) for day in days],
        "counted": [(muscle_word(group), sets) for group, sets in sorted(counted.items(), key=lambda p: -p[1])],
        "cost": cost_words(answer),
        "block": list(block_rows(plan)),
        "weeks": range(1, len(plan.block) + 1),
        "pace": pace_words(answer),
        "refs": refs,
        "tag_words": tag_words,
        "supposed": [one.sentence for one in answer.screening.supposed] if answer.provisional else [],
    }
    return render("week.html", ("tokens.css", "letter.css", "week.css"), context)
