"""A log of sessions, TOML or CSV: all faults at once, each with its place and the mend."""

from __future__ import annotations

import contextlib
import csv
import io
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from thrustworthy.case import Mass, limits
from thrustworthy.formulary import lift_ids
from thrustworthy.prescription.titration._model import Session
from thrustworthy.prescription.titration._table import signs, vocabulary

_MOST_SESSIONS = 5000


class LogError(ValueError):
    """A log that cannot be read. ``problems``: a sentence for each fault."""

    def __init__(self, where: str, problems: tuple[str, ...]) -> None:
        self.where, self.problems = where, problems
        if len(problems) == 1:
            super().__init__(f"{where}: {problems[0]}")
        else:
            lines = "".join(f"\n  - {one}" for one in problems)
            super().__init__(f"{where}: {len(problems)} things to mend:{lines}")


def read_log(path: str | Path) -> tuple[Session, ...]:
    """Read the sessions of a file. Raises LogError with every fault found."""
    where = str(path)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise LogError(where, ("there is no such file; check the name and the folder.",)) from None
    except OSError as error:
        raise LogError(where, (f"this file cannot be read ({error.strerror or error}).",)) from None
    if len(data) > limits()["file_size"].high:
        raise LogError(where, (f"the file is larger than {limits()['file_size'].high:g} bytes; split it.",))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LogError(where, ("the file is no text in UTF-8; save it as UTF-8.",)) from None
    return parse_log(text, where, csv_file=where.lower().endswith(".csv"))


def parse_log(text: str, where: str = "log", *, csv_file: bool = False) -> tuple[Session, ...]:
    """Read the sessions of a text, oldest first. Raises LogError with every fault found."""
    raws = _csv_rows(text, where) if csv_file else _toml_rows(text, where)
    problems: list[str] = []
    made: list[Session] = []
    for number, raw in enumerate(raws):
        place = f"line {number + 2}" if csv_file else f"session[{number}]"
        if isinstance(raw, dict):
            session = _session(raw, place, problems)
        else:
            problems.append(f"{place}: write each session as a table, [[session]].")
            session = None
        if session is not None:
            if any((one.date, one.lift) == (session.date, session.lift) for one in made):
                problems.append(f"{place}: {session.lift} on {session.date} stands twice; put its sets in one session.")
            made.append(session)
    if not raws:
        problems.append("no session is in it; write at least one [[session]], or a line below the headings of a CSV.")
    if problems:
        raise LogError(where, tuple(problems))
    return tuple(sorted(made, key=lambda one: one.date))


def _toml_rows(text: str, where: str) -> list[Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LogError(where, (f"this is not TOML: {error}.",)) from None
    strange = sorted(set(table) - {"session"})
    if strange:
        raise LogError(where, (f"unknown key {strange[0]!r}; a log holds [[session]] and nothing else.",))
    found = table.get("session", [])
    if not isinstance(found, list) or len(found) > _MOST_SESSIONS:
        raise LogError(where, (f"session is a list of up to {_MOST_SESSIONS} sessions, each under [[session]].",))
    return found


def _csv_rows(text: str, where: str) -> list[Any]:
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True, restkey="", restval="")
    try:
        found = [{key: value for key, value in row.items() if value not in ("", None)} for row in reader]
    except csv.Error as error:
        raise LogError(where, (f"this is not CSV: {error}.",)) from None
    if len(found) > _MOST_SESSIONS:
        raise LogError(where, (f"more than {_MOST_SESSIONS} sessions; split the file.",))
    for number, row in enumerate(found):
        if "" in row:
            raise LogError(where, (f"line {number + 2}: more cells than headings; put lists between quotes.",))
    return found


def _session(raw: Mapping[str, Any], place: str, problems: list[str]) -> Session | None:
    values: dict[str, Any] = {}
    before = len(problems)
    for key in sorted(set(raw) - set(_READERS)):
        problems.append(f"{place}.{key}: unknown key; the keys are {', '.join(_READERS)}.")
    for key in ("date", "lift"):
        if key not in raw:
            problems.append(f"{place}.{key}: missing; every session needs its date and its lift.")
    for key, read in _READERS.items():
        if key in raw:
            try:
                values[key] = read(raw[key])
            except ValueError as error:
                problems.append(f"{place}.{key}: {error}.")
    reps, rir = values.get("reps"), values.get("rir")
    if reps is not None and rir is not None and len(rir) != len(reps):
        problems.append(f"{place}.rir: {len(rir)} numbers for {len(reps)} sets; write one for each set of reps.")
    return Session(**values) if len(problems) == before else None


def _day(raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw.strip())
        except ValueError:
            pass
    raise ValueError(f"{raw!r} is no day; write it as 2026-11-02")


def _lift(raw: object) -> str:
    if isinstance(raw, str) and raw.strip() in lift_ids():
        return raw.strip()
    raise ValueError(f"{raw!r} is no lift of the formulary; `thrustworthy lifts` lists them")


def _load(raw: object) -> float:
    if isinstance(raw, str) and raw.strip().lower() == "body weight":
        return 0.0
    kg, bounds = Mass.read(raw).kg, limits()["load"]
    if not bounds.low <= kg <= bounds.high:
        raise ValueError(f"{raw!r} is no load; it lies between {bounds.low:g} and {bounds.high:g} kg")
    return kg


def _whole(low: float, high: float) -> Callable[[object], int]:
    def read(raw: object) -> int:
        if isinstance(raw, str) and raw.strip().isdecimal():
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            raise ValueError(f"{raw!r} is no whole number from {low:g} to {high:g}")
        return raw

    return read


def _number(low: float, high: float) -> Callable[[object], float]:
    def read(raw: object) -> float:
        if isinstance(raw, str):
            with contextlib.suppress(ValueError):
                raw = float(raw)
        if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not low <= raw <= high:
            raise ValueError(f"{raw!r} is no number from {low:g} to {high:g}")
        return float(raw)

    return read


def _each(read: Callable[[object], int]) -> Callable[[object], tuple[int, ...]]:
    def read_all(raw: object) -> tuple[int, ...]:
        found = raw.replace(",", " ").split() if isinstance(raw, str) else raw
        if not isinstance(found, list) or not found:
            raise ValueError(f"{raw!r} is no list; write one number for each set, as [12, 12, 11]")
        return tuple(read(one) for one in found)

    return read_all


def _yes_no(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in ("true", "yes"):
        return True
    if word in ("false", "no"):
        return False
    raise ValueError(f"{raw!r} is neither true nor false; leave it out where it is not known")


def _faults(raw: object) -> str:
    choices = vocabulary().choices["session.faults"]
    if isinstance(raw, str) and raw in choices:
        return raw
    raise ValueError(f"{raw!r} is none of {', '.join(choices)}")


def _signs(raw: object) -> tuple[str, ...]:
    found = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    if not isinstance(found, list):
        raise ValueError(f'{raw!r} is no list; write [] for asked and none, or ["fever"]')
    found = [one for one in found if one != "none"]
    for one in found:
        if not isinstance(one, str) or one not in signs():
            raise ValueError(f"{one!r} is no warning sign; they are {', '.join(signs())}")
    return tuple(dict.fromkeys(found))


_pain = _whole(limits()["nprs"].low, limits()["nprs"].high)
_mean = _number(limits()["nprs"].low, limits()["nprs"].high)
_READERS: Mapping[str, Callable[[object], Any]] = {
    "date": _day,
    "lift": _lift,
    "load": _load,
    "reps": _each(_whole(0, limits()["reps"].high)),
    "rir": _each(_whole(limits()["rir"].low, limits()["rir"].high)),
    "pain_during": _pain,
    "pain_next_morning": _pain,
    "baseline": _pain,
    "radiating": _yes_no,
    "neurological": _yes_no,
    "rest_or_night": _yes_no,
    "soreness_apart": _yes_no,
    "faults": _faults,
    "signs": _signs,
    "gap_days": _whole(0, 5000),
    "week_mean": _mean,
    "week_mean_before": _mean,
}
