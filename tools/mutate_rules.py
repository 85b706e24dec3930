"""Change every rule in every way the check knows, let the oracle mark each change, print the figure.

Run from anywhere: ``python tools/mutate_rules.py``. Writes ``docs/_generated/mutation.md`` and fails when a change
went unnoticed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.screening.mutation import Result, run  # noqa: E402  (the tree must be found first)


def table(results: tuple[Result, ...]) -> str:
    """Return the page: a line for each kind of change, then every change that went unnoticed."""
    tried = Counter(result.mutant.kind for result in results)
    noticed = Counter(result.mutant.kind for result in results if result.killed)
    lines = [
        "# What the oracle notices",
        "",
        "Each rule is changed in one way at a time; the hand-written oracle of the tests is then run on it.",
        "",
        "| change | tried | noticed |",
        "|---|---|---|",
        *(f"| {kind} | {tried[kind]} | {noticed[kind]} |" for kind in sorted(tried)),
        f"| all | {len(results)} | {sum(noticed.values())} |",
        "",
    ]
    for title, milder in (("Unnoticed, and milder for somebody", True), ("Unnoticed, never milder", False)):
        left = [result.mutant for result in results if not result.killed and result.milder is milder]
        lines += [f"## {title}", "", *(f"- {one.rule}: {one.kind}, {one.what}" for one in left), ""]
        if not left:
            lines += ["None.", ""]
    return "\n".join(lines)


def main() -> int:
    started = time.perf_counter()
    results = run()
    page = table(results)
    target = ROOT / "docs" / "_generated" / "mutation.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    survivors = sum(not result.killed for result in results)
    print(page)
    print(f"{len(results)} changes, {survivors} unnoticed, {time.perf_counter() - started:.1f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
