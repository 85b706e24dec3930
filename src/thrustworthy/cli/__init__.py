"""The command line: one verb a job, thin over the packages below."""

from __future__ import annotations

import os
import sys

import click

from thrustworthy.cli._ask import ask_command
from thrustworthy.cli._look import cite_command, lifts_command, rules_command, sources_command
from thrustworthy.cli._new import new_command, schema_command
from thrustworthy.cli._simulate import simulate_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="thrustworthy")
def cli() -> None:
    r"""Is this lift dangerous for this person, at this dose, and what comes next?

    \b
    Examples:
      thrustworthy new me.toml                        a case to fill in
      thrustworthy ask me.toml --report me.html       the answer, and its page
      thrustworthy ask cases/                         a table of many cases
      thrustworthy simulate barbell_hip_thrust --height 1.80 --mass 84 --sex male --load 120
    """


for command in (
    ask_command,
    new_command,
    schema_command,
    simulate_command,
    lifts_command,
    rules_command,
    sources_command,
    cite_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a reader that closes the pipe early ends it quietly."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The interpreter would flush stdout once more at exit and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


__all__ = ["cli", "main"]
