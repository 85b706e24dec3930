"""The JSON Schema of a case file as it is written, questions included."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from typing import Any

from thrustworthy.case._model import Case

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a case file after TOML: texts with units, not SI; days as ``YYYY-MM-DD``."""
    return copy.deepcopy(_schema())


@cache
def _schema() -> dict[str, Any]:
    made: dict[str, Any] = _tidy(Case.model_json_schema(mode="validation"))
    return {"$schema": DIALECT, "$id": "case.schema.json", **made, "title": "A case of Thrustworthy"}


def _tidy(node: Any) -> Any:
    """Without what TOML cannot write (null), without defaults of whole parts and without made-up titles."""
    if isinstance(node, list):
        return [_tidy(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    tidied: dict[str, Any] = {}
    for key, inner in node.items():
        if key == "properties":
            tidied[key] = {name: _tidy(one) for name, one in inner.items()}
        elif not (_no_default(key, inner) or (key == "title" and isinstance(inner, str))):
            tidied[key] = inner.replace("``", "`") if key == "description" else _tidy(inner)
    options = [option for option in tidied.get("anyOf", []) if option != {"type": "null"}]
    if len(options) < len(tidied.get("anyOf", [])):
        del tidied["anyOf"]
        tidied = {**tidied, **options[0]} if len(options) == 1 else {**tidied, "anyOf": options}
    return tidied


def _no_default(key: str, value: Any) -> bool:
    return key == "default" and (value is None or isinstance(value, (dict, list)))


def keys_at(place: Sequence[str | int]) -> frozenset[str]:
    """The keys that the table at a place may have; none when there is no such table."""
    node = _resolved(_schema())
    for part in place:
        if isinstance(part, int):
            node = _resolved(node.get("items", {}))
        else:
            node = _resolved(node.get("properties", {}).get(part, {}))
    return frozenset(node.get("properties", {}))


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        found: dict[str, Any] = _schema()["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        return found
    return node
