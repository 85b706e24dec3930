"""Leave the samples without a posture out of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._run import Batch

T = TypeVar("T")
Mask = np.ndarray[Any, np.dtype[np.bool_]]


def keep_solved(batch: Batch) -> Batch:
    """The batch with the solved samples only."""
    return keep_samples(batch, batch.solved)


def keep_samples(record: T, keep: Mask) -> T:
    """A record of arrays with the samples where ``keep`` is True only; the samples are the first axis."""
    return record if keep.all() else _take(record, keep)


def _take(value: T, keep: Mask) -> T:
    """The kept samples of every array inside records, mappings and tuples; what does not vary stays as it is."""
    taken: Any = value
    if isinstance(value, np.ndarray):
        taken = value[keep] if value.shape[:1] == keep.shape else value
    elif isinstance(value, Jet):
        taken = Jet(_take(value.v, keep), _take(value.d, keep), _take(value.a, keep))
    elif is_dataclass(value) and not isinstance(value, type):
        taken = replace(value, **{one.name: _take(getattr(value, one.name), keep) for one in fields(value)})
    elif isinstance(value, Mapping):
        taken = {key: _take(inner, keep) for key, inner in value.items()}
    elif isinstance(value, tuple):
        taken = tuple(_take(inner, keep) for inner in value)
    return cast(T, taken)
