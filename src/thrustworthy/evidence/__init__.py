"""Every source once, with its tag, and the numbers that stand on them."""

from thrustworthy.evidence._citations import Citation, citations
from thrustworthy.evidence._quantities import DataError, Quantity, as_quantity, read_quantities, read_toml
from thrustworthy.evidence._sources import Source, Statement, UnknownSource, bibtex, citation, source, sources
from thrustworthy.evidence._tags import Tag

__all__ = [
    "Citation",
    "DataError",
    "Quantity",
    "Source",
    "Statement",
    "Tag",
    "UnknownSource",
    "as_quantity",
    "bibtex",
    "citation",
    "citations",
    "read_quantities",
    "read_toml",
    "source",
    "sources",
]
