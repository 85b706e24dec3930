"""A simulation written out as a motion file: joint angles, and every series with its band."""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError
from thrustworthy.mechanics._result import Array, Simulation

FORMATS = (".mot", ".sto", ".csv", ".parquet")
_UNITS = {"N·m": "Nm", "share of foot length": "share", "1": "share"}
# Engine's series -> OpenSim's coordinate; the legs of both sides, working leg right.
_SIDED = (("hip_flexion", "hip_flexion"), ("knee_flexion", "knee_angle"), ("ankle_dorsiflexion", "ankle_angle"))


def write_motion(path: str | Path, simulation: Simulation) -> None:
    """Write a simulation as .mot or .sto (OpenSim), .csv or .parquet, by the ending of the path.

    First time (s) and the joint angles, the median over the bodies, deg: in .mot and .sto under OpenSim's names, else
    under the engine's. Then every series, and the force of every muscle group (one side), as
    ``<name>_p05_<unit>``, ``_p50_`` and ``_p95_``. Read back with ``read_motion`` (not Parquet).

    Raises MotionError for another ending, a missing package or a place that cannot be written.
    """
    place = Path(path)
    kind = check_format(place)
    table = _table(simulation, opensim=kind in (".mot", ".sto"))
    if kind == ".parquet":
        _whole(place, lambda name: _parquet(name, table, place.name))
        return
    text = _csv(table) if kind == ".csv" else _opensim(table, simulation)
    _whole(place, lambda name: _write_text(name, text))


def check_format(place: Path) -> str:
    """The ending of a file to write. Raises MotionError for one that is not among FORMATS."""
    kind = place.suffix.lower()
    if kind not in FORMATS:
        raise MotionError(f"{place.name}: motions are written as {', '.join(FORMATS)}; give the file such an ending.")
    return kind


def _write_text(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def _whole(place: Path, write: Any) -> None:
    """Write by way of a neighbour, so that the file is there whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=place.suffix)
        os.close(handle)
        try:
            write(name)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, place)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise MotionError(f"{place} cannot be written: {error.strerror or error}; choose another place.") from None


def _table(simulation: Simulation, *, opensim: bool) -> dict[str, Array]:
    duration = simulation.setup.get("concentric_time", {}).get("p50")
    if duration is None:
        raise MotionError(f"{simulation.lift} has no duration to write times with; simulate it with concentric_time.")
    table: dict[str, Array] = {"time": simulation.phase * float(duration)}
    table |= _angles(simulation, opensim)
    bands = {name: one.band for name, one in simulation.series.items()}
    bands |= {f"muscle_{name}": one.band for name, one in simulation.muscle_series.items()}
    for name, band in bands.items():
        unit = _UNITS.get(band.unit, band.unit.replace(" ", "_"))
        for end in ("p05", "p50", "p95"):
            table[f"{name}_{end}_{unit}"] = np.asarray(getattr(band, end), dtype=np.float64)
    return table


def _angles(simulation: Simulation, opensim: bool) -> dict[str, Array]:
    def middle(name: str) -> Array:
        return np.asarray(simulation.series[name].band.p50, dtype=np.float64)

    lumbar = middle("lumbar_extension")
    made = {("pelvis_tilt" if opensim else "pelvis_tilt_deg"): -middle("trunk_lean") - lumbar}
    for own, theirs in _SIDED:
        other = f"{own}_other" if f"{own}_other" in simulation.series else own
        if opensim:
            made |= {f"{theirs}_r": middle(own), f"{theirs}_l": middle(other)}
        elif other == own:
            made[f"{own}_deg"] = middle(own)
        else:
            made |= {f"{own}_r_deg": middle(own), f"{own}_l_deg": middle(other)}
    made["lumbar_extension" if opensim else "lumbar_extension_deg"] = lumbar
    return made


def _rows(table: Mapping[str, Array], separator: str) -> str:
    values = np.column_stack(list(table.values()))
    return "\n".join(separator.join(f"{value:.10g}" for value in row) for row in values) + "\n"


def _csv(table: Mapping[str, Array]) -> str:
    return ",".join(table) + "\n" + _rows(table, ",")


def _opensim(table: Mapping[str, Array], simulation: Simulation) -> str:
    head = (
        simulation.lift,
        "version=1",
        f"nRows={len(simulation.phase)}",
        f"nColumns={len(table)}",
        "inDegrees=yes",
        "",
        "Written by Thrustworthy. Angles in degrees; other columns end with their unit.",
        "endheader",
    )
    return "\n".join(head) + "\n" + "\t".join(table) + "\n" + _rows(table, "\t")


def _parquet(name: str, table: Mapping[str, Array], shown: str) -> None:
    try:
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise MotionError(
            f"{shown}: Parquet needs the package pyarrow; install it with thrustworthy[motion]."
        ) from None
    parquet.write_table(arrow.table(dict(table)), name)
