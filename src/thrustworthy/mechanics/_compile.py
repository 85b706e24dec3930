"""How kernels are compiled: kept on disk where that can be, and without a cache, with one note, where it cannot."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = {"nogil": True, "error_model": "numpy"}
_told: list[str] = []


def compiled(function: F, compiler: Callable[..., Any] = njit) -> F:
    """The function compiled on its first call, without fast math; the code is kept beside the package or in a cache.

    Where neither can be written (a read-only install without a home), it is compiled anew by every process, and one
    warning says so. compiler: Numba's own, or what a test puts in its place.
    """
    try:
        return compiler(cache=True, **_OPTIONS)(function)  # type: ignore[no-any-return]  # Numba's decorators have no types
    except RuntimeError:
        if not _told:
            _told.append(function.__name__)
            warnings.warn(
                "The compiled loops cannot be kept on disk here, so each new process compiles them for some seconds; "
                "set NUMBA_CACHE_DIR to a folder that can be written.",
                stacklevel=2,
            )
        return compiler(**_OPTIONS)(function)  # type: ignore[no-any-return]  # as above
