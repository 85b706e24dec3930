"""Compiled loops are kept where they can be; elsewhere they run all the same, and say so once."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable

import pytest

from thrustworthy.mechanics import _compile


def refusing(**options: object) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """A compiler that cannot keep anything on disk, as Numba on a read-only install."""
    if options.get("cache"):
        raise RuntimeError("cannot cache function: no locator available")
    return lambda function: function


def test_where_nothing_can_be_kept_it_runs_uncached_and_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_compile, "_told", [])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        first, second = (_compile.compiled(function, refusing) for function in (lambda: 1, lambda: 2))
    assert (first(), second()) == (1, 2)
    assert len(told) == 1
    assert "NUMBA_CACHE_DIR" in str(told[0].message)


def test_importing_the_package_loads_no_compiler() -> None:
    seen = "import sys, thrustworthy, thrustworthy.mechanics; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
