"""The same run every time: hypothesis draws from a fixed seed, keeps no database and times nothing."""

from hypothesis import settings

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")
