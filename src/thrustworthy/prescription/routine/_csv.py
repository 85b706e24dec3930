"""A routine as a table with a row of titles: day, exercise, sets, reps, load and so on."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from thrustworthy.prescription.routine._build import Reading, Told
from thrustworthy.prescription.routine._cells import fields_of, open_day, read_fields, unit_in
from thrustworthy.prescription.routine._clean import is_across, lines_of
from thrustworthy.prescription.routine._headings import read_waves
from thrustworthy.prescription.routine._model import Line, Routine
from thrustworthy.prescription.routine._tables import say

_SEPARATORS = ",;\t|"
_LEAST = 2
"""Titles that are known, for a text to be taken as a table."""


def read_csv(text: str, units: str = "kg") -> Routine | None:
    """The routine of a table; None where the text is none. Every line of the text is one ``Line``."""
    lines = lines_of(text)
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    separator = max(_SEPARATORS, key=lines[first].count)
    rows = lines
    if lines[first].lstrip().startswith("|"):
        # A table of a document: its rows stand between bars.
        separator, rows = "|", [line.strip().removeprefix("|").removesuffix("|").replace('"', "") for line in lines]
    try:
        return _table(lines, rows, first, separator, units)
    except csv.Error:
        return None


def _table(lines: list[str], plain: list[str], first: int, separator: str, units: str) -> Routine | None:
    rows = csv.reader((line + "\n" for line in plain[first:]), delimiter=separator)
    titles = [title.strip("\ufeff ") for title in next(rows)]
    fields = [fields_of(title) for title in titles]
    if "exercise" not in fields or len({*fields} - {None}) < _LEAST:
        return None
    unit = next((unit_in(title) for title, field in zip(titles, fields, strict=True) if field == "load"), None)
    now = Reading(units)
    told = [Told("blank", say("blank"))] * first
    told += [Told("heading", say("header"))] + [Told("note", say("continued"))] * (rows.line_num - 1)
    before = rows.line_num
    for cells in rows:
        number = first + before + 1
        told.append(_row(cells, fields, now, number, unit))
        told += [Told("note", say("continued"))] * (rows.line_num - before - 1)
        before = rows.line_num
    days, waves = now.finish()
    made = [
        Line(number, line, one.kind, one.reading, one.guess)
        for number, (line, one) in enumerate(zip(lines, told, strict=True), start=1)
    ]
    return Routine(tuple(made), days, waves, now.restart)


def _row(cells: list[str], fields: list[str | None], now: Reading, number: int, unit: str | None) -> Told:
    if not any(cell.strip() for cell in cells):
        return Told("blank", say("blank"))
    if is_across("".join(cells)):
        return Told("heading", say("across"))
    row: Mapping[str, str] = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
    if len([cell for cell in cells if cell.strip()]) == 1 and (
        told := read_waves(next(c for c in cells if c.strip()), now)
    ):
        return told
    if week := row.get("week", "").strip():
        digits = "".join(one for one in week if one.isdecimal())[:3]
        now.week = int(digits) if digits else now.week
    open_day(row.get("day", ""), now)
    if focus := row.get("focus", "").strip():
        for day in now.at():
            day.focus = day.focus or focus
    return read_fields(row, now, number, unit)
