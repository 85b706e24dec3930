"""By what names people write a lift, and which lift a written name means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from thrustworthy.evidence import DataError
from thrustworthy.formulary._lifts import lifts

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """A name without what writers vary: case, hyphens and other signs, and the plural s.

    ``Glute-Bridges`` and ``glute bridge`` fold alike; ``press`` keeps its ending like any word does.
    """
    words = _NOT_A_WORD.sub(" ", name.lower()).split()
    return " ".join(
        word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


@cache
def names() -> Mapping[str, str]:
    """Folded name to the id of its lift: ids, names and other names of all lifts.

    Raises DataError where two lifts claim one name.
    """
    found: dict[str, str] = {}
    for one in lifts():
        for name in (one.id, one.name, *one.names):
            owner = found.setdefault(fold(name), one.id)
            if owner != one.id:
                raise DataError(f"formulary/lifts: {owner} and {one.id} both claim the name {name!r}; leave one out.")
    return MappingProxyType(found)


def lift_named(name: str) -> str | None:
    """Id of the lift that a written name means; None where no lift of the formulary is called so.

    Only whole names count: nothing is guessed from a part of one.
    """
    return names().get(fold(name))
