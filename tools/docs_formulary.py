"""Write docs/_generated/formulary.md: the monograph of every lift, from the data files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from thrustworthy.evidence import read_toml
from thrustworthy.formulary import (
    Cue,
    Fault,
    Lift,
    Transfer,
    closed_by,
    lift,
    lift_ids,
    lifts,
    stage,
    words,
)
from thrustworthy.screening import Rule

TARGET = Path("docs/_generated/formulary.md")


def main() -> None:
    lines = ["# Monographs", "", *(line for one in lifts() for line in _monograph(one))]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines), encoding="utf-8")


def _monograph(one: Lift) -> Iterator[str]:
    physics = "simulated" if one.simulated else f"not simulated: {one.not_simulated}"
    yield from (f"## {one.name}", "", f"`{one.id}`, also called {', '.join(one.names)}.", "")
    yield f"{one.pattern.capitalize()}, {one.level}; {one.stage} {stage(one.stage).title}; {physics.rstrip('.')}."
    yield ""
    yield from _part("Good for", [_text(row) for row in one.good_for])
    yield from _part("Set-up", [_text(row) for row in one.setup])
    yield from _part("How", [_text(row) for row in one.cues])
    yield from _part("Faults", [_fault(row) for row in one.faults])
    yield from _part("What carries over", [_transfer(row) for row in one.transfers])
    yield from _part("What may stand in for it", _stand_ins(one))
    yield from _part("Leave it out, or change it", _leave_out(one))
    yield from _part("In other catalogues", _catalogues(one))


def _part(title: str, rows: Iterable[str]) -> Iterator[str]:
    if listed := [f"- {row}" for row in rows]:
        yield from (f"**{title}**", "", *listed, "")


def _cited(row: Cue | Fault | Transfer) -> str:
    return f"[{'; '.join(filter(None, [row.tag, ', '.join(row.sources)]))}]"


def _text(row: Cue) -> str:
    return f"{row.text} {_cited(row)}"


def _fault(row: Fault) -> str:
    return f"**{row.fault}** Seen: {row.see} Mend: {row.mend} {_cited(row)}"


def _transfer(row: Transfer) -> str:
    to = lift(row.to).name if row.to in lift_ids() else words()["targets"][row.to]
    return f"**{to}**: {words()['shown'][row.shown]}. {row.text} {_cited(row)}"


def _stand_ins(one: Lift) -> Iterator[str]:
    for row in one.substitutes:
        yield f"{lift(row.lift).name}: {', '.join(words()['reasons'][reason] for reason in row.reasons)}"
    for word, names in (("Easier", one.easier), ("Harder", one.harder), ("Without its equipment", one.without)):
        if names:
            yield f"{word}: {', '.join(lift(name).name for name in names)}"


def _leave_out(one: Lift) -> Iterator[str]:
    closed = closed_by(one, read_toml("thrustworthy.prescription", "data/flag_limits.toml"))
    written = {row.rule for row in one.leave_out}
    yield from (f"{row.text} [{row.rule}]" for row in one.leave_out)
    yield from (f"{rule.sentence} [{rule.id}]" for rule in closed.out if rule.id not in written)
    for word, rules in (("Kept for a later stage by", closed.later), ("Without load under", closed.unloaded)):
        if rules:
            yield f"{word} {_ids(rules)}"


def _ids(rules: Iterable[Rule]) -> str:
    return ", ".join(rule.id for rule in rules)


def _catalogues(one: Lift) -> Iterator[str]:
    for key, value in asdict(one.crosswalk).items():
        if value:
            yield f"{words()['catalogues'][key]}: `{value}`"


if __name__ == "__main__":
    main()
