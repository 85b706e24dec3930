"""Write ``docs/_generated/rules.md``: every rule, every demand on the set-up and every question, from the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from thrustworthy.case import questions
from thrustworthy.screening import Constraints, Rule, flags, rules

TARGET = Path(__file__).resolve().parents[1] / "docs" / "_generated" / "rules.md"


def cell(text: str) -> str:
    """Return text that stays within its cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell(one) for one in cells) + " |"


def head(*names: str) -> list[str]:
    return [row(names), "|" + "---|" * len(names)]


def binds(rule: Rule) -> str:
    """Return what a rule binds, field by field."""
    none = Constraints()
    found = []
    for field in fields(Constraints):
        value = getattr(rule.constraints, field.name)
        if value != getattr(none, field.name):
            shown = ", ".join(value) if isinstance(value, tuple) else str(value)
            found.append(f"{field.name}: {shown}")
    found += [f"{limit}: as the surgeon said" for limit in rule.limits]
    return "; ".join(found) or "nothing"


def page() -> str:
    """Return the whole page."""
    lines = ["# The rules", "", f"{len(rules())} rules. How they are read: [Screening](../screening.md).", ""]
    for file in dict.fromkeys(rule.file for rule in rules()):
        mine = [rule for rule in rules() if rule.file == file]
        lines += [f"## {file.removesuffix('.toml').replace('_', ' ').capitalize()}", ""]
        lines += head("id", "of", "when", "verdict", "threshold", "sentence", "binds", "tag", "sources", "evidence")
        for rule in mine:
            cells = (rule.id, rule.each or "person", f"`{rule.when}`", rule.verdict.value, rule.threshold)
            rest = (rule.sentence, binds(rule), rule.tag, ", ".join(rule.sources), rule.evidence)
            lines.append(row(cells + rest))
        lines.append("")
    lines += ["## Demands on the set-up", "", *head("name", "sentence", "tag", "sources")]
    lines += [row((flag.id, flag.sentence, flag.tag, ", ".join(flag.sources))) for flag in flags().values()]
    lines += ["", "## Questions", "", *head("name", "question", "kind", "asked of", "asked if", "supposed")]
    for one in questions().values():
        supposed = "never" if one.suppose is None else str(one.suppose)
        condition = f"`{one.asked_if}`" if one.asked_if else "always"
        lines.append(row((one.name, one.ask, one.kind, one.asked_of, condition, supposed)))
    return "\n".join([*lines, ""])


def main() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
