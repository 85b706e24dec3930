"""``thrustworthy simulate``: one lift, one body, figures with bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import print_json
from thrustworthy.cli._inputs import Study, faults, load, settings_of, study_options
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import Band, Simulation

_DRIVERS = 4
_WHOLE = 1000


@click.command(
    "simulate",
    short_help="Simulate a LIFT on many bodies.",
    epilog=examples(
        "thrustworthy simulate barbell_hip_thrust --height 1.80 --mass 84 --sex male --load 120",
        'thrustworthy simulate deadlift --load "225 lb" --set bar_foot_distance=0.03 --json',
    ),
)
@click.argument("lift")
@click.option(
    "--load", "held", default="0", show_default=True, help='External load: 120 (kg) or "265 lb"; 0 is body weight.'
)
@click.option("--muscles", is_flag=True, help="Give the peak force of each single muscle too, in the JSON.")
@study_options(samples=500)
def simulate_command(lift: str, held: str, muscles: bool, study: Study) -> None:
    """Simulate a LIFT on many bodies: moments, spine and contact forces, each a median with its 5-95 % band."""
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import run_study

    with faults(), progress(say("simulate", "doing")) as step:
        setup = settings_of(study.settings)
        where = {**study.run(), "muscles": muscles, "progress": step}
        done = run_study(lift, study.subject, load(held, "--load"), setup=setup, **where)
    if study.as_json:
        print_json(rounded(done.to_json()))
    else:
        print_simulation(done)


def print_simulation(done: Simulation) -> None:
    """Print head, peaks, kinematics, checks, drivers and notes."""
    shown = say("simulate", "load", kg=done.load) if done.load else say("simulate", "body_weight")
    click.echo(say("simulate", "head", lift=done.lift, load=shown, samples=done.samples, seed=done.seed) + "\n")
    peaks = [
        [name, *_figures(peak.band), f"{100 * peak.at_phase:.0f} %", peak.limbs or ""]
        for name, peak in done.peaks.items()
    ]
    print_table(columns("simulate", "peaks"), peaks)
    click.echo()
    print_table(columns("simulate", "kinematics"), [[name, *_figures(band)] for name, band in done.kinematics.items()])
    click.echo()
    unknown = say("simulate", "not_modelled")
    checks = [[name, unknown if value is None else f"{value:.3g}"] for name, value in done.checks.items()]
    print_table(columns("simulate", "checks"), checks)
    for name, shares in done.drivers.items():
        parts = ", ".join(f"{what} {100 * share:.0f} %" for what, share in list(shares.items())[:_DRIVERS])
        if parts:
            _paragraph(say("simulate", "drivers", output=name, shares=parts))
    for note in done.notes:
        _paragraph(say("simulate", "note", note=note))
    _paragraph(say("simulate", "sources", sources=", ".join(done.sources)))


def _figures(band: Band) -> list[str]:
    """Unit, median and band; four figures, and never a power of ten for what a person reads."""
    numbers = (float(band.p50), float(band.p05), float(band.p95))
    return [band.unit, *(f"{value:.0f}" if abs(value) >= _WHOLE else f"{value:.4g}" for value in numbers)]


def _paragraph(text: str) -> None:
    click.echo("\n" + click.wrap_text(text, width()))
