"""The week's plan for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from thrustworthy.answer.week._answer import PlanAnswer
from thrustworthy.answer.week._words import block_rows, cost_words, entry_words, say, week_texts
from thrustworthy.prescription.week import Week, muscle_word


def plan_text(answer: PlanAnswer, *, width: int = 100, color: bool = False) -> str:
    """The plan as text for ``width`` columns. Every figure's tag and sources stand below."""
    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, no_color=not color, force_terminal=color)
    for part in _parts(answer):
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _parts(answer: PlanAnswer) -> Iterator[object]:
    from rich.markup import escape
    from rich.padding import Padding

    plan = answer.plan
    yield f"[bold]{escape(say('week.of', title=say('week.title'), aim=say(f'aim.{plan.aim}')))}[/bold]"
    if plan.withheld is not None:
        yield escape(say("week.withheld", text=plan.withheld.text))
        return
    if answer.provisional:
        yield escape(say("week.provisional"))
    if plan.clash is not None:
        yield f"[bold]{escape(say('week.clash'))}[/bold]"
        yield escape(plan.clash.text.text)
    if plan.week is not None:
        yield from _week(plan.week)
        yield ""
        yield escape(f"{say('week.counted')}: {_counted(plan.week)}")
        if cost := cost_words(answer):
            yield escape(f"{say('week.cost')}: {cost}. {say('week.cost_note')}")
        yield from _block(answer)
    yield ""
    yield f"[bold]{say('week.notes')}[/bold]"
    for note in plan.notes:
        sources = f" {', '.join(note.sources)}" if note.sources else ""
        yield Padding(escape(f"- {note.text} [{note.tag}]{sources}"), (0, 0, 0, 2))
    yield ""
    yield escape(answer.intended_use)


def _week(week: Week) -> Iterator[object]:
    from rich.table import Table
    from rich.text import Text

    for day in week.days:
        yield ""
        if not day.entries:
            yield f"{day.name}: {say('week.rest_day')}"
            continue
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title_justify="left")
        for title in week_texts()["week"]["columns_day"]:
            table.add_column(title, overflow="fold")
        for entry in day.entries:
            table.add_row(*(Text(cell) for cell in entry_words(entry)))
        yield f"[bold]{say('week.day', day=day.name, minutes=day.minutes)}[/bold]"
        yield table


def _counted(week: Week) -> str:
    most_first = sorted(week.counted.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{muscle_word(group)} {sets:g}" for group, sets in most_first)


def _block(answer: PlanAnswer) -> Iterator[object]:
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    plan = answer.plan
    if plan.scheme is not None:
        yield ""
        yield f"[bold]{escape(say('week.block'))}: {escape(plan.scheme_title)}[/bold]"
        yield escape(f"{plan.scheme.text} [{plan.scheme.tag}] {', '.join(plan.scheme.sources)}")
    for name, cells in block_rows(plan):
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for number, cell in enumerate(cells, start=1):
            table.add_row("  " + say("week.week", number=number), Text(cell))
        yield escape(name)
        yield table
    if plan.block and plan.block[-1].targets[0].text:
        yield escape(plan.block[-1].targets[0].text)
    if pace := pace_words(answer):
        yield escape(pace)


def pace_words(answer: PlanAnswer) -> str:
    """The projection in words with its band, or nothing."""
    from thrustworthy.answer._numbers import mass_words

    pace = answer.plan.pace
    if pace is None:
        return ""
    now, low, high = (mass_words(kg, answer.case.units) for kg in (pace.now, pace.low, pace.high))
    weeks = len(answer.plan.block)
    name = next(
        entry.option.name
        for day in (answer.plan.week.days if answer.plan.week else ())
        for entry in day.entries
        if entry.option.lift == pace.lift
    )
    told = say("week.pace", lift=name, now=now, low=low, high=high, weeks=weeks)
    return f"{told} {pace.said.text} [{pace.said.tag}] {', '.join(pace.said.sources)}"
