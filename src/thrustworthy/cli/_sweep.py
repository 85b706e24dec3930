"""``thrustworthy sweep``: what a lift loads while an input moves through a range."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._inputs import Study, faults, load, pairs, settings_of, span, study_options, value_of
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table
from thrustworthy.cli._shapes import curve, number
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import Band, Sweep


@click.command(
    "sweep",
    short_help="Move an input of a LIFT through a range.",
    epilog=examples(
        "thrustworthy sweep barbell_hip_thrust --over load=60:140:5",
        "thrustworthy sweep back_squat --load 100 --over depth=-10:20:4 --over mass=60:100:3 --csv > squat.csv",
    ),
)
@click.argument("lift")
@click.option(
    "--over",
    multiple=True,
    required=True,
    metavar="KEY=LO:HI:N",
    help="Move load, height, mass, age or a technique value through N values; repeatable.",
)
@click.option("--load", "held", default="0", show_default=True, help='External load: 120 (kg) or "265 lb".')
@click.option("--peak", "peaks", multiple=True, metavar="OUTPUT", help="Show this peak; repeatable.")
@click.option("--csv", "as_csv", is_flag=True, help="Print as CSV, one row for each point and peak.")
@study_options(samples=500)
def sweep_command(
    lift: str, over: tuple[str, ...], held: str, peaks: tuple[str, ...], as_csv: bool, study: Study
) -> None:
    """Simulate a LIFT on the same bodies while one input or several move through a range."""
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import sweep

    if as_csv and study.as_json:
        raise Fault("sweep: give one of --json and --csv.")
    grid = {key: _values(key, raw) for key, raw in pairs(over, "--over", "load=60:140:5").items()}
    with faults(), progress(say("sweep", "doing")) as step:
        done = sweep(
            lift,
            study.subject,
            load(held, "--load"),
            grid,
            setup=settings_of(study.settings),
            outputs=peaks,
            **study.run(),
            progress=step,
        )
    if study.as_json:
        print_json(rounded(done.to_json()))
    elif as_csv:
        click.echo(_csv(done), nl=False)
    else:
        _print(done)


def _values(key: str, raw: str) -> list[float]:
    low, high, count = span(raw, f"--over {key}", value_of(key))
    if count is None or (count == 1 and low != high):
        raise Fault(f"--over {key}: {raw} does not say how many values; write its ends and a count, such as 60:140:5.")
    return [low + (high - low) * step / max(count - 1, 1) for step in range(count)]


def _csv(done: Sweep) -> str:
    from thrustworthy.answer import rounded

    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow([*done.units, *columns("sweep", "csv")])
    for point in done.points:
        at = [rounded(value) for value in point.at.values()]
        for name, peak in point.peaks.items():
            change = point.changes.get(name)
            bands = [rounded(one) for one in (peak.p05, peak.p50, peak.p95)]
            after = (change.band.p05, change.band.p50, change.band.p95) if change else ("", "", "")
            write.writerow([*at, name, peak.unit, *bands, *(rounded(one) for one in after), rounded(point.missing)])
        if not point.peaks:
            write.writerow([*at, *[""] * 8, rounded(point.missing)])
    return out.getvalue()


def _print(done: Sweep) -> None:
    fixed = say("sweep", "load", kg=done.load) if "load" not in done.units else ""
    click.echo(say("sweep", "head", lift=done.lift, load=fixed, samples=done.samples, seed=done.seed) + "\n")
    solved = next(point for point in done.points if point.peaks)
    titles = [f"{key}, {unit}" for key, unit in done.units.items()]
    titles += [f"{name}, {solved.peaks[name].unit}" for name in done.outputs]
    rows = []
    for point in done.points:
        cells = [number(value) for value in point.at.values()]
        for name in done.outputs:
            peak = point.peaks.get(name)
            cells.append(_short(peak) if peak else say("sweep", "none"))
        rows.append(cells)
    print_table(titles, rows)
    click.echo()
    print_table(columns("sweep", "curves"), _curves(done))
    for point in done.points:
        if point.said:
            at = ", ".join(f"{key} {number(value)}" for key, value in point.at.items())
            click.echo("\n" + say("sweep", "refused", at=at, said=point.said))


def _short(peak: Band) -> str:
    """A band in three figures, so that the six main peaks stand side by side."""
    middle, low, high = (f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}" for value in _plain(peak))
    return f"{middle} ({low} to {high})"


def _plain(peak: Band) -> tuple[float, float, float]:
    return float(peak.p50), float(peak.p05), float(peak.p95)


def _curves(done: Sweep) -> list[list[str]]:
    """For every output and every row of the grid, the course of the median over the last key."""
    *others, last = done.units
    groups: dict[tuple[float, ...], list[int]] = {}
    for index, point in enumerate(done.points):
        groups.setdefault(tuple(point.at[key] for key in others), []).append(index)
    rows = []
    for name in done.outputs:
        for at, indices in groups.items():
            peaks = [done.points[index].peaks.get(name) for index in indices]
            values = [float(peak.p50) if peak else None for peak in peaks]
            known = [value for value in values if value is not None]
            where = ", ".join(f"{key} {number(value)}" for key, value in zip(others, at, strict=True))
            ends = f"{number(known[0])} to {number(known[-1])}" if known else ""
            rows.append([name, where, last, curve(values), ends])
    return rows
