"""Rules as data: read from ``rules/*.toml`` and checked, each error naming file and rule."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from thrustworthy.evidence import DataError, Tag, read_toml
from thrustworthy.screening._catalogue import Catalogue, catalogue
from thrustworthy.screening._logic import LogicError, Node
from thrustworthy.screening._model import NEUTRAL, Constraints, Verdict
from thrustworthy.screening._parse import names_in, parse

_KEYS = {"id", "when", "verdict", "sentence", "threshold", "tag", "sources", "evidence"}
_OPTIONAL = {"each", "hold", "limits", "constraints"}
LIMITS = ("bans", "allows", "max_load", "max_hip_flexion", "min_hip_flexion")
STAGES = tuple(f"S{number}" for number in range(7))
_NUMBERS = {"load_factor": 1.0, "max_step": 1.0, "pain_cap": 10, "min_rir": 20, "stages_back": 6}


@dataclass(frozen=True)
class Rule:
    """One row of the rule table.

    when: the condition in the language of ``docs/screening.md``; ``node`` is it, read, ``inputs`` its names.
    each: a group or kind of the history, when it is asked of every such entry (``item.*``).
    hold: the kind of hold when a HOLD_CLEARANCE rule fires.
    limits: what a surgeon said about the entry that becomes a constraint (bans, allows, max_load, hip range).
    """

    id: str
    when: str
    node: Node
    inputs: tuple[str, ...]
    verdict: Verdict
    sentence: str
    threshold: str
    tag: str
    sources: tuple[str, ...]
    evidence: str
    each: str | None = None
    hold: Literal["questions", "clearance"] = "clearance"
    limits: tuple[str, ...] = ()
    constraints: Constraints = NEUTRAL
    file: str = ""


@dataclass(frozen=True)
class Flag:
    """A demand on the set-up that a rule can make, in the reader's words."""

    id: str
    sentence: str
    tag: str
    sources: tuple[str, ...]


def _sourced(where: str, row: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    try:
        tag = Tag(row["tag"])
    except ValueError:
        raise DataError(f"{where}: {row['tag']!r} is not a tag; the tags are {', '.join(Tag)}.") from None
    sources = tuple(row["sources"])
    if not sources and tag is not Tag.DESIGN:
        raise DataError(f"{where}: a {tag} row needs a source; only DESIGN may stand without one.")
    return tag.value, sources


def _constraints(where: str, raw: Mapping[str, Any], known_flags: Mapping[str, Flag]) -> Constraints:
    names = {field.name for field in fields(Constraints)}
    for key, value in raw.items():
        if key not in names:
            raise DataError(f"{where}: {key!r} is no constraint; the constraints are {', '.join(sorted(names))}.")
        if key == "max_stage" and value not in STAGES:
            raise DataError(f"{where}: max_stage is one of {', '.join(STAGES)}, not {value!r}.")
        top = _NUMBERS.get(key)
        if top is not None and (type(value) not in (int, float) or not 0 <= value <= top):
            raise DataError(f"{where}: {key} lies between 0 and {top:g}, not {value!r}.")
    for flag in raw.get("flags", ()):
        if flag not in known_flags:
            raise DataError(f"{where}: the flag {flag!r} has no row in flags.toml.")
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Constraints(**made)


def as_rule(filename: str, raw: Mapping[str, Any], known: Catalogue, known_flags: Mapping[str, Flag]) -> Rule:
    """Check one row and make it a Rule. Raises DataError naming file and rule."""
    where = f"{filename}, rule {raw.get('id', '(without id)')}"
    for key in sorted(_KEYS - set(raw)):
        raise DataError(f"{where}: {key!r} is missing.")
    for key in sorted(set(raw) - _KEYS - _OPTIONAL):
        raise DataError(f"{where}: unknown key {key!r}; the keys are {', '.join(sorted(_KEYS | _OPTIONAL))}.")
    if raw["verdict"] not in set(Verdict):
        raise DataError(f"{where}: {raw['verdict']!r} is no verdict; the verdicts are {', '.join(Verdict)}.")
    try:
        node = parse(raw["when"], known.vocabulary)
    except LogicError as error:
        raise DataError(f"{where}: {error}") from error
    each = raw.get("each")
    if each is not None and each not in known.vocabulary.groups:
        raise DataError(f"{where}: each = {each!r} is no group or kind of history_kinds.toml.")
    inputs = names_in(node)
    if each is None and (raw.get("limits") or any(name.startswith("item.") for name in inputs)):
        raise DataError(f"{where}: it asks about an entry of the history; say of which with 'each'.")
    for limit in raw.get("limits", ()):
        if limit not in LIMITS:
            raise DataError(f"{where}: {limit!r} is no limit; the limits are {', '.join(LIMITS)}.")
    if raw.get("hold", "clearance") not in ("questions", "clearance"):
        raise DataError(f"{where}: hold is 'questions' or 'clearance', not {raw['hold']!r}.")
    tag, sources = _sourced(where, raw)
    return Rule(
        id=raw["id"],
        when=" ".join(raw["when"].split()),
        node=node,
        inputs=inputs,
        verdict=Verdict(raw["verdict"]),
        sentence=raw["sentence"],
        threshold=raw["threshold"],
        tag=tag,
        sources=sources,
        evidence=raw["evidence"],
        each=each,
        hold=raw.get("hold", "clearance"),
        limits=tuple(raw.get("limits", ())),
        constraints=_constraints(where, raw.get("constraints", {}), known_flags),
        file=filename,
    )


@cache
def flags() -> Mapping[str, Flag]:
    """The demands on the set-up, by id, from ``data/flags.toml``."""
    found = {}
    for name, row in read_toml("thrustworthy.screening", "data/flags.toml").items():
        where = f"flags.toml, {name}"
        tag, sources = _sourced(where, row)
        found[name] = Flag(name, row["sentence"], tag, sources)
    return MappingProxyType(found)


def rule_files() -> Mapping[str, str]:
    """The text of every file of rules, by name."""
    folder = files("thrustworthy.screening").joinpath("rules")
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


def read_rule(filename: str, raw: Mapping[str, Any]) -> Rule:
    """One row as a Rule. Raises DataError naming file and rule."""
    return as_rule(filename, raw, catalogue(), flags())


def read_rules(texts: Mapping[str, str]) -> tuple[Rule, ...]:
    """Read files of rules (name to text). Raises DataError naming file and rule."""
    found: dict[str, Rule] = {}
    for filename, text in texts.items():
        try:
            rows = tomllib.loads(text)["rule"]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise DataError(f"{filename}: no [[rule]] could be read ({error}).") from error
        for raw in rows:
            made = read_rule(filename, raw)
            if made.id in found:
                raise DataError(f"{filename}, rule {made.id}: the id is taken in {found[made.id].file}.")
            found[made.id] = made
    return tuple(found.values())


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files."""
    return read_rules(rule_files())


def rule(rule_id: str) -> Rule:
    """One rule. Raises KeyError with a sentence when there is none of that id."""
    for one in rules():
        if one.id == rule_id:
            return one
    raise KeyError(f"There is no rule {rule_id!r}; `thrustworthy rules` lists them.")
