"""``thrustworthy new`` and ``schema``: a case to fill in, and the format for machines."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from thrustworthy.cli._files import Fault, print_json, write_whole


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path))
def new_command(file: Path) -> None:
    r"""Write a case FILE to fill in, with every part explained.

    \b
      thrustworthy new me.toml
    """
    if file.exists():
        raise Fault(f"{file} is there already: name another file, nothing was written.")
    template = files("thrustworthy.cli").joinpath("data", "new_case.toml.in").read_text(encoding="utf-8")
    write_whole(file, template.replace("{today}", date.today().isoformat()))
    click.echo(f"Wrote {file}. Fill it in, then: thrustworthy ask {file}")


@click.command("schema")
def schema_command() -> None:
    r"""Print the JSON Schema of a case file.

    \b
      thrustworthy schema > case.schema.json
    """
    from thrustworthy.case import case_schema

    print_json(case_schema())
