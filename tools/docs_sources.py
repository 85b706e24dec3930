"""Writes ``docs/_generated/sources.md``: every source with what it says, how it was seen, and who cites it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from thrustworthy.evidence import Citation, Source, Tag, citation, citations, sources

OUT = Path(__file__).resolve().parents[1] / "docs" / "_generated"
# More rows than this are counted by file: a table of body segments cites its source on every row.
SHOWN = 6


def summary() -> list[str]:
    """Return how many sources and statements carry each tag."""
    whole = Counter(one.tag for one in sources().values())
    said = Counter(statement.tag for one in sources().values() for statement in one.says)
    lines = ["| tag | meaning | sources | statements |", "|---|---|---|---|"]
    return lines + [f"| `{tag}` | {tag.words} | {whole[tag]} | {said[tag]} |" for tag in Tag if whole[tag] or said[tag]]


def used(rows: tuple[Citation, ...]) -> str:
    """Return who cites a source, row by row or, where they are many, file by file."""
    if not rows:
        return "Cited by no row yet."
    if len(rows) <= SHOWN:
        return "Cited by " + ", ".join(f"`{one.row}` ({one.package}/{one.file})" for one in rows) + "."
    counted = Counter(f"{one.package}/{one.file}" for one in rows)
    return "Cited by " + ", ".join(f"{count} of `{file}`" for file, count in counted.items()) + "."


def entry(one: Source) -> list[str]:
    """Return one source."""
    lines = [f"## {one.id}", "", f"{citation(one)} `{one.tag}`"]
    if one.doi:
        lines.append(f"<https://doi.org/{one.doi}>")
    if one.url:
        lines.append(f"<{one.url}>")
    lines += ["", *(f"- {said.text} `{said.tag}`" for said in one.says), ""]
    if one.note:
        lines += [one.note, ""]
    return [*lines, used(citations().get(one.id, ())), ""]


def page() -> str:
    """Return the whole page."""
    head = ["# The list of sources", "", f"{len(sources())} sources. How to read them: [Sources](../sources.md).", ""]
    entries = [line for one in sources().values() for line in entry(one)]
    return "\n".join([*head, *summary(), "", *entries])


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
