"""The small shapes that every resource is made of: codes, quantities, references, and sentences with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from thrustworthy.answer._json import rounded
from thrustworthy.answer._page import fill
from thrustworthy.evidence import read_toml

Json = dict[str, Any]

URN = "urn:thrustworthy:fhir"
UCUM = "http://unitsofmeasure.org"
URI = "urn:ietf:rfc:3986"
LOCAL = "local:"


@cache
def words() -> Mapping[str, Any]:
    """Words and codes of ``data/texts.toml``."""
    return read_toml("thrustworthy.answer.fhir", "data/texts.toml")


def say(name: str, /, **values: object) -> str:
    """One text of the export, filled in."""
    return fill(words())(name, **values)


def urn(name: str) -> str:
    """The uri of an extension or a code system of ours."""
    return f"{URN}:{name}"


def concept(system: str, code: str, text: str) -> Json:
    """A CodeableConcept with one code of ours and its words."""
    return {"coding": [{"system": urn(system), "code": code, "display": text}], "text": text}


def hl7_concept(system: str, code: str) -> Json:
    """A CodeableConcept with a code of HL7's own terminology."""
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}]}


def quantity(value: float, unit: str) -> Json:
    """A Quantity; with its UCUM code where the unit has one."""
    code = words()["ucum"].get(unit)
    made: Json = {"value": rounded(value), "unit": unit}
    return made if code is None else {**made, "system": UCUM, "code": code}


def reference(local: str) -> Json:
    """A Reference to a resource of the same bundle, by its local name until the names are known."""
    return {"reference": LOCAL + local}


def extension(name: str, **value: Any) -> Json:
    """A simple extension: ``extension("stage", valueCode="S3")``."""
    return {"url": urn(name), **value}


def part(name: str, **value: Any) -> Json:
    """One part of a complex extension; its url is relative, as FHIR has it."""
    return {"url": name, **value}


def complex_extension(name: str, parts: Iterable[Json]) -> Json:
    """An extension made of parts."""
    return {"url": urn(name), "extension": list(parts)}


def sourced(tag: str | None, sources: Iterable[str]) -> list[Json]:
    """Tag and sources as parts of a complex extension."""
    tags = [part("tag", valueCode=tag)] if tag else []
    return [*tags, *(part("source", valueCode=one) for one in sources)]


def statement(role: str, text: str, tag: str, sources: Iterable[str], *more: Json) -> Json:
    """A sentence with its role, its tag and its sources, as an extension."""
    said = [part("role", valueCode=role), part("text", valueString=text), *sourced(tag, sources)]
    return complex_extension("statement", [*said, *more])


def note(role: str, text: str, tag: str | None = None, sources: Iterable[str] = (), more: Iterable[Json] = ()) -> Json:
    """A sentence as an Annotation, which any viewer shows; role, tag and sources are an extension on it."""
    parts = [part("role", valueCode=role), *sourced(tag, sources), *more]
    return {"extension": [complex_extension("said", parts)], "text": text}


def typed(value: Any) -> Json:
    """A value as the ``value[x]`` of an extension."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float):
        return {"valueDecimal": rounded(value)}
    return {"valueString": str(value)}
