"""Writes the JSON Schema of a case and its readable tables into ``docs/_generated`` (or a folder named as argument)."""

import json
import sys
from pathlib import Path

from thrustworthy.case import bans, case_schema, history_kinds, limits, questions

OUT = Path(__file__).resolve().parents[1] / "docs" / "_generated"
TYPES = {"yes_no": "true, false", "nprs": "0 to 10", "age": "years", "days": "date", "names": "list of words"}
PARTS = {
    "symptoms": "Symptoms",
    "conditions": "Conditions",
    "pregnancy": "Pregnancy",
    "birth": "Birth",
    "training": "Training",
    "history": "History",
    "equipment": "Equipment",
}


def row(*cells: str) -> str:
    """Return one row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def words(values: tuple[str, ...]) -> str:
    """Return words of the format, as code."""
    return ", ".join(f"`{value}`" for value in values)


def question_tables() -> list[str]:
    """Return a table of questions for each part of the case."""
    lines = [
        "## Questions",
        "",
        'Every one may also be answered `"unclear"`, and every one may be left out. How each is used is in the rules.',
        "",
    ]
    for part, title in PARTS.items():
        rows = [one for one in questions().values() if one.section == part]
        if not rows:
            continue
        lines += [f"### {title}: `[{part}]`", "", row("key", "answer", "question"), row("---", "---", "---")]
        for one in rows:
            answer = words(one.choices) or TYPES.get(one.type) or f"number ({one.unit})"
            lines.append(row(f"`{one.key}`", answer, one.ask))
        lines.append("")
    return lines


def kind_table() -> list[str]:
    """Return the table of the kinds of history."""
    lines = [
        "## Kinds of history: `history.item.kind`",
        "",
        row("kind", "what", "approach", "detail"),
        row(*["---"] * 4),
    ]
    for kind in history_kinds().values():
        needed = " (needed)" if kind.detail_needed else ""
        lines.append(row(f"`{kind.id}`", kind.label, words(kind.approaches), words(kind.details) + needed))
    return [*lines, ""]


def ban_lines() -> list[str]:
    """Return the words of bans."""
    return [
        "## Words of bans: `history.item.bans`",
        "",
        f"A lift's id, or a pattern: {words(bans().patterns)}. A pattern may end in "
        f"{words(tuple(f'_{ending}' for ending in bans().endings))}.",
        "",
    ]


def limit_table() -> list[str]:
    """Return the table of plausibility limits."""
    lines = [
        "## Limits",
        "",
        "Outside these a value is taken for a slip of the pen. They say nothing about health.",
        "",
        row("of", "limit", "why", "tag"),
        row(*["---"] * 4),
    ]
    lines += [row(f"`{one.name}`", one.words, one.reason, str(one.tag)) for one in limits().values()]
    return [*lines, ""]


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    schema = json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n"
    (folder / "case.schema.json").write_text(schema, encoding="utf-8")
    head = [
        "# Case tables",
        "",
        "Made from the data files of the program. How to write a case is told in [the case format](../case-format.md);",
        "{download}`case.schema.json` is its JSON Schema (draft 2020-12) for editors and other programs.",
        "",
    ]
    lines = head + question_tables() + kind_table() + ban_lines() + limit_table()
    (folder / "case-schema.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
