"""Lines that say when: days, weeks, waves of repetitions, days of rest, and "same as Monday"."""

from __future__ import annotations

import re
from functools import cache

from thrustworthy.prescription.routine._build import OpenDay, Reading, Told, weekday_name
from thrustworthy.prescription.routine._model import Wave
from thrustworthy.prescription.routine._patterns import COUNT, SPAN
from thrustworthy.prescription.routine._spoken import ends
from thrustworthy.prescription.routine._tables import alternatives, heading_words, say, table, weekday_of

_BETWEEN = r"\s*(?:/|,|&|\+|-|\(|\||:|\band\b|\bto\b|\bthrough\b)\s*|\s+"
_WEEK = r"(?:weeks?|wks?|wk)"
_MOST_WEEKS = 60


@cache
def _one_day() -> str:
    labels = r"(?:\d{1,2}(?![\dx.,]|\s*x)|[a-h](?![\w'-])|one|two|three|four|five|six|seven)\b"
    numbered = rf"{heading_words('numbered')}\s*#?\s*{labels}"
    return rf"(?:{alternatives(weekday_of())}|{numbered})(?![\w'])\.?"


@cache
def _days() -> re.Pattern[str]:
    names = rf"{_one_day()}(?:(?:{_BETWEEN}){_one_day()})*"
    return re.compile(rf"\s*(?:on\s+|every\s+)?({names})\)?(.*)", re.IGNORECASE | re.DOTALL)


@cache
def next_day() -> re.Pattern[str]:
    """A mark of separation with a weekday after it, where a line goes on to another day."""
    return re.compile(rf"\s*[,;.]\s+(?:and\s+)?(?={alternatives(weekday_of())}(?![\w']))", re.IGNORECASE)


def only_days(text: str) -> bool:
    """True for names of days and nothing else."""
    found = _days().match(text)
    return found is not None and not re.search(r"\w", found[2])


def read_days(text: str, now: Reading) -> tuple[list[OpenDay], str, Told] | None:
    """The days that a line opens, what follows them, and how they were read; None where it opens none."""
    found = _days().match(text)
    if found is None:
        return None
    words = [one.group(0).rstrip(".") for one in re.finditer(_one_day(), found[1], re.IGNORECASE)]
    places = [weekday_of().get(word.lower()) for word in words]
    weekdays = [place for place in places if place is not None]
    labels = tuple(_spaced(word) for word, place in zip(words, places, strict=True) if place is None)
    reading = None
    if len(weekdays) == 2 and re.search(rf"^{_one_day()}\s*(?:-|to|through)\s*{_one_day()}$", found[1], re.IGNORECASE):
        first, last = weekdays
        weekdays = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        reading = say("day_range", first=weekday_name(first), last=weekday_name(last))
    if weekdays:
        opened = now.open([(weekday_name(place), place, labels) for place in dict.fromkeys(weekdays)])
    else:
        opened = now.open([(label[:1].upper() + label[1:], None, (label,)) for label in labels])
    names = ", ".join(day.name for day in opened)
    return opened, found[2], Told("day", reading or say("day", day=names))


def _spaced(label: str) -> str:
    return " ".join(re.sub(r"#", " ", label).split())


def read_title(text: str, now: Reading) -> Told | None:
    """``Leg day`` or ``Glutes:`` alone: a new day, or what the day that is open is for."""
    found = re.fullmatch(
        rf"\s*({heading_words('titles')})(?:\s+(?:day|workout|session))?\s*[:.\-]*\s*", text, re.IGNORECASE
    )
    if found is None:
        return None
    title = found[1].strip()
    here = now.current
    if here and not any(day.entries for day in here) and not here[-1].titled:
        for day in here:
            day.focus = title
        return Told("day", say("day_focus", day=", ".join(day.name for day in here), focus=title))
    if here and here[-1].name and not here[-1].titled:
        return Told("heading", say("heading"))
    opened = now.open([(text.strip(" :.-").capitalize(), None, (text.strip(" :.-"),))], titled=True)
    opened[0].focus = title
    return Told("day", say("day", day=opened[0].name))


def is_rest(text: str) -> bool:
    """True for words that leave the day free."""
    bare = re.sub(r"\([^)]*\)", "", text).strip(" .:,!-()")
    return re.fullmatch(heading_words("rest"), bare, re.IGNORECASE) is not None


def read_rest(text: str, now: Reading) -> Told | None:
    """``Rest`` alone, or after the name of a day."""
    if not is_rest(text):
        return None
    here = now.current
    if not here or any(day.entries for day in here):
        return Told("rest", say("rest_alone"))
    for day in here:
        day.rest = True
    return Told("rest", say("rest_day", day=", ".join(day.name or say("the_day") for day in here)))


@cache
def _same() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[:=-]?\s*\(?{heading_words('same')}\s*:?\s*({_one_day()})\)?(.*)", re.IGNORECASE | re.DOTALL
    )


def read_same(text: str, now: Reading) -> tuple[Told, str] | None:
    """``same as Monday``: its lifts for the day that is open, and what else is said; asked where there is none."""
    found = _same().match(text)
    if found is None or not now.current:
        return None
    words = found[1].rstrip(".")
    place = weekday_of().get(words.lower())
    other = now.find(_spaced(words) if place is None else weekday_name(place))
    if other is None:
        return Told("asked", say("same_which", words=words)), ""
    for day in now.current:
        day.entries += [one for one in other.entries if one not in day.entries]
        day.rest = False
    names = ", ".join(day.name or say("the_day") for day in now.current)
    return Told("same", say("same", day=names, other=other.name)), found[2]


_WAVE = (
    rf"{_WEEK}\s*#?({COUNT})(?:\s*(?:-|to|&|and)\s*({COUNT}))?\s*(?:[:=]|-(?=\s)|\()\s*(?:(\d{{1,2}})\s*x\s*)?({SPAN})",
    rf"{_WEEK}\s*#?({COUNT})()\s+(?:(\d{{1,2}})\s*x\s*)?({SPAN})",
)


def read_waves(text: str, now: Reading) -> Told | None:
    """Weeks with their repetitions: ``week 1: 12-15, week 2: 9-12``, or ``weekly waves: 12-15, 9-12, 6-8``."""
    for pattern in _WAVE:
        found = list(re.finditer(pattern + r"(?!\s*(?:%|kg|lb|x|days?))", text, re.IGNORECASE))
        if found and _only_waves(re.sub(pattern, " ", text, flags=re.IGNORECASE)):
            told = [(int(one[1]), int(one[2] or one[1]), one[3], one[4]) for one in found]
            weeks = [(week, sets, reps) for first, last, sets, reps in told for week in range(first, min(last, 60) + 1)]
            return _keep(weeks, text, now)
    if re.search(rf"\b{heading_words('wave')}\b", text, re.IGNORECASE):
        spans = re.findall(rf"(?<![\dx]){SPAN}", text)
        rest = re.sub(SPAN, " ", text)
        if len(spans) >= 2 and _only_waves(rest):
            return _keep([(number + 1, None, span) for number, span in enumerate(spans)], text, now)
    return None


def _keep(weeks: list[tuple[int, str | None, str]], text: str, now: Reading) -> Told | None:
    parts = []
    for week, sets, written in weeks:
        numbers = [int(one) for one in re.findall(r"\d{1,3}", written)][:2]
        if not 0 < week <= _MOST_WEEKS or 0 in numbers:
            return None
        now.waves[week] = Wave(week, (min(numbers), max(numbers)), int(sets) if sets else None)
        parts.append(say("wave", week=week, reps=ends("reps_bare", now.waves[week].reps)))
    now.restart = now.restart or says_restart(text)
    return Told("wave", ", ".join(parts))


def says_restart(text: str) -> bool:
    """True where the wave is said to begin anew."""
    return re.search(r"\brestart|\brepeat|start\s+over|\bagain\b", text, re.IGNORECASE) is not None


def _only_waves(rest: str) -> bool:
    """True where nothing but words of a wave stands beside the numbers."""
    allowed = {*table()["headings"]["wave_rest"]}
    return all(word in allowed for word in re.findall(r"[^\W_]+", rest.lower()))


def read_week(text: str, now: Reading) -> tuple[Told, str] | None:
    """``Week 2`` before the days of that week, and what stands after it."""
    found = re.match(rf"\s*{_WEEK}\s*#?(\d{{1,2}})(?![\d-])\s*[:.)\-(]*\s*(.*)", text, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    now.week, now.current = int(found[1]), []
    return Told("week", say("week", week=int(found[1]))), found[2]
