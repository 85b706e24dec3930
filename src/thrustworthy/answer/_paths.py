"""Where an answer goes: the key of the case file behind the name a rule uses."""

from __future__ import annotations

from thrustworthy.case import WRITTEN_ELSEWHERE

_ITEM = "item."


def key_path(name: str, item: int | None) -> str:
    """The key of an input: ``item.cleared`` of entry 0 is ``history.item[0].clearance.given``."""
    if not name.startswith(_ITEM):
        return name
    key = name.removeprefix(_ITEM)
    written = WRITTEN_ELSEWHERE["item"].get(key, key)
    return f"history.item[{0 if item is None else item}].{written}"
