"""A routine as TOML: days with their lifts, or the ``[[training.day]]`` and ``[[training.lift]]`` of a case."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from thrustworthy.prescription.routine._build import Reading, Told, filled, worst
from thrustworthy.prescription.routine._cells import fields_of, open_day, read_fields
from thrustworthy.prescription.routine._clean import clean, lines_of
from thrustworthy.prescription.routine._entries import read_lifts
from thrustworthy.prescription.routine._headings import is_rest, read_waves, says_restart
from thrustworthy.prescription.routine._model import Entry, Kind, Line, Routine
from thrustworthy.prescription.routine._tables import say

_HEAD = re.compile(r"\s*\[\[?\s*([\w.\-\"' ]+?)\s*\]\]?\s*(?:#.*)?$")
_DAYS = ("day", "days")
_LIFTS = ("lift", "lifts", "entry", "entries", "exercise", "exercises")
_WAVES = ("waves", "rep_waves", "wave")
_MOST_JOINED = 200
"""Lines of one value that are joined at most."""


def read_toml_routine(text: str, units: str = "kg") -> Routine | None:
    """The routine of a TOML text; None where the text is no TOML, or has no days and no lifts."""
    try:
        whole = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    keys = {*whole, *(whole["training"] if isinstance(whole.get("training"), dict) else ())}
    if not keys & {*_DAYS, *_LIFTS}:
        return None
    return _Tables(lines_of(text), units).read()


class _Tables:
    """The lines of a TOML text, one table after another: a value may go over several lines, a table over many."""

    def __init__(self, lines: list[str], units: str) -> None:
        self._lines = lines
        self._now = Reading(units)
        self._told: list[Told] = []
        self._table = ""
        self._row: dict[str, str] = {}
        self._head = 0
        self._aside = False
        self._apart: dict[str, Entry] = {}

    def read(self) -> Routine:
        while len(self._told) < len(self._lines):
            line = self._lines[len(self._told)]
            if not line.strip():
                self._told.append(Told("blank", say("blank")))
            elif line.lstrip().startswith("#"):
                self._told.append(Told("note", say("note")))
            elif head := _HEAD.match(line):
                self._close()
                self._table, self._head = head[1].split(".")[-1].strip("\"' "), len(self._told)
                # The lifts of a case stand beside its days, with the amounts of each.
                self._aside = head[1].replace(" ", "") == "training.lift"
                known = self._table in (*_DAYS, *_LIFTS, "training")
                self._told.append(Told("heading" if known else "unread", say("heading" if known else "not_routine")))
            else:
                self._told += self._value()
        self._close()
        self._merge()
        days, waves = self._now.finish()
        made = [
            Line(number, line, one.kind, one.reading, one.guess)
            for number, (line, one) in enumerate(zip(self._lines, self._told, strict=True), start=1)
        ]
        return Routine(tuple(made), days, waves, self._now.restart)

    def _value(self) -> list[Told]:
        """One key with its value: as many lines as the value has, the first of them telling what it came to."""
        start = len(self._told)
        for count in range(1, min(_MOST_JOINED, len(self._lines) - start) + 1):
            try:
                found = tomllib.loads("\n".join(self._lines[start : start + count]))
            except (tomllib.TOMLDecodeError, RecursionError, ValueError):
                continue
            told = [self._key(key, value, start + 1) for key, value in found.items()] or [Told("note", say("note"))]
            first = worst(told)
            kind: Kind = "unread" if first.kind == "unread" else "note"
            return [first] + [Told(kind, say("continued"))] * (count - 1)
        return [Told("unread", say("unread"))]

    def _key(self, key: str, value: Any, line: int) -> Told:
        if key in _WAVES and isinstance(value, list):
            return self._waves(value)
        if key in ("note", "notes", "title", "name") and self._table not in (*_DAYS, *_LIFTS):
            self._now.restart = self._now.restart or says_restart(str(value))
            return Told("note", say("note"))
        if self._table in _DAYS:
            return self._of_day(key, value, line)
        if self._table in _LIFTS and isinstance(value, (str, int, float)) and not isinstance(value, bool):
            field = "exercise" if key in ("lift", "exercise", "name") else fields_of(key)
            if field is None:
                return Told("unread", say("unread"))
            self._row[field] = str(value)
            return Told("detail", clean(f"{key}: {value}"))
        if self._table in ("", "training") and key in (*_DAYS, *_LIFTS) and isinstance(value, list):
            return self._inline(key, value, line)
        return Told("unread", say("not_routine"))

    def _inline(self, key: str, value: list[Any], line: int) -> Told:
        """Lifts or days that stand in one list."""
        told = []
        for one in value:
            if isinstance(one, dict):
                row = {
                    ("exercise" if name in ("lift", "name") else fields_of(name) or name): str(v)
                    for name, v in one.items()
                }
                told.append(read_fields(row, self._now, line))
            else:
                told.append(self._lift(str(one), line))
        return worst(told) if told else Told("note", say("note"))

    def _of_day(self, key: str, value: Any, line: int) -> Told:
        if key in ("day", "name") and isinstance(value, str):
            open_day(value, self._now)
            return Told("day", say("day", day=clean(value)))
        if key == "focus" and isinstance(value, str):
            for day in self._now.at():
                day.focus = value
            return Told("day", clean(f"{key}: {value}"))
        if key == "rest" and value is True:
            for day in self._now.at():
                day.rest = True
            return Told("rest", say("rest_alone"))
        if key in _LIFTS and isinstance(value, list):
            return self._inline(key, value, line)
        if key in ("note", "notes"):
            return Told("note", say("note"))
        return Told("unread", say("unread"))

    def _lift(self, text: str, line: int) -> Told:
        if is_rest(text):
            return Told("rest", say("rest_alone"))
        found = read_lifts(clean(text), self._now, line, listed=True, group=None)
        return found or Told("unread", say("unread"))

    def _waves(self, value: list[Any]) -> Told:
        text = "weekly waves: " + ", ".join(clean(str(one)) for one in value)
        return read_waves(text, self._now) or Told("unread", say("unread"))

    def _close(self) -> None:
        """The end of a lift's table: it goes to the day, or, in a case, to the lifts of that name in every day."""
        if not self._row:
            return
        row, self._row = self._row, {}
        now = Reading(self._now.units) if self._aside else self._now
        if "day" in row:
            open_day(row["day"], now)
        self._told[self._head] = read_fields(row, now, self._head + 1)
        if self._aside and (last := now.last()) is not None:
            self._apart[last.lift or last.name] = last

    def _merge(self) -> None:
        """Amounts told apart go to the lifts of the days; where no day has the lift, it stands on a day unnamed."""
        named = {entry.lift or entry.name for day in self._now.days for entry in day.entries}
        for day in self._now.days:
            day.entries = [filled(one, self._apart.get(one.lift or one.name)) for one in day.entries]
        left = [entry for name, entry in self._apart.items() if name not in named]
        if left:
            self._now.open([("", None, ())])
        for entry in left:
            self._now.add(entry)
