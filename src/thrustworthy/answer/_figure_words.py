"""The words of a picture: every number with its band, and what the picture shows for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._numbers import Spread, figure_of, scale_for, spread_words
from thrustworthy.answer._svg import Point
from thrustworthy.evidence import read_toml

if TYPE_CHECKING:
    from thrustworthy.mechanics import Figure, Series, Simulation

JOINTS = (("hip", "hip_moment"), ("knee", "knee_moment"), ("l5s1", "l5s1_moment"))
CONTACTS = (("ground", "ground_force_vertical"), ("bench", "bench_force_vertical"))


@cache
def figure_texts() -> Mapping[str, Any]:
    """The words in and under the picture."""
    words: Mapping[str, Any] = read_toml("thrustworthy.answer", "data/texts_report.toml")["figure"]
    return words


def points_at(figure: Figure, frame: int) -> dict[str, Point]:
    """The model's points in one frame, m."""
    return {name: (float(track[frame][0]), float(track[frame][1])) for name, track in figure.points.items()}


def spread_at(series: Series, frame: int) -> Spread:
    """The band of an output in one frame."""
    low, middle, high = (_entry(part, frame) for part in (series.band.p05, series.band.p50, series.band.p95))
    return Spread(low, middle, high, series.band.unit)


def _entry(values: Any, frame: int) -> float:
    return float(values[frame]) if hasattr(values, "__len__") else float(values)


def legend_rows(simulation: Simulation, at: int) -> list[tuple[str, str]]:
    """Symbol and sentence of every number under the body; no number without its band."""
    say = figure_texts()
    rows = [
        (joint, say["moment"].format(joint=say["joint"][joint], value=_value(simulation, output, at)))
        for joint, output in JOINTS
        if output in simulation.series
    ]
    if "l5s1_compression" in simulation.series:
        rows.append(("force", say["spine_force"].format(value=_value(simulation, "l5s1_compression", at))))
    for name, output in CONTACTS:
        if name in simulation.figure.forces and output in simulation.series:
            under = "back" if name == "bench" and simulation.figure.bench is None else name
            rows.append(("contact", say[f"{under}_force"].format(value=_value(simulation, output, at))))
    return rows


def _value(simulation: Simulation, output: str, at: int) -> str:
    """The band in one frame, in the unit that suits the whole lift, so that all poses read alike."""
    series = simulation.series[output]
    whole = [spread_at(series, frame) for frame in range(len(simulation.phase))]
    largest = max(max(abs(one.low), abs(one.high)) for one in whole)
    return spread_words(spread_at(series, at), reference=largest)


def words_of(simulation: Simulation, name: str, at: int, lift_name: str) -> tuple[str, ...]:
    """What the picture shows, for those who do not see it."""
    say = figure_texts()
    points = points_at(simulation.figure, at)
    height = scale_for("m", 1.0)
    hip = figure_of(points["hip"][1] - simulation.figure.floor, height)
    sentences = [say["desc"].format(lift=lift_name, pose=say[name].lower(), hip=hip)]
    if "bar" in points:
        sentences.append(say["desc_bar"].format(bar=figure_of(points["bar"][1] - simulation.figure.floor, height)))
    sentences += [f"{words}." for _, words in legend_rows(simulation, at)]
    return tuple(sentences)
