"""Stage, lift, amount and next step: the plan that screening, gates and reported training leave."""

from thrustworthy.prescription._model import Gate, GateItem, Load, Plan, Prescription, Said, WarmUpSet
from thrustworthy.prescription._notes import notes_about
from thrustworthy.prescription._prescribe import prescribe

__all__ = ["Gate", "GateItem", "Load", "Plan", "Prescription", "Said", "WarmUpSet", "notes_about", "prescribe"]
