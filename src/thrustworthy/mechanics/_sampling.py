"""Random inputs: one stream a name, so that a figure does not move when another input is added or held."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from thrustworthy.evidence import Quantity
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._tables import number, population


@dataclass
class Draws:
    """Draws named inputs for a batch and remembers what varied, for the share of variance.

    Same seed, chunk, name and NumPy give the same draws in every lift, so lifts and settings are compared on the same
    bodies. With ``central`` every input takes its central value (one sample): the representative body.
    """

    samples: int
    seed: int
    central: bool = False
    chunk: int = 0
    varied: dict[str, Array] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def stream(self, name: str) -> np.random.Generator:
        """The random stream that belongs to a name, in this chunk of the samples."""
        return np.random.Generator(np.random.PCG64([self.seed, zlib.crc32(name.encode()), self.chunk]))

    def draw(self, row: Quantity, name: str | None = None) -> Array:
        """Values of one row, shape (samples, 1)."""
        self.sources.update(row.sources)
        name = name or row.name
        if row.distribution == "fixed" or self.central:
            return np.full((self.samples, 1), row.value)
        values = _sample(row, self.stream(name), self.samples)
        return self.keep(name, values)

    def keep(self, name: str, values: Array) -> Array:
        """Remember an input that varied between samples; returns it with shape (samples, 1)."""
        self.varied[name] = values
        return values[:, None]


def _sample(row: Quantity, rng: np.random.Generator, count: int) -> Array:
    if row.distribution == "uniform":
        assert row.low is not None and row.high is not None
        return rng.uniform(row.low, row.high, count)
    assert row.sd is not None
    low = -np.inf if row.low is None else row.low
    high = np.inf if row.high is None else row.high
    values = rng.normal(row.value, row.sd, count)
    # Redraw outside the cuts; eight rounds leave only a row whose cuts exclude nearly all of it, and those are clipped.
    for _ in range(8):
        outside = (values < low) | (values > high)
        values = np.where(outside, rng.normal(row.value, row.sd, count), values)
    return np.clip(values, low, high)


@dataclass(frozen=True)
class People:
    """Height (m), mass (kg) and sex of every sample, shape (samples, 1); female is 1 for women, 0 for men."""

    height: Array
    mass: Array
    female: Array


def draw_people(subject: Subject, draws: Draws) -> People:
    """What the subject states, and the rest from the population by sex, conditional on what is stated."""
    female = _draw_sex(subject, draws)
    rows = population()

    def of(key: str) -> Array:
        draws.sources.update(rows[f"male.{key}"].sources)
        return np.where(female > 0.5, rows[f"female.{key}"].value, rows[f"male.{key}"].value)

    def spread(key: str) -> Array:
        women, men = rows[f"female.{key}"].sd, rows[f"male.{key}"].sd
        assert women is not None and men is not None
        return np.where(female > 0.5, women, men)

    if subject.height is not None and subject.mass is not None:
        return People(np.full_like(female, subject.height), np.full_like(female, subject.mass), female)
    first, second = _normals("height", draws), _normals("mass", draws)
    rho = of("correlation")
    if subject.height is not None:
        z_height = (subject.height - of("stature")) / spread("stature")
        height = np.full_like(female, subject.height)
        mass = of("mass") + spread("mass") * (rho * z_height + np.sqrt(1 - rho**2) * second)
    elif subject.mass is not None:
        z_mass = (subject.mass - of("mass")) / spread("mass")
        mass = np.full_like(female, subject.mass)
        height = of("stature") + spread("stature") * (rho * z_mass + np.sqrt(1 - rho**2) * first)
    else:
        height = of("stature") + spread("stature") * first
        mass = of("mass") + spread("mass") * (rho * first + np.sqrt(1 - rho**2) * second)
    if subject.height is None and not draws.central:
        draws.keep("body.height", height[:, 0])
    if subject.mass is None:
        mass = np.maximum(mass, number("engine", "lean_bmi") * height**2)
        if not draws.central:
            draws.keep("body.mass", mass[:, 0])
    return People(height, mass, female)


def _normals(name: str, draws: Draws) -> Array:
    if draws.central:
        return np.zeros((draws.samples, 1))
    return draws.stream(f"population.{name}").standard_normal(draws.samples)[:, None]


def _draw_sex(subject: Subject, draws: Draws) -> Array:
    if subject.sex is not None:
        return np.full((draws.samples, 1), float(subject.sex == "female"))
    share = _share_of_women(subject)
    if draws.central:
        return np.full((draws.samples, 1), float(share > 0.5))
    values = (draws.stream("population.sex").random(draws.samples) < share).astype(np.float64)
    return draws.keep("body.sex", values)


def _share_of_women(subject: Subject) -> float:
    """Chance that the body is a woman's, from the height and mass that are stated, half and half before them."""
    rows = population()

    def likelihood(sex: str) -> float:
        total = 1.0
        for key, given in (("stature", subject.height), ("mass", subject.mass)):
            row = rows[f"{sex}.{key}"]
            if given is not None and row.sd:
                total *= float(np.exp(-0.5 * ((given - row.value) / row.sd) ** 2)) / row.sd
        return total

    women, men = likelihood("female"), likelihood("male")
    return 0.5 if women + men == 0 else women / (women + men)
