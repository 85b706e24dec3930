"""What the terminal can show: its width, colours, tables."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

import click

_WIDEST = 110
_PIPE = 110


def width() -> int:
    """Columns to write for: the terminal's, never too wide to read; fixed when written to a file or pipe."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PIPE


def colored() -> bool:
    """Colours only on a terminal, and not where NO_COLOR asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their titles; the last column wraps."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, title in enumerate(titles):
        table.add_column(title, no_wrap=number < len(titles) - 1, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 160
    console = Console(width=columns, highlight=False, no_color=not colored(), emoji=False)
    with console.capture() as capture:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()), color=colored())
