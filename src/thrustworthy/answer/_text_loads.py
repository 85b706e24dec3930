"""The loads as a terminal shows them: one table, or one paragraph a lift where there is no room for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from thrustworthy.answer._figure_words import lift_words
from thrustworthy.answer._numbers import Scale, Spread, Units, figure_of, mass_words, scale_for
from thrustworthy.answer._page import fill, shown_text
from thrustworthy.answer._report_loads import peak_spread
from thrustworthy.answer._texts import text

if TYPE_CHECKING:
    from thrustworthy.answer._model import LoadRow
    from thrustworthy.mechanics import Simulation

_LIFT, _LOAD, _GAP = 18, 7, 2
"""Columns that lift and load need at least, and between two columns."""


@dataclass(frozen=True)
class Column:
    """One output: its titles, its cells (one a row, empty where the row has no such output), and its unit."""

    title: str
    unit: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns of the terminal that it needs; a title may wrap at its words."""
        return max(len(word) for word in (*self.title.split(), self.unit, *self.cells))


class LoadTable:
    """Rows of loads to show; those that could not be simulated are told apart from the figures.

    titles: the outputs in the order of their weight, each with ``id`` and ``short``. What the width has no room for is
    left to ``--json`` and the page.
    """

    def __init__(self, rows: Sequence[LoadRow], units: Units, titles: Mapping[str, str], body_weight: str) -> None:
        self._done = [(row, row.simulation) for row in rows if row.simulation is not None]
        self._units, self._body_weight = units, body_weight
        self._columns = [self._column(name, title) for name, title in titles.items() if self._has(name)]

    def __bool__(self) -> bool:
        """True when there is a figure to show."""
        return bool(self._done)

    @property
    def sources(self) -> tuple[str, ...]:
        """What the figures stand on."""
        return tuple(sorted({s for _, simulation in self._done for s in simulation.sources}))

    def notes(self, of_some: str) -> Iterator[str]:
        """Notes of all rows and of the person's own; ``of_some`` takes {lifts} and {note} for what is not of all."""
        for note, lifts in self._told().items():
            if lifts == self._lifts or self._of_own(note):
                yield note if lifts == self._lifts else of_some.format(lifts=", ".join(lifts), note=note)

    @property
    def more_notes(self) -> int:
        """How many notes are only about rows shown beside."""
        return sum(lifts != self._lifts and not self._of_own(note) for note, lifts in self._told().items())

    @property
    def _lifts(self) -> list[str]:
        return list(dict.fromkeys(row.lift_name for row, _ in self._done))

    def _told(self) -> dict[str, list[str]]:
        """Every note once, with the lifts it is said of."""
        notes = dict.fromkeys(note for _, simulation in self._done for note in simulation.notes)
        return {
            note: list(dict.fromkeys(row.lift_name for row, done in self._done if note in done.notes)) for note in notes
        }

    def _of_own(self, note: str) -> bool:
        return any(row.yours and note in done.notes for row, done in self._done)

    def shown(self, width: int) -> Table:
        """The table; below the room for two outputs beside lift and load, a paragraph a lift."""
        room, kept = width - _LIFT - _LOAD - 2 * _GAP, []
        for column in self._columns:
            room -= column.width + _GAP
            if room < 0:
                break
            kept.append(column)
        return self._wide(kept) if len(kept) > 1 or len(kept) == len(self._columns) else self._narrow()

    def _wide(self, kept: Sequence[Column]) -> Table:
        table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False)
        table.add_column(text("text.column_lift"), min_width=_LIFT)
        table.add_column(text("text.column_load"), no_wrap=True)
        for column in kept:
            table.add_column(f"{column.title}\n{column.unit}", no_wrap=False, min_width=column.width)
        for number, (row, _) in enumerate(self._done):
            cells = (Text(column.cells[number]) for column in kept)
            table.add_row(Text(self._label(row)), Text(self._load(row)), *cells)
        return table

    def _narrow(self) -> Table:
        table = Table.grid(padding=(0, _GAP, 0, 0))
        table.add_column()
        for number, (row, _) in enumerate(self._done):
            table.add_row(Text(f"{self._label(row)}, {self._load(row)}"))
            for column in self._columns:
                if column.cells[number]:
                    table.add_row(Text(f"  {column.title}: {column.cells[number]} {column.unit}"))
        return table

    def _label(self, row: LoadRow) -> str:
        name = lift_words(row.lift_name, row.simulation)
        lift = f"{name}, {row.note}" if row.note else name
        return str(shown_text(lift)) + (f" ({text('text.yours')})" if row.yours else "")

    def _load(self, row: LoadRow) -> str:
        # The unit that the reader counts in alone: the other one would double the table's width.
        return mass_words(row.load, self._units).partition(" (")[0] if row.load else self._body_weight

    def _has(self, name: str) -> bool:
        return any(name in simulation.shown for _, simulation in self._done)

    def _column(self, name: str, title: str) -> Column:
        spreads = [peak_spread(done.shown[name]) if name in done.shown else None for _, done in self._done]
        known = [one for one in spreads if one is not None]
        largest = max(max(abs(one.low), abs(one.high)) for one in known)
        scale = scale_for(known[0].unit, largest)
        return Column(title, scale.unit, tuple("" if one is None else _cell(one, scale) for one in spreads))


def _cell(spread: Spread, scale: Scale) -> str:
    low, middle, high = (figure_of(value, scale) for value in (spread.low, spread.middle, spread.high))
    return f"{middle} ({low} to {high})"


def load_titles(order: Iterable[str], outputs: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Id to short title in this order, of the outputs that have one."""
    short = {one["id"]: str(one["short"]) for one in outputs}
    return {name: short[name] for name in order if name in short}


def not_simulated(rows: Iterable[LoadRow]) -> list[str]:
    """A sentence for every row without figures."""
    say = fill({"line": text("text.not_simulated")})
    return [say("line", lift=row.lift_name, note=row.note) for row in rows if row.simulation is None]


def simulated(rows: Iterable[LoadRow]) -> Simulation | None:
    """The first simulation among the rows."""
    return next((row.simulation for row in rows if row.simulation is not None), None)
