"""The answer as a value, and as text, JSON, page and letter."""

from thrustworthy.answer._ask import ask
from thrustworthy.answer._diff import Change, diff
from thrustworthy.answer._html import to_html
from thrustworthy.answer._json import rounded, to_json
from thrustworthy.answer._letter import letter_html
from thrustworthy.answer._model import Answer, LoadRow, Remark
from thrustworthy.answer._numbers import mass_words, spread_words
from thrustworthy.answer._table import Row, row_of
from thrustworthy.answer._text import to_text
from thrustworthy.answer._texts import text

__all__ = [
    "Answer",
    "Change",
    "LoadRow",
    "Remark",
    "Row",
    "ask",
    "diff",
    "letter_html",
    "mass_words",
    "rounded",
    "row_of",
    "spread_words",
    "text",
    "to_html",
    "to_json",
    "to_text",
]
