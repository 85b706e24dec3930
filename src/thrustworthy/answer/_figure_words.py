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
CONTACTS = (
    ("ground", "ground_force_vertical"),
    ("ground_other", "ground_force_other_vertical"),
    ("bench", "bench_force_vertical"),
)


@cache
def figure_texts() -> Mapping[str, Any]:
    """The words in and under the picture."""
    words: Mapping[str, Any] = read_toml("thrustworthy.answer", "data/texts_report.toml")["figure"]
    return words


def contacts_of(figure: Figure) -> list[str]:
    """Names of the forces drawn as thin arrows: of floor, bench, and what else pushes or pulls (band, machine)."""
    return [name for name in figure.forces if name in dict(CONTACTS) or name.startswith("applied_")]


def points_at(figure: Figure, frame: int) -> dict[str, Point]:
    """The model's points in one frame, m."""
    return {name: (float(track[frame][0]), float(track[frame][1])) for name, track in figure.points.items()}


def lift_words(lift_name: str, simulation: Simulation | None) -> str:
    """The lift's name; where its hip and knee figures are of the working leg alone, it says so."""
    peak = simulation.peaks.get("hip_moment") if simulation is not None else None
    return str(figure_texts()["working_leg"]).format(lift=lift_name) if peak and peak.limbs == "one" else lift_name


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
        (joint, say["moment"].format(joint=_joint(simulation, joint, output), value=_value(simulation, output, at)))
        for joint, output in JOINTS
        if output in simulation.series
    ]
    if "l5s1_compression" in simulation.series:
        rows.append(("force", say["spine_force"].format(value=_value(simulation, "l5s1_compression", at))))
    if "hip" in simulation.figure.joints and "hip_contact_force" in simulation.series:
        rows.append(("hip_force", say["hip_force"].format(value=_value(simulation, "hip_contact_force", at))))
    for name, output in CONTACTS:
        if name in simulation.figure.forces and output in simulation.series and carries(simulation, output):
            under = _contact(simulation, name, output)
            rows.append(("contact", say[f"{under}_force"].format(value=_value(simulation, output, at))))
    return rows


def _joint(simulation: Simulation, joint: str, output: str) -> str:
    """The joint's name: of both legs, or of the working one where the legs differ."""
    say = figure_texts()
    one = simulation.series[output].limbs == "one"
    return str(say["joint_one" if one and joint in say["joint_one"] else "joint"][joint])


def _contact(simulation: Simulation, name: str, output: str) -> str:
    if name == "bench" and simulation.figure.bench is None:
        return "back"
    return "ground_one" if name == "ground" and simulation.series[output].limbs == "one" else name


def carries(simulation: Simulation, output: str) -> bool:
    """Whether a contact carries anything in any frame."""
    return any(max(abs(one.low), abs(one.high)) > 0 for one in _spreads(simulation.series[output], simulation))


def _spreads(series: Series, simulation: Simulation) -> list[Spread]:
    return [spread_at(series, frame) for frame in range(len(simulation.phase))]


def _value(simulation: Simulation, output: str, at: int) -> str:
    """The band in one frame, in the unit that suits the whole lift, so that all poses read alike."""
    series = simulation.series[output]
    largest = max(max(abs(one.low), abs(one.high)) for one in _spreads(series, simulation))
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
