"""Slow checks against other programs; `make validate` runs them in an environment of their own."""
