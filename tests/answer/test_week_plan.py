"""The week on its surfaces: the same plan as text, JSON, page and calendar; nothing loaded while a verdict holds."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from icalendar import Calendar

from thrustworthy.answer.week import PlanAnswer, plan_for, plan_html, plan_json, plan_text, to_calendar
from thrustworthy.case import read_case

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))
HELD = {"abdominoplasty_hernia", "after_squats", "old_fracture_hip_replacement", "pregnancy_and_bar"}
NEVER = re.compile(r"\b(safe|treat|cure|heal|rehab|prevent|diagnose|guaranteed|because|due to)\b", re.IGNORECASE)


@cache
def planned(name: str, weeks: int = 4) -> PlanAnswer:
    path = next(one for one in CASES if one.stem == name)
    return plan_for(read_case(path), weeks=weeks, samples=20)


@pytest.mark.parametrize("name", [path.stem for path in CASES])
def test_every_case_has_a_week_or_says_why_not(name: str) -> None:
    answer = planned(name)
    text, page, plain = plan_text(answer), plan_html(answer), plan_json(answer)
    assert not NEVER.search(text) and not NEVER.search(re.sub(r"<[^>]+>", " ", page))
    if name in HELD:
        assert plain["week"] is None and plain["withheld"] and not plain["block"] and plain["pace"] is None
        assert "kg" not in text and "BEGIN:VEVENT" not in to_calendar(answer, answer.asked_on)
        return
    assert plain["week"] is not None and len(plain["block"]) == 4
    for day in plain["week"]["days"]:
        for one in day["lifts"]:
            assert one["name"] in text and one["name"] in page.replace("&#39;", "'")
            assert one["load"]["text"].split(":")[0] in page
    assert all(note["tag"] for note in plain["notes"])
    assert plain["intended_use"] in re.sub(r"\s+", " ", text)


def test_the_spine_has_a_band_and_the_text_shows_it() -> None:
    answer = planned("athlete")
    spine = plan_json(answer)["spine"]
    assert spine["p05"] < spine["p50"] < spine["p95"]
    shown = re.sub(r"\s+", " ", plan_text(answer))
    assert f"({spine['p05']:.0f} to {spine['p95']:.0f})" in shown


def test_the_calendar_has_every_session_of_every_week_on_its_day() -> None:
    answer = planned("athlete", 3)
    assert answer.plan.week is not None
    made = Calendar.from_ical(to_calendar(answer, date(2026, 11, 25)))
    days = [event.decoded("dtstart") for event in made.walk("VEVENT")]
    sessions = [day for day in answer.plan.week.days if day.entries]
    assert len(days) == 3 * len(sessions) == len(set(days))
    assert min(days) == date(2026, 11, 30)
    assert {day.strftime("%A") for day in days} == {day.name for day in sessions}
    first = next(iter(made.walk("VEVENT")))
    assert "130 kg" in first["description"] and answer.intended_use in first["description"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = plan_for(planned("athlete").case, weeks=4, samples=20)
    assert plan_html(again) == plan_html(planned("athlete"))
    assert to_calendar(again, date(2026, 1, 1)) == to_calendar(planned("athlete"), date(2026, 1, 1))


def test_a_case_with_markup_in_its_title_cannot_reach_the_page() -> None:
    answer = planned("athlete")
    case = answer.case.model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script" not in plan_html(plan_for(case, samples=20))


def test_a_provisional_week_says_so() -> None:
    assert planned("self_assessment").provisional
    assert "supposes" in plan_text(planned("self_assessment"))
