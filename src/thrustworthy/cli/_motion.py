"""``thrustworthy motion``: the engine driven by a measured motion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._inputs import BODY, JSON, SEED, SET, Command, Study, faults, load, pairs, settings_of
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_table, width
from thrustworthy.cli._simulate import print_simulation
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import MeasuredMotion

_PLACES = click.Choice(["back", "hands", "pelvis", "none"])


def _body_and_run(command: Command) -> Command:
    """The options of a body, its technique and its output, below those of the motion."""
    for option in reversed((*BODY, SET, SEED, JSON)):
        command = option(command)
    return command


@click.command(
    "motion",
    short_help="Simulate a measured motion from a FILE.",
    epilog=examples(
        "thrustworthy motion squat.mot --load 60 --height 1.80 --mass 84 --sex male",
        "thrustworthy motion squat.csv --load 60 --rep 2 --part eccentric --cutoff 4 --json",
        "thrustworthy motion thrust.mot --contact bench_pivot --load 100 --place pelvis --out out.csv",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--load", "held", default="0", show_default=True, help='External load: 60 (kg) or "135 lb"; 0 is body weight.'
)
@click.option("--place", type=_PLACES, help="What the load rests on. Not given: the back; on a bench, the pelvis.")
@click.option("--side", type=click.Choice(["both", "right", "left"]), default="both", show_default=True)
@click.option("--column", "mapped", multiple=True, metavar="ANGLE=COLUMN", help="Take an angle from this column.")
@click.option("--cutoff", help="Cut-off of the low-pass in Hz, or none. Not given: 6.")
@click.option("--rep", type=int, default=1, show_default=True, help="Which repetition, counted from 1.")
@click.option(
    "--part",
    type=click.Choice(["concentric", "eccentric", "repetition", "whole"]),
    default="concentric",
    show_default=True,
    help="Which part of it; whole is the whole file.",
)
@click.option("--contact", type=click.Choice(["feet_fixed", "bench_pivot"]), default="feet_fixed", show_default=True)
@click.option(
    "--anchor",
    type=click.Choice(["pelvis", "foot"]),
    help="What turns the chain. Not given: the pelvis tilt where the file has one, else the flat foot.",
)
@click.option("--frames", type=click.IntRange(3, 2001), default=51, show_default=True, help="Points in time.")
@click.option("--out", type=click.Path(path_type=Path), help="Write angles and series: .mot, .sto, .csv or .parquet.")
@click.option("--samples", default=500, show_default=True, type=click.IntRange(1, 100000), help="Simulated bodies.")
@_body_and_run
def motion_command(
    file: Path,
    held: str,
    place: str | None,
    side: str,
    mapped: tuple[str, ...],
    cutoff: str | None,
    rep: int,
    part: str,
    contact: str,
    anchor: str | None,
    frames: int,
    out: Path | None,
    samples: int,
    seed: int,
    as_json: bool,
    settings: tuple[str, ...],
    height: str | None,
    mass: str | None,
    sex: Literal["male", "female"] | None,
    age: float | None,
) -> None:
    """Simulate a measured motion from a FILE: .mot, .sto or .csv of joint angles, .trc or .c3d of markers.

    Prints how columns became angles, the smoothing, the contact and the repetition, then what `simulate` prints.
    """
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import check_format, measure_motion, read_motion, simulate_motion, write_motion

    study = Study(height, mass, sex, age, settings, samples, seed, None, None, as_json)
    with faults():
        if out is not None:
            _keep(file, out)
            check_format(out)
        kg = load(held, "--load")
        chosen = {} if cutoff is None else {"cutoff": _cutoff(cutoff)}
        taken = pairs(mapped, "--column", "knee=knee_angle_r")
        motion = measure_motion(
            read_motion(file), side=side, columns=taken, repetition=rep, part=part, anchor=anchor, **chosen
        )
        where = place or ("pelvis" if contact == "bench_pivot" and kg else "back" if kg else "none")
        with progress(say("motion", "doing")):
            done = simulate_motion(
                motion,
                study.subject,
                kg,
                where,
                contact=contact,
                setup=settings_of(settings),
                samples=samples,
                seed=seed,
                frames=frames,
            )
        if out is not None:
            write_motion(out, done)
    if as_json:
        print_json({**rounded(done.to_json()), "motion": rounded({**motion.to_json(), "contact": contact})})
        return
    _print_choices(motion, contact)
    print_simulation(done)
    if out is not None:
        click.echo("\n" + say("motion", "written", path=out))


def _cutoff(raw: str) -> float | None:
    if raw == "none":
        return None
    try:
        return float(raw)
    except ValueError:
        raise Fault(f"--cutoff: {raw} is no frequency; give it in Hz, such as 6, or none.") from None


def _keep(file: Path, out: Path) -> None:
    if out.exists() and out.samefile(file):
        raise Fault(f"--out {out} is the motion itself; give another file.")


def _print_choices(motion: MeasuredMotion, contact: str) -> None:
    from thrustworthy.mechanics import contact_models

    click.echo(say("motion", "head", file=motion.name) + "\n")
    rows = [
        [one.angle, one.rule or say("motion", "missing"), f"{one.sign:g}" if one.rule else "", one.note]
        for one in motion.mapped
    ]
    print_table(columns("motion", "mapping"), rows)
    smooth = say("motion", "no_filter") if motion.cutoff is None else say("motion", "filter", cutoff=motion.cutoff)
    span = {"start": motion.start, "end": motion.end}
    bottoms = ", ".join(f"{one.bottom:.2f}" for one in motion.repetitions)
    if motion.repetition is None:
        when = say("motion", "whole", **span)
    else:
        count = len(motion.repetitions)
        chosen = {"chosen": motion.repetition, "count": count, "part": motion.part, "bottoms": bottoms}
        when = say("motion", "repetition", **chosen, **span)
    held = say("motion", "contact", name=contact, meaning=contact_models()[contact])
    for line in ("", smooth, held, say("motion", f"anchor_{motion.anchor}"), when, ""):
        click.echo(click.wrap_text(line, width()) if line else "")
