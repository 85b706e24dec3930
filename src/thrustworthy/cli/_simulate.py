"""``thrustworthy simulate``: one lift, one body, figures with bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from thrustworthy.mechanics import Band, Simulation

_DRIVERS = 4
_WHOLE = 1000


def _length(raw: str) -> float:
    from thrustworthy.case import Length

    return _number(raw, "--height", lambda text: Length.read(text).metres)


def _mass(raw: str, option: str) -> float:
    from thrustworthy.case import Mass

    return _number(raw, option, lambda text: Mass.read(text).kg)


def _number(raw: str, option: str, read: Callable[[str], float]) -> float:
    """A bare number is SI (m, kg); anything else needs its unit."""
    try:
        return float(raw)
    except ValueError:
        pass
    try:
        return read(raw)
    except ValueError as error:
        raise Fault(f"{option}: {error}") from None


def _settings(pairs: tuple[str, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for pair in pairs:
        key, _, value = (part.strip() for part in pair.partition("="))
        try:
            number = float(value)
        except ValueError:
            key, number = "", 0.0
        if not key:
            raise Fault(f"--set {pair}: write a key, an equals sign and a number, such as bench_height=0.40.")
        if key in found:
            raise Fault(f"--set {pair}: {key} is set twice; leave one of them out.")
        found[key] = number
    return found


@click.command(
    "simulate",
    short_help="Simulate a LIFT on many bodies.",
    epilog=examples(
        "thrustworthy simulate barbell_hip_thrust --height 1.80 --mass 84 --sex male --load 120",
        'thrustworthy simulate deadlift --load "225 lb" --set bar_foot_distance=0.03 --json',
    ),
)
@click.argument("lift")
@click.option("--height", help='Body height: 1.80 (m), "180 cm", "5 ft 11 in". Not given: drawn from adults.')
@click.option("--mass", help='Body mass: 84 (kg) or "185 lb". Not given: drawn from adults.')
@click.option("--sex", type=click.Choice(["male", "female"]), help="Body tables. Not given: both are drawn.")
@click.option("--age", type=float, help="Age in years.")
@click.option("--load", default="0", show_default=True, help='External load: 120 (kg) or "265 lb"; 0 is body weight.')
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Hold a technique value; may be repeated.")
@click.option("--samples", default=500, show_default=True, type=click.IntRange(1, 100000), help="Simulated bodies.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def simulate_command(
    lift: str,
    height: str | None,
    mass: str | None,
    sex: Literal["male", "female"] | None,
    age: float | None,
    load: str,
    settings: tuple[str, ...],
    samples: int,
    seed: int,
    as_json: bool,
) -> None:
    """Simulate a LIFT on many bodies: moments, spine and contact forces, each a median with its 5-95 % band."""
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import SimulationError, Subject, simulate

    try:
        subject = Subject(_length(height) if height else None, _mass(mass, "--mass") if mass else None, sex, age)
        done = simulate(lift, subject, _mass(load, "--load"), setup=_settings(settings), samples=samples, seed=seed)
    except SimulationError as error:
        raise Fault(str(error)) from None
    if as_json:
        print_json(rounded(done.to_json()))
    else:
        _print(done)


def _print(done: Simulation) -> None:
    load = say("simulate", "load", kg=done.load) if done.load else say("simulate", "body_weight")
    click.echo(say("simulate", "head", lift=done.lift, load=load, samples=done.samples, seed=done.seed) + "\n")
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
