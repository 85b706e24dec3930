"""The rows of a lift file: sentences with their tag and sources, each checked when it is read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from thrustworthy.evidence import DataError, Tag, read_toml

_PACKAGE = "thrustworthy.formulary"
_CITED = {"tag", "sources"}
_CATALOGUES: Mapping[str, type] = {"wger": int, "free_exercise_db": str, "fit": str}


@dataclass(frozen=True)
class Cue:
    """A sentence of a monograph with its way to the source. loaded: it is about the load, and left out without one."""

    text: str
    tag: str
    sources: tuple[str, ...]
    loaded: bool = False


@dataclass(frozen=True)
class Fault:
    """What goes wrong, how it is noticed (alone or on film), and what mends it."""

    fault: str
    see: str
    mend: str
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Transfer:
    """What the lift carries over to, and how well that is shown.

    to: a lift's id or a target of ``data/words.toml``. shown: ``shown``, ``mixed``, ``not_shown`` (looked for and not
    found) or ``not_studied``.
    """

    to: str
    shown: str
    text: str
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Substitute:
    """A lift that may stand in for this one. reasons: names in ``data/words.toml``, each true of the pair."""

    lift: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LeaveOut:
    """Whom the lift is not for, in words, and the rule that says so."""

    rule: str
    text: str


@dataclass(frozen=True)
class Crosswalk:
    """Identifiers of the same lift in public catalogues, as looked up there; None where none was found.

    fit: ``category/name`` of the FIT profile.
    """

    wger: int | None = None
    free_exercise_db: str | None = None
    fit: str | None = None


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """``data/words.toml``: targets of a transfer, how well it is shown, reasons to substitute, catalogues."""
    return read_toml(_PACKAGE, "data/words.toml")


@cache
def common() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """``data/common.toml``: rows that lift files share by name."""
    return read_toml(_PACKAGE, "data/common.toml")


def read_cues(where: str, key: str, rows: Sequence[Any]) -> tuple[Cue, ...]:
    """Sentences of the list ``key``. Raises DataError naming the row."""
    return tuple(
        Cue(row["text"], row["tag"], tuple(row["sources"]), row.get("loaded", False))
        for row in _checked(where, key, rows, ("text",), {"loaded"})
    )


def read_faults(where: str, rows: Sequence[Any]) -> tuple[Fault, ...]:
    """Faults, written out or named in ``data/common.toml``. Raises DataError naming the row."""
    shared = _shared(where, "faults", rows)
    return tuple(
        Fault(row["fault"], row["see"], row["mend"], row["tag"], tuple(row["sources"]))
        for row in _checked(where, "faults", shared, ("fault", "see", "mend"))
    )


def read_transfers(where: str, rows: Sequence[Any], lift: str, known: Sequence[str]) -> tuple[Transfer, ...]:
    """Transfers, written out or named in ``data/common.toml``. known: ids of all lifts. Raises DataError."""
    shared = _checked(where, "transfers", _shared(where, "transfers", rows), ("to", "shown", "text"))
    for row in shared:
        _one_of(where, "transfers: shown", row["shown"], words()["shown"])
        _one_of(where, "transfers: to", row["to"], [*words()["targets"], *known])
        if row["to"] == lift:
            raise DataError(f"{where}: transfers: to names the lift itself; name another lift or a target.")
    return tuple(Transfer(r["to"], r["shown"], r["text"], r["tag"], tuple(r["sources"])) for r in shared)


def read_substitutes(where: str, rows: Sequence[Any], lift: str, known: Sequence[str]) -> tuple[Substitute, ...]:
    """Lifts that may stand in, each with its reasons. known: ids of all lifts. Raises DataError naming the row."""
    for row in rows:
        if not isinstance(row, Mapping) or set(row) != {"lift", "reasons"} or not row["reasons"]:
            raise DataError(f"{where}: a substitutes row has a lift and at least one of its reasons: {row!r}.")
        if row["lift"] not in known or row["lift"] == lift:
            raise DataError(f"{where}: substitutes names {row['lift']!r}, which is no other lift of the formulary.")
        for reason in row["reasons"]:
            _one_of(where, f"substitutes: the reason for {row['lift']}", reason, words()["reasons"])
    _once(where, "substitutes", [row["lift"] for row in rows])
    return tuple(Substitute(row["lift"], tuple(row["reasons"])) for row in rows)


def read_leave_out(where: str, rows: Sequence[Any]) -> tuple[LeaveOut, ...]:
    """Whom the lift is not for. Raises DataError naming the row."""
    for row in rows:
        if not isinstance(row, Mapping) or set(row) != {"rule", "text"}:
            raise DataError(f"{where}: a leave_out row has a rule and a text: {row!r}.")
    _once(where, "leave_out", [row["rule"] for row in rows])
    return tuple(LeaveOut(row["rule"], row["text"]) for row in rows)


def read_crosswalk(where: str, row: Mapping[str, Any]) -> Crosswalk:
    """Identifiers in public catalogues. Raises DataError naming the catalogue."""
    for name, value in row.items():
        _one_of(where, "crosswalk: a catalogue", name, _CATALOGUES)
        if not isinstance(value, _CATALOGUES[name]) or not value:
            raise DataError(f"{where}: crosswalk: {name} is {value!r}; it is {_CATALOGUES[name].__name__}.")
    if "/" not in row.get("fit", "/"):
        raise DataError(f"{where}: crosswalk: fit is {row['fit']!r}; it is written category/name.")
    return Crosswalk(**row)


def read_names(where: str, rows: Sequence[Any]) -> tuple[str, ...]:
    """Other names that people write. Raises DataError where one is no word or comes twice."""
    for row in rows:
        if not isinstance(row, str) or not row.strip():
            raise DataError(f"{where}: names holds {row!r}; each is a name in quotes.")
    _once(where, "names", [row.lower() for row in rows])
    return tuple(rows)


def _shared(where: str, key: str, rows: Sequence[Any]) -> list[Any]:
    """The rows, with each one that is only a name replaced by the shared row of that name."""
    for row in rows:
        if isinstance(row, str):
            _one_of(where, f"{key}: the shared row", row, common()[key])
    _once(where, key, [row for row in rows if isinstance(row, str)])
    return [common()[key][row] if isinstance(row, str) else row for row in rows]


def _checked(
    where: str, key: str, rows: Sequence[Any], texts: Sequence[str], may: frozenset[str] | set[str] = frozenset()
) -> list[Mapping[str, Any]]:
    """Rows that have their texts, a known tag, and a source unless they are our own choice."""
    for row in rows:
        if not isinstance(row, Mapping) or set(row) - may != {*texts, *_CITED}:
            raise DataError(f"{where}: a {key} row has {', '.join(texts)}, tag and sources: {row!r}.")
        if row["tag"] not in set(Tag):
            raise DataError(f"{where}: a {key} row needs a known tag: {row!r}.")
        if not row["sources"] and row["tag"] != Tag.DESIGN:
            raise DataError(f"{where}: a {row['tag']} row needs a source; only DESIGN may stand without one: {row!r}.")
        for text in texts:
            if not isinstance(row[text], str) or not row[text].strip():
                raise DataError(f"{where}: a {key} row has an empty {text!r}: {row!r}.")
    return list(rows)


def _one_of(where: str, what: str, word: str, known: Mapping[str, Any] | Sequence[str]) -> None:
    if word not in known:
        near = difflib.get_close_matches(str(word), list(known), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(known)}."
        raise DataError(f"{where}: {what} is {word!r}, which is not known; {hint}")


def _once(where: str, key: str, names: Sequence[str]) -> None:
    if twice := sorted(name for name in set(names) if names.count(name) > 1):
        raise DataError(f"{where}: {key} has {twice[0]!r} twice; leave one out.")
