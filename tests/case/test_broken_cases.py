"""Every fault of a broken case is reported by its path, in one sentence, all at once, and nothing else happens."""

import copy
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from thrustworthy.case import CaseError, parse_case

PAGE = Path(__file__).resolve().parents[2] / "docs" / "case-format.md"
VARIANTS = 10
KINDS_OF_FAULT = 69
MOST_FAULTS = 5

SOUND: dict[str, Any] = {
    "format": 1,
    "name": "sound",
    "title": "A sound case to break",
    "asked_on": date(2012, 7, 24),
    "units": "kg",
    "origin": {"inferred": ["goal.lift"], "constructed": ["body.mass"]},
    "body": {"sex": "female", "age": 30, "height": "1.70 m", "mass": "65 kg"},
    "goal": {"aim": "strength", "lift": "barbell_hip_thrust", "load": "100 kg"},
    "training": {
        "active": True,
        "experience": "4 years",
        "lift": [
            {"lift": "barbell_hip_thrust", "load": "90 kg", "reps": 8, "for_time": "a year", "heaved": False},
            {"lift": "back_squat", "load": "80 kg", "reps": 5, "best": True, "days_per_week": 2},
            {"lift": "deadlift", "load": "100 kg", "reps": 5, "best": True},
        ],
        "day": [{"day": "Monday", "lifts": ["barbell_hip_thrust"]}],
        "rep_waves": ["12-15"],
    },
    "symptoms": {"fever": False, "back_pain": True, "back_pain_level": 2, "leg_weakness": "none"},
    "conditions": {"osteoporosis": False},
    "pregnancy": {"now": False},
    "birth": {"recent": True, "date": "5 months ago"},
    "history": {
        "complete": True,
        "item": [
            {"kind": "hip_replacement", "date": date(2011, 10, 4), "approach": "posterior", "bans": ["squat_heavy"]},
            {"kind": "hernia_repair", "date": "2011-05", "detail": "groin_open", "note": "left"},
            {"kind": "shoulder_surgery", "date": "2012-01", "clearance": {"given": True, "on": "2012-04"}},
            {"kind": "disc", "label": "L4/5", "date": "at age 22"},
            {"kind": "knee_replacement", "date": "2010", "clearance": {"given": True, "max_hip_flexion": 90}},
            {"kind": "back_injury", "date": "2009"},
        ],
    },
    "equipment": {"bench": True, "plate_pairs": ["20 kg"], "bench_height": "16 in"},
    "test": [{"test": "bridge_hold", "value": 60, "on": "2012-07"}],
}


def written(value: Any) -> str:
    """Write a value in TOML, tables inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(one) for one in value) + "]"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return json.dumps(value).replace("\x7f", "\\u007f") if isinstance(value, str) else repr(value)


def as_toml(case: dict[str, Any]) -> str:
    """Write a case in TOML, one key a line."""
    return "".join(f"{json.dumps(key)} = {written(value)}\n" for key, value in case.items())


@dataclass(frozen=True)
class Fault:
    """A way to break a case. It changes ``writes`` and, to be found, needs ``reads`` sound; ``paths`` are reported."""

    id: str
    paths: tuple[str, ...]
    plant: Callable[[dict[str, Any], random.Random], None]
    writes: frozenset[str]
    reads: frozenset[str]

    def fits_with(self, other: "Fault") -> bool:
        """True when neither spoils what the other is about."""
        mine, theirs = self.writes | self.reads, other.writes | other.reads
        return not (overlap(self.writes, theirs) or overlap(other.writes, mine))


def overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """True when a path of one set is, holds, or lies beneath a path of the other."""
    others = list(others)
    return any(
        a == b or a.startswith((b + ".", b + "[")) or b.startswith((a + ".", a + "[")) for a in some for b in others
    )


def at(case: dict[str, Any], path: str) -> tuple[Any, str | int]:
    """Return the table or list that holds a path, and the last part of the path."""
    parts = [int(part) if part.isdigit() else part for part in path.replace("[", ".").replace("]", "").split(".")]
    for part in parts[:-1]:
        case = case[part] if isinstance(part, int) else case.setdefault(part, {})
    return case, parts[-1]


def put(path: str, *values: Any, id: str, reports: str = "", reads: str = "") -> Fault:
    """Break a case by writing one of these values at a path."""
    return both(id, reports or path, {path: values}, reads)


def both(id: str, reports: str, values: dict[str, Sequence[Any]], reads: str = "") -> Fault:
    """Break a case by writing a value at each of several paths; together they cannot be."""

    def plant(case: dict[str, Any], rng: random.Random) -> None:
        for path, choices in values.items():
            table, last = at(case, path)
            table[last] = copy.deepcopy(rng.choice(choices))

    return Fault(id, tuple(reports.split()), plant, frozenset(values), frozenset(reads.split()))


def without(path: str, id: str, reports: str = "") -> Fault:
    """Break a case by leaving a key out."""

    def plant(case: dict[str, Any], rng: random.Random) -> None:
        table, last = at(case, path)
        del table[last]

    return Fault(id, (reports or path,), plant, frozenset({path}), frozenset())


def deep(levels: int) -> list[Any]:
    """Return lists within lists."""
    made: list[Any] = []
    for _ in range(levels):
        made = [made]
    return made


FAULTS = (
    put("bodyy", 1, {"age": 3}, [], id="unknown part"),
    put("body.heigth", "1.70 m", 3, id="unknown key of the body"),
    put("symptoms.feverish", True, False, id="unknown question"),
    put("history.item[5].when", "2009", id="unknown key of an entry"),
    put("training.lift[0].weight", "90 kg", id="unknown key of a lift"),
    without("name", "no name"),
    without("asked_on", "no day"),
    put("name", "Sound Case", "", "x" * 65, 3, True, "a-b", "ä", id="name of other characters"),
    put("asked_on", "yesterday", 2012, "2012-07", True, [], "2012-02-30", id="day that is none"),
    put("asked_on", date(212, 7, 24), date(9999, 1, 1), id="day of an impossible year"),
    put("asked_on", datetime(2012, 7, 24, 12, 0), id="day with a time"),
    put("format", 2, "1", 1.0, True, 0, id="other format"),
    put("units", "stone", "KG", 1, id="unknown units"),
    put("title", 3, False, ["x"], date(2012, 1, 1), id="text that is none"),
    put("question", "x" * 2001, id="text too long"),
    put("body.height", 1.7, 170, "170", " 1.7 ", id="height without unit"),
    put("body.height", "70 kg", "1.7 parsecs", "1.7 mm m", "5 ft 14 in", id="height in another unit"),
    put("body.height", "3.2 m", "17 cm", "1700 m", "0 m", "9 ft 0 in", id="impossible height"),
    put("body.mass", 65, 65.5, "65", id="mass without unit"),
    put("body.mass", "1.7 m", "65 stones", "65,5 kg", "kg", "", id="mass in another unit"),
    put("body.mass", "5 kg", "800 lb", "0 kg", "9999999 kg", id="impossible mass"),
    put("body.age", 200, -1, "111 years", 10**50, id="impossible age", reads="asked_on"),
    put("body.age", "old", 30.5, True, "30 kg", [30], id="age that is none", reads="asked_on"),
    put("body.sex", "f", "woman", "Female", 1, "unclear", id="unknown sex"),
    put("symptoms.fever", "yes", "no", 0, 1, "True", [], "Unclear", id="yes or no in other words"),
    put("conditions.osteoporosis", 1, "maybe", {}, id="yes or no in other words, conditions"),
    put("symptoms.back_pain_level", 11, -1, 3.5, "3", True, float("nan"), id="pain off the scale"),
    put("symptoms.leg_weakness", "some", "None", False, 0, "old", id="unknown choice"),
    put("equipment", 3, "bar", [1], True, id="a value where a table is due"),
    put("goal", [{"aim": "pain"}], [], id="a list where a table is due"),
    put("training.day", {"day": "Monday"}, "Monday", id="a table where a list is due"),
    put("test[0]", "bridge_hold", 3, [1], id="an entry that is no table"),
    without("training.lift[0].lift", "lift without name"),
    without("history.item[5].kind", "entry without kind"),
    put("training.lift[0].reps", 0, 1000, 2.5, "8", True, 10**30, id="impossible repetitions"),
    put("training.lift[0].load", 90, "90", 90.5, id="load without unit"),
    put("training.lift[0].load", "2000 kg", "90 m", "-5 kg", "1e3 kg", "inf kg", id="impossible load"),
    put("training.lift[0].for_time", "long", 8, "8", "5 parsecs", "5 to 4 months", "999 years", id="no length of time"),
    put("training.lift[0].for_time", "5 years", "61 months", id="longer than all training",
        reads="training.experience"),
    put("training.experience", "80 years", id="training longer than life", reads="body.age asked_on"),
    put("training.lift[1].days_per_week", 0, 15, "2", float("inf"), float("nan"), id="impossible days a week"),
    put("history.item[5].kind", "disk", "surgery", "Disc", "", 3, id="unknown kind of history"),
    put("history.item[0].approach", "back door", "Posterior", 1, id="unknown approach"),
    put("history.item[1].approach", "anterior", "lateral", id="approach of another kind"),
    put("history.item[1].detail", "biggish", 3, "Groin", id="unknown detail"),
    put("history.item[1].detail", "cuff_repair", "ceramic", id="detail of another kind"),
    put("history.item[5].date", "soon", 3, True, "0 months ago", "at age old", "2012/05/01", "",
        id="date that is none"),
    put("history.item[5].date", "2012-13", "2012-02-30", "0000", "2012-00", id="date out of the calendar"),
    put("history.item[5].date", "2012-05 to 2011-05", "2012 to 2010-01-01", id="range that runs backwards"),
    put("history.item[5].date", datetime(2009, 1, 2, 3, 4), id="date with a time", reads="asked_on"),
    put("history.item[5].date", date(2013, 1, 1), "2012-08", "2099", id="date after the day", reads="asked_on"),
    put("history.item[5].date", date(1970, 1, 1), "1981-07-24", id="before birth", reads="asked_on body.age"),
    put("history.item[5].date", "at age 31", "at age 99", id="age that is yet to come", reads="body.age asked_on"),
    put("history.item[2].clearance.on", "2011", date(2011, 12, 31),
        id="clearance before the event", reads="asked_on body.age history.item[2]"),
    put("test[0].on", "2012-08", "2020", id="test after the day", reads="asked_on test[0]"),
    put("history.item[4].clearance.min_hip_flexion", 90.5, -31, "0", True, id="impossible hip angle"),
    both("given is false yet something allowed", "history.item[4].clearance.given",
         {"history.item[4].clearance.given": [False], "history.item[4].clearance.allows": [["S1"], ["training"]]}),
    put("history.item[0].bans[0]", "sqat_heavy", "squat heavy", "bench_heavy", "SQUAT", 1, id="unknown ban"),
    both("man and pregnant", "pregnancy.now birth.recent",
         {"body.sex": ["male"], "pregnancy.now": [True]}, reads="birth.recent"),
    put("pregnancy.weeks", 12, 20.5, id="weeks without pregnancy", reads="pregnancy.now body.sex"),
    put("body.adult", False, id="a child of thirty", reads="body.age asked_on"),
    both("complete, yet one thing unnamed", "history.item[5].label",
         {"history.item[5].kind": ["other"]}, reads="history.complete"),
    put("birth.date", "2009", "3 years ago", id="recent birth long ago", reads="asked_on body.sex birth.recent"),
    both("two bests of the same lift", "training.lift[2].best",
         {"training.lift[2].lift": ["back_squat"], "training.lift[2].load": ["85 kg", "75 kg"]},
         reads="training.lift[1]"),
    without("training.lift[2].load", "best without load", reports="training.lift[2].best"),
    put("origin.inferred[0]", "goal.lifts", "history.item[9]", "", "body.height.text",
        id="origin of nothing", reads="goal"),
    put("origin.constructed[0]", "goal.lift", id="origin listed twice",
        reports="origin.constructed[0] origin.inferred[0]", reads="goal origin.inferred[0]"),
    put("training.rep_waves", ["x"] * 201, id="list too long"),
    put("training.note", deep(20), deep(60), id="nested too deep"),
)  # fmt: skip


def sentences_are_good(error: CaseError) -> None:
    """Each fault is one sentence that begins with its place and ends with its full stop."""
    for problem in error.problems:
        assert problem.sentence.startswith(f"{problem.path}: ")
        assert problem.sentence.endswith(".")
        assert ". " not in problem.sentence.removesuffix(".")
        assert "\n" not in problem.sentence
        assert len(problem.sentence) < 420
        assert problem.sentence in str(error)


def refusal(text: str) -> CaseError:
    """Read a broken case and return how it was refused."""
    with pytest.raises(CaseError) as caught:
        parse_case(text, "broken.toml")
    sentences_are_good(caught.value)
    return caught.value


def test_the_sound_case_is_sound() -> None:
    assert parse_case(as_toml(SOUND)).name == "sound"


def test_the_count_of_fault_kinds_is_as_published() -> None:
    assert len(FAULTS) == len({fault.id for fault in FAULTS}) == KINDS_OF_FAULT
    words = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"{KINDS_OF_FAULT} kinds of fault" in words
    assert f"{VARIANTS} variants each" in words


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_every_planted_fault_is_reported_and_nothing_else(fault: Fault) -> None:
    for variant in range(VARIANTS):
        rng = random.Random(f"{fault.id} {variant}")
        planted = [fault]
        wanted = rng.randint(2, MOST_FAULTS)
        for other in rng.sample(FAULTS, len(FAULTS)):
            if len(planted) < wanted and all(other.fits_with(one) for one in planted):
                planted.append(other)
        case = copy.deepcopy(SOUND)
        for one in planted:
            one.plant(case, rng)
        error = refusal(as_toml(case))
        assert {problem.path for problem in error.problems} == {path for one in planted for path in one.paths}
        assert len(planted) >= 2
