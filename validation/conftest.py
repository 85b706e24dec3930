"""Prints how far apart the two programs are, whether or not a test fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from validation.source_model import NoModel, model_file

# OpenSim brings a CasADi of its own, and one process cannot hold two: the comparison with IPOPT runs when it is named.
collect_ignore = [] if any("test_cubes" in word for word in sys.argv) else ["test_cubes.py"]

FOUND: pytest.StashKey[dict[str, dict[str, float]]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Make the place for the figures, and let OpenSim's generated bindings warn about themselves."""
    config.stash[FOUND] = {}
    # SWIG's own types have no __module__, which Python 3.12 and later say on import. Nothing of ours is hidden by this.


@pytest.fixture(scope="session")
def source_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the lifting model; fails with a sentence where it is not to be had."""
    try:
        return model_file(tmp_path_factory.mktemp("pose2sim"))
    except NoModel as wrong:
        pytest.fail(str(wrong))


@pytest.fixture
def found(request: pytest.FixtureRequest) -> dict[str, dict[str, float]]:
    """Lift -> joint -> worst difference as a share of the moment's peak."""
    return request.config.stash[FOUND]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line a lift."""
    figures = config.stash[FOUND]
    if figures:
        terminalreporter.section("worst difference from OpenSim, as a share of the moment's peak")
    for lift, worst in figures.items():
        figure = "  ".join(f"{joint} {away:.1e}" for joint, away in worst.items())
        terminalreporter.write_line(f"{lift}: {figure}")
