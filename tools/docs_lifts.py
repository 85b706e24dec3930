"""Write docs/_generated/lifts.md: every lift and every stage with its gate, from the data files."""

from __future__ import annotations

from pathlib import Path

from thrustworthy.formulary import lifts, stages

TARGET = Path("docs/_generated/lifts.md")


def main() -> None:
    lines = [
        "# Lifts and stages",
        "",
        "## Lifts",
        "",
        "| id | name | pattern | stage | physics |",
        "|---|---|---|---|---|",
    ]
    for one in lifts():
        physics = "simulated" if one.simulated else f"not simulated: {one.not_simulated}"
        lines.append(f"| `{one.id}` | {one.name} | {one.pattern} | {one.stage} | {physics} |")
    lines += ["", "## Stages", ""]
    for stage in stages():
        lines += [f"### {stage.id} {stage.title}", "", stage.content, ""]
        for row in stage.gate:
            sources = f"; {', '.join(row.sources)}" if row.sources else ""
            lines.append(f"- {row.text} [{row.tag}{sources}]")
        lines.append("")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
