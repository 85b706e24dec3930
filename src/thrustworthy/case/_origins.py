"""Where each fact comes from: the paths a case lists, and the origin of any path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from thrustworthy.case._errors import Problem, problem
from thrustworthy.case._model import Origin
from thrustworthy.case._paths import covers, written_paths
from thrustworthy.case._texts import nearest, shown

_KINDS = ("stated", "inferred", "constructed")


def listed_origins(origin: Origin) -> Iterator[tuple[str, str, str]]:
    """Each path a case lists: where it is listed, the path, and its origin."""
    for kind in _KINDS:
        for index, path in enumerate(getattr(origin, kind)):
            yield f"origin.{kind}[{index}]", path, kind


def origin_of(path: str, origin: Origin) -> str:
    """The origin of a path: that of the longest listed path that covers it, else the default."""
    covering = [(len(listed), kind) for _, listed, kind in listed_origins(origin) if covers(listed, path)]
    return max(covering)[1] if covering else origin.default


def origin_problems(origin: Origin, table: Mapping[str, object]) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    """Listed paths that the case does not write, or that are listed twice; each with the paths it is about."""
    written = frozenset(path for path in written_paths(table) if not covers("origin", path))
    times = Counter(path for _, path, _ in listed_origins(origin))
    for where, path, _ in listed_origins(origin):
        if path not in written:
            near = nearest(path, sorted(written))
            mend = "take it out" if near is None else f'perhaps "{near}" is meant'
            yield problem(where, f"{shown(path)} is nothing that this case writes; {mend}"), (where, path)
        elif times[path] > 1:
            yield problem(where, f"{shown(path)} is listed {times[path]} times; keep one of them"), (where,)
