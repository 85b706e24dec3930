"""The block as a calendar file: one event a session."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from thrustworthy.answer.week._answer import PlanAnswer
from thrustworthy.answer.week._words import say, target_words

if TYPE_CHECKING:
    from icalendar import Event

    from thrustworthy.prescription.week import PlanDay, Target

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def to_calendar(answer: PlanAnswer, first: date) -> str:
    """An iCalendar file with a whole-day event for every session from the week that begins on or after ``first``.

    The same plan and day give the same bytes; a plan without a week gives a calendar without events.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Thrustworthy//plan//EN")
    calendar.add("version", "2.0")
    monday = first + timedelta(days=-first.weekday() % 7)
    plan = answer.plan
    for week in plan.block if plan.week is not None else ():
        targets = {one.lift: one for one in week.targets}
        for day in plan.week.days if plan.week else ():
            if day.entries and day.name in _NAMES:
                on = monday + timedelta(weeks=week.number - 1, days=_NAMES.index(day.name))
                calendar.add_component(_event(answer, day, targets, on))
    return str(calendar.to_ical().decode("utf-8"))


def _event(answer: PlanAnswer, day: PlanDay, targets: dict[str, Target], on: date) -> Event:
    from icalendar import Event

    lifts = [entry.option.name for entry in day.entries]
    lines = []
    for entry in day.entries:
        name, effort = entry.option.name, say("week.reserve", rir=entry.option.rir)
        lines.append(say("calendar.line", lift=name, target=target_words(targets[entry.option.lift]), effort=effort))
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{answer.case.name}/{on.isoformat()}")))
    event.add("dtstamp", datetime.combine(answer.asked_on, datetime.min.time(), tzinfo=UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", say("calendar.summary", lifts=", ".join(lifts)))
    event.add("description", "\n".join([*lines, "", answer.intended_use]))
    return event
