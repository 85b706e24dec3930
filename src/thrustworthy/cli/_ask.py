"""``thrustworthy ask``: one case, a folder of cases, or what changed since an older answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from thrustworthy.cli._files import Fault, print_json, read_json, write_whole
from thrustworthy.cli._screen import colored, examples, print_table, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from thrustworthy.answer import Answer, Row
    from thrustworthy.case import Case


@click.command(
    "ask",
    short_help="Answer a CASE: verdict, plan, reasons, loads.",
    epilog=examples(
        "thrustworthy ask me.toml --report me.html --letter letter.html",
        "thrustworthy ask me.toml --json > old.json     # today",
        "thrustworthy ask me.toml --diff old.json       # later: what changed, and why",
        "thrustworthy ask cases                         # a table of all cases of a folder",
    ),
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the answer as one HTML page.")
@click.option("--letter", type=click.Path(path_type=Path), help="Write the letter, where one is needed.")
@click.option("--diff", "older", type=click.Path(path_type=Path), help="Say what changed since this answer.")
@click.option("--samples", default=500, show_default=True, type=click.IntRange(20, 20000), help="Simulated bodies.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies.")
@click.option("--units", type=click.Choice(["kg", "lb"]), help="The unit that comes first; else as the case says.")
def ask_command(
    case: Path,
    as_json: bool,
    report: Path | None,
    letter: Path | None,
    older: Path | None,
    samples: int,
    seed: int,
    units: Literal["kg", "lb"] | None,
) -> None:
    """Answer a CASE file: verdict, plan, reasons, loads with bands, and what is not known.

    A folder as CASE gives a table of all its cases.
    """
    if case.is_dir():
        if report or letter or older:
            raise Fault(f"{case} is a folder: --report, --letter and --diff take one case file.")
        _ask_folder(case, as_json, samples, seed)
        return
    _apart(case, report, letter, older)
    before = read_json(older) if older else None
    answer = _answer(_read(case), samples, seed)
    _write_pages(answer, report, letter)
    if before is not None:
        _print_diff(before, answer, as_json)
    elif as_json:
        from thrustworthy.answer import to_json

        print_json(to_json(answer))
    else:
        from thrustworthy.answer import to_text

        click.echo(to_text(answer, width=width(), units=units, color=colored()), nl=False, color=colored())


def _read(path: Path) -> Case:
    from thrustworthy.case import CaseError, read_case

    try:
        return read_case(path)
    except CaseError as error:
        raise Fault(f"{error}") from None


def _answer(case: Case, samples: int, seed: int) -> Answer:
    from thrustworthy.answer import ask

    with _progress("Simulating") as step:
        return ask(case, samples=samples, seed=seed, progress=step)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, only where a person sees it."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _apart(case: Path, report: Path | None, letter: Path | None, older: Path | None) -> None:
    """Refuse before anything is computed to write over what is read, or one page over the other."""
    read = [path.resolve() for path in (case, older) if path]
    for path in (report, letter):
        if path and path.resolve() in read:
            raise Fault(f"{path} is what is read: name another file to write.")
    if report and letter and report.resolve() == letter.resolve():
        raise Fault(f"{report} cannot be both the report and the letter: name two files.")


def _write_pages(answer: Answer, report: Path | None, letter: Path | None) -> None:
    from thrustworthy.answer import letter_html, to_html

    if report:
        write_whole(report, to_html(answer))
    if letter:
        try:
            page = letter_html(answer)
        except ValueError as error:
            click.echo(str(error), err=True)
        else:
            write_whole(letter, page)


def _print_diff(before: object, answer: Answer, as_json: bool) -> None:
    from dataclasses import asdict

    from thrustworthy.answer import diff, text, to_json

    try:
        changes = diff(before, to_json(answer))
    except ValueError as error:
        raise Fault(str(error)) from None
    if as_json:
        print_json([asdict(change) for change in changes])
        return
    if not changes:
        click.echo(text("diff.none"))
    for change in changes:
        nothing = text("diff.nothing")
        line = text("diff.line", what=change.what, before=change.before or nothing, after=change.after or nothing)
        whole = f"{line} ({change.why})" if change.why else line
        click.echo(click.wrap_text(whole, width(), subsequent_indent="  "))


def _ask_folder(folder: Path, as_json: bool, samples: int, seed: int) -> None:
    from dataclasses import asdict

    from thrustworthy.answer import Row, ask, row_of, text
    from thrustworthy.case import CaseError, read_case

    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise Fault(text("table.empty", folder=folder))
    rows: list[Row] = []
    with _progress("Answering") as step:
        for done, path in enumerate(paths):
            step(done, len(paths))
            try:
                rows.append(row_of(ask(read_case(path), samples=samples, seed=seed)))
            except CaseError as error:
                rows.append(Row(case=path.name, fault=error.problems[0].sentence))
    if as_json:
        print_json([asdict(row) for row in rows])
    else:
        print_table(Row.titles(), [row.cells() for row in rows])
    if any(row.fault for row in rows):
        raise click.exceptions.Exit(1)
