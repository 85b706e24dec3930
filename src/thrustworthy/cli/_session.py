"""``thrustworthy session``: what the last session says about the next one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import examples, print_lines, width

if TYPE_CHECKING:
    from thrustworthy.case import Case
    from thrustworthy.prescription.titration import Decision, Session


@click.command(
    "session",
    short_help="Decide after a session: one step on, the same, back, or be seen.",
    epilog=examples(
        "thrustworthy session me.toml --log log.toml",
        "thrustworthy session me.toml --log log.csv --json",
        "thrustworthy session me.toml --log log.toml --next 2026-11-20   # a long gap ahead counts",
    ),
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--log", required=True, type=click.Path(path_type=Path), help="The sessions, TOML or CSV.")
@click.option("--next", "following", type=click.DateTime(["%Y-%m-%d"]), help="Day of the next session, if known.")
@click.option("--all", "whole", is_flag=True, help="Show the decision after every session, not the last alone.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def session_command(case: Path, log: Path, following: datetime | None, whole: bool, as_json: bool) -> None:
    """Decide after the last session of a log what the next one of a CASE is.

    Every rule is asked and the most careful decision wins. What was not written down never lets anything go up.
    """
    from thrustworthy.prescription.titration import course, to_plain

    sessions = _sessions(log)
    day = None if following is None else following.date()
    if day is not None and day <= sessions[-1].date:
        raise Fault(f"--next {day} is not after the last session, {sessions[-1].date}.")
    decisions = course(_case(case), sessions, following=day)
    shown = decisions if whole else decisions[-1:]
    if as_json:
        print_json({"decision": to_plain(decisions[-1]), "before": [to_plain(one) for one in decisions[:-1]]})
        return
    for number, one in enumerate(shown):
        if number:
            click.echo()
        _show(one)


def _show(decision: Decision) -> None:
    from thrustworthy.prescription.titration import Kind, next_of, reasons_of, title_of, words

    click.echo(click.wrap_text(title_of(decision), width()))
    if decision.kind is not Kind.REFER_NOW:
        click.echo()
        for sentence in next_of(decision):
            click.echo(click.wrap_text(sentence, width()))
    print_lines("\n" + words("why"), reasons_of(decision))
    print_lines("\n" + words("change"), decision.change)


def _sessions(path: Path) -> tuple[Session, ...]:
    from thrustworthy.prescription.titration import LogError, read_log

    try:
        return read_log(path)
    except LogError as error:
        raise Fault(str(error)) from None


def _case(path: Path) -> Case:
    from thrustworthy.case import CaseError, read_case

    try:
        return read_case(path)
    except CaseError as error:
        raise Fault(str(error)) from None
