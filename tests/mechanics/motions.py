"""Motions for the tests: squats by formula, as a record and as the text of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from thrustworthy.mechanics import MeasuredMotion, MotionFile, measure_motion

HEADER = "motion\nversion=1\nnRows={rows}\nnColumns={columns}\ninDegrees={degrees}\nendheader\n"
NAMES = ("pelvis_tilt", "hip_flexion_r", "knee_angle_r", "ankle_angle_r", "lumbar_extension")


def squatting(count: int = 3, rate: float = 100.0, seconds: float = 2.0) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Repeated squats with flat feet, deg: standing, down, up, standing."""
    time = np.arange(0.0, count * seconds + 0.5 / rate, 1.0 / rate)
    depth = 0.5 * (1.0 - np.cos(2.0 * np.pi * time / seconds))
    angles = {"hip_flexion_r": 100.0 * depth, "knee_angle_r": 5 + 95.0 * depth, "ankle_angle_r": 2 + 28.0 * depth}
    tilt = angles["knee_angle_r"] - angles["ankle_angle_r"] - angles["hip_flexion_r"]
    return time, {"pelvis_tilt": tilt, **angles, "lumbar_extension": -8.0 * depth}


def table(time: np.ndarray, columns: dict[str, np.ndarray], degrees: str = "yes", **wrong: object) -> str:
    head = HEADER.format(**{"rows": len(time), "columns": len(columns) + 1, "degrees": degrees, **wrong})
    rows = np.column_stack([time, *columns.values()])
    body = "\n".join("\t".join(f"{value:.10g}" for value in row) for row in rows)
    return head + "\t".join(["time", *columns]) + "\n" + body + "\n"


def squat_file(tmp_path: Path, name: str = "squat.mot") -> Path:
    path = tmp_path / name
    path.write_text(table(*squatting()), encoding="utf-8")
    return path


def measured(**choices: Any) -> MeasuredMotion:
    time, columns = squatting()
    return measure_motion(MotionFile("squat", time, columns), **choices)
