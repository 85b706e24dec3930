"""Every source once, with its tag, and the numbers that stand on them."""

from thrustworthy.evidence._quantities import DataError, Quantity, as_quantity, read_quantities, read_toml
from thrustworthy.evidence._tags import Tag

__all__ = ["DataError", "Quantity", "Tag", "as_quantity", "read_quantities", "read_toml"]
