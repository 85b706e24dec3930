"""``thrustworthy validate``: the physics beside published figures, row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import print_json
from thrustworthy.cli._inputs import JSON, SEED, faults
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_lines, print_pairs, print_table
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.mechanics import RowResult

_FAILED = 1


@click.command(
    "validate",
    short_help="Measure the physics against published figures.",
    epilog=examples(
        "thrustworthy validate                     # every row",
        "thrustworthy validate --row 6 --row 7     # two rows, with all their figures",
        "thrustworthy validate --samples 100 --json",
    ),
)
@click.option("--row", "numbers", multiple=True, type=click.IntRange(1), help="Only this row, in full; repeatable.")
@click.option(
    "--samples", default=250, show_default=True, type=click.IntRange(20, 100000), help="Simulated bodies a run."
)
@SEED
@JSON
def validate_command(numbers: tuple[int, ...], samples: int, seed: int, as_json: bool) -> None:
    """Measure the physics against published figures: a table of pass and miss, with the reason of every miss.

    Ends with 0 where every row that gates passes, cannot be computed, or misses with its reason stated in the table;
    with 1 where one misses without a reason, or passes while the table still gives a reason for a miss. A verdict that
    chance in the bodies could turn (marked *) counts for neither, and a row whose published figure is only recalled
    never gates.
    """
    from thrustworthy.answer import rounded
    from thrustworthy.mechanics import validate

    with faults(), progress(say("validate", "doing")) as step:
        results = validate(tuple(dict.fromkeys(numbers)), samples=samples, seed=seed, step=step)
    if as_json:
        print_json(rounded({"samples": samples, "seed": seed, "rows": [one.to_json() for one in results]}))
    else:
        click.echo(say("validate", "head", samples=samples, seed=seed) + "\n")
        if numbers:
            for one in results:
                _print_row(one)
        else:
            _print_table(results)
    if any(one.fails for one in results):
        click.get_current_context().exit(_FAILED)


def _print_table(results: tuple[RowResult, ...]) -> None:
    lines = []
    for one in results:
        row, mark = one.row, " *" if one.near else ""
        cells = (row.quantity, row.limb, one.verdict + mark, row.tag.value, row.published, one.figure)
        lines.append([str(row.number), *cells])
    print_table(columns("validate"), lines)
    click.echo()
    counts = Counter(one.verdict for one in results)
    click.echo(say("validate", "counts", counts=", ".join(f"{count} {name}" for name, count in counts.items())))
    unsettled = [f"{one.row.number}, {one.verdict}: {_why(one)}" for one in results if _why(one)]
    click.echo()
    print_lines(say("validate", "open"), unsettled)


def _why(one: RowResult) -> str:
    """What is said below the table: why a row does not pass, or what is wrong with the table itself."""
    if one.stale:
        return say("validate", "stale")
    if one.unexplained:
        return say("validate", "unexplained")
    return one.reason or (say("validate", "near") if one.near else "")


def _print_row(one: RowResult) -> None:
    row = one.row
    click.echo(say("validate", "row", number=row.number, quantity=row.quantity, verdict=one.verdict))
    facts = {
        "published": f"{row.published} ({row.people})",
        "condition": row.condition,
        "assumption": row.assumption,
        "limb": row.limb,
        "tag": f"{row.tag.value}; {', '.join(row.sources)}",
        "limits": row.limits,
        "why": _why(one),
    }
    print_pairs((say("validate", name), text) for name, text in facts.items() if text)
    click.echo()
    lines = [[check.check.title, check.figure, check.asked, check.verdict] for check in one.checks]
    print_table(columns("validate", "checks"), lines)
    click.echo()
