"""Write docs/_generated/lifts.md: every lift and every stage with its gate, and the tests, from the data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from thrustworthy.case import test_rows
from thrustworthy.formulary import GateRow, lifts, stages

TARGET = Path("docs/_generated/lifts.md")


def main() -> None:
    lines = ["# Lifts and stages", "", *_lift_table(), "", *_stages(), *_tests()]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines), encoding="utf-8")


def _lift_table() -> Iterator[str]:
    yield from ("## Lifts", "", "| id | name | pattern | stage | physics |", "|---|---|---|---|---|")
    for one in lifts():
        physics = "simulated" if one.simulated else f"not simulated: {one.not_simulated}"
        yield f"| `{one.id}` | {one.name} | {one.pattern} | {one.stage} | {physics} |"


def _cited(tag: str, sources: Sequence[str]) -> str:
    return f"[{tag}{'; ' if sources else ''}{', '.join(sources)}]"


def _for(row: GateRow) -> str:
    if row.patterns is not None:
        return f" (for {', '.join(row.patterns)})"
    if row.only_flag is not None:
        return f" (only with `{row.only_flag}`)"
    return f" (not with `{row.unless_flag}`)" if row.unless_flag is not None else ""


def _stages() -> Iterator[str]:
    yield from ("## Stages", "")
    for stage in stages():
        yield from (f"### {stage.id} {stage.title}", "", stage.content, "")
        for row in stage.gate:
            yield f"- {row.text}{_for(row)} {_cited(row.tag, row.sources)}"
        yield ""


def _tests() -> Iterator[str]:
    yield from ("## Tests", "", "| id | how it is done | from |", "|---|---|---|")
    for name, row in test_rows().items():
        yield f"| `{name}` | {row['ask']} | {_cited(row['tag'], row['sources'])} |"
    yield ""


if __name__ == "__main__":
    main()
