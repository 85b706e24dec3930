"""A line made plain for reading: one kind of dash and times sign, no bullets, no numbering, no decoration."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_SIGNS = {ord(one): "x" for one in "×✕✖⨯"} | {ord(one): "'" for one in "’‘`´"} | {ord("⁄"): "/", ord("•"): "*"}
_BULLET = re.compile(r"^\s*(?:[*●▪▫◦‣·■□☐☑✓✔►➤→]+\s*|\[[ xX]?\]\s*|[-+>]\s+|-(?=[^\W\d])|>+\s*)")
_NUMBERED = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]\s+(?=\D)|#\d{1,2}[.:)]?\s+|\(?[a-z]\)\s+|[ivx]{1,4}\)\s+)", re.IGNORECASE
)
_GROUP = re.compile(r"^\s*\(?([a-h]\d{1,2})\s*[.:)\-]*\s+(?=[^\W\d])|^\s*([a-h])\s*[.:]\s+(?=[^\W\d])", re.IGNORECASE)
_LONGEST = 2000
"""Letters of one line that are looked at; the rest is kept, not read."""


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends; an end of line at the very end opens no further line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def clean(raw: str) -> str:
    """One kind of dash, times sign and space; nothing that does not show."""
    text = unicodedata.normalize("NFKC", raw[:_LONGEST]).translate(_DASHES).translate(_SIGNS)
    text = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    text = re.sub(r"(\*\*|__|~~)(?=\S)(.*?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<=\d)\s*\*\s*(?=\d)", "x", text)
    if text.count("|") >= 2:
        text = text.replace("|", "  ")
    return re.sub(r"\s+", " ", text).strip()


def is_across(text: str) -> bool:
    """True for a line that only draws: dashes, stars, a table's rule."""
    return re.fullmatch(r"[\s\-_=*~.:|+#]+", text) is not None


def without_bullet(text: str) -> tuple[str, bool, str | None]:
    """The text without bullets and numbering; whether there was any; and the label of a superset (A1)."""
    listed, group = False, None
    for _ in range(4):
        if found := _GROUP.match(text):
            group = (found[1] or found[2]).upper()
        else:
            found = _BULLET.match(text) or _NUMBERED.match(text)
        if found is None:
            return text, listed, group
        text, listed = text[found.end() :], True
    return text, listed, group
