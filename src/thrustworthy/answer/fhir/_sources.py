"""Sources, the program and its rule set as FHIR names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thrustworthy.answer._refs import label_of
from thrustworthy.answer.fhir._shapes import Json, say, urn
from thrustworthy.evidence import citation, sources


def related_artifact(name: str) -> Json:
    """One source as a RelatedArtifact: its id as the label, its citation, and its public address where there is one.

    A source that has no entry is still named.
    """
    known = sources().get(name)
    made: Json = {"type": "citation", "label": name, "display": label_of(name)}
    if known is None:
        return made
    made["citation"] = citation(known)
    address = f"https://doi.org/{known.doi}" if known.doi else known.url
    return {**made, "url": address} if address else made


def engine(version: str) -> Json:
    """A logical Reference to the program that wrote this; it has no record of its own."""
    name = say("engine", version=version)
    return {"type": "Device", "identifier": {"system": urn("engine"), "value": name}, "display": name}


def rules_url() -> str:
    """The canonical url of the rule set, without its version."""
    return urn("rules")


def rules_canonical(version: str) -> str:
    """The canonical reference to one version of the rule set."""
    return f"{rules_url()}|{version}"


def cited(value: Any) -> Iterator[str]:
    """The id of every source that some extension in these JSON values names."""
    if isinstance(value, dict):
        if value.get("url") in ("source", urn("source")):
            yield value["valueCode"]
        for inner in value.values():
            yield from cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)


def source_reference(name: str) -> dict[str, Any]:
    """A logical Reference to a source, with the RelatedArtifact on it."""
    artifact = related_artifact(name)
    return {
        "extension": [{"url": urn("related-artifact"), "valueRelatedArtifact": artifact}],
        "identifier": {"system": urn("source"), "value": name},
        "display": artifact.get("citation", artifact["display"]),
    }
