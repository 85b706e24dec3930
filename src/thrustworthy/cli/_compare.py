"""``thrustworthy compare``: lifts side by side on the same bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._inputs import Study, faults, load, pairs, settings_of, study_options
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table
from thrustworthy.cli._shapes import number
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from thrustworthy.mechanics import Comparison


@click.command(
    "compare",
    short_help="Compare LIFTS on the same bodies.",
    epilog=examples(
        "thrustworthy compare barbell_hip_thrust back_squat deadlift --load 100",
        "thrustworthy compare barbell_hip_thrust back_squat --percent-1rm 70"
        " --one-rm barbell_hip_thrust=180 --one-rm back_squat=140",
    ),
)
@click.argument("lifts", nargs=-1, required=True, metavar="LIFT...")
@click.option("--load", "held", help='The same load in every lift: 100 (kg) or "225 lb"; 0 is body weight.')
@click.option("--percent-1rm", type=click.FloatRange(0, 100), help="The same share of each lift's 1RM, in %.")
@click.option("--one-rm", multiple=True, metavar="LIFT=LOAD", help="The 1RM of a lift, for --percent-1rm; repeatable.")
@click.option("--effort", type=click.FloatRange(0, 100), help="The same share of what these bodies could lift, in %.")
@click.option("--peak", "peaks", multiple=True, metavar="OUTPUT", help="Compare this peak; repeatable.")
@study_options(samples=500)
def compare_command(
    lifts: tuple[str, ...],
    held: str | None,
    percent_1rm: float | None,
    one_rm: tuple[str, ...],
    effort: float | None,
    peaks: tuple[str, ...],
    study: Study,
) -> None:
    """Compare LIFTS at the same load, the same share of their 1RM, or the same effort.

    All lifts are done by the same simulated bodies, so each difference from the first lift is taken body by body.
    """
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import compare

    if len(set(lifts)) != len(lifts) or len(lifts) < 2:
        raise Fault("compare: name at least two lifts, each once.")
    if sum(one is not None for one in (held, percent_1rm, effort)) != 1:
        raise Fault("compare: give one of --load, --percent-1rm and --effort.")
    with faults():
        setups = _setups(lifts, study.settings)
        with progress(say("compare", "doing")) as step:
            loads = _loads(lifts, held, percent_1rm, one_rm, effort, setups, study, step)
            done = compare(loads, study.subject, setups=setups, outputs=peaks, **study.run(), progress=step)
    if study.as_json:
        print_json(rounded(done.to_json()))
    else:
        _print(done)


def _loads(
    lifts: tuple[str, ...],
    held: str | None,
    percent: float | None,
    one_rm: tuple[str, ...],
    effort: float | None,
    setups: dict[str, dict[str, float]],
    study: Study,
    step: Callable[[int, int], None] | None,
) -> list[tuple[str, float]]:
    from thrustworthy.mechanics import effort_loads

    if one_rm and percent is None:
        raise Fault("--one-rm goes with --percent-1rm.")
    if held is not None:
        return [(lift, load(held, "--load")) for lift in lifts]
    if percent is not None:
        best = {lift: load(raw, f"--one-rm {lift}") for lift, raw in pairs(one_rm, "--one-rm", "deadlift=160").items()}
        if set(best) != set(lifts):
            odd = next(iter(sorted(set(best) ^ set(lifts))))
            raise Fault(f"--one-rm: {odd} has no 1RM or is not compared; give one for every lift compared.")
        return [(lift, 0.01 * percent * best[lift]) for lift in lifts]
    assert effort is not None
    return effort_loads(lifts, study.subject, 0.01 * effort, setups=setups, **study.run(), progress=step)


def _setups(lifts: tuple[str, ...], given: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """``KEY=VALUE`` for every lift that has the key, ``LIFT.KEY=VALUE`` for one."""
    from thrustworthy.mechanics import settable

    setups: dict[str, dict[str, float]] = {lift: {} for lift in lifts}
    for name, value in settings_of(given).items():
        lift, dot, key = name.rpartition(".")
        if dot and lift not in setups:
            raise Fault(f"--set {name}: {lift} is not compared; it is one of {', '.join(lifts)}.")
        takers = [lift] if dot else [one for one in lifts if key in settable(one)]
        if not takers:
            raise Fault(f"--set {name}: none of the lifts has this setting.")
        for one in takers:
            setups[one][key] = value
    return setups


def _print(done: Comparison) -> None:
    first = done.sides[0]
    click.echo(say("compare", "head", samples=done.samples, seed=done.seed, lift=first.lift) + "\n")
    loads = [[one.lift, f"{one.load:.4g}", f"{100 * one.missing:.0f} %"] for one in done.sides]
    print_table(columns("compare", "loads"), loads)
    click.echo()
    rows = []
    for name in done.outputs:
        for one in done.sides:
            peak = one.peaks[name]
            row = [name, one.lift, peak.unit, *(number(float(value)) for value in (peak.p50, peak.p05, peak.p95))]
            change = one.differences.get(name)
            if change is None:
                row += ["", "", "", ""]
            else:
                band = change.band
                row += [number(float(value)) for value in (band.p50, band.p05, band.p95)]
                row.append(f"{100 * change.higher:.0f} %")
            rows.append(row)
    print_table(columns("compare"), rows)
