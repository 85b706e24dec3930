"""The formulary: every lift as data, and the ladder."""

from thrustworthy.formulary._lifts import UnknownLift, lift_ids, read_lift_file

__all__ = ["UnknownLift", "lift_ids", "read_lift_file"]
