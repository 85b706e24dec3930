"""Simulated load figures as Observations: one panel for each lift at a load, one member for each figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thrustworthy.answer._model import Answer, LoadRow
from thrustworthy.answer._numbers import mass_words
from thrustworthy.answer.fhir._about import carries_load
from thrustworthy.answer.fhir._person import PATIENT
from thrustworthy.answer.fhir._shapes import (
    Json,
    concept,
    extension,
    hl7_concept,
    note,
    quantity,
    reference,
    say,
    words,
)
from thrustworthy.answer.fhir._sources import engine
from thrustworthy.formulary import lift_ids

# Loads proper: forces and moments. Angles, places and shares stay in the answer's own JSON.
_UNITS = ("N", "N·m")
_BAND = ("p05", "p50", "p95")


def load_observations(answer: Answer) -> Iterator[tuple[str, Json]]:
    """Panels and their members by local name; none where no load may go along.

    Rows about somebody else (a scenario) and lifts outside the formulary (named in the person's words) stay behind.
    """
    if not carries_load(answer):
        return
    for index, row in enumerate(answer.loads):
        if row.role == "scenario" or row.lift not in lift_ids():
            continue
        local = f"load-{index}"
        figures = [] if row.simulation is None else list(_figures(answer, row))
        yield local, _panel(answer, row, [f"{local}-{name}" for name, _ in figures])
        yield from ((f"{local}-{name}", made) for name, made in figures)


def _head(answer: Answer) -> Json:
    by = engine(answer.engine["thrustworthy"])["display"]
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [concept("category", "simulated", say("category.simulated"))],
        "subject": reference(PATIENT),
        "effectiveDateTime": answer.asked_on.isoformat(),
        "method": concept("method", by.replace(" ", "-"), say("method", engine=by)),
    }


def _panel(answer: Answer, row: LoadRow, members: list[str]) -> Json:
    text = say("panel", lift=row.lift_name, load=mass_words(row.load))
    made: Json = {
        **_head(answer),
        "code": {**concept("lift", row.lift, row.lift_name), "text": text},
        "extension": [extension("role", valueCode=row.role), extension("yours", valueBoolean=row.yours)],
        "component": [_component("load", row.load, "kg")],
    }
    said = [note("load-note", row.note)] if row.note else []
    if row.simulation is None:
        made["dataAbsentReason"] = hl7_concept("data-absent-reason", "unsupported")
    else:
        simulated = row.simulation.to_json()
        made["extension"] += [extension(key, valueInteger=simulated[key]) for key in ("samples", "seed")]
        made["extension"] += [extension("source", valueCode=one) for one in simulated["sources"]]
        made["hasMember"] = [reference(one) for one in members]
        said += [note("load-note", one) for one in simulated["notes"]]
    return {**made, "note": said} if said else made


def _figures(answer: Answer, row: LoadRow) -> Iterator[tuple[str, Json]]:
    assert row.simulation is not None
    for name, peak in row.simulation.to_json()["peaks"].items():
        if not name.startswith("muscle_") and peak.get("unit") in _UNITS:
            yield name.replace("_", "-"), _figure(answer, row, name, peak)


def _figure(answer: Answer, row: LoadRow, name: str, peak: dict[str, Any]) -> Json:
    unit, text = peak["unit"], say("figure", figure=_figure_words(name))
    # Somebody may see this one Observation without its panel: lift and load stand on it as well.
    whole = say("figure_of", figure=text, lift=row.lift_name, load=mass_words(row.load))
    components = [_component(band, peak[band], unit) for band in _BAND]
    if peak["min"]["p05"] < 0:
        # The largest value alone would hide a force or moment that acts the other way.
        components += [_component(f"min_{band}", peak["min"][band], unit) for band in _BAND]
    components.append(_component("load", row.load, "kg"))
    limbs = peak.get("limbs")
    made = {**_head(answer), "code": {**concept("figure", name, text), "text": whole}, "component": components}
    return {**made, "extension": [extension("limbs", valueCode=limbs)]} if limbs else made


def _figure_words(name: str) -> str:
    table = words()["figure_word"]
    return " ".join(table.get(one, one) for one in name.split("_"))


def _component(name: str, value: float, unit: str) -> Json:
    return {"code": concept("component", name, say(f"quantile.{name}")), "valueQuantity": quantity(value, unit)}
