"""A routine in words, read line by line: every line is read, asked about, or said to be not read."""

from __future__ import annotations

import re

from thrustworthy.prescription.routine._build import OpenDay, Reading, Told, worst
from thrustworthy.prescription.routine._clean import clean, is_across, lines_of, without_bullet
from thrustworthy.prescription.routine._csv import read_csv
from thrustworthy.prescription.routine._dose import read_dose
from thrustworthy.prescription.routine._entries import pieces, read_lifts, read_named
from thrustworthy.prescription.routine._headings import (
    next_day,
    only_days,
    read_days,
    read_rest,
    read_same,
    read_title,
    read_waves,
    read_week,
)
from thrustworthy.prescription.routine._model import Line, Routine
from thrustworthy.prescription.routine._spoken import amount
from thrustworthy.prescription.routine._tables import heading_words, say
from thrustworthy.prescription.routine._toml import read_toml_routine

_COMMENT = re.compile(r"^\s*(#+|//|;|%|>)\s*")
_TRAILING = re.compile(r"\s(?:#|//)\s.*$")


def read_routine(text: str, units: str = "kg") -> Routine:
    """A routine as people write it: a table (CSV), TOML, or words.

    units: of loads without a unit, ``kg`` or ``lb``. Every line of the text is one ``Line`` of the result, in order:
    read, asked about, or not read. Nothing raises.
    """
    return read_toml_routine(text, units) or read_csv(text, units) or read_text(text, units)


def read_text(text: str, units: str = "kg") -> Routine:
    """A routine in words. units: of loads without a unit. Every line of the text is one ``Line``; nothing raises."""
    now = Reading(units)
    lines = []
    for number, raw in enumerate(lines_of(text), start=1):
        told = _line(raw, now, number)
        lines.append(Line(number, raw, told.kind, told.reading, told.guess))
    days, waves = now.finish()
    return Routine(tuple(lines), days, waves, now.restart)


def _line(raw: str, now: Reading, number: int) -> Told:
    text = clean(raw)
    if not text:
        return Told("blank", say("blank"))
    if is_across(text):
        return Told("heading", say("across"))
    if found := _COMMENT.match(text):
        return _comment(text[found.end() :], found[1], now, number)
    told = []
    for piece in _day_by_day(_TRAILING.sub("", text)):
        told.append(_piece(piece, now, number))
    return worst(told)


def _day_by_day(text: str) -> list[str]:
    """A line cut where it goes on to another day; days one after another ("Mon, Wed, Fri:") stay together."""
    found: list[str] = []
    for piece in next_day().split(text):
        if found and only_days(found[-1]):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found


def _comment(text: str, mark: str, now: Reading, number: int) -> Told:
    """A heading of a document is read like any line; another comment is a note."""
    if mark.startswith("#"):
        if not re.search(r"\w", text):
            return Told("heading", say("across"))
        for told in (read_waves(text, now), _week(text, now, number), _day(text, now, number), read_title(text, now)):
            if told is not None:
                return told
        return Told("heading", say("heading"))
    return Told("note", say("note"))


def _piece(text: str, now: Reading, number: int) -> Told:
    text, listed, group = without_bullet(text)
    if not re.search(r"\w", text):
        return Told("unread", say("unread"))
    if told := read_waves(text, now):
        return told
    if told := _week(text, now, number):
        return told
    if told := _day(text, now, number):
        return told
    if told := read_rest(text, now):
        return told
    if same := read_same(text, now):
        return same[0]
    if told := read_title(text, now):
        return told
    if told := _heading(text, now, number):
        return told
    if told := _for_all(text, now):
        return told
    if told := read_lifts(text, now, number, listed=listed, group=group):
        return told
    return Told("unread", say("unread"))


def _week(text: str, now: Reading, number: int) -> Told | None:
    found = read_week(text, now)
    if found is None:
        return None
    told, rest = found
    if not re.search(r"\w", rest):
        return told
    further = _day(rest, now, number) or read_lifts(rest, now, number, listed=False, group=None)
    return worst([told, further]) if further else told


def _day(text: str, now: Reading, number: int) -> Told | None:
    before = list(now.current), now.group, now.warm_up, len(now.days)
    found = read_days(text, now)
    if found is None:
        return None
    opened, rest, told = found
    rest = rest.strip(" \t:.,-|)")
    if not re.search(r"\w", rest):
        return told
    further = _of_day(rest, opened, now, number)
    if further is None:
        # "Sat down for three minutes" opens no day: nothing is kept of it.
        now.current, now.group, now.warm_up = before[0], before[1], before[2]
        del now.days[before[3] :]
        return None
    # Rest, "same as" and a focus name the day themselves.
    return further if further.kind in ("rest", "same", "day") else worst([told, further])


def _of_day(text: str, opened: list[OpenDay], now: Reading, number: int) -> Told | None:
    """What stands behind the name of a day: rest, another day's lifts, lifts, or what the day is for."""
    text = without_bullet(text)[0]
    if told := read_rest(text, now):
        return told
    if same := read_same(text, now):
        return same[0]
    if any(read_named(part, now.units).match.known for part in pieces(text, now.units)):
        focus, lifts = _focus_first(text, now)
        if focus:
            _focus(opened, focus)
        return read_lifts(lifts, now, number, listed=True, group=None)
    if read_dose(text, now.units).told:
        return read_lifts(text, now, number, listed=True, group=None)
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > 6:
        return None
    focus = text.strip(" ()")
    _focus(opened, focus)
    return Told("day", say("day_focus", day=", ".join(day.name for day in opened), focus=focus))


def _focus(opened: list[OpenDay], focus: str) -> None:
    for day in opened:
        day.focus = day.focus or focus


def _focus_first(text: str, now: Reading) -> tuple[str, str]:
    """``glutes (thrust, lunge)``: the words before the bracket or colon, where they name no lift themselves."""
    found = re.match(r"([^(:\d]{2,40}?)\s*(?:\(|:|\s-\s)\s*(.+)$", text, re.DOTALL)
    if found is None or read_named(found[1], now.units).match.known:
        return "", text
    return found[1].strip(), found[2].rstrip(" )") if "(" in text else found[2]


def _heading(text: str, now: Reading, number: int) -> Told | None:
    """``Superset 1:``, ``Warm-up``, ``Accessories``: what follows belongs together, or does not count."""
    found = re.match(
        rf"\s*({heading_words('superset')})\b\s*#?(?:[a-h0-9]{{1,2}}\b)?(?:\s*x\s*\d+)?\s*(:|-|$)\s*(.*)$",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return None
    warm = re.fullmatch(heading_words("warm_up"), found[1], re.IGNORECASE) is not None
    if found[3]:
        if warm:
            return _warm_up(found[3], now, number)
        return read_lifts(found[3], now, number, listed=True, group=found[1]) if found[2] else None
    now.warm_up = warm
    now.group = found[1] if re.search("set|circuit", found[1], re.IGNORECASE) else None
    return Told("heading", say("heading"))


def _warm_up(text: str, now: Reading, number: int) -> Told:
    before, now.warm_up = now.warm_up, True
    told = read_lifts(text, now, number, listed=False, group=None)
    now.warm_up = before
    return told if told is not None and told.kind == "entry" else Told("note", say("note"))


def _for_all(text: str, now: Reading) -> Told | None:
    """``All exercises 3x12``: amounts for every lift that has none of its own."""
    found = re.match(rf"\s*(?:do\s+|for\s+)?{heading_words('every')}\b\s*:?\s*(.+)$", text, re.IGNORECASE)
    if found is None:
        return None
    dose = read_dose(found[1], now.units)
    if not dose.told or re.search(r"[^\W\d_]{3,}", dose.before):
        return None
    now.every = dose
    return Told("detail", say("for_all", what=amount(dose, now.units)))
