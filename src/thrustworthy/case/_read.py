"""Reads a case file: one sentence for each fault, all faults at once, never a traceback."""

from __future__ import annotations

import copy
import re
import tomllib
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from thrustworthy.case._catalogue import test_rows
from thrustworthy.case._contradictions import contradictions
from thrustworthy.case._dates import Reading
from thrustworthy.case._errors import CaseError, Problem, problem
from thrustworthy.case._fields import read_day
from thrustworthy.case._limits import limits
from thrustworthy.case._model import Case, years_of
from thrustworthy.case._origins import origin_problems
from thrustworthy.case._paths import Place, covers, path_of
from thrustworthy.case._sentences import sentence_of

_BOM = "\ufeff"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_AT = re.compile(r"^(.*?) \(at (line \d+, column \d+|end of document)\)$", re.DOTALL)
# One pass takes out what does not fit, the next fills what that left missing, and then it fits; one pass is to spare.
_PASSES = 4
# What stands in for a missing key or an unreadable table, so that the rest can still be checked against each other.
# Nothing read this way leaves this module: a case with any fault is refused.
_STAND_INS: dict[str, Any] = {
    "name": "case",
    "asked_on": date(2000, 1, 1),
    "kind": "other",
    "lift": "lift",
    "value": 0,
    "day": "day",
    "who": "who",
}
_TOML_MENDS = (
    ("Cannot overwrite a value", "a key stands twice, keep one of them"),
    (
        "Cannot declare",
        "a table stands twice or clashes with another, keep one (a list of entries is [[history.item]])",
    ),
    ("Cannot mutate", "a table is extended after it was closed, put its keys together"),
    ("Cannot redefine", "a table stands twice, keep one of them"),
    ("Duplicate inline table key", "a key stands twice, keep one of them"),
    ("Invalid value", 'put words between quotes ("male"), dates and numbers without'),
    ("Invalid initial character for a key part", "write a key of letters, digits and underscores"),
    ("Expected '=' after a key", 'write key = value (and a section as "[body]")'),
    ("Expected newline or end of document", "put each key on a line of its own, and words between quotes"),
    ("Illegal character", "take the character out, or close the quotes before the end of the line"),
    ("Unescaped", "write \\\\ for a backslash"),
    ("Unterminated string", "close the quotes"),
    ('Expected \'"""\'', "close the quotes"),
    ("Unclosed array", "close the list with ]"),
    ("Unclosed inline table", "close the table with }"),
    ("Expected ']'", "close the bracket on the same line"),
    ("Invalid date or datetime", "write a day of the calendar, as 2012-07-24"),
)


def read_case(path: str | PathLike[str]) -> Case:
    """Read a case from a TOML file. Raises CaseError with every fault found."""
    where = str(path)
    most = int(limits()["file_size"].high)
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise _refused(where, "there is no such file; check the name and the folder") from None
    except IsADirectoryError:
        raise _refused(where, "this is a folder; name the case file in it") from None
    except PermissionError:
        raise _refused(where, "this file may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise _refused(where, f"the file cannot be read ({what}); check its name and where it lies") from None
    if len(data) > most:
        raise _refused(where, _TOO_LARGE)
    return parse_case(_decoded(data, where), where)


_TOO_LARGE = "the file is larger than a case can be (1 MB); name the TOML file of one case"


def _refused(where: str, what: str) -> CaseError:
    return CaseError(where, (problem("file", what),))


def _decoded(data: bytes, where: str) -> str:
    if data.startswith(_WIDE_BOMS):
        raise _refused(where, "the file is written in UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(where, f"line {line} is not UTF-8; save the file as UTF-8") from None


def parse_case(text: str, where: str = "case") -> Case:
    """Read a case from TOML text; ``where`` names it in errors. Raises CaseError with every fault found."""
    table = _toml(text, where)
    problems = _cut_deep(table)
    reading = _reading(table)
    case, found = _fitted(copy.deepcopy(table), reading)
    deep = tuple(one.path for one in problems)
    problems += [one for one in found if not any(covers(a, one.path) or covers(one.path, a) for a in deep)]
    faulty = tuple(one.path for one in problems)
    if case is not None:
        for one, involved in (*contradictions(case, reading.asked_on), *origin_problems(case.origin, table)):
            if not any(covers(bad, path) for bad in faulty for path in involved):
                problems.append(one)
    if problems or case is None:
        raise CaseError(where, tuple(dict.fromkeys(problems)))
    return case


def _toml(text: str, where: str) -> dict[str, Any]:
    """The table of the file; a file that is no TOML is refused at the first place that is not."""
    text = text.removeprefix(_BOM)
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise _refused(where, f"line {line} holds half a character (a lone surrogate); take it out") from None
    if size > limits()["file_size"].high:
        raise _refused(where, _TOO_LARGE)
    if not text.strip():
        raise _refused(where, "the file is empty; a case needs at least name and asked_on")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refused(
            where, f"line {line} holds a NUL character, so this is no text file; name the TOML file of a case"
        )
    longest = limits()["line_length"]
    for number, line_text in enumerate(text.split("\n"), 1):
        if not longest.holds(len(line_text)):
            what = f"the line has {len(line_text)} characters; break it up, {longest.high:.0f} are the most"
            raise CaseError(where, (problem(f"line {number}", what),))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _refused(
            where, f"lists or tables are nested too deep; {limits()['nesting'].high:.0f} levels are the most"
        ) from None
    except ValueError as error:
        raise CaseError(where, (_syntax(str(error)),)) from None


def _syntax(message: str) -> Problem:
    """The first place that is not TOML. Nothing after it could be read, which the sentence says."""
    found = _AT.match(message)
    what, place = (found[1], found[2].replace("end of document", "end of the file")) if found else (message, "file")
    mend = next((mend for start, mend in _TOML_MENDS if what.startswith(start)), "correct it")
    cut = " ".join(what.split())[:120].rstrip(".").encode("unicode_escape").decode("ascii")
    return problem(place, f"this is not TOML ({cut}): {mend}; nothing else could be checked yet")


def _cut_deep(table: dict[str, Any]) -> list[Problem]:
    """Take out what is nested deeper than a case can be, and say where it was."""
    most = int(limits()["nesting"].high)
    problems: list[Problem] = []
    open_tables: list[tuple[Place, Any]] = [((), table)]
    while open_tables:
        place, value = open_tables.pop()
        if len(place) >= most:
            what = f"lists or tables are nested too deep here; {most} levels are the most"
            problems.append(problem(path_of(_start(place)), what))
            value.clear()
            continue
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        open_tables += [((*place, key), one) for key, one in inner if isinstance(one, (dict, list))]
    return list(dict.fromkeys(problems))


def _start(place: Place) -> Place:
    """Where what is nested too deep begins to be: the list it is written in, or a key a few levels down."""
    while isinstance(place[-1], int):
        place = place[:-1]
    return place[:4]


def _reading(table: dict[str, Any]) -> Reading:
    """What relative dates are counted from, with a stand-in where the file has it wrong."""
    try:
        asked_on = read_day(table.get("asked_on"))
    except ValueError:
        asked_on = _STAND_INS["asked_on"]
    body = table.get("body", {})
    return Reading(asked_on, years_of(body.get("age") if isinstance(body, dict) else body))


def _fitted(table: dict[str, Any], reading: Reading) -> tuple[Case | None, list[Problem]]:
    """The case and its faults of format. With faults, the case is what remains without them, stand-ins included."""
    problems: list[Problem] | None = None
    for _ in range(_PASSES):
        try:
            return Case.model_validate(table, context=reading), problems or []
        except ValidationError as error:
            faults = error.errors(include_url=False)
        if problems is None:
            problems = [sentence_of(fault) for fault in faults]
        for fault in sorted(faults, key=lambda one: _order(one["loc"]), reverse=True):
            _take_out(table, fault)
    return None, problems or []


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    """Sorts places so that later entries of a list come after earlier ones."""
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in place)


def _take_out(table: Any, fault: ErrorDetails) -> None:
    """Take a faulty value out of the table; where one is missing, or an entry is no table, put a stand-in."""
    *above, last = fault["loc"]
    for part in above:
        table = table[part]
    if fault["type"] == "missing":
        table[last] = next(iter(test_rows()), "test") if last == "test" else _STAND_INS.get(str(last), "other")
    elif isinstance(last, int) and fault["type"] == "model_type":
        table[last] = {}
    else:
        del table[last]
