"""The muscles of one side as the kernel reads them: flat arrays, made once from the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thrustworthy.evidence import read_toml
from thrustworthy.mechanics._chain import lumbar_shares
from thrustworthy.mechanics._muscle_slots import (
    LIMB_ROWS,
    MOVING,
    Slots,
    add_block,
    add_state,
    add_stretch,
    shape,
    spans_levels_alone,
)
from thrustworthy.mechanics._muscle_state import force_length
from thrustworthy.mechanics._muscle_tables import MuscleTables, muscle_tables
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import LEVELS, PACKAGE, number, table

Ints = NDArray[np.int64]
# Unsigned, so that the compiled loops need not look for negative places.
INDEX = np.uint32
Indices = NDArray[np.uint32]
CLASSES = ("gluteal", "hamstring", "knee", "leg", "trunk")
# Whole length less tendon, in optimal lengths: first, last, nodes.
_STRETCHES = (0.05, 2.2, 431)


@dataclass(frozen=True)
class MuscleModel:
    """One side's muscles. geometry, parameters, crossings, curve: arguments of the kernel in its order.

    group_share: peak force of each muscle over its group's. arm_slots: row (limb rows, levels, ``lumbar``) -> muscle ->
    slot of its arm. blocks: muscle -> first slot of its block, of those that span lumbar levels alone. stretch: for
    each muscle with a block, the slot of how much the turn of the whole lumbar spine shortens it (m/rad). limits:
    lowest and highest angle, rad.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    of_group: Indices
    group_share: Array
    geometry: tuple[Any, ...]
    parameters: tuple[Any, ...]
    crossings: tuple[Indices, ...]
    arm_slots: Mapping[str, Mapping[int, int]]
    blocks: Mapping[int, int]
    stretch: Indices
    limits: Array
    curve: Array
    power: int
    tolerance: float

    @property
    def peak(self) -> Array:
        """Peak isometric force of each muscle in the source model, N."""
        return np.asarray(self.parameters[0], dtype=np.float64)

    @property
    def of_class(self) -> Indices:
        """Strength class of each muscle, a place in ``CLASSES``."""
        return np.asarray(self.parameters[2], dtype=INDEX)


@dataclass(frozen=True)
class RowSet:
    """The moment balances of a lift with one or two sides.

    pattern: arguments of the kernel. weights: of the reserves. hard: rows that must hold.
    """

    sides: int
    coupled: bool
    names: tuple[str, ...]
    pattern: tuple[Any, ...]
    weights: Array
    hard: Ints


@cache
def _grouping(name: str) -> Mapping[str, Any]:
    return dict(read_toml(PACKAGE, "data/muscle_classes.toml")[name])


@cache
def tuned_tables() -> MuscleTables:
    """The tables with later published fibre lengths, and tendons that leave no muscle stretched in neutral standing.

    The source model's shank is longer than the one its tendons were tuned for: soleus would stand at 1.7 optimal
    lengths and pull with its whole peak force at rest. The fibres that it has for the vasti are those that later work
    lengthened, since they pull too hard in deep knee bends; likewise the tendons of the gluteus maximus.
    """
    tables = muscle_tables()
    most = number("muscle_model", "neutral_stretch")
    rows, left_out = table("muscle_model"), _grouping("left_out")["groups"]
    tuned = []
    for source in tables.muscles:
        if source.group in left_out:
            continue
        fibre, tendon = (rows.get(f"{what}.{source.name}") for what in ("optimal_fibre", "tendon_slack"))
        muscle = replace(
            source,
            optimal_fibre=fibre.value if fibre else source.optimal_fibre,
            tendon_slack=tendon.value if tendon else source.tendon_slack,
        )
        length = shape(tables, muscle.name, "length")
        assert length is not None
        across = muscle.optimal_fibre * np.sin(muscle.pennation)
        along = np.sqrt((most * muscle.optimal_fibre) ** 2 - across**2)
        slack = float(length.value(np.zeros(len(MOVING))) - along)
        tuned.append(replace(muscle, tendon_slack=max(muscle.tendon_slack, slack)))
    return replace(tables, muscles=tuple(tuned))


@cache
def muscle_model() -> MuscleModel:
    """The muscles of one side, from the tables of the package."""
    tables = tuned_tables()
    slots = Slots(tables)
    state: list[tuple[int, int, int]] = []
    arms: dict[str, dict[int, int]] = {row: {} for row in (*LIMB_ROWS, *LEVELS, "lumbar")}
    blocks: dict[int, int] = {}
    for index, muscle in enumerate(tables.muscles):
        if spans_levels_alone(tables, muscle):
            blocks[index] = add_block(slots, muscle)
            state.append((blocks[index], blocks[index] + 1, -1))
        else:
            state.append(add_state(slots, muscle))
        for row, of in arms.items():
            arm = shape(tables, muscle.name, f"arm_{row}")
            if arm is None or not len(arm.coefficients):
                continue
            if index in blocks and row in LEVELS:
                of[index] = blocks[index] + 2 + LEVELS.index(row)
            else:
                bends = row == "hip" and muscle.group in _grouping("only_flex_hip")["groups"]
                of[index] = slots.add_negative(arm) if bends else slots.add(arm)
    stretch = {index: add_stretch(slots, tables.muscles[index]) for index in blocks}
    crossings = _crossings(slots, blocks)
    groups = tuple(dict.fromkeys(muscle.group for muscle in tables.muscles))
    of_group = np.array([groups.index(muscle.group) for muscle in tables.muscles], dtype=INDEX)
    peak = np.array([muscle.peak_force for muscle in tables.muscles])
    return MuscleModel(
        names=tuple(muscle.name for muscle in tables.muscles),
        groups=groups,
        of_group=of_group,
        group_share=peak / np.bincount(of_group, peak)[of_group],
        geometry=_geometry(slots, state, blocks),
        parameters=_parameters(tables),
        crossings=tuple(_slotted(slots, rows) for rows in crossings),
        arm_slots={row: {muscle: slots.slot(at) for muscle, at in of.items()} for row, of in arms.items()},
        blocks={muscle: slots.slot(at) for muscle, at in blocks.items()},
        stretch=_by_muscle(tables, {muscle: slots.slot(at) for muscle, at in stretch.items()}),
        limits=_limits(tables),
        curve=_curve(),
        power=int(number("muscle_model", "power")),
        tolerance=number("muscle_model", "tolerance"),
    )


def _curve() -> Array:
    """The constants of the force-velocity curve as the kernel takes them."""
    hill, most = (number("muscle_model", f"curve.{name}") for name in ("hill", "lengthening"))
    rise = (1 + 1 / hill) / (most - 1)
    return np.array([1 / hill, rise, most * rise])


def _crossings(slots: Slots, blocks: Mapping[int, int]) -> tuple[list[tuple[int, ...]], ...]:
    """For levels (muscle, level, x, y), hip and knee (muscle, x, y, z) and patella (muscle, size): handles.

    Of the levels only what no block holds.
    """
    levels: list[tuple[int, ...]] = []
    hip: list[tuple[int, ...]] = []
    knee: list[tuple[int, ...]] = []
    patella: list[tuple[int, ...]] = []
    for index, muscle in enumerate(slots.tables.muscles):

        def handles(*quantities: str, name: str = muscle.name) -> tuple[int, ...] | None:
            found = [shape(slots.tables, name, quantity) for quantity in quantities]
            return None if any(one is None for one in found) else tuple(slots.add(one) for one in found if one)

        for place, level in enumerate(LEVELS):
            if index not in blocks and (pull := handles(f"{level}_x", f"{level}_y")):
                levels.append((index, -1 - place, *pull))
        for joint, rows in (("hip", hip), ("knee", knee)):
            if pull := handles(*(f"{joint}_{axis}" for axis in "xyz")):
                rows.append((index, *pull))
        if pull := handles("patella"):
            patella.append((index, *pull))
    return levels, hip, knee, patella


def _slotted(slots: Slots, rows: list[tuple[int, ...]]) -> Indices:
    """Handles turned to slots; the first column is the muscle, and a level's number stands negative and one lower."""
    made = [[row[0], *(-1 - cell if cell < 0 else slots.slot(cell) for cell in row[1:])] for row in rows]
    return np.array(made, dtype=INDEX)


def _by_muscle(tables: MuscleTables, of: Mapping[int, int]) -> Indices:
    """A number for each muscle, 0 where there is none."""
    return np.array([of.get(index, 0) for index in range(len(tables.muscles))], dtype=INDEX)


def _geometry(slots: Slots, state: list[tuple[int, int, int]], blocks: Mapping[int, int]) -> tuple[Any, ...]:
    limits = _limits(slots.tables)
    step = np.radians(number("muscle_model", "grid_step"))
    counts = np.ceil((limits[:, 1] - limits[:, 0]) / step).astype(int)
    grids = tuple(
        np.ascontiguousarray(np.stack([f(np.linspace(low, high, n + 1)) for f in grid], axis=1))
        for (low, high), n, grid in zip(limits, counts, slots.grids, strict=True)
    )
    # Muscles share most products of powers: each product is made once a frame.
    exponents, terms = np.unique(np.concatenate([one.exponents for one in slots.mixed]), axis=0, return_inverse=True)
    first = np.concatenate([[0], np.cumsum([len(one.coefficients) for one in slots.mixed])])
    on_grid, state_slot, tables = _states(slots, state)
    return (
        grids,
        limits[:, 0].copy(),
        (limits[:, 1] - limits[:, 0]) / counts,
        slots.starts().astype(INDEX),
        exponents.astype(INDEX),
        terms.ravel().astype(INDEX),
        np.concatenate([one.coefficients for one in slots.mixed]),
        first.astype(INDEX),
        int(exponents.max()),
        np.array([index in blocks for index in range(len(state))]),
        _by_muscle(slots.tables, {muscle: slots.slot(at) for muscle, at in blocks.items()}),
        on_grid,
        state_slot,
        *tables,
    )


def _states(
    slots: Slots, state: list[tuple[int, int, int]]
) -> tuple[NDArray[np.bool_], Indices, tuple[Array, Array, Array]]:
    """Where each muscle's factors are: slots of a grid, or a slot of its length and a table (values, first, step)."""
    place = np.zeros((len(state), 2), dtype=INDEX)
    low: list[float] = []
    step: list[float] = []
    values: list[Array] = []
    for index, (active, passive, length) in enumerate(state):
        if length < 0:
            place[index] = slots.slot(active), slots.slot(passive)
            continue
        muscle = slots.tables.muscles[index]
        # What lies beyond is held.
        lengths = muscle.tendon_slack + muscle.optimal_fibre * np.linspace(*_STRETCHES)
        place[index] = slots.slot(length), len(values)
        values.append(np.stack(force_length(lengths, muscle), axis=1))
        low.append(lengths[0])
        step.append(lengths[1] - lengths[0])
    on_grid = np.array([length < 0 for _, _, length in state])
    return on_grid, place, (np.array(values), np.array(low), np.array(step))


def _limits(tables: MuscleTables) -> Array:
    by_name = {angle.name: angle for angle in tables.angles}
    return np.array([[by_name[name].low, by_name[name].high] for name in MOVING])


def _parameters(tables: MuscleTables) -> tuple[Any, ...]:
    classes = _grouping("classes")
    muscles = tables.muscles
    return (
        np.array([muscle.peak_force for muscle in muscles]),
        np.array([1.0 / (muscle.optimal_fibre * muscle.max_velocity) for muscle in muscles]),
        np.array([CLASSES.index(classes.get(muscle.group, muscle.region)) for muscle in muscles], dtype=INDEX),
    )


@cache
def row_set(sides: int, coupled: bool) -> RowSet:
    """The balances of a lift: five a limb, and six lumbar levels or one row for all of them."""
    model = muscle_model()
    trunk = ("lumbar",) if coupled else LEVELS
    names = (*(f"{row}_{side}" for side in range(sides) for row in LIMB_ROWS), *trunk)
    indptr, rows, slots = [0], [], []
    for side in range(sides):
        for muscle in range(len(model.names)):
            for row, name in enumerate(names):
                limb, _, of_side = name.partition("_")
                if of_side not in ("", str(side)):
                    continue
                if muscle in model.blocks and limb in LEVELS:
                    # Levels it does not cross have an arm of nothing, so that all blocks are alike.
                    slots.append(model.blocks[muscle] + 2 + LEVELS.index(limb))
                elif muscle in model.arm_slots[limb]:
                    slots.append(model.arm_slots[limb][muscle])
                else:
                    continue
                rows.append(row)
            indptr.append(len(rows))
    shares = {**lumbar_shares(), "lumbar": 1.0}
    # Flexion lengthens an extensor: its arm times the rate of flexion is how fast it lengthens; lumbar angles count the
    # other way, as extension.
    moved = {"hip": (0, -1.0), "knee": (1, -1.0), "ankle": (2, -1.0), "adduction": (0, 0.0), "rotation": (0, 0.0)}
    rates = [(side, *moved[row]) for side in range(sides) for row in LIMB_ROWS] + [(0, 3, shares[row]) for row in trunk]
    soft = ("adduction", "rotation") if sides == 1 else ("rotation",)
    is_soft = np.array([name.partition("_")[0] in soft for name in names])
    weight = number("muscle_model", "reserve_weight")
    return RowSet(
        sides=sides,
        coupled=coupled,
        names=names,
        pattern=(
            np.array(indptr, dtype=INDEX),
            np.array(rows, dtype=INDEX),
            np.array(slots, dtype=INDEX),
            np.array([(side, angle) for side, angle, _ in rates], dtype=INDEX),
            np.array([factor for _, _, factor in rates]),
            model.stretch,
        ),
        weights=np.where(is_soft, number("muscle_model", "soft"), 1.0) * weight,
        hard=np.flatnonzero(~is_soft).astype(np.int64),
    )


@cache
def capacity(joint: str) -> float:
    """Largest isometric extension moment of one limb of the generic model at the reference posture, N·m."""
    tables = tuned_tables()
    hip, knee = (number("muscle_model", f"reference.{name}") for name in ("hip", "knee"))
    point = np.radians([hip, 90.0, 0.0, 0.0] if joint == "hip" else [90.0, knee, 0.0, 0.0])
    total = 0.0
    for muscle in tables.muscles:
        arm, length = (shape(tables, muscle.name, what) for what in (f"arm_{joint}", "length"))
        if arm is None or length is None or not len(arm.coefficients):
            continue
        active, _ = force_length(length.value(point), muscle)
        total += max(float(arm.value(point) * active * muscle.peak_force), 0.0)
    return total
