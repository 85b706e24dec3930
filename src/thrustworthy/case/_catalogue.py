"""The data beside the format: questions, kinds of history, tests and the words of bans, each read once and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from thrustworthy.evidence import DataError, read_toml

AnswerType = Literal["yes_no", "choice", "nprs", "number", "age", "days", "names"]
QuestionKind = Literal["symptom", "disease", "presence", "detail"]
_PACKAGE = "thrustworthy.case"


@dataclass(frozen=True)
class QuestionRow:
    """One question of ``data/questions.toml``; ``suppose`` and ``benign`` as the file has them, None where absent."""

    name: str
    type: AnswerType
    kind: QuestionKind
    ask: str
    asked_of: Literal["person", "surgeon"] = "person"
    choices: tuple[str, ...] = ()
    unit: str | None = None
    asked_if: str | None = None
    suppose: bool | int | str | None = None
    benign: bool | int | str | tuple[str, ...] | None = None

    @property
    def section(self) -> str:
        """The part of the case it stands in: ``symptoms`` of ``symptoms.fever``."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """The key within its part: ``fever`` of ``symptoms.fever``."""
        return self.name.partition(".")[2]


@dataclass(frozen=True)
class HistoryKind:
    """One kind of surgery, injury or diagnosis of ``data/history_kinds.toml``."""

    id: str
    label: str
    groups: tuple[str, ...]
    sided: bool = False
    approaches: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    detail_needed: bool = False


@dataclass(frozen=True)
class Bans:
    """The words a surgeon's ban can be written in, of ``data/bans.toml``."""

    patterns: tuple[str, ...]
    endings: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every pattern, alone and with each ending."""
        return self.patterns + tuple(f"{pattern}_{ending}" for pattern in self.patterns for ending in self.endings)


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, inner in table.items():
        name = f"{prefix}.{key}" if prefix else key
        if not isinstance(inner, dict):
            raise DataError(f"questions.toml: {name} is no table.")
        if "type" in inner:
            yield name, inner
        else:
            yield from _flat(name, inner)


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _question(name: str, row: Mapping[str, Any]) -> QuestionRow:
    known = set(QuestionRow.__dataclass_fields__) - {"name"}
    if unknown := set(row) - known:
        raise DataError(f"questions.toml, {name}: unknown key {sorted(unknown)[0]!r}; the keys are {sorted(known)}.")
    for key, allowed in (("type", get_args(AnswerType)), ("kind", get_args(QuestionKind)), ("ask", None)):
        if key not in row or (allowed and row[key] not in allowed):
            raise DataError(f"questions.toml, {name}: {key!r} is missing or not one of {allowed}.")
    if (row["type"] == "choice") != bool(row.get("choices")):
        raise DataError(f"questions.toml, {name}: a choice, and only a choice, needs 'choices'.")
    return QuestionRow(name=name, **_tupled(row))


@cache
def questions() -> Mapping[str, QuestionRow]:
    """Every question by dotted name, in the order of the file. Raises DataError naming the row."""
    rows = _flat("", read_toml(_PACKAGE, "data/questions.toml"))
    return MappingProxyType({name: _question(name, row) for name, row in rows})


def questions_of(section: str) -> Mapping[str, QuestionRow]:
    """The questions of one part of the case (or of ``item``), by key."""
    return {row.key: row for row in questions().values() if row.section == section}


@cache
def history_kinds() -> Mapping[str, HistoryKind]:
    """Every kind of history by id. Raises DataError naming the row."""
    found = {}
    for kind, row in read_toml(_PACKAGE, "data/history_kinds.toml").items():
        known = set(HistoryKind.__dataclass_fields__) - {"id"}
        if unknown := set(row) - known:
            raise DataError(f"history_kinds.toml [{kind}]: unknown key {sorted(unknown)[0]!r}.")
        if "label" not in row or not row.get("groups"):
            raise DataError(f"history_kinds.toml [{kind}]: 'label' or 'groups' is missing.")
        found[kind] = HistoryKind(id=kind, **_tupled(row))
    return MappingProxyType(found)


# What a case needs of a test's file; the rest of it is for the assessment.
_TEST_KEYS = ("label", "type", "unit", "low", "high", "choices", "sided", "ask", "tag", "sources")


@cache
def read_test_file(name: str) -> Mapping[str, Any]:
    """The whole of ``tests/<name>.toml``: the row of the test, and how it is done and read.

    Raises DataError when there is no such file or it is not TOML.
    """
    if name not in _test_names():
        raise DataError(f"case/tests/{name}.toml: there is no such file.")
    try:
        return MappingProxyType(read_toml(_PACKAGE, f"tests/{name}.toml"))
    except ValueError as fault:
        raise DataError(f"case/tests/{name}.toml: not TOML: {fault}.") from None


@cache
def _test_names() -> tuple[str, ...]:
    folder = files(_PACKAGE).joinpath("tests")
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


@cache
def test_rows() -> Mapping[str, Mapping[str, Any]]:
    """Every test of the folder ``tests`` by id, what a case needs of it; empty while there is no such file.

    Of a row the reader uses, where they are there: ``type`` (``yes_no``, ``number`` or ``choice`` with ``choices``),
    ``low`` and ``high`` (the numbers that can be), and ``sided`` (false: no side is told).
    """
    rows = {name: read_test_file(name) for name in _test_names()}
    return MappingProxyType({name: {k: row[k] for k in _TEST_KEYS if k in row} for name, row in rows.items()})


@cache
def bans() -> Bans:
    """The words of bans. Raises DataError when the file lacks one of its lists."""
    row = read_toml(_PACKAGE, "data/bans.toml")
    if set(row) != {"patterns", "endings"}:
        raise DataError("bans.toml: needs 'patterns' and 'endings', and nothing else.")
    return Bans(tuple(row["patterns"]), tuple(row["endings"]))
