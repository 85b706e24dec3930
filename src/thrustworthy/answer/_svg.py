"""Just enough SVG: elements as escaped text, numbers short, and the same input always the same bytes."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

Point = tuple[float, float]


def num(value: float) -> str:
    """A coordinate with one decimal at most. Raises ValueError for what is no number: nothing is drawn from NaN."""
    if not math.isfinite(value):
        raise ValueError(f"A drawing needs finite numbers; it was given {value!r}.")
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Text without the control characters that no XML may hold."""
    return "".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and not 0x7F <= ord(c) <= 0x9F))


def el(name: str, /, *children: str, **attributes: object) -> Markup:
    """One element. Attribute names: ``class_`` is class, ``_`` inside is ``-``; None leaves the attribute out.

    Children that are Markup go in as they are; any other text is escaped.
    """
    shown = []
    for key, value in attributes.items():
        if value is None:
            continue
        key = {"class_": "class", "viewbox": "viewBox", "markerwidth": "markerWidth"}.get(key, key.replace("_", "-"))
        text = num(value) if isinstance(value, (int, float)) else clean(str(value))
        shown.append(f' {key}="{escape(text, quote=True)}"')
    inner = "".join(c if isinstance(c, Markup) else escape(clean(c), quote=False) for c in children)
    opened = f"<{name}{''.join(shown)}"
    return Markup(f"{opened}>{inner}</{name}>" if inner else f"{opened}/>")


def join(parts: Iterable[str]) -> Markup:
    """Elements in a row."""
    return Markup("").join(Markup(part) if isinstance(part, Markup) else escape(part) for part in parts)


def line(start: Point, end: Point, class_: str, **attributes: object) -> Markup:
    """A straight line."""
    return el("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_, **attributes)


def polyline(points: Iterable[Point], closed: bool = False) -> str:
    """Path data of straight pieces."""
    data = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{data}{'Z' if closed else ''}"


def smooth(points: list[Point]) -> str:
    """Path data of a closed Catmull-Rom curve through the points."""
    count = len(points)
    data = [f"M{num(points[0][0])} {num(points[0][1])}"]
    for i in range(count):
        before, here, there, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        data.append("C" + " ".join(f"{num(x)} {num(y)}" for x, y in (first, second, there)))
    return "".join(data) + "Z"


def arrow(tail: Point, tip: Point, class_: str, head: float) -> Markup:
    """A shaft with a filled head at the tip; nothing when it is shorter than its head's half."""
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    length = math.hypot(dx, dy)
    if length < head / 2:
        return Markup("")
    ux, uy = dx / length, dy / length
    head = min(head, length)
    neck = (tip[0] - head * ux, tip[1] - head * uy)
    wing = 0.45 * head
    barbs = [(neck[0] - wing * uy, neck[1] + wing * ux), tip, (neck[0] + wing * uy, neck[1] - wing * ux)]
    return el(
        "g",
        line(tail, (tip[0] - 0.8 * head * ux, tip[1] - 0.8 * head * uy), "shaft", stroke="currentColor"),
        el("path", d=polyline(barbs, closed=True), class_="head", fill="currentColor"),
        class_=f"arrow {class_}",
    )


def text(x: float, y: float, words: str, class_: str = "t", **attributes: object) -> Markup:
    """One line of text."""
    return el("text", words, x=x, y=y, class_=class_, **attributes)


def wrap(words: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters; a word that is longer is broken, so that nothing leaves the picture."""
    return textwrap.wrap(words, width) or [""]
