"""How densely the letter is set: the largest type in which everything fits one sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from thrustworthy.answer._letter_asks import Section
from thrustworthy.answer._letter_facts import Facts
from thrustworthy.answer._outline import drawing


def density(sections: Sequence[Section], facts: Facts, table: Sequence[str], missing: Sequence[str]) -> str:
    """The class of the page: ``fit-0`` (roomy) and on; table: labels of its rows; missing: sentences below the drawing.

    Counted in lines of the type size. The last class is the densest there is: a case with more operations on hold than
    it holds runs on to a second sheet rather than lose a question.
    """
    table_of = drawing()["letter"]
    for index, size in enumerate(table_of["sizes"]):
        room = table_of["sheet_height"] / (size * table_of["line_height"])
        if _lines(sections, facts, table, missing, table_of["column_width"] / (size * table_of["character"])) <= room:
            return f"fit-{index}"
    return f"fit-{len(table_of['sizes']) - 1}"


def _lines(
    sections: Sequence[Section], facts: Facts, table: Sequence[str], missing: Sequence[str], width: float
) -> float:
    """Lines the letter takes in columns of ``width`` characters."""
    table_of = drawing()["letter"]
    told = [f"{fact.text} {fact.origin} {fact.unknown}" for fact in facts.lines]
    left = 1.5 + _wrapped([*told, facts.question, *facts.holds], width) + (1.2 if facts.holds else 0)
    right = table_of["drawing_lines"] + _wrapped(missing, width)
    rows = 2.6 + sum(1.45 * math.ceil(len(label) / (0.55 * width)) for label in table)
    blocks = [1.9 + sum(_ask_lines(section, width)) for section in sections]
    blocks.append(table_of["allowed_lines"] + (0.9 * 4 if len(sections) > 1 else 0.0))
    # The blocks stand in two columns and never break inside: half of all, or the tallest, and some slack between.
    asks = max(0.5 * sum(blocks) + 0.25 * max(blocks), max(blocks))
    return float(table_of["fixed_lines"] + max(left, right) + rows + asks)


def _ask_lines(section: Section, width: float) -> Iterable[float]:
    for row in section.rows:
        boxes = sum(len(box) + 5 for box in row.boxes) + (12 if row.line is not None else 0)
        # Boxes never break inside, so a line of them is rarely full; the key below is set at seven tenths.
        yield math.ceil((len(row.text) + 1.25 * boxes) / width) * 1.08 + 0.32 + 0.85


def _wrapped(texts: Iterable[str], width: float) -> int:
    return sum(math.ceil(len(text) / (width - 3)) for text in texts if text)
