"""Motion files in: which reader a file needs, and what all of them check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._measured._read_c3d import read_c3d
from thrustworthy.mechanics._measured._read_csv import read_csv
from thrustworthy.mechanics._measured._read_opensim import read_opensim
from thrustworthy.mechanics._measured._read_trc import read_trc
from thrustworthy.mechanics._tables import number

READERS: Mapping[str, Callable[[Path], MotionFile]] = {
    ".mot": read_opensim,
    ".sto": read_opensim,
    ".csv": read_csv,
    ".trc": read_trc,
    ".c3d": read_c3d,
}


def read_motion(path: str | Path) -> MotionFile:
    """Read a .mot, .sto or .csv file of joint angles, or a .trc or .c3d file of markers.

    Raises MotionError, one sentence, for a file that cannot be read, lacks something or has numbers that cannot be.
    """
    place = Path(path)
    reader = READERS.get(place.suffix.lower())
    if reader is None:
        raise MotionError(f"{place.name} is no motion file that can be read; give one of {', '.join(READERS)}.")
    try:
        motion = reader(place)
    except OSError as error:
        raise MotionError(f"{place.name} cannot be read: {error.strerror or error}; check its path.") from None
    except UnicodeDecodeError:
        raise MotionError(f"{place.name} is not text in UTF-8; save it again as plain text.") from None
    return _checked(motion)


def _checked(motion: MotionFile) -> MotionFile:
    least = int(number("motion", "fewest_frames"))
    if len(motion.time) < least:
        raise MotionError(f"{motion.name} has {len(motion.time)} frames; give a motion of at least {least}.")
    if not np.isfinite(motion.time).all():
        frame = int(np.argmin(np.isfinite(motion.time)))
        raise MotionError(f"{motion.name}: time is no number in frame {frame + 1}; give every frame its time in s.")
    steps = np.diff(motion.time)
    if (steps <= 0).any():
        frame = int(np.argmax(steps <= 0)) + 2
        raise MotionError(f"{motion.name}: time does not rise at frame {frame}; give every frame a later time, in s.")
    gap = float(steps.max() / np.median(steps))
    if gap > number("motion", "widest_gap"):
        frame = int(np.argmax(steps)) + 1
        raise MotionError(
            f"{motion.name}: frames are missing after frame {frame} (a step {gap:.0f} times the usual); "
            "fill the gap or cut the file there."
        )
    return motion
