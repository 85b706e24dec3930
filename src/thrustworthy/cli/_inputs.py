"""What the verbs of the physics take: a body, technique values, and how to run; each fault is one sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import click

from thrustworthy.cli._files import Fault

if TYPE_CHECKING:
    from thrustworthy.mechanics import Subject

Command = Callable[..., None]

BODY = (
    click.option("--height", help='Body height: 1.80 (m), "180 cm", "5 ft 11 in". Not given: drawn from adults.'),
    click.option("--mass", help='Body mass: 84 (kg) or "185 lb". Not given: drawn from adults.'),
    click.option("--sex", type=click.Choice(["male", "female"]), help="Body tables. Not given: both are drawn."),
    click.option("--age", type=float, help="Age in years."),
)
SET = click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="Hold a technique value; repeatable.")
SEED = click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies."
)
SHARED = (
    click.option("--workers", type=click.IntRange(1), help="Processes at most. Not given: one a core."),
    click.option("--scheduler", metavar="ADDRESS", help="Compute on the Dask cluster of this scheduler."),
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")


@dataclass(frozen=True)
class Study:
    """The options that every study takes."""

    height: str | None
    mass: str | None
    sex: Literal["male", "female"] | None
    age: float | None
    settings: tuple[str, ...]
    samples: int
    seed: int
    workers: int | None
    scheduler: str | None
    as_json: bool

    @property
    def subject(self) -> Subject:
        """The body."""
        from thrustworthy.mechanics import Subject

        height = length(self.height, "--height") if self.height else None
        return Subject(height, load(self.mass, "--mass") if self.mass else None, self.sex, self.age)

    def run(self) -> dict[str, Any]:
        """How many bodies, which, and where they are simulated."""
        return {"samples": self.samples, "seed": self.seed, "workers": self.workers, "scheduler": self.scheduler}


def study_options(samples: int, fewest: int = 1) -> Callable[[Command], Command]:
    """Give a verb the options of a study; it gets them as one argument ``study``."""
    count = click.option(
        "--samples",
        default=samples,
        show_default=True,
        type=click.IntRange(fewest, 100000),
        help="Simulated bodies.",
    )

    def wrap(command: Command) -> Command:
        @functools.wraps(command)
        def run(**given: Any) -> None:
            command(study=Study(**{one.name: given.pop(one.name) for one in fields(Study)}), **given)

        wrapped: Command = run
        for option in reversed((*BODY, SET, count, SEED, *SHARED, JSON)):
            wrapped = option(wrapped)
        return wrapped

    return wrap


@contextmanager
def faults() -> Iterator[None]:
    """What the physics refuses, as a fault of the command line."""
    from thrustworthy.mechanics import SimulationError

    try:
        yield
    except SimulationError as error:
        raise Fault(str(error)) from None


def length(raw: str, option: str) -> float:
    """A length in m."""
    from thrustworthy.case import Length

    return _number(raw, option, lambda text: Length.read(text).metres)


def load(raw: str, option: str) -> float:
    """A mass or load in kg."""
    from thrustworthy.case import Mass

    return _number(raw, option, lambda text: Mass.read(text).kg)


def pounds(kg: float) -> float:
    """A mass in lb."""
    from thrustworthy.case import Mass

    return kg / Mass.read("1 lb").kg


def _number(raw: str, option: str, read: Callable[[str], float]) -> float:
    """A bare number is SI (m, kg); anything else needs its unit."""
    try:
        return float(raw)
    except ValueError:
        pass
    try:
        return read(raw)
    except ValueError as error:
        raise Fault(f"{option}: {error}") from None


def pairs(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    """``KEY=VALUE`` options by key, each once."""
    found: dict[str, str] = {}
    for pair in given:
        key, sign, value = (part.strip() for part in pair.partition("="))
        if not key or not sign or not value:
            raise Fault(f"{option} {pair}: write a key, an equals sign and a value, such as {example}.")
        if key in found:
            raise Fault(f"{option} {pair}: {key} is set twice; leave one of them out.")
        found[key] = value
    return found


def settings_of(given: tuple[str, ...]) -> dict[str, float]:
    """Technique values by key."""
    example = "bench_height=0.40"
    found: dict[str, float] = {}
    for key, value in pairs(given, "--set", example).items():
        try:
            found[key] = float(value)
        except ValueError:
            raise Fault(f"--set {key}={value}: write a key, an equals sign and a number, such as {example}.") from None
    return found


def span(raw: str, option: str, read: Callable[[str, str], float]) -> tuple[float, float, int | None]:
    """``lo:hi`` or ``lo:hi:n``: the ends, and how many values."""
    parts = [part.strip() for part in raw.split(":")]
    if len(parts) not in (2, 3) or not all(parts):
        raise Fault(f"{option}: {raw} is no range; write its ends and how many values, such as 60:140:5.")
    count = None
    if len(parts) == 3:
        if not parts[2].isdecimal() or int(parts[2]) < 1:
            raise Fault(f"{option}: {parts[2]} is no count of values; write a whole number, such as 60:140:5.")
        count = int(parts[2])
    return read(parts[0], option), read(parts[1], option), count


def value_of(key: str) -> Callable[[str, str], float]:
    """How a value of this key is read: body height and masses with or without a unit, all else as a bare number."""
    if key == "height":
        return length
    if key in ("mass", "load"):
        return load

    def bare(raw: str, option: str) -> float:
        try:
            return float(raw)
        except ValueError:
            raise Fault(f"{option}: {raw} is no number.") from None

    return bare
