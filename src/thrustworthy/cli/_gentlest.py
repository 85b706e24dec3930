"""``thrustworthy gentlest``: the set-up that costs least for the same stimulus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._inputs import Study, faults, load, pounds, settings_of, span, study_options, value_of
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._shapes import number, with_band
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import Gentlest


@click.command(
    "gentlest",
    short_help="Find the set-up of a LIFT that costs the spine least.",
    epilog=examples(
        "thrustworthy gentlest barbell_hip_thrust --load 100 --set concentric_time=1.0",
        "thrustworthy gentlest back_squat --load 80 --vary depth=-10:10 --vary shank_angle --stimulus hip_moment",
    ),
)
@click.argument("lift")
@click.option("--load", "held", default="0", show_default=True, help='Load of the usual set-up: 100 (kg) or "225 lb".')
@click.option("--vary", multiple=True, metavar="KEY[=LO:HI]", help="Vary this key alone, or these; repeatable.")
@click.option("--cost", default="l5s1_compression", show_default=True, metavar="OUTPUT", help="The peak to lower.")
@click.option(
    "--stimulus",
    metavar="OUTPUT",
    help="The peak to keep, such as gluteus_maximus. Not given: the hip moment.",
)
@click.option("--units", type=click.Choice(["kg", "lb"]), default="kg", show_default=True, help="Unit of the loads.")
@study_options(samples=500)
def gentlest_command(
    lift: str,
    held: str,
    vary: tuple[str, ...],
    cost: str,
    stimulus: str | None,
    units: Literal["kg", "lb"],
    study: Study,
) -> None:
    """Find the technique of a LIFT that costs the spine least for the same stimulus.

    The load follows, so that the stimulus stays that of the usual set-up with the load given.
    """
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import gentlest_setup

    with faults(), progress(say("gentlest", "doing")) as step:
        done = gentlest_setup(
            lift,
            study.subject,
            load(held, "--load"),
            over=_over(vary),
            setup=settings_of(study.settings),
            cost=cost,
            stimulus=stimulus,
            **study.run(),
            progress=step,
        )
    if study.as_json:
        print_json(rounded(done.to_json()))
    else:
        _print(done, units)


def _over(vary: tuple[str, ...]) -> dict[str, tuple[float, float] | None] | None:
    over: dict[str, tuple[float, float] | None] = {}
    for one in vary:
        key, sign, raw = (part.strip() for part in one.partition("="))
        if key in over:
            raise Fault(f"--vary {one}: {key} is named twice; leave one of them out.")
        if not sign:
            over[key] = None
            continue
        low, high, count = span(raw, f"--vary {key}", value_of(key))
        if count is not None:
            raise Fault(f"--vary {one}: give the ends of the range only, such as depth=-10:10.")
        over[key] = (low, high)
    return over or None


def _print(done: Gentlest, units: Literal["kg", "lb"]) -> None:
    def weight(kg: float) -> str:
        return f"{number(pounds(kg) if units == 'lb' else kg)} {units}"

    head = say("gentlest", "head", lift=done.lift, cost=done.cost, stimulus=done.stimulus, samples=done.samples)
    click.echo(click.wrap_text(head, width()) + "\n")
    rows = []
    for key, one in done.keys.items():
        worth = say("gentlest", "other_load") if one.worth is None else f"{number(one.worth)} {done.gain.band.unit}"
        end = say("gentlest", "at_end") if one.at_end else ""
        chosen = say("gentlest", "as_usual") if one.chosen == one.usual else number(one.chosen)
        searched = f"{number(one.low)} to {number(one.high)}"
        rows.append([key, one.unit, number(one.usual), chosen, searched, "" if one.chosen == one.usual else worth, end])
    print_table(columns("gentlest", "keys"), rows)
    click.echo()
    before, after, gain = (
        with_band(float(band.p50), float(band.p05), float(band.p95))
        for band in (done.before, done.after, done.gain.band)
    )
    unit = done.before.unit
    if done.usual_load:
        click.echo(say("gentlest", "loads", before=weight(done.usual_load), after=weight(done.load)))
    click.echo(say("gentlest", "gain", cost=done.cost, before=before, after=after, gain=gain, unit=unit))
    click.echo(say("gentlest", "lower", share=f"{100 * (1 - done.gain.higher):.0f} %", bodies=done.gain.bodies) + "\n")
    trade = []
    for name, change in done.trade.items():
        shown = with_band(float(change.band.p50), float(change.band.p05), float(change.band.p95))
        trade.append([name, change.band.unit, shown, f"{100 * change.higher:.0f} %"])
    print_table(columns("gentlest", "trade"), trade)
    click.echo("\n" + click.wrap_text(say("gentlest", "note", tried=done.tried), width()))
