"""Writes ``docs/_generated/answer.schema.json`` and a page that shows it: the shape of an answer's JSON."""

import json
import sys
from pathlib import Path

from thrustworthy.answer._contract import answer_schema

OUT = Path(__file__).resolve().parents[1] / "docs" / "_generated"


def schema_text() -> str:
    """Return the schema as a file."""
    return json.dumps(answer_schema(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """Return the page."""
    head = ["# The JSON Schema of an answer", "", "What each key means: [Reading an answer](../answer.md).", ""]
    return "\n".join([*head, "```json", schema_text().rstrip(), "```", ""])


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answer.schema.json").write_text(schema_text(), encoding="utf-8")
    (folder / "answer-schema.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
