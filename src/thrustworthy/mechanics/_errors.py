"""What the physics says when it cannot answer."""

from __future__ import annotations


class SimulationError(ValueError):
    """The lift cannot be simulated as asked; the message is one sentence that names the key and the mend."""
