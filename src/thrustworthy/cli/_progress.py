"""A bar for work that takes more than a moment, on the error stream, where a person sees it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 2.0
"""Seconds before a bar is shown: what ends sooner needs none."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that is told how many parts are done, and of how many; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    started = time.monotonic()

    def step(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if done < total and not bar.live.is_started and time.monotonic() - started >= _PATIENCE:
            bar.start()

    try:
        yield step
    finally:
        bar.stop()
