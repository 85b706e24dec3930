"""The rows of ``data/review.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml
from thrustworthy.formulary import lift
from thrustworthy.prescription._model import Said
from thrustworthy.prescription._tables import said
from thrustworthy.prescription.routine._outcome import About, Change, Finding


@cache
def rows() -> Mapping[str, Any]:
    """``data/review.toml``."""
    return read_toml("thrustworthy.prescription", "data/review.toml")


def word(name: str, /, **values: object) -> str:
    """One of the words around the figures, filled in."""
    return str(rows()["words"][name]).format(**values)


def title(name: str, /, **values: object) -> str:
    """A heading or a word of a table."""
    return str(rows()["title"][name]).format(**values)


def plain(name: str, /, **values: object) -> Said:
    """A sentence of ours without a source."""
    return Said(word(name, **values), "DESIGN", ())


def supposed(name: str, /, **values: object) -> Said:
    """What was taken where nobody said."""
    row = rows()["supposed"]
    return said(str(row[name]).format(**values), row)


def finding(
    name: str, about: About, /, good: bool | None = None, sources: tuple[str, ...] = (), **values: object
) -> tuple[Finding, Change | None]:
    """A row of ``[check]`` filled in, and the change that it asks for, where it does."""
    row = rows()["check"][name]
    made = Said(str(row["text"]).format(**values), row["tag"], (*row["sources"], *sources))
    found = Finding(name, about, made, good)
    if "change" not in row:
        return found, None
    return found, Change(str(row["change"]).format(**values), made, name, float(row["weight"]), row["topic"])


def listed(words: Iterable[str], link: str = "and") -> str:
    """``a, b and c``."""
    found = list(dict.fromkeys(words))
    if len(found) < 2:
        return "".join(found)
    return ", ".join(found[:-1]) + word(link) + found[-1]


def name_of(id: str) -> str:
    """The lift's name for a reader."""
    return lift(id).name
