"""The command line: one verb a job, thin over the packages below."""

from __future__ import annotations

import codecs
import io
import os
import sys

import click

from thrustworthy.cli._ask import ask_command
from thrustworthy.cli._assess import assess_command
from thrustworthy.cli._compare import compare_command
from thrustworthy.cli._drivers import drivers_command
from thrustworthy.cli._fhir import fhir_command
from thrustworthy.cli._gentlest import gentlest_command
from thrustworthy.cli._limit import limit_command
from thrustworthy.cli._look import cite_command, lifts_command, rules_command, sources_command
from thrustworthy.cli._motion import motion_command
from thrustworthy.cli._new import new_command, schema_command
from thrustworthy.cli._plan import plan_command
from thrustworthy.cli._review import review_command
from thrustworthy.cli._screen import examples
from thrustworthy.cli._session import session_command
from thrustworthy.cli._simulate import simulate_command
from thrustworthy.cli._sweep import sweep_command
from thrustworthy.cli._validate import validate_command

_PLAIN = {
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{NO-BREAK SPACE}": " ",
    "\N{MIDDLE DOT}": ".",
    "\N{DEGREE SIGN}": " deg",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
}


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "thrustworthy new me.toml                    # a case to fill in",
        "thrustworthy ask me.toml --report me.html   # the answer, and its page",
        "thrustworthy ask cases                      # a table of many cases",
        "thrustworthy assess me.toml                 # the tests to do at home, one at a time",
        "thrustworthy lifts barbell_hip_thrust       # how a lift is done",
        "thrustworthy simulate deadlift --load 100   # what it loads",
        "thrustworthy compare back_squat deadlift --load 100",
    ),
)
@click.version_option(package_name="thrustworthy")
def cli() -> None:
    """Is this lift dangerous for this person, at this dose, and what comes next?"""


for command in (
    ask_command,
    fhir_command,
    assess_command,
    plan_command,
    session_command,
    review_command,
    new_command,
    schema_command,
    simulate_command,
    compare_command,
    sweep_command,
    drivers_command,
    limit_command,
    gentlest_command,
    motion_command,
    validate_command,
    lifts_command,
    rules_command,
    sources_command,
    cite_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line: the exit code of the verb, one sentence for every fault, silence for a closed pipe."""
    codecs.register_error(__name__, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=__name__)
    try:
        code = cli(prog_name="thrustworthy", standalone_mode=False)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OSError as error:
        # A reader that closes the pipe early never comes here: click ends quietly then.
        _forget_output()
        click.echo(f"The answer could not be written out: {error.strerror or error}.", err=True)
        sys.exit(2)
    # What a verb returns is nothing; the code of an early, intended end is a number.
    sys.exit(code if isinstance(code, int) else 0)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What a terminal shows for letters that it lacks: their plain likeness, above all for the minus sign."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(one, "?") for one in error.object[error.start : error.end]), error.end


def _forget_output() -> None:
    """Give up what is still to be written: the interpreter would try once more at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


__all__ = ["cli", "main"]
