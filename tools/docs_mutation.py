"""Write docs/_generated/mutation.md: how many changes of the rules the hand-written oracle notices."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.exit(runpy.run_path(str(Path(__file__).with_name("mutate_rules.py")))["main"]())
