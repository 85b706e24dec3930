"""What the terminal can show: its width, colours, tables, lists, and the examples below a verb's help."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDEST = 110
_PIPE = 110
_WIDEST_TABLE = 160
_LEAST = 30
"""Columns that the last column of a table shall have at least."""


def examples(*lines: str) -> str:
    """The end of a help text: one example a line, kept as they are (click takes the first character for that)."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def width() -> int:
    """Columns to write for: the terminal's, never too wide to read; fixed when written to a file or pipe."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PIPE


def colored() -> bool:
    """Colours only on a terminal, and not where NO_COLOR asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their titles; the last column wraps, and where that leaves it no room, the others too."""
    from rich.table import Table
    from rich.text import Text

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDEST_TABLE
    widest = [max(len(line[number]) for line in (titles, *rows)) for number in range(len(titles))]
    tight = sum(widest[:-1]) + 2 * len(titles) + min(widest[-1], _LEAST) > columns
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, title in enumerate(titles):
        table.add_column(title, no_wrap=not tight and number < len(titles) - 1, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    _print(table, columns)


def print_lines(title: str, lines: Iterable[str]) -> None:
    """Print a title and below it a list, each entry wrapped under itself; nothing at all without entries."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=3)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row("  -", Text(line))
    if table.row_count:
        click.echo(title)
        _print(table, width())


def print_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names and values side by side, the values wrapped."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(Text(name), Text(value))
    _print(table, width())


def _print(shown: RenderableType, columns: int) -> None:
    from rich.console import Console

    console = Console(width=columns, highlight=False, no_color=not colored(), emoji=False)
    with console.capture() as capture:
        console.print(shown)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()), color=colored())
