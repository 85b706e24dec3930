"""A week's plan as text, JSON, a page for the gym and a calendar."""

from thrustworthy.answer.week._answer import PlanAnswer, plan_for
from thrustworthy.answer.week._calendar import to_calendar
from thrustworthy.answer.week._json import plan_json
from thrustworthy.answer.week._page import plan_html
from thrustworthy.answer.week._text import plan_text

__all__ = ["PlanAnswer", "plan_for", "plan_html", "plan_json", "plan_text", "to_calendar"]
