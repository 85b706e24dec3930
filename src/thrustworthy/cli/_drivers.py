"""``thrustworthy drivers``: what the band of each peak comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import print_json
from thrustworthy.cli._inputs import Study, faults, load, settings_of, study_options
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._shapes import bar, with_band
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import Drivers

_SHOWN = 10


@click.command(
    "drivers",
    short_help="Show what the bands of a LIFT come from.",
    epilog=examples(
        "thrustworthy drivers barbell_hip_thrust --height 1.80 --mass 84 --sex male --load 120",
        "thrustworthy drivers deadlift --load 100 --peak l5s1_compression --samples 5000",
    ),
)
@click.argument("lift")
@click.option("--load", "held", default="0", show_default=True, help='External load: 120 (kg) or "265 lb".')
@click.option("--peak", "peaks", multiple=True, metavar="OUTPUT", help="Show this peak; repeatable.")
@study_options(samples=2000)
def drivers_command(lift: str, held: str, peaks: tuple[str, ...], study: Study) -> None:
    """Show how much of the variance of each main peak of a LIFT each input explains, and what is left."""
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import drivers

    with faults(), progress(say("drivers", "doing")) as step:
        done = drivers(
            lift,
            study.subject,
            load(held, "--load"),
            setup=settings_of(study.settings),
            outputs=peaks,
            **study.run(),
            progress=step,
        )
    if study.as_json:
        print_json(rounded(done.to_json()))
    else:
        _print(done)


def _print(done: Drivers) -> None:
    kg = say("drivers", "load", kg=done.load)
    click.echo(say("drivers", "head", lift=done.lift, load=kg, samples=done.samples, seed=done.seed))
    for name, driven in done.peaks.items():
        band = driven.band
        shown = with_band(float(band.p50), float(band.p05), float(band.p95))
        click.echo("\n" + say("drivers", "peak", name=name, shown=shown, unit=band.unit))
        rows = [
            [what, _percent(one.alone), _percent(one.straight), _way(one.direction), bar(one.alone)]
            for what, one in list(driven.shares.items())[:_SHOWN]
            if one.alone > driven.noise
        ]
        rows.append([say("drivers", "rest"), _percent(driven.rest), "", "", bar(driven.rest)])
        print_table(columns("drivers"), rows)
        for names, share in driven.together.items():
            text = say("drivers", "together", names=", ".join(names), share=_percent(share))
            click.echo(click.wrap_text(text, width()))


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _way(direction: int) -> str:
    return say("drivers", ("flat", "up", "down")[direction])
