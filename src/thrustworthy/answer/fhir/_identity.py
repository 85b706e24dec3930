"""Names of the resources of a bundle: made of the content alone, so that the same answer gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from thrustworthy.answer.fhir._shapes import LOCAL, URN, Json

_OURS = uuid5(NAMESPACE_URL, URN)


def content_uuid(content: Any, apart: str = "") -> UUID:
    """A name for plain JSON values: equal values, equal name. apart: keeps equal contents of two cases apart."""
    plain = json.dumps([apart, content], sort_keys=True, ensure_ascii=False, allow_nan=False)
    return uuid5(_OURS, plain)


def bundle_of(resources: Mapping[str, Json], apart: str) -> Json:
    """A Bundle of resources (by local name), each with its id, every local reference resolved.

    apart: what keeps two people with the same answer apart. It goes into the hash only.
    """
    whole = content_uuid(resources, apart)
    names = {local: str(uuid5(whole, local)) for local in resources}
    return {
        "resourceType": "Bundle",
        "id": str(whole),
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:{names[local]}", "resource": _named(_resolved(made, names), names[local])}
            for local, made in resources.items()
        ],
    }


def _named(resource: Json, name: str) -> Json:
    return {"resourceType": resource["resourceType"], "id": name, **resource}


def _resolved(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, names) for inner in value]
    if isinstance(value, str) and value.startswith(LOCAL):
        return f"urn:uuid:{names[value.removeprefix(LOCAL)]}"
    return value
