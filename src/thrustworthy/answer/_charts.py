"""Band charts by the same renderer as the figure: an output over the lift, and peaks beside each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from thrustworthy.answer._numbers import Scale, Spread, figure_of, scale_for, spread_words, with_unit
from thrustworthy.answer._outline import drawing
from thrustworthy.answer._svg import Point, el, join, line, num, polyline, text, wrap

# A span below this is flat in any unit drawn here.
_FLAT = 1e-9
# Width of a letter of a tick, in picture units, on the careful side.
_TICK_LETTER = 6.6


@dataclass(frozen=True)
class Interval:
    """One row of a comparison: what it is, its peak with the band, and whether it is the reader's own."""

    label: str
    spread: Spread
    own: bool


@dataclass(frozen=True)
class Track:
    """An output over the lift: a spread at every phase (0 to 1)."""

    phase: Sequence[float]
    spreads: Sequence[Spread]
    unit: str


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that cuts a span into ``most`` steps or fewer."""
    if span < _FLAT:
        return 1.0
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * m for m in (1.0, 2.0, 5.0, 10.0) if power * m >= raw * (1 - 1e-9))


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``; zero is always among them."""
    low, high = min(low, 0.0), max(high, 0.0)
    step = nice_step(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * i for i in range(first, max(last, first + 1) + 1)]


def _tick_words(value: float, scale: Scale, step: float) -> str:
    """A tick in the scale's unit, with the decimals that its step needs."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return figure_of(value, Scale(scale.factor, scale.unit, decimals, 10.0**-decimals))


def _svg(ids: str, title: str, desc: str, height: float, *layers: Markup) -> Markup:
    return el(
        "svg",
        el("title", title, id=f"{ids}-t"),
        el("desc", desc, id=f"{ids}-d"),
        *layers,
        viewbox=f"0 0 {num(drawing()['chart']['width'])} {num(height)}",
        role="img",
        aria_labelledby=f"{ids}-t {ids}-d",
        class_="chart",
        xmlns="http://www.w3.org/2000/svg",
    )


def interval_chart(rows: Sequence[Interval], *, ids: str, title: str) -> Markup:
    """Peaks as horizontal intervals, 5 to 95 %, with a dot at the median; every row says its numbers in words.

    A filled dot and a thick bar mark the reader's own rows, a ring and a thin bar the others.
    Raises ValueError without rows: an empty chart says nothing.
    """
    if not rows:
        raise ValueError("A comparison needs at least one row.")
    chart = drawing()["chart"]
    largest = max(max(abs(r.spread.low), abs(r.spread.high)) for r in rows)
    scale = scale_for(rows[0].spread.unit, largest)
    lowest = min(min(r.spread.low for r in rows), 0.0) * scale.factor
    ticks = nice_ticks(lowest, max(r.spread.high for r in rows) * scale.factor, chart["most_ticks"])
    left, right = 10.0, float(chart["width"] - chart["right"])

    def x(value: float) -> float:
        return left + (value * scale.factor - ticks[0]) / (ticks[-1] - ticks[0]) * (right - left)

    y = 0.0
    layers: list[Markup] = []
    for row in rows:
        drawn, y = _interval(row, x(row.spread.low), x(row.spread.middle), x(row.spread.high), y, largest)
        layers.append(drawn)
    grid = join(
        line((x(t / scale.factor), 2), (x(t / scale.factor), y), "zero" if t == 0 else "grid", stroke="currentColor")
        for t in ticks
    )
    last = right - _TICK_LETTER * len(_axis_words(ticks[-1], ticks, scale))
    axis = [
        text(x(t / scale.factor), y + 15, words, "t tick", text_anchor=_anchor(i, len(ticks)))
        for i, t in enumerate(ticks)
        # The last tick carries the unit; what it would run into is left out.
        if (words := _axis_words(t, ticks, scale))
        and (t == ticks[-1] or x(t / scale.factor) + 0.5 * _TICK_LETTER * len(words) < last)
    ]
    desc = " ".join(f"{r.label}: {spread_words(r.spread, largest)}." for r in rows)
    return _svg(ids, title, desc, y + 22, el("g", grid), join(layers), el("g", join(axis), aria_hidden="true"))


def _axis_words(tick: float, ticks: list[float], scale: Scale) -> str:
    words = _tick_words(tick / scale.factor, scale, ticks[1] - ticks[0])
    return with_unit(words, scale.unit) if tick == ticks[-1] else words


def _anchor(index: int, count: int) -> str:
    return "start" if index == 0 else "end" if index == count - 1 else "middle"


def _interval(row: Interval, low: float, middle: float, high: float, y: float, largest: float) -> tuple[Markup, float]:
    chart = drawing()["chart"]
    kind = "own" if row.own else "other"
    layers = []
    for words in wrap(row.label, chart["label_width"]):
        y += chart["row_text"]
        layers.append(text(10, y - 3, words, f"t row-label {kind}"))
    y += chart["row_text"]
    layers.append(text(10, y - 3, spread_words(row.spread, largest), "t row-value"))
    bar = y + chart["row_bar"] / 2
    layers += [
        line((low, bar), (high, bar), f"range {kind}", stroke="currentColor", stroke_width=6 if row.own else 2.5),
        *(line((end, bar - 5), (end, bar + 5), f"cap {kind}", stroke="currentColor") for end in (low, high)),
        el("circle", cx=middle, cy=bar, r=5.5, class_=f"median {kind}", fill="currentColor"),
    ]
    return el("g", join(layers)), y + chart["row_bar"] + chart["row_gap"]


def phase_chart(track: Track, *, ids: str, title: str, start: str, end: str, peak: str) -> Markup:
    """An output from the bottom to the lockout: the median as a line, its band as an area with edges.

    start, end: words under the ends of the axis. peak: sentence for those who do not see the picture.
    """
    chart = drawing()["chart"]
    largest = max(max(abs(s.low), abs(s.high)) for s in track.spreads)
    scale = scale_for(track.unit, largest)
    ticks = nice_ticks(
        min(s.low for s in track.spreads) * scale.factor,
        max(s.high for s in track.spreads) * scale.factor,
        chart["most_ticks"],
    )
    left, right, top, bottom = chart["left"], chart["width"] - chart["right"], 22.0, 22.0 + chart["plot"]

    def at(phase: float, value: float) -> Point:
        share = (value * scale.factor - ticks[0]) / (ticks[-1] - ticks[0])
        return left + phase * (right - left), bottom - share * (bottom - top)

    lows = [at(p, s.low) for p, s in zip(track.phase, track.spreads, strict=True)]
    highs = [at(p, s.high) for p, s in zip(track.phase, track.spreads, strict=True)]
    middles = [at(p, s.middle) for p, s in zip(track.phase, track.spreads, strict=True)]
    rows = [at(0.0, t / scale.factor)[1] for t in ticks]
    grid = join(
        line((left, y), (right, y), "zero" if t == 0 else "grid", stroke="currentColor")
        for t, y in zip(ticks, rows, strict=True)
    )
    labels = join(
        text(left - 6, y + 4, _tick_words(t / scale.factor, scale, ticks[1] - ticks[0]), "t tick", text_anchor="end")
        for t, y in zip(ticks, rows, strict=True)
    )
    return _svg(
        ids,
        title,
        peak,
        bottom + 24,
        grid,
        el(
            "path",
            d=polyline([*highs, *reversed(lows)], closed=True),
            class_="band",
            fill="currentColor",
            fill_opacity=0.15,
        ),
        *(
            el("path", d=polyline(edge), class_="band-edge", fill="none", stroke="currentColor", stroke_dasharray="3 3")
            for edge in (lows, highs)
        ),
        el("path", d=polyline(middles), class_="median-line", fill="none", stroke="currentColor", stroke_width=2.2),
        el(
            "g",
            labels,
            text(left - 6, 9, scale.unit, "t tick unit", text_anchor="end"),
            text(left, bottom + 17, start, "t tick"),
            text(right, bottom + 17, end, "t tick", text_anchor="end"),
            aria_hidden="true",
        ),
    )
