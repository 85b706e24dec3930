"""Says in one sentence whether this Python can carry the project. Any Python can run this file, even an old one."""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)
WRONG_AGE = "This Python is {}.{}; Thrustworthy needs 3.11, 3.12 or 3.13: name one, as in PYTHON=python3.12."
NO_VENV = (
    "This Python cannot make environments (venv or ensurepip is missing): "
    "install its venv package, or name another, as in PYTHON=python3.12."
)


def complaint(version, has_venv):
    """Return the sentence for a Python of this version (major, minor), or "" when it will do."""
    if not OLDEST <= version <= NEWEST:
        return WRONG_AGE.format(*version)
    return "" if has_venv else NO_VENV


def _has_venv():
    try:
        import ensurepip
        import venv
    except ImportError:
        return False
    return bool(ensurepip and venv)


if __name__ == "__main__":
    said = complaint(sys.version_info[:2], _has_venv())
    if said:
        sys.stderr.write(said + "\n")
        sys.exit(1)
