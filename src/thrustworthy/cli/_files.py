"""Files in and out: every failure is one sentence, and a file is written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import click


class Fault(click.ClickException):
    """One or more sentences on stderr, exit code 2, no usage text."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentences."""
        click.echo(self.message, err=True)


def write_whole(path: Path, content: str) -> None:
    """Write a file by way of a neighbour that takes its name at the end: all of it, or nothing."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
            # mkstemp makes files that only their owner can read; a report is an ordinary file.
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError as error:
        raise Fault(f"{path} cannot be written: {error.strerror}.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def read_json(path: Path) -> Any:
    """Read a JSON file, or say in one sentence why not."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise Fault(f"{path} is not JSON: write one with `thrustworthy ask CASE --json > {path.name}`.") from None


def print_json(value: Any) -> None:
    """Print a value as JSON that a person can read; a stream that cannot hold every letter gets them escaped."""
    whole = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, indent=2, ensure_ascii=not whole, allow_nan=False))
