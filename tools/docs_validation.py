"""Write docs/_generated/validation.inc: the validation table measured anew; ``--check`` compares it with the file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from thrustworthy.mechanics import RowResult, validate

TARGET = Path("docs/_generated/validation.inc")
SAMPLES = 250
KINDS = {
    "pass": "pass",
    "miss": "**miss**",
    "not yet computable": "not yet",
    "cannot be simulated": "cannot",
    "used as input": "input",
}
OPEN = (
    ("miss", "Misses"),
    ("not yet computable", "Not yet computable"),
    ("cannot be simulated", "Cannot be simulated"),
)


def page(results: Sequence[RowResult]) -> str:
    """The whole part: count, table, what does not pass and why, and each row in full."""
    counts = Counter(one.verdict for one in results)
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    head = f"{len(results)} rows: {said}. {SAMPLES} bodies a simulation, seed 0. A star: other bodies could turn it."
    lines = [head, "", *_table(results), ""]
    for verdict, title in OPEN:
        found = [one for one in results if one.verdict == verdict]
        if found:
            lines += [f"## {title}", ""]
            lines += [f"* **{one.row.number}, {one.row.quantity}.** {_sentence(one)}" for one in found] + [""]
    lines += ["## Every row in full", ""]
    for one in results:
        lines += [*_row(one), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(results: Sequence[RowResult]) -> Iterator[str]:
    yield "| row | what | published | ours | limbs | result | tag |"
    yield "|---|---|---|---|---|---|---|"
    for one in results:
        row = one.row
        result = KINDS[one.verdict] + (" \\*" if one.near else "")
        cells = (str(row.number), row.quantity, row.published, one.figure, row.limb, result, row.tag.value)
        yield f"| {' | '.join(cells)} |"


def _sentence(one: RowResult) -> str:
    reason = one.reason or "No reason has been found yet."
    text = reason[0].upper() + reason[1:]
    return text if text.endswith(".") else text + "."


def _row(one: RowResult) -> Iterator[str]:
    row = one.row
    yield f"### Row {row.number}: {row.quantity}"
    yield ""
    seen = f"{', '.join(row.sources)}, {row.tag.words}{'' if row.gates else '; the row fails no build'}"
    yield f"Published: {row.published} ({row.people}; {row.condition}). Source: {seen}."
    yield ""
    yield f"Assumed: {row.assumption}"
    if row.limits:
        yield ""
        yield f"What it does not show: {row.limits}"
    yield ""
    yield "| figure | ours | asked | result |"
    yield "|---|---|---|---|"
    for check in one.checks:
        yield f"| {check.check.title} | {check.figure or check.why} | {check.asked} | {check.verdict} |"


def main(arguments: Sequence[str]) -> int:
    """Write the part, or with ``--check`` compare it with the file: 0 where it is the same."""
    made = page(validate(samples=SAMPLES))
    if "--check" in arguments:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == made
        if not same:
            print(f"{TARGET} is not up to date: run tools/docs_validation.py.", file=sys.stderr)
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
