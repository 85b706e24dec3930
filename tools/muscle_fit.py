"""Polynomials for ``bake_muscles.py``: fits in scaled angles, written out in plain ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import comb

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
LENGTH_WEIGHT = 0.3


@dataclass(frozen=True)
class Shape:
    """A polynomial. exponents: (terms, angles); coefficients: (terms,) or (terms, components)."""

    exponents: Ints
    coefficients: Array

    def value(self, points: Array) -> Array:
        """Value at points (n, angles)."""
        return np.asarray(monomials(self.exponents, points) @ self.coefficients)

    def slope(self, points: Array, angle: int) -> Array:
        """Derivative by one angle."""
        return np.asarray(slopes(self.exponents, points, angle) @ self.coefficients)


def monomials(exponents: Ints, points: Array) -> Array:
    """(n, terms)."""
    made = np.ones((len(points), len(exponents)))
    for column in range(points.shape[1]):
        made *= points[:, column : column + 1] ** exponents[None, :, column]
    return made


def slopes(exponents: Ints, points: Array, angle: int) -> Array:
    """Derivatives of the monomials by one angle, (n, terms)."""
    lower = exponents.copy()
    lower[:, angle] = np.maximum(lower[:, angle] - 1, 0)
    return np.asarray(monomials(lower, points) * exponents[None, :, angle])


def basis(caps: Sequence[int]) -> Ints:
    """All exponents whose shares of the caps sum to at most 1: high powers of one angle, low ones of products."""
    rows = [row for row in product(*(range(cap + 1) for cap in caps)) if _share(row, caps) <= 1 + 1e-9]
    return np.array(sorted(rows, key=lambda row: (sum(row), row)), dtype=np.int64)


def _share(row: Sequence[int], caps: Sequence[int]) -> float:
    return sum(power / cap for power, cap in zip(row, caps, strict=True))


@dataclass(frozen=True)
class Scale:
    """Angles to -1..1 over their range."""

    middle: Array
    half: Array

    def apply(self, points: Array) -> Array:
        """Scaled angles."""
        return np.asarray((points - self.middle) / self.half)

    def undo(self, exponents: Ints, coefficients: Array) -> Shape:
        """The same polynomial in plain angles."""
        degrees = exponents.max(axis=0)
        grid = np.zeros((*(degrees + 1), *coefficients.shape[1:]))
        for row, value in zip(exponents, coefficients, strict=True):
            grid[tuple(row)] += value
        for axis, (middle, half) in enumerate(zip(self.middle, self.half, strict=True)):
            grid = np.moveaxis(np.tensordot(_shift(degrees[axis], middle, half), grid, axes=(1, axis)), 0, axis)
        rows = np.array(list(np.ndindex(*(degrees + 1))), dtype=np.int64)
        values = grid.reshape(len(rows), *coefficients.shape[1:])
        # Lower powers of a product of the basis are in the basis too: what is left elsewhere is nothing.
        known = {tuple(row) for row in exponents.tolist()}
        keep = np.array([tuple(row) in known for row in rows.tolist()])
        return Shape(rows[keep], values[keep])


def _shift(degree: int, middle: float, half: float) -> Array:
    """Column e: the coefficients of ((q - middle) / half) ** e in powers of q."""
    made = np.zeros((degree + 1, degree + 1))
    for e in range(degree + 1):
        for k in range(e + 1):
            made[k, e] = comb(e, k) * (-middle) ** (e - k) / half**e
    return made


def fit_length(exponents: Ints, scale: Scale, points: Array, length: Array, levers: Array, weights: Array) -> Shape:
    """Length and its derivatives together, by least squares of metres.

    levers: (n, angles), minus the derivatives of length. weights: (n,). Length counts LENGTH_WEIGHT of an arm, since
    where OpenSim's wrapping is not quite a shortest path the two disagree, and the arm is what makes the moment.
    """
    scaled = scale.apply(points)
    rows = [LENGTH_WEIGHT * weights[:, None] * monomials(exponents, scaled)]
    aims = [LENGTH_WEIGHT * weights * length]
    for angle in range(points.shape[1]):
        rows.append(weights[:, None] * slopes(exponents, scaled, angle) / scale.half[angle])
        aims.append(-weights * levers[:, angle])
    return scale.undo(exponents, _solve(np.concatenate(rows), np.concatenate(aims)))


def fit_values(exponents: Ints, scale: Scale, points: Array, values: Array, weights: Array) -> Shape:
    """Values (n,) or (n, components) by least squares. weights: (n,)."""
    rows = weights[:, None] * monomials(exponents, scale.apply(points))
    return scale.undo(exponents, _solve(rows, (weights * values.T).T))


def _solve(rows: Array, aims: Array) -> Array:
    """Least squares with a touch of ridge, which keeps nearly empty directions from growing."""
    norm = np.linalg.norm(rows, axis=0)
    norm[norm == 0] = 1.0
    scaled = rows / norm
    ridge = 1e-7 * np.eye(rows.shape[1])
    zeros = np.zeros((rows.shape[1], *aims.shape[1:]))
    found = np.linalg.lstsq(np.concatenate([scaled, ridge]), np.concatenate([aims, zeros]), rcond=None)[0]
    return np.asarray(found / (norm if found.ndim == 1 else norm[:, None]))


def angle_between(found: Array, asked: Array) -> Array:
    """Degrees between vectors (n, 3)."""
    cross = np.linalg.norm(np.cross(found, asked), axis=1)
    return np.asarray(np.degrees(np.arctan2(cross, (found * asked).sum(axis=1))))


def apart(found: Array, asked: Array) -> Array:
    """Distance of vectors (n, 3) as a share of the asked one, in degrees: wrong direction and wrong size at once."""
    return np.asarray(np.degrees(np.linalg.norm(found - asked, axis=1) / np.linalg.norm(asked, axis=1)))


def rounded(shape: Shape, digits: int = 8) -> Shape:
    """With coefficients of so many significant digits, as they are written."""
    flat = [float(f"{value:.{digits - 1}e}") for value in shape.coefficients.ravel()]
    return Shape(shape.exponents, np.array(flat).reshape(shape.coefficients.shape))
