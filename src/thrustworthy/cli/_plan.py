"""``thrustworthy plan``: a week and a block of weeks for one case."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import Fault, print_json, write_whole
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import colored, examples, width

if TYPE_CHECKING:
    from thrustworthy.case import Case

_MOST_WEEKS = 26


@click.command(
    "plan",
    short_help="Plan the week and the weeks after it for a CASE.",
    epilog=examples(
        "thrustworthy plan me.toml",
        "thrustworthy plan me.toml --weeks 8 --ics me.ics --report week.html",
        "thrustworthy plan me.toml --days 3 --minutes 45",
    ),
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--weeks", default=4, show_default=True, type=click.IntRange(1, _MOST_WEEKS), help="Weeks of the block.")
@click.option("--days", type=click.IntRange(1, 7), help="Days a week, instead of those of the case.")
@click.option("--minutes", type=click.IntRange(10, 240), help="Minutes a session, instead of those of the case.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the sessions as a calendar file.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="Day from which the calendar starts; else the case's.")
@click.option("--report", type=click.Path(path_type=Path), help="Write one page to print and take along.")
@click.option("--samples", default=100, show_default=True, type=click.IntRange(20, 5000), help="Simulated bodies.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies.")
def plan_command(
    case: Path,
    weeks: int,
    days: int | None,
    minutes: int | None,
    as_json: bool,
    ics: Path | None,
    start: datetime | None,
    report: Path | None,
    samples: int,
    seed: int,
) -> None:
    """Plan the week of a CASE: which lifts on which day, how many sets, how heavy, and the weeks that follow.

    Goal, days, minutes, equipment, bans and what the present week loads decide; where no week fits, it says which
    wishes clash.
    """
    from thrustworthy.answer.week import plan_for, plan_html, plan_json, plan_text, to_calendar

    for path in (ics, report):
        if path is not None and path.resolve() == case.resolve():
            raise Fault(f"{path} is the case itself; name another file.")
    read = _read(case, days, minutes)
    with progress("Simulating the lifts") as step:
        answer = plan_for(read, weeks=weeks, samples=samples, seed=seed, progress=step)
    if ics is not None:
        write_whole(ics, to_calendar(answer, _first(start, answer.asked_on)))
    if report is not None:
        write_whole(report, plan_html(answer))
    if as_json:
        print_json(plan_json(answer))
    else:
        click.echo(plan_text(answer, width=width(), color=colored()), nl=False, color=colored())


def _read(path: Path, days: int | None, minutes: int | None) -> Case:
    from thrustworthy.case import CaseError, read_case

    try:
        case = read_case(path)
    except CaseError as error:
        raise Fault(f"{error}") from None
    given = {key: value for key, value in (("days", days), ("minutes", minutes)) if value is not None}
    return case.model_copy(update={"goal": case.goal.model_copy(update=given)}) if given else case


def _first(start: datetime | None, asked_on: date) -> date:
    return asked_on if start is None else start.date()
