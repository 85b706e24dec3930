"""Paths of keys as people read them: ``history.item[1].clearance.on``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_BARE = re.compile(r"[A-Za-z0-9_-]{1,60}")

Place = tuple[str | int, ...]
"""A path in parts: keys, and places in lists counted from 0."""


def path_of(place: Sequence[str | int]) -> str:
    """The path as it is shown. A key that is no bare key is quoted, and cut when it is long."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + _key(part)
    return text


def _key(key: str) -> str:
    if _BARE.fullmatch(key):
        return key
    cut = key if len(key) <= 40 else key[:37] + "..."
    return '"' + cut.encode("unicode_escape", "replace").decode("ascii") + '"'


def covers(above: str, path: str) -> bool:
    """True when the path is this one or lies beneath it."""
    return path == above or path.startswith((above + ".", above + "["))


def written_paths(table: Mapping[str, object]) -> Iterator[str]:
    """Every path that a case writes: tables, lists, their entries, and values."""
    open_places: list[tuple[Place, object]] = [((key,), value) for key, value in table.items()]
    while open_places:
        place, value = open_places.pop()
        yield path_of(place)
        if isinstance(value, dict):
            open_places += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            open_places += [((*place, index), inner) for index, inner in enumerate(value)]
