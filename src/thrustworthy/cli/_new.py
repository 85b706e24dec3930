"""``thrustworthy new`` and ``schema``: a case to fill in, and the format for machines."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from thrustworthy.cli._files import Fault, print_json, write_whole
from thrustworthy.cli._screen import examples


@click.command("new", epilog=examples("thrustworthy new me.toml"))
@click.argument("file", type=click.Path(path_type=Path))
def new_command(file: Path) -> None:
    """Write a case FILE to fill in, with every part explained."""
    if file.exists() or file.is_symlink():
        raise Fault(f"{file} is there already: name another file, nothing was written.")
    template = files("thrustworthy.cli").joinpath("data", "new_case.toml.in").read_text(encoding="utf-8")
    write_whole(file, template.replace("{today}", date.today().isoformat()))
    click.echo(f"Wrote {file}. Fill it in, then: thrustworthy ask {file}")


@click.command("schema", epilog=examples("thrustworthy schema > case.schema.json"))
def schema_command() -> None:
    """Print the JSON Schema of a case file."""
    from thrustworthy.case import case_schema

    print_json(case_schema())
