"""``thrustworthy limit``: with how much load does a limit still hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._inputs import Study, faults, pounds, settings_of, study_options
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._shapes import number, with_band
from thrustworthy.cli._words import columns, say, words

if TYPE_CHECKING:
    from thrustworthy.mechanics import MostLoad

_STRENGTH = "strength"


@click.command(
    "limit",
    short_help="Find the most load of a LIFT that keeps a limit.",
    epilog=examples(
        "thrustworthy limit barbell_hip_thrust --on l5s1_compression --at 3400 --height 1.80 --mass 84 --sex male",
        "thrustworthy limit deadlift --on l5s1_compression --at 6 --unit kN --units lb",
    ),
)
@click.argument("lift")
@click.option("--on", required=True, metavar="OUTPUT", help="The peak with a limit, or strength.")
@click.option("--at", type=float, help="Its limit; not for strength.")
@click.option("--unit", help="Unit of the limit, such as N, kN, N·m (or Nm), deg. Not given: the peak's own.")
@click.option("--units", type=click.Choice(["kg", "lb"]), default="kg", show_default=True, help="Unit of the loads.")
@study_options(samples=500)
def limit_command(
    lift: str, on: str, at: float | None, unit: str | None, units: Literal["kg", "lb"], study: Study
) -> None:
    """Find the load up to which a peak of a LIFT stays at or below a limit, with its band over bodies."""
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import most_load

    if (at is None) != (on == _STRENGTH):
        raise Fault("limit: give --at with --on, and neither --at nor --unit with --on strength.")
    name, factor = _unit(unit)
    with faults(), progress(say("limit", "doing")) as step:
        done = most_load(
            lift,
            study.subject,
            on=on,
            at=None if at is None else at * factor,
            setup=settings_of(study.settings),
            **study.run(),
            progress=step,
        )
    if name is not None and name != done.unit:
        raise Fault(f"--unit {unit}: {on} is in {done.unit}; give its limit in that.")
    if study.as_json:
        print_json(rounded(done.to_json()))
    else:
        _print(done, units)


def _unit(given: str | None) -> tuple[str | None, float]:
    """The unit of the physics for a unit as written, and the factor to it."""
    if given is None:
        return None, 1.0
    known = words("limit")["unit"]
    if given not in known:
        return given, 1.0
    return str(known[given]["is"]), float(known[given]["times"])


def _print(done: MostLoad, units: Literal["kg", "lb"]) -> None:
    def shown(kg: float | None) -> str:
        if kg is None:
            return say("limit", "no_load")
        return f"{number(pounds(kg) if units == 'lb' else kg)} {units}"

    if done.on == _STRENGTH:
        what = say("limit", "by_strength")
    else:
        what = say("limit", "by_output", on=done.on, at=number(done.at), unit=done.unit)
    click.echo(say("limit", "head", lift=done.lift, what=what, samples=done.samples, seed=done.seed) + "\n")
    rows = [
        [say("limit", name), shown(value)] for name, value in (("p05", done.p05), ("p50", done.p50), ("p95", done.p95))
    ]
    print_table(columns("limit", "found"), rows)
    click.echo()
    titles, tried = columns("limit", "tried"), [[shown(one.load), f"{100 * one.within:.0f} %"] for one in done.tried]
    if done.on != _STRENGTH:
        titles = [*titles, f"{done.on}, {done.unit}"]
        for row, one in zip(tried, done.tried, strict=True):
            row.append(with_band(float(one.peak.p50), float(one.peak.p05), float(one.peak.p95)))
    print_table(titles, tried)
    for name, share in (("never", done.never), ("always", done.always), ("missing", done.missing)):
        if share > 0:
            ends = {"lowest": shown(done.lowest), "highest": shown(done.highest)}
            text = say("limit", name, share=f"{100 * share:.1f} %", **ends)
            click.echo("\n" + click.wrap_text(text, width()))
