"""Build the wheel, install it outside the tree from the hashed lock, and use it the way a stranger would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "cases" / "disc_l45_clinician.toml"


class SmokeError(Exception):
    """The wheel is not what it should be; the message says in one sentence what is wrong."""


def run(*command: str | Path, where: Path) -> str:
    """Run a command in ``where``, without this tree on its path, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([str(part) for part in command], cwd=where, env=kept, capture_output=True, text=True)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        raise SmokeError(f"`{' '.join(map(str, command))}` ended with {done.returncode}:\n{said}")
    return done.stdout


def build_wheel(into: Path) -> Path:
    """Build the wheel with the locked backend and return its path."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, ROOT, where=into)
    (wheel,) = into.glob("*.whl")
    return wheel


def missing_from(names: set[str]) -> list[str]:
    """Return what the source tree has and a wheel with these member names lacks; caches are of no account."""
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "thrustworthy").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    licences = {path.rpartition("/licenses/")[2] for path in names if "/licenses/" in path}
    return sorted(wanted - names) + sorted({"LICENSE", "NOTICE"} - licences)


def make_environment(place: Path, wheel: Path) -> Path:
    """Make a fresh environment from requirements/run.txt and the wheel; return its folder of programs."""
    run(sys.executable, "-m", "venv", place, where=place.parent)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    install = (programs / "python", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
    run(*install, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", where=place.parent)
    run(*install, "--no-deps", wheel, where=place.parent)
    return programs


def use(programs: Path, empty: Path) -> str:
    """Use the installed program from an empty folder; return the verdict of the case it was asked."""
    ours = programs / "thrustworthy"
    at = run(programs / "python", "-c", "import thrustworthy; print(thrustworthy.__file__)", where=empty).strip()
    if not Path(at).resolve().is_relative_to(programs.parent.resolve()):
        raise SmokeError(f"thrustworthy was loaded from {at}, not from the wheel.")
    if "Usage" not in run(ours, "--help", where=empty):
        raise SmokeError("`thrustworthy --help` does not show how it is used.")
    if "hip" not in run(ours, "lifts", where=empty):
        raise SmokeError("`thrustworthy lifts` does not list a hip thrust.")
    shutil.copy(CASE, empty)
    answer = json.loads(run(ours, "ask", CASE.name, "--json", where=empty))
    if not answer.get("verdict"):
        raise SmokeError("`thrustworthy ask --json` gave no verdict.")
    return str(answer["verdict"])


def main() -> int:
    """Do it all in a temporary folder that is removed afterwards; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="thrustworthy-smoke-") as name:
        place = Path(name)
        for folder in ("dist", "empty"):
            (place / folder).mkdir()
        try:
            wheel = build_wheel(place / "dist")
            members = set(zipfile.ZipFile(wheel).namelist())
            lacking = missing_from(members)
            if lacking:
                raise SmokeError(f"the wheel lacks {', '.join(lacking)}.")
            caches = sorted(name for name in members if "__pycache__" in name)
            if caches:
                raise SmokeError(f"the wheel carries caches: {', '.join(caches)}.")
            verdict = use(make_environment(place / "env", wheel), place / "empty")
        except SmokeError as wrong:
            print(f"The wheel does not stand alone: {wrong}", file=sys.stderr)
            return 1
        print(f"{wheel.name}: {len(members)} files, stands alone; {CASE.name} -> {verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
