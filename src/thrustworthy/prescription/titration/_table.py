"""The rows of ``data/titration.toml``, read once and checked: each error names the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from thrustworthy.case import Interval, Value, questions
from thrustworthy.evidence import DataError, Tag, read_toml
from thrustworthy.prescription.titration._model import Kind
from thrustworthy.screening import LogicError, Node, Vocabulary, names_in, parse

COUNTS = ("regression", "pain_hold")
_FILE = "titration.toml"
_OF_PLAN = ("plan.provisional", "plan.at_limit", "plan.kept", "plan.reserve")
_KEYS = {"id", "when", "decision", "sentence", "change", "tag", "sources"}
_MAY = {"load_factor", "stages_back", "counts"}


@dataclass(frozen=True)
class Row:
    """One rule of the decision after a session. ``node`` is ``when``, read; ``inputs`` the names in it.

    late: it looks at what earlier sessions came to, and is asked after all others.
    """

    id: str
    when: str
    node: Node
    inputs: tuple[str, ...]
    decision: Kind
    sentence: str
    change: str
    tag: str
    sources: tuple[str, ...]
    load_factor: float = 1.0
    stages_back: int = 0
    counts: str | None = None

    @property
    def late(self) -> bool:
        """Whether it counts sessions, this one with them."""
        return any(name in ("history.pain_holds", "history.regressions") for name in self.inputs)

    @property
    def of_plan(self) -> bool:
        """Whether it asks for figures that only a standing plan has."""
        return any(name == "scheme.met" or name in _OF_PLAN for name in self.inputs)


@dataclass(frozen=True)
class Scheme:
    """When a session counts towards a step. node: None where none ever does."""

    id: str
    node: Node | None
    text: str
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """A warning sign: the answers it gives to questions of the case, and the older answers it makes void."""

    id: str
    sets: Mapping[str, Value]
    forgets: tuple[str, ...]
    ask: str


@cache
def table() -> Mapping[str, Any]:
    """The whole file."""
    return read_toml("thrustworthy.prescription", f"data/{_FILE}")


@cache
def vocabulary() -> Vocabulary:
    """The names that a condition may look at."""
    rows = table()["name"]
    return Vocabulary(
        sorts={name: row["sort"] for name, row in rows.items()},
        choices={name: tuple(row["choices"]) for name, row in rows.items() if "choices" in row},
        groups=frozenset(),
    )


@cache
def rows() -> tuple[Row, ...]:
    """Every rule, in the order of the file. Raises DataError naming the row."""
    made = tuple(as_row(raw, vocabulary()) for raw in table()["rule"])
    ids = [one.id for one in made]
    if double := {one for one in ids if ids.count(one) > 1}:
        raise DataError(f"{_FILE}: the id {min(double)} stands twice.")
    return made


def as_row(raw: Mapping[str, Any], words: Vocabulary) -> Row:
    """Check one rule and make it a Row. Raises DataError naming it."""
    where = f"{_FILE}, rule {raw.get('id', '(without id)')}"
    if missing := _KEYS - set(raw):
        raise DataError(f"{where}: {min(missing)!r} is missing.")
    if strange := set(raw) - _KEYS - _MAY:
        raise DataError(f"{where}: unknown key {min(strange)!r}; the keys are {', '.join(sorted(_KEYS | _MAY))}.")
    if raw["decision"] not in set(Kind):
        raise DataError(f"{where}: {raw['decision']!r} is no decision; the decisions are {', '.join(Kind)}.")
    if raw.get("counts") not in (None, *COUNTS):
        raise DataError(f"{where}: counts is one of {', '.join(COUNTS)}, not {raw['counts']!r}.")
    if not 0 <= raw.get("load_factor", 1.0) <= 1:
        raise DataError(f"{where}: load_factor lies between 0 and 1, not {raw['load_factor']!r}.")
    node, inputs = _condition(where, raw["when"], words)
    tag, sources = sourced(where, raw)
    return Row(
        id=raw["id"],
        when=" ".join(raw["when"].split()),
        node=node,
        inputs=inputs,
        decision=Kind(raw["decision"]),
        sentence=raw["sentence"],
        change=raw["change"],
        tag=tag,
        sources=sources,
        load_factor=float(raw.get("load_factor", 1.0)),
        stages_back=int(raw.get("stages_back", 0)),
        counts=raw.get("counts"),
    )


def _condition(where: str, text: str, words: Vocabulary) -> tuple[Node, tuple[str, ...]]:
    try:
        node = parse(text, words)
    except LogicError as error:
        raise DataError(f"{where}: {error}") from error
    return node, names_in(node)


def sourced(where: str, raw: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Tag and sources of a row. Raises DataError where a row that is not DESIGN names none."""
    if raw["tag"] not in set(Tag):
        raise DataError(f"{where}: {raw['tag']!r} is no tag; the tags are {', '.join(Tag)}.")
    if not raw["sources"] and raw["tag"] != Tag.DESIGN:
        raise DataError(f"{where}: a {raw['tag']} row needs a source; only DESIGN may stand without one.")
    return raw["tag"], tuple(raw["sources"])


@cache
def schemes() -> Mapping[str, Scheme]:
    """When a session counts towards a step, by what is being stepped."""
    made = {}
    for name, raw in table()["scheme"].items():
        where = f"{_FILE}, scheme {name}"
        node = _condition(where, raw["when"], vocabulary())[0] if "when" in raw else None
        made[name] = Scheme(name, node, raw["text"], *sourced(where, raw))
    return MappingProxyType(made)


@cache
def signs() -> Mapping[str, Sign]:
    """The warning signs a session may report, by id. Raises DataError for an answer to no question of the case."""
    made = {}
    for name, raw in table()["sign"].items():
        known = questions()
        for key in (*raw["sets"], *raw.get("forgets", ())):
            if key not in known:
                raise DataError(f"{_FILE}, sign {name}: {key!r} is no question of the case.")
        ask = known[list(raw["sets"])[-1]].ask
        made[name] = Sign(name, raw["sets"], tuple(raw.get("forgets", ())), ask)
    return MappingProxyType(made)


def figure(section: str, name: str) -> float:
    """One figure of a section of the file."""
    return float(table()[section][name])


def exactly(value: float | None) -> Interval | None:
    """A number that is known, as the conditions see it."""
    return None if value is None else Interval(float(value), float(value))


def words(name: str, /, **values: object) -> str:
    """One of the words around the figures, filled in."""
    return str(table()["words"][name]).format(**values)
