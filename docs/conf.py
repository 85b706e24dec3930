"""How Sphinx builds these pages: Markdown, one theme, no network."""

from importlib.metadata import version as version_of

project = "Thrustworthy"
author = "The Thrustworthy authors"
copyright = "2026, The Thrustworthy authors"
release = version = version_of("thrustworthy")

extensions = ["myst_parser", "sphinx_copybutton"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Thrustworthy"
html_copy_source = False
html_show_sphinx = False
