"""The days while they are read: what is open now, and what each line adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from thrustworthy.prescription.routine._dose import Dose
from thrustworthy.prescription.routine._match import Match
from thrustworthy.prescription.routine._model import Day, Entry, Guess, Kind, Wave
from thrustworthy.prescription.routine._tables import WEEKDAYS

_AMOUNTS = tuple(one.name for one in fields(Dose) if one.name not in ("before", "after", "warm_up"))
_REPEATED = ("reps", "each", "amrap", "seconds")
_WORST: tuple[Kind, ...] = (
    "asked", "unread", "entry", "same", "detail", "rest", "wave", "day", "week", "note", "heading", "blank"
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one piece of a line came to."""

    kind: Kind
    reading: str
    guess: Guess | None = None


@dataclass
class OpenDay:
    """A day that lines are still added to."""

    name: str
    weekday: int | None = None
    week: int | None = None
    focus: str | None = None
    rest: bool = False
    titled: bool = False
    labels: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)

    def done(self) -> Day:
        """The day as it is kept."""
        return Day(self.name, self.weekday, self.week, self.focus, self.rest and not self.entries, tuple(self.entries))


@dataclass
class Reading:
    """Everything read so far. current: the days that a lift is added to; several after "Mon and Fri:"."""

    units: str
    days: list[OpenDay] = field(default_factory=list)
    current: list[OpenDay] = field(default_factory=list)
    week: int | None = None
    waves: dict[int, Wave] = field(default_factory=dict)
    restart: bool = False
    every: Dose | None = None
    group: str | None = None
    warm_up: bool = False

    def open(self, named: list[tuple[str, int | None, tuple[str, ...]]], *, titled: bool = False) -> list[OpenDay]:
        """Open these days (name, weekday, further labels); one that is open under its name already goes on."""
        found = []
        for name, weekday, labels in named:
            there = [one for one in self.days if one.name == name and one.week == self.week]
            if not there:
                there = [OpenDay(name, weekday, self.week, titled=titled, labels=tuple(s.lower() for s in labels))]
                self.days += there
            found.append(there[-1])
        self.current, self.group, self.warm_up = found, None, False
        return found

    def at(self) -> list[OpenDay]:
        """The days to add to; one without a name where none was opened."""
        return self.current or self.open([("", None, ())])

    def add(self, entry: Entry) -> None:
        """A lift to every day that is open."""
        for day in self.at():
            day.entries.append(entry)
            day.rest = False

    def last(self) -> Entry | None:
        """The lift read last."""
        return next((day.entries[-1] for day in self.current if day.entries), None)

    def more(self, dose: Dose) -> None:
        """Amounts for the lift read last, where it has none of that kind yet."""
        for day in self.current:
            if day.entries:
                day.entries[-1] = with_more(day.entries[-1], dose)

    def find(self, words: str) -> OpenDay | None:
        """The last day with lifts that is called so: a weekday, or a label (day 1)."""
        wanted = words.lower()
        for day in reversed(self.days):
            if day.entries and day not in self.current and wanted in (day.name.lower(), *day.labels):
                return day
        return None

    def finish(self) -> tuple[tuple[Day, ...], tuple[Wave, ...]]:
        """The days and waves; what was said for every lift goes to those that have nothing of it."""
        if self.every is not None:
            for day in self.days:
                day.entries = [with_more(one, self.every) for one in day.entries]
        days = tuple(day.done() for day in self.days if day.name or day.entries)
        return days, tuple(self.waves[number] for number in sorted(self.waves))


def entry_of(match: Match, name: str, dose: Dose, line: int, group: str | None, note: str | None) -> Entry:
    """A lift with the amounts of one line."""
    amounts = {one: getattr(dose, one) for one in _AMOUNTS}
    return Entry(
        lift=match.lift,
        name=name,
        warm_up=dose.warm_up,
        group=group,
        note=note,
        counts=match.counts,
        asked=not match.known,
        line=line,
        **amounts,
    )


def with_more(entry: Entry, dose: Dose) -> Entry:
    """The entry with amounts that it lacks."""
    many = bool(entry.reps or entry.each or entry.amrap or entry.seconds)
    told: Mapping[str, object] = {
        one: getattr(dose, one)
        for one in _AMOUNTS
        if getattr(entry, one) in (None, (), False) and not (many and one in _REPEATED)
    }
    if entry.load is not None:
        told = {key: value for key, value in told.items() if key != "supposed_unit"}
    return replace(entry, **told)  # type: ignore[arg-type]  # names and types are those of both classes


def filled(entry: Entry, other: Entry | None) -> Entry:
    """The entry with the amounts of another of the same lift, where it has none itself."""
    if other is None:
        return entry
    return with_more(entry, Dose(**{one: getattr(other, one) for one in _AMOUNTS}))


def worst(told: Sequence[Told]) -> Told:
    """One line's outcome of its pieces: what has to be asked wins, then what is not read."""
    kind = min((one.kind for one in told), key=_WORST.index)
    guesses = [one.guess for one in told if one.guess is not None]
    guess = min(guesses, key=lambda one: one.score) if guesses else None
    return Told(kind, "; ".join(dict.fromkeys(one.reading for one in told if one.reading)), guess)


def weekday_name(place: int) -> str:
    """``Monday`` for 0."""
    return WEEKDAYS[place].capitalize()
