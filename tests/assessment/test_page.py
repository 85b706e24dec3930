"""The page of the assessment is true: its examples run, and it names every kit and option."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.assessment.people import text
from thrustworthy.assessment import kits
from thrustworthy.cli import cli

PAGE = (Path(__file__).parents[2] / "docs" / "assessment.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()]


@pytest.mark.parametrize("line", LINES)
def test_every_example_of_the_page_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me.toml").write_text(text(), encoding="utf-8")
    verb, name, *words = shlex.split(line)
    assert (verb, name) == ("thrustworthy", "assess")
    done = CliRunner().invoke(cli, ["assess", *words], input="q\n", catch_exceptions=False)
    assert done.exit_code == 0 and done.output.strip()


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
def test_every_piece_of_python_runs(block: str) -> None:
    exec(compile(block, "docs/assessment.md", "exec"), {})


def test_every_kit_and_option_stands_on_the_page() -> None:
    assert all(f"`{name}`" in PAGE for name in kits())
    options = [one for one in cli.commands["assess"].params if isinstance(one, click.Option)]
    assert all(any(name in PAGE for name in one.opts) for one in options)
