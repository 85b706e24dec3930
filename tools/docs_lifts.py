"""Write docs/_generated/lifts.md: every lift and every stage with its gate, and the tests, from the data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from thrustworthy.case import test_rows
from thrustworthy.formulary import GateRow, Lift, lift, lifts, stages

TARGET = Path("docs/_generated/lifts.md")


def main() -> None:
    lines = ["# Lifts and stages", "", *_lift_table(), "", *_stages(), *_tests(), *_monographs()]
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


def _monographs() -> Iterator[str]:
    yield from ("## How each lift is done", "")
    for one in lifts():
        yield from (f"### {one.name}", "")
        for cue in (*one.setup, *one.cues):
            yield f"- {cue.text} {_cited(cue.tag, cue.sources)}"
        yield from _neighbours(one)
        for leave in one.leave_out:
            yield f"- Leave out: {leave.text} [{leave.rule}]"
        yield ""


def _neighbours(one: Lift) -> Iterator[str]:
    for word, names in (("Easier", one.easier), ("Harder", one.harder), ("Without its equipment", one.without)):
        if names:
            yield f"- {word}: {', '.join(lift(name).name for name in names)}."


if __name__ == "__main__":
    main()
