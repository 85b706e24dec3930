"""``thrustworthy simulate``: one lift, one body, figures with bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import print_table

if TYPE_CHECKING:
    from thrustworthy.mechanics import Simulation


def _length(raw: str) -> float:
    from thrustworthy.case import Length

    return _number(raw, "--height", lambda text: Length.read(text).metres)


def _mass(raw: str, option: str) -> float:
    from thrustworthy.case import Mass

    return _number(raw, option, lambda text: Mass.read(text).kg)


def _number(raw: str, option: str, read: object) -> float:
    """A bare number is SI (m, kg); anything else needs its unit."""
    try:
        return float(raw)
    except ValueError:
        pass
    try:
        assert callable(read)
        return float(read(raw))
    except ValueError as error:
        raise Fault(f"{option}: {error}") from None


def _settings(pairs: tuple[str, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        try:
            found[key.strip()] = float(value)
        except ValueError:
            raise Fault(f"--set {pair}: write a key, an equals sign and a number, such as bench_height=0.40.") from None
        if not equals:
            raise Fault(f"--set {pair}: write a key, an equals sign and a number, such as bench_height=0.40.")
    return found


@click.command("simulate")
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
    r"""Simulate a LIFT on many bodies: moments, spine and contact forces, each a median with its 5-95 % band.

    \b
      thrustworthy simulate barbell_hip_thrust --height 1.80 --mass 84 --sex male --load 120
      thrustworthy simulate deadlift --load "225 lb" --set bar_foot_distance=0.03 --json
    """
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
    click.echo(f"{done.lift}, {done.load:g} kg, {done.samples} bodies, seed {done.seed}\n")
    rows = [
        [
            name,
            peak.band.unit,
            *(f"{float(v):.4g}" for v in (peak.band.p50, peak.band.p05, peak.band.p95)),
            f"{100 * peak.at_phase:.0f} %",
            peak.limbs or "",
        ]
        for name, peak in done.peaks.items()
    ]
    print_table(["peak", "unit", "median", "5 %", "95 %", "at", "limbs"], rows)
    click.echo()
    print_table(
        ["kinematics", "unit", "median", "5 %", "95 %"],
        [[name, b.unit, *(f"{float(v):.4g}" for v in (b.p50, b.p05, b.p95))] for name, b in done.kinematics.items()],
    )
    click.echo()
    checks = [[name, "not modelled" if value is None else f"{value:.3g}"] for name, value in done.checks.items()]
    print_table(["check", "value"], checks)
    for name, shares in done.drivers.items():
        parts = ", ".join(f"{what} {100 * share:.0f} %" for what, share in list(shares.items())[:4])
        click.echo(f"\nWhat drives the band of {name}: {parts}." if parts else "", nl=bool(parts))
    for note in done.notes:
        click.echo(f"\nNote: {note}")
    click.echo(f"\nSources: {', '.join(done.sources)}")
