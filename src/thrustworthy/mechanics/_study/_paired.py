"""Two simulations of the same bodies, compared body by body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._result import Array, Band
from thrustworthy.mechanics._study._tasks import Peaks
from thrustworthy.mechanics._summary import band


@dataclass(frozen=True)
class Difference:
    """One minus the other, body by body. band: of the difference. higher: share of the bodies in which it is above 0.

    bodies: how many found a posture in both.
    """

    band: Band
    higher: float
    bodies: int

    def to_json(self) -> dict[str, Any]:
        """As plain numbers."""
        return {**self.band.to_json(), "higher": self.higher, "bodies": self.bodies}


def shared(one: Peaks, other: Peaks) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the bodies lie that both have, in each of the two."""
    _, mine, theirs = np.intersect1d(one.place, other.place, assume_unique=True, return_indices=True)
    return mine, theirs


def difference(one: Peaks, other: Peaks, name: str) -> Difference | None:
    """Peak of ``one`` minus peak of ``other``; None where no body found a posture in both."""
    mine, theirs = shared(one, other)
    if not len(mine):
        return None
    values = one.highest[name][mine] - other.highest[name][theirs]
    return Difference(band(values, one.units[name]), float((values > 0).mean()), len(values))


def in_common(peaks: Sequence[Peaks]) -> NDArray[np.intp]:
    """The places of the bodies that found a posture in every one."""
    places = peaks[0].place
    for one in peaks[1:]:
        places = np.intersect1d(places, one.place, assume_unique=True)
    return places


def at_places(peaks: Peaks, name: str, places: NDArray[np.intp]) -> Array:
    """Peak of an output for the bodies at these places, all of which it has."""
    return peaks.highest[name][np.searchsorted(peaks.place, places)]


def choose_outputs(peaks: Sequence[Peaks], asked: Sequence[str]) -> tuple[str, ...]:
    """The outputs to show: those asked for, else the main ones that every lift has.

    Raises SimulationError for an output that one of the lifts lacks.
    """
    if not asked:
        return tuple(name for name in peaks[0].mains if all(name in one.mains for one in peaks))
    for one in peaks:
        for name in asked:
            if name not in one.highest:
                raise SimulationError(unknown_output(one, name))
    return tuple(dict.fromkeys(asked))


def unknown_output(peaks: Peaks, name: str) -> str:
    """The sentence for an output that a lift lacks, with the nearest ones."""
    import difflib

    near = difflib.get_close_matches(name, peaks.highest, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"it has {', '.join(sorted(peaks.highest))}."
    return f"{peaks.lift} has no output {name!r}; {hint}"
