"""Writes ``docs/_generated/cli.md``: the help of every command, as the program prints it."""

import sys
from pathlib import Path

import click

from thrustworthy.cli import cli

OUT = Path(__file__).resolve().parents[1] / "docs" / "_generated"
NAME = "thrustworthy"
WIDTH = 100


def help_of(command: click.Command, name: str) -> str:
    """Return the help text of a command, whatever the terminal is."""
    with click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH) as context:
        # The root's names of the help option hold for every command below it.
        context.help_option_names = cli.context_settings["help_option_names"]
        return command.get_help(context)


def page() -> str:
    """Return the whole page."""
    parts = ["# The commands, as `--help` prints them", "", "What each is for: [The commands](../cli.md).", ""]
    for name, command in ((NAME, cli), *((f"{NAME} {name}", one) for name, one in sorted(cli.commands.items()))):
        parts += [f"## {name}", "", "```text", help_of(command, name), "```", ""]
    return "\n".join(parts)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cli.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
