"""Who cites a source: found in the data files of the package themselves, so that no package has to report it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from thrustworthy.evidence._quantities import DataError

_WHOLE = "whole file"


@dataclass(frozen=True)
class Citation:
    """One row that names a source: the package, the file in it, and the row (its id, or its dotted name)."""

    package: str
    file: str
    row: str


def _data_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        here = f"{path}/{entry.name}" if path else entry.name
        if entry.is_dir():
            yield from _data_files(entry, here)
        elif entry.name.endswith(".toml"):
            yield here, entry


def _rows(name: str, table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every row below a table that has a list of sources: its id, or else its dotted name, and the list."""
    if isinstance(table, list):
        for number, inner in enumerate(table):
            yield from _rows(f"{name}[{number}]", inner)
    elif isinstance(table, dict):
        # A row's own id names it; a part of that row, without an id of its own, is named after it.
        named = str(table.get("id", name))
        cited = table.get("sources")
        if isinstance(cited, list) and all(isinstance(one, str) for one in cited):
            yield named or _WHOLE, tuple(cited)
        for key, inner in table.items():
            yield from _rows(f"{named}.{key}" if named else key, inner)


def walk(folder: Traversable) -> Mapping[str, tuple[Citation, ...]]:
    """Source id to the rows that cite it, over the TOML files below a folder of packages.

    Raises DataError naming a file that is not TOML.
    """
    found: dict[str, list[Citation]] = {}
    for path, entry in _data_files(folder):
        package, _, file = path.partition("/")
        try:
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as fault:
            raise DataError(f"{path}: not TOML: {fault}; name it otherwise if it is not meant to be.") from None
        for row, cited in _rows("", table):
            for one in cited:
                found.setdefault(one, []).append(Citation(package, file, row))
    return MappingProxyType({name: tuple(rows) for name, rows in sorted(found.items())})


@cache
def citations() -> Mapping[str, tuple[Citation, ...]]:
    """Source id to the rows that cite it, over every TOML file of the installed package."""
    return walk(files("thrustworthy"))
