"""The lifting model that the muscle tables were made from: it lies in the pose2sim wheel, not in this project.

Name a copy of the wheel in ``THRUSTWORTHY_POSE2SIM_WHEEL``, or let pip download the pinned one.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from thrustworthy.evidence import read_toml

WHEEL_NAME = "THRUSTWORTHY_POSE2SIM_WHEEL"
CREDITS = read_toml("thrustworthy.mechanics", "data/muscles/credits.toml")


class NoModel(Exception):
    """The model is not to be had; the message says in one sentence why, and the mend."""


def wheel(folder: Path) -> Path:
    """The wheel that was named, or pip's."""
    named = os.environ.get(WHEEL_NAME)
    if named:
        if not Path(named).is_file():
            raise NoModel(f"{WHEEL_NAME} names no file; give the path of the pose2sim wheel.")
        return Path(named)
    asked = f"{CREDITS['package']['name']}=={CREDITS['package']['version']}"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(folder), asked],
        check=False,
    )
    if done.returncode:
        raise NoModel(f"pip could not download {asked}; name a copy of its wheel in {WHEEL_NAME}.")
    return next(folder.glob("*.whl"))


def model_file(folder: Path) -> Path:
    """The model of the pinned wheel as a file of this folder, after its checksum."""
    with zipfile.ZipFile(wheel(folder)) as archive:
        content = archive.read(CREDITS["model"]["file"])
    if hashlib.sha256(content).hexdigest() != CREDITS["model"]["sha256"]:
        raise NoModel(f"the model in that wheel is another one; {WHEEL_NAME} must name pose2sim's pinned version.")
    file = folder / "model.osim"
    file.write_bytes(content)
    return file
