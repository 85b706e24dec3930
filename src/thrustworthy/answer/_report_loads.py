"""The pictures of the report: the lift drawn, its loads over the lift, and peaks beside other lifts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thrustworthy.answer._charts import Interval, Track, interval_chart, phase_chart
from thrustworthy.answer._figure import Pose, draw_poses
from thrustworthy.answer._figure_moving import Moving, draw_moving
from thrustworthy.answer._figure_muscles import legend
from thrustworthy.answer._figure_words import lift_words, spread_at
from thrustworthy.answer._numbers import Spread, Units, mass_words, spread_words
from thrustworthy.answer._refs import Ref, Refs

if TYPE_CHECKING:
    from thrustworthy.answer._model import LoadRow
    from thrustworthy.mechanics import Peak, Simulation

Say = Callable[..., str]


@dataclass(frozen=True)
class Chart:
    """One chart with what stands above and under it."""

    title: str
    svg: Markup
    caption: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Drawing:
    """The lift drawn: moving, the scale of its muscles, its poses, and the words around them."""

    title: str
    moving: Moving
    legend: Markup
    poses: tuple[Pose, ...]
    key: tuple[str, ...]
    basis: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class TableRow:
    """One lift and load with all its peaks in words, each with its band."""

    label: str
    own: bool
    cells: tuple[tuple[str, str], ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Loads:
    """Everything the report shows of a set of simulated rows."""

    drawing: Drawing | None
    over: tuple[Chart, ...]
    over_title: str
    charts: tuple[Chart, ...]
    columns: tuple[str, ...]
    table: tuple[TableRow, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    refs: tuple[Ref, ...]
    any_own: bool


class LoadView:
    """Turns rows into what the template prints. ids: prefix of every id, so that two views fit one page."""

    def __init__(self, say: Say, texts: Mapping[str, Any], refs: Refs, units: Units, ids: str) -> None:
        self._say, self._texts, self._refs, self._units, self._ids = say, texts, refs, units, ids
        self._outputs: Sequence[Mapping[str, Any]] = texts["loads"]["output"]

    def of(self, rows: Sequence[LoadRow], *, draw: bool = True, planned: tuple[str, float] | None = None) -> Loads:
        """All parts for these rows; draw: also the lift itself and its course. planned: lift and load of the plan."""
        done = [(row, row.simulation) for row in rows if row.simulation is not None]
        main = main_row(rows, planned) if draw else None
        return Loads(
            drawing=self._drawing(main) if main else None,
            over=self._over(main) if main else (),
            over_title=self._over_title(main) if main else "",
            charts=tuple(self._charts(done)),
            columns=tuple(output["short"] for output in self._outputs),
            table=tuple(self._table_row(row, simulation) for row, simulation in done),
            missing=tuple(
                self._say("loads.not_simulated", lift=row.lift_name, load=self.load_words(row.load), note=row.note)
                for row in rows
                if row.simulation is None
            ),
            notes=tuple(self._notes(main, done)),
            refs=self._refs.of(s for _, simulation in done for s in simulation.sources),
            any_own=any(row.yours for row in rows),
        )

    def load_words(self, kg: float) -> str:
        """The load in the reader's unit first; nothing held is body weight."""
        return mass_words(kg, self._units) if kg else self._say("loads.body_weight")

    def label(self, row: LoadRow) -> str:
        """Lift, load and, where there is one, what is special about the row."""
        words = {"lift": lift_words(row.lift_name, row.simulation), "load": self.load_words(row.load)}
        return self._say("loads.row_note", note=row.note, **words) if row.note else self._say("loads.row", **words)

    def _drawing(self, row: LoadRow) -> Drawing:
        simulation = _simulated(row)
        return Drawing(
            title=self._say("figure.title", lift=row.lift_name, load=self.load_words(row.load)),
            moving=draw_moving(simulation, ids=f"{self._ids}-moving", lift_name=row.lift_name),
            legend=legend(simulation.figure, f"{self._ids}-legend"),
            poses=draw_poses(simulation, ids=f"{self._ids}-lift", lift_name=row.lift_name, muscles=True),
            key=tuple(self._say(f"figure.{name}") for name in ("key", "key_stills", "model")),
            basis=self._say("figure.basis", samples=simulation.samples),
            refs=self._refs.of(simulation.sources),
        )

    def _over_title(self, row: LoadRow) -> str:
        return self._say("loads.over_lift", lift=row.lift_name, load=self.load_words(row.load))

    def _over(self, row: LoadRow) -> tuple[Chart, ...]:
        simulation = _simulated(row)
        wanted = [o for o in self._outputs if o.get("over") and o["id"] in simulation.series]
        return tuple(self._course(simulation, output) for output in wanted)

    def _course(self, simulation: Simulation, output: Mapping[str, Any]) -> Chart:
        series, peak = simulation.series[output["id"]], simulation.peaks[output["id"]]
        spreads = [spread_at(series, frame) for frame in range(len(simulation.phase))]
        value = spread_words(peak_spread(peak))
        words = self._say("loads.peak", title=output["title"], value=value, phase=f"{100 * peak.at_phase:.0f}")
        svg = phase_chart(
            Track([float(p) for p in simulation.phase], spreads, series.band.unit),
            ids=f"{self._ids}-over-{output['id'].replace('_', '-')}",
            title=output["title"],
            start=self._say("loads.start"),
            end=self._say("loads.end"),
            peak=words,
        )
        caption = self._say("loads.peak_caption", value=value)
        return Chart(output["title"], svg, caption, self._refs.of(simulation.sources))

    def _charts(self, done: Sequence[tuple[LoadRow, Simulation]]) -> Iterable[Chart]:
        for output in self._outputs:
            rows = [(row, simulation) for row, simulation in done if output["id"] in simulation.shown]
            if not output.get("chart") or not rows:
                continue
            intervals = [Interval(self.label(r), peak_spread(s.shown[output["id"]]), r.yours) for r, s in rows]
            ids = f"{self._ids}-peaks-{output['id'].replace('_', '-')}"
            svg = interval_chart(intervals, ids=ids, title=output["title"])
            yield Chart(output["title"], svg, "", self._refs.of(x for _, s in rows for x in s.sources))

    def _table_row(self, row: LoadRow, simulation: Simulation) -> TableRow:
        cells = tuple(
            (o["short"], spread_words(peak_spread(simulation.shown[o["id"]])) if o["id"] in simulation.shown else "")
            for o in self._outputs
        )
        return TableRow(self.label(row), row.yours, cells, self._refs.of(simulation.sources))

    def _notes(self, main: LoadRow | None, done: Sequence[tuple[LoadRow, Simulation]]) -> Iterable[str]:
        """What varies, then every note of the simulations: with its lifts, where it is not said of all."""
        if main is not None:
            names: Mapping[str, str] = self._texts["driver"]
            shares = _simulated(main).drivers.get("l5s1_compression", {})
            listed = [
                self._say(
                    "loads.driver_row",
                    name=names.get(k, k.replace(".", " ").replace("_", " ")),
                    percent=f"{100 * v:.0f}",
                )
                for k, v in shares.items()
            ]
            if listed:
                yield self._say("loads.drivers", list=", ".join(listed))
        lifts = list(dict.fromkeys(row.lift_name for row, _ in done))
        for note in dict.fromkeys(note for _, simulation in done for note in simulation.notes):
            said_of = [lift for lift in lifts if any(note in s.notes for row, s in done if row.lift_name == lift)]
            yield note if said_of == lifts else self._say("loads.note_of", lifts=", ".join(said_of), note=note)


def main_row(rows: Sequence[LoadRow], planned: tuple[str, float] | None = None) -> LoadRow | None:
    """The row that is drawn: the plan's own, else the first asked about with a load, else the first asked about."""
    own = [row for row in rows if row.simulation is not None and (row.lift, row.load) == planned and not row.note]
    if own:
        return own[0]
    asked = [row for row in rows if row.role == "asked" and row.simulation is not None]
    return next((row for row in asked if row.load > 0), asked[0] if asked else None)


def peak_spread(peak: Peak) -> Spread:
    """The band of a peak."""
    band = peak.band
    return Spread(float(band.p05), float(band.p50), float(band.p95), band.unit)


def _simulated(row: LoadRow) -> Simulation:
    if row.simulation is None:
        raise ValueError(f"{row.lift_name} is not simulated; there is nothing to draw.")
    return row.simulation
