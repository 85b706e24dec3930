"""``thrustworthy review``: a whole routine, read line by line and judged for one case."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples, print_lines, print_table, width

if TYPE_CHECKING:
    from thrustworthy.case import Case
    from thrustworthy.prescription import Said
    from thrustworthy.prescription.routine import Line, Review, Routine

_MOST_BYTES = 1_000_000


@click.command(
    "review",
    short_help="Review a whole ROUTINE for a case.",
    epilog=examples(
        "thrustworthy review routine.txt --case me.toml",
        "thrustworthy review --case cases/weekly_waves.toml   # the routine that the case tells of",
        "thrustworthy review - --case me.toml --json < routine.csv",
    ),
)
@click.argument("routine", required=False, metavar="[ROUTINE]")
@click.option("--case", "case_file", required=True, type=click.Path(path_type=Path), help="The person, as a case file.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--units", type=click.Choice(["kg", "lb"]), help="Of loads without a unit, and first; else the case's.")
@click.option("--samples", default=100, show_default=True, type=click.IntRange(20, 5000), help="Simulated bodies.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies.")
def review_command(
    routine: str | None, case_file: Path, as_json: bool, units: Literal["kg", "lb"] | None, samples: int, seed: int
) -> None:
    """Review a ROUTINE as people write it (words, CSV or TOML; "-" reads what is piped in) for the person of a case.

    It shows what was read of every line, the week's sets and loads, order and recovery, waves, what is missing, and
    three changes worth making. Without ROUTINE it takes the days that the case tells of.
    """
    from thrustworthy.prescription.routine import read_routine, reviewed_case

    case = _case(case_file, units)
    read = None if routine is None else read_routine(_text(routine), case.units)
    if read is None and not case.training.day:
        raise Fault(f"{case_file} tells of no days: name a ROUTINE, or add [[training.day]] with day and lifts.")
    with progress("Simulating the lifts") as step:
        found = reviewed_case(read, case, samples=samples, seed=seed, progress=step)
    if as_json:
        from thrustworthy.answer import rounded, text
        from thrustworthy.prescription.routine import review_json

        print_json(rounded({**review_json(found), "intended_use": text("intended_use")}))
    else:
        _print(found)


def _case(path: Path, units: Literal["kg", "lb"] | None) -> Case:
    from thrustworthy.case import CaseError, read_case

    try:
        case = read_case(path)
    except CaseError as error:
        raise Fault(f"{error}") from None
    return case.model_copy(update={"units": units}) if units else case


def _text(routine: str) -> str:
    """The text of the routine. Raises Fault for what is no text, too long, or empty."""
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if routine == "-" else _bytes(Path(routine))
    except OSError as error:
        raise Fault(f"{routine} cannot be read: {error.strerror}.") from None
    if len(raw) > _MOST_BYTES:
        raise Fault(f"{routine} is longer than a routine ever is; name the text file with days and lifts.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(
            f"{routine} is no text in UTF-8: save it as plain text, or paste it with a - for ROUTINE."
        ) from None
    if not text.strip():
        raise Fault(f"{routine} is empty: write a day and its lifts, such as Monday: hip thrust 3x10 60 kg.")
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


def _print(review: Review) -> None:
    from thrustworthy.answer import text
    from thrustworthy.prescription.routine import title, word
    from thrustworthy.screening import Verdict

    if review.screening.strict.verdict is Verdict.REFER_NOW:
        click.echo(click.wrap_text(_referral(), width()))
        return
    _print_read(review)
    if review.withheld is not None:
        click.echo()
        click.echo(click.wrap_text(review.withheld.text, width()))
        return
    if review.provisional:
        click.echo()
        click.echo(click.wrap_text(word("provisional"), width()))
    _print_week(review)
    for about in ("order", "recovery", "waves", "missing", "limits"):
        said = [one.said for one in review.findings if one.about == about]
        if about == "missing":
            said += [one.said for one in review.findings if one.about == "sets"]
        _section(title(about), said)
    click.echo()
    click.echo(title("changes"))
    for number, change in enumerate(review.changes, start=1):
        click.echo(click.wrap_text(f"{number}. {change.text}", width(), "  ", "     "))
        click.echo(click.wrap_text(f"{title('reason')}: {_cited(change.reason)}", width(), "     ", "     "))
    if not review.changes:
        click.echo(click.wrap_text(word("no_changes"), width(), "  ", "  "))
    _section(title("unknown"), [*review.supposed, *(one.said for one in review.findings if one.about == "unknown")])
    click.echo()
    click.echo(click.wrap_text(text("intended_use"), width()))


def _referral() -> str:
    from thrustworthy.prescription.routine import word

    return word("refer_now")


def _section(heading: str, said: Sequence[Said]) -> None:
    if said:
        click.echo()
        print_lines(heading, [_cited(one) for one in said])


def _cited(said: Said) -> str:
    sources = f" {', '.join(said.sources)}" if said.sources else ""
    return f"{said.text} [{said.tag}]{sources}"


def _print_read(review: Review) -> None:
    from thrustworthy.prescription.routine import title

    routine = review.routine
    click.echo(title("read"))
    if review.from_case:
        click.echo(f"  {title('from_case')}")
    lines = [line for line in routine.lines if line.kind != "blank"]
    print_table(("", "", ""), [(f"{line.number:>3}", line.text.strip()[:60], _reading(line)) for line in lines])
    click.echo("  " + _counts(routine))


def _counts(routine: Routine) -> str:
    from thrustworthy.prescription.routine import title

    asked, unread = len(routine.asked), len(routine.unread)
    return title("counts", lines=len(routine.lines), parsed=len(routine.parsed), asked=asked, unread=unread)


def _reading(line: Line) -> str:
    from thrustworthy.prescription.routine import title

    if line.kind == "asked":
        return f"{title('asked')}: {line.reading}"
    if line.kind == "unread" or line.guess is None:
        return line.reading
    return f"{line.reading} ({title('guess', score=line.guess.score, why=line.guess.why)})"


def _print_week(review: Review) -> None:
    from thrustworthy.prescription.routine import title

    click.echo()
    click.echo(title("week"))
    rows = [
        (one.name, _sets(one.sets), one.judged, _amount(one.tension), _shares(one.shares)) for one in review.muscles
    ]
    titles = [title("muscle"), title("sets"), title("judged"), title("tension"), title("share")]
    print_table(titles, rows)
    if review.tissues:
        click.echo()
        cost = [(one.name, _amount(one.cost), _days(one.by_day), _shares(one.shares)) for one in review.tissues]
        print_table([title("tissue"), title("cost"), title("days"), title("share")], cost)


def _sets(span: tuple[float, float]) -> str:
    low, high = (f"{round(one, 1):g}" for one in span)
    return low if low == high else f"{low} – {high}"


def _amount(spread: tuple[float, float, float] | None) -> str:
    if spread is None:
        return "–"
    low, middle, high = (f"{one:.0f}" for one in spread)
    return f"{middle} ({low} – {high})"


def _shares(shares: Mapping[str, float]) -> str:
    from thrustworthy.prescription.routine import lift_name

    return _percents({lift_name(name): share for name, share in shares.items()})


def _days(shares: Mapping[str, float]) -> str:
    return _percents(shares)


def _percents(shares: Mapping[str, float]) -> str:
    return ", ".join(_each(shares)) or "–"


def _each(shares: Mapping[str, float]) -> Iterator[str]:
    for name, share in sorted(shares.items(), key=lambda pair: -pair[1]):
        yield f"{name} {share:.0%}"
