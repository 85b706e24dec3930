"""A lift told in named fields, as a table's row or a TOML table has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from thrustworthy.prescription.routine._build import Reading, Told, entry_of
from thrustworthy.prescription.routine._clean import clean
from thrustworthy.prescription.routine._dose import Dose, kilograms, read_dose, span_of
from thrustworthy.prescription.routine._entries import question, read_named
from thrustworthy.prescription.routine._headings import is_rest, read_days
from thrustworthy.prescription.routine._model import Guess
from thrustworthy.prescription.routine._spoken import entry_words
from thrustworthy.prescription.routine._tables import say, table


@cache
def fields_of(title: str) -> str | None:
    """The field that a column or key stands for; None for a word that is none."""
    plain = " ".join(title.strip().lower().replace("_", " ").split())
    for name, words in table()["csv"].items():
        if plain in words or plain.replace(" ", "_") in words:
            return str(name)
    return None


def unit_in(title: str) -> str | None:
    """The unit that a column's title names."""
    found = re.search(r"\b(kg|lbs?)\b", title.lower())
    return None if found is None else found[1]


def open_day(text: str, now: Reading) -> None:
    """The day of a row, by its weekday or whatever it is called."""
    text = clean(text)
    if not text:
        return
    found = read_days(text, now)
    if found is None:
        now.open([(text, None, (text,))])
    elif focus := found[1].strip(" :.,-()"):
        for day in found[0]:
            day.focus = day.focus or focus


def read_fields(row: Mapping[str, str], now: Reading, line: int, unit: str | None = None) -> Told:
    """Add the lift of one row. row: text by field; unit: of the loads, where the title says it."""
    name = clean(row.get("exercise", ""))
    if not name:
        return Told("unread", say("unread"))
    if is_rest(name):
        for day in now.at():
            day.rest = True
        return Told("rest", say("rest_alone"))
    named = read_named(name, now.units)
    dose = named.dose
    _fill(dose, row, unit or row.get("unit") or now.units)
    note = "; ".join(part for part in (named.note, clean(row.get("note", ""))) if part) or None
    entry = entry_of(named.match, named.name or name, dose, line, None, note)
    now.add(entry)
    match = named.match
    if entry.asked:
        first = Guess(match.others[0], match.score, "") if match.others else None
        return Told("asked", question(entry.name, match), first)
    guess = Guess(match.lift, match.score, match.why) if match.lift is not None and match.score < 1 else None
    return Told("entry", entry_words(entry, now.units), guess)


def _fill(dose: Dose, row: Mapping[str, str], unit: str) -> None:
    """The amounts of the fields; what a field says wins over what stands in the name."""
    cells = {name: clean(text) for name, text in row.items()}
    if whole := cells.get("dose"):
        for name, value in vars(read_dose(whole, unit)).items():
            if name not in ("before", "after") and value not in (None, (), False):
                setattr(dose, name, value)
    dose.sets = span_of(cells.get("sets", "")) or dose.sets
    if reps := cells.get("reps"):
        bare = re.fullmatch(r"\d{1,3}(?:\s*(?:-|to)\s*\d{1,3})?\+?", reps)
        found = replace(Dose(), reps=span_of(reps)) if bare else read_dose(reps, unit)
        if not (found.reps or found.each or found.amrap or found.seconds):
            found.reps = span_of(reps)
        for name in ("reps", "each", "amrap", "seconds", "per_side", "rir"):
            setattr(dose, name, getattr(found, name) or getattr(dose, name))
        if found.each or (found.sets and not dose.sets):
            dose.sets = found.sets
    if load := cells.get("load"):
        found = read_dose(load, unit)
        number = re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})?", load)
        if number:
            dose.load = kilograms(float(load.replace(",", ".")), unit)
        elif found.load is not None:
            dose.load = found.load
        dose.percent = found.percent or dose.percent
        dose.of_body = found.of_body or dose.of_body
    dose.rir = span_of(cells.get("rir", "")) or dose.rir
    for field, before in (("rpe", "rpe "), ("percent", ""), ("tempo", "tempo "), ("rest", "rest ")):
        if text := cells.get(field):
            written = f"{text}%" if field == "percent" and "%" not in text else before + text
            setattr(dose, field, getattr(read_dose(written, unit), field) or getattr(dose, field))
