"""How much of a lift one line asks for: numbers taken out of the text one kind after another, the name left over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from thrustworthy.case import Mass
from thrustworthy.prescription.routine import _patterns as p
from thrustworthy.prescription.routine._model import Span
from thrustworthy.prescription.routine._tables import heading_words, table

_GAP = "\0"
"""Stands where something was taken out."""
_MOST = 999


@dataclass
class Dose:
    """What was found. Names and meanings as of ``Entry``; ``before``, ``after``: the text around what was taken out."""

    sets: Span | None = None
    reps: Span | None = None
    each: tuple[int, ...] = ()
    amrap: bool = False
    seconds: Span | None = None
    load: float | None = None
    supposed_unit: bool = False
    of_body: float | None = None
    percent: tuple[float, float] | None = None
    rir: Span | None = None
    rpe: tuple[float, float] | None = None
    tempo: str | None = None
    rest: Span | None = None
    per_side: bool = False
    warm_up: bool = False
    before: str = ""
    after: tuple[str, ...] = field(default=())

    @property
    def told(self) -> bool:
        """True where any amount was found."""
        return bool(
            self.sets or self.reps or self.each or self.amrap or self.seconds or self.load is not None or self.of_body
            or self.percent or self.rir or self.rpe or self.tempo or self.rest or self.per_side
        )  # fmt: skip


def read_dose(text: str, units: str = "kg") -> Dose:
    """The amounts of one line. text: cleaned (see ``clean``). units: of a load that has none."""
    dose = Dose()
    text = p.number_words().sub(_in_figures, text)
    for pattern, take in _rules(units):
        found = pattern.search(text)
        if found is not None and take(dose, found):
            text = text[: found.start()] + _GAP + text[found.end() :]
    warm = re.compile(rf"\b{heading_words('warm_up')}\b", re.IGNORECASE)
    if warm.search(text):
        dose.warm_up = True
        text = warm.sub(" ", text)
    parts = [re.sub(r"^x\b|\bx$", "", part.strip()).strip(" \t,;:|@-") for part in text.split(_GAP)]
    dose.before = parts[0]
    dose.after = tuple(part for part in parts[1:] if re.search(r"\w", part))
    return dose


def _in_figures(found: re.Match[str]) -> str:
    return str(table()["numbers"][found.group(0).lower()])


Take = Callable[[Dose, re.Match[str]], bool]


def _rules(units: str) -> list[tuple[re.Pattern[str], Take]]:
    """Patterns in the order in which they are looked for: what is told apart by its words first."""
    return [
        (p.REST, _rest),
        (p.REST_AFTER, _rest),
        (p.TEMPO, _tempo),
        (p.TEMPO_BEFORE, _tempo),
        (p.TEMPO_BARE, _tempo_bare),
        (p.SCHEME, _each),
        (p.PERCENT, _percent),
        (p.OF_BODY, _of_body),
        (p.SETS_REPS_LOAD, _sets_reps_load),
        (p.LOAD_FIRST, _load_first),
        (p.DUMBBELLS, _dumbbells),
        (p.REPS_LOAD, _reps_load),
        (p.WITH_UNIT, _load),
        (p.RIR, _rir),
        (p.RIR_BEFORE, _rir),
        (p.RPE, _rpe),
        (p.RPE_BEFORE, _rpe),
        (p.AT_NUMBER, lambda dose, found: _at_number(dose, found, units)),
        (p.SIDE_SETS, _side_sets),
        (p.SETS_OF, _sets_of),
        (p.SETS, _sets),
        (p.REPS, _reps),
        (p.HOLD, _hold),
        (p.COMMAS, _each),
        (p.DASHES, _each),
        (p.CHAIN, lambda dose, found: _chain(dose, found, units)),
        (p.AS_MANY, _as_many),
        (p.PER_SIDE, _per_side),
        (p.NO_LOAD, _no_load),
        (p.BARE_SPAN, _bare),
        (p.BARE_END, _bare),
    ]


def span_of(text: str) -> Span | None:
    """``8-10`` or ``8``, the lower first; None for anything else."""
    numbers = [int(one) for one in re.findall(r"\d{1,3}", text)][:2]
    if not numbers:
        return None
    return min(numbers), max(numbers)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def kilograms(number: float, unit: str) -> float:
    """A load in kg. unit: any word for kilograms or pounds."""
    return number * Mass.read("1 lb").kg if unit.lower().startswith(("lb", "pound", "#")) else number


def _seconds(text: str) -> Span | None:
    """A time in s; a number alone is minutes where it is small."""
    text = text.lower()
    if ":" in text:
        minutes, seconds = text.split(":")
        whole = int(minutes) * 60 + int(seconds)
        return whole, whole
    numbers = [float(one) for one in re.findall(r"\d+(?:\.\d)?", text)][:2]
    if not numbers:
        return None
    unit = re.sub(r"[\d\s.-]", "", text)
    minutes_meant = unit.startswith("m") or unit == "'" or (not unit and numbers[0] < table()["bare"]["seconds_from"])
    found = [round(one * (60 if minutes_meant else 1)) for one in numbers]
    return min(found), max(found)


def _rest(dose: Dose, found: re.Match[str]) -> bool:
    if dose.rest is not None:
        return False
    dose.rest = _seconds(found[1])
    return dose.rest is not None


def _tempo(dose: Dose, found: re.Match[str]) -> bool:
    if dose.tempo is not None:
        return False
    dose.tempo = "-".join(re.findall(r"[\dx]", found[1].lower()))
    return True


def _tempo_bare(dose: Dose, found: re.Match[str]) -> bool:
    """5-5-5 and 5-3-1 without the word are repetitions set by set."""
    figures = re.findall(r"[\dx]", found[1].lower())
    falling = "x" not in figures and all(int(a) > int(b) for a, b in pairwise(figures))
    if falling or len({*figures}) == 1:
        return False
    return _tempo(dose, found)


def _percent(dose: Dose, found: re.Match[str]) -> bool:
    ends = [_number(one) for one in (found[1], found[2]) if one]
    if not ends or max(ends) > 150:
        return False
    dose.percent = (min(ends), max(ends))
    return True


def _of_body(dose: Dose, found: re.Match[str]) -> bool:
    times = _number(found[1])
    if not 0 < times < 10 or re.search(r"x\s*$", found.string[: found.start(1)]):
        return False
    if "." not in found[1] and re.match(r"\s*body", found.string[found.end(1) :]):
        return False
    dose.of_body = times
    return True


def _sets_reps_load(dose: Dose, found: re.Match[str]) -> bool:
    dose.sets, dose.reps = span_of(found[1]), span_of(found[2])
    dose.load = kilograms(_number(found[3]), found[4])
    return True


def _load_first(dose: Dose, found: re.Match[str]) -> bool:
    dose.load = _heaviest(found[1], found[2])
    dose.reps, dose.sets = span_of(found[3]), span_of(found[4] or "")
    return True


def _side_sets(dose: Dose, found: re.Match[str]) -> bool:
    if dose.reps is not None:
        return False
    dose.reps, dose.sets, dose.per_side = span_of(found[1]), span_of(found[2]), True
    return True


def _heaviest(text: str, unit: str) -> float:
    """The heaviest of several loads; those without a unit have the last one's."""
    return max(kilograms(_number(number), own or unit) for number, own in p.ONE_LOAD.findall(text))


def _dumbbells(dose: Dose, found: re.Match[str]) -> bool:
    words = found.group(0).lower()
    if not re.match(r"\s*(?:@|at|with|w/|using|load|weight|,)", words) and not re.search(r"[dk]b|bell|hand", words):
        return False
    dose.load = 2 * kilograms(_number(found[1]), found[2])
    return True


def _reps_load(dose: Dose, found: re.Match[str]) -> bool:
    dose.reps, dose.load = span_of(found[1]), kilograms(_number(found[2]), found[3])
    return True


def _load(dose: Dose, found: re.Match[str]) -> bool:
    if dose.load is None:
        dose.load = _heaviest(found[1], found[2])
    return True


def _rir(dose: Dose, found: re.Match[str]) -> bool:
    if dose.rir is not None:
        return False
    ends = [int(one) for one in found.groups() if one]
    dose.rir = (min(ends), max(ends))
    return True


def _rpe(dose: Dose, found: re.Match[str]) -> bool:
    if dose.rpe is not None:
        return False
    ends = [float(one) for one in found.groups() if one]
    dose.rpe = (min(ends), max(ends))
    return True


def _at_number(dose: Dose, found: re.Match[str], units: str) -> bool:
    ends = [_number(one) for one in found.groups() if one]
    if max(ends) <= table()["bare"]["effort_at_most"]:
        if dose.rpe is None:
            dose.rpe = (min(ends), max(ends))
    elif dose.load is None:
        dose.load, dose.supposed_unit = kilograms(max(ends), units), True
    return True


def _sets_of(dose: Dose, found: re.Match[str]) -> bool:
    dose.sets = span_of(found[1])
    if found[2]:
        dose.reps = span_of(found[2])
    else:
        _many(dose, found[3])
    return True


def _sets(dose: Dose, found: re.Match[str]) -> bool:
    dose.sets = dose.sets or span_of(found[1] or found[2])
    return True


def _reps(dose: Dose, found: re.Match[str]) -> bool:
    dose.reps = dose.reps or span_of(found[1] or found[2] or found[3])
    return True


def _hold(dose: Dose, found: re.Match[str]) -> bool:
    if found[1]:
        dose.sets = span_of(found[1])
    dose.seconds = span_of(found[2] or found[3] or "")
    return dose.seconds is not None


def _each(dose: Dose, found: re.Match[str]) -> bool:
    numbers = tuple(int(one) for one in re.findall(r"\d{1,2}", found[1]))
    if 0 in numbers or dose.reps or dose.each:
        return False
    dose.each = numbers
    dose.sets, dose.reps = (len(numbers), len(numbers)), (min(numbers), max(numbers))
    return True


def _chain(dose: Dose, found: re.Match[str], units: str) -> bool:
    first, second, third = found[1], found[2], found[3]
    if dose.reps is not None:
        return False
    if third and not re.search(r"-|to", first) and _number(first) >= table()["bare"]["load_from"]:
        dose.load, dose.supposed_unit = kilograms(_number(first), units), True
        dose.reps, dose.sets = span_of(second), span_of(third)
        return dose.reps is not None
    if re.search(r"[.,]", first):
        return False
    if dose.sets is None:
        dose.sets = span_of(first)
    if re.match(p.AMRAP, second, re.IGNORECASE):
        _many(dose, second)
    else:
        dose.reps = span_of(second)
    if third and dose.load is None:
        dose.load, dose.supposed_unit = kilograms(_number(third), units), True
    return True


def _as_many(dose: Dose, found: re.Match[str]) -> bool:
    _many(dose, found.group(0))
    return True


def _many(dose: Dose, words: str) -> None:
    dose.amrap = True
    if words.lower().startswith("f") or "failure" in words.lower():
        dose.rir = dose.rir or (0, 0)


def _per_side(dose: Dose, found: re.Match[str]) -> bool:
    dose.per_side = True
    return True


def _no_load(dose: Dose, found: re.Match[str]) -> bool:
    if dose.load is None and dose.of_body is None:
        dose.load = 0.0
    # The words belong to some names ("body-weight squat"): left where a name follows at once.
    return not re.match(r"\s*[a-z]", found.string[found.end() :], re.IGNORECASE)


def _bare(dose: Dose, found: re.Match[str]) -> bool:
    if dose.reps or dose.seconds or dose.amrap:
        return False
    told = span_of(found[1])
    if told is None or not 0 < told[0] <= _MOST:
        return False
    dose.reps = told
    return True
