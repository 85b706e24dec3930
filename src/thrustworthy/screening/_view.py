"""What the rules see of a person: the strict view supposes nothing, the provisional one what may be supposed."""

from __future__ import annotations

from collections.abc import Mapping

from thrustworthy.case import Facts, Unclear, Value
from thrustworthy.screening._catalogue import Catalogue
from thrustworthy.screening._logic import NOTHING, Missing, Truth


class FactsView:
    """Facts of one person, with one entry of the history in focus or none.

    supposing: fill missing answers with what the catalogue allows to suppose. ``supposed`` then collects what was.
    A name answered "unclear" is cannot tell, and is supposed by nobody.
    """

    def __init__(self, facts: Facts, catalogue: Catalogue, *, supposing: bool) -> None:
        self.facts = facts
        self.catalogue = catalogue
        self.supposing = supposing
        self.supposed: dict[tuple[int | None, str], Value] = {}
        self._item: Mapping[str, Value] = {}
        self._index: int | None = None
        self._covered: Truth = None
        self._shared: dict[str, Value | None] = {}
        self._of_item: dict[str, Value | None] = {}

    def focus(self, index: int | None) -> None:
        """Turn to one entry of the history (``item.*`` names it from now on), or to none."""
        self._index = index
        self._item = {} if index is None else self.facts.items[index]
        self._of_item = {}
        self._covered = None

    def set_covered(self, covered: bool) -> None:
        """Say whether a rule spoke of the entry in focus."""
        self._covered = covered

    def hinted(self, name: str, item: int | None) -> bool:
        """Whether the case answers it with "unclear" (of an entry of the history, or of none)."""
        if name.startswith("item."):
            return item is not None and isinstance(self.facts.items[item].get(name.removeprefix("item.")), Unclear)
        return isinstance(self.facts.values.get(name), Unclear)

    def groups(self) -> frozenset[str]:
        """The groups and kind of the entry in focus; only ``any`` where its kind is not known."""
        kind = self._item.get("kind")
        known = self.catalogue.groups.get(kind) if isinstance(kind, str) else None
        return known or frozenset({"any"})

    def value(self, name: str) -> Value | None:
        """The value of a name; None is cannot tell."""
        cache = self._of_item if name.startswith("item.") else self._shared
        if name not in cache:
            cache[name] = self._find(name)
        return cache[name]

    def _raw(self, name: str) -> Value | None:
        return self._item.get(name[5:]) if name.startswith("item.") else self.facts.values.get(name)

    def _find(self, name: str) -> Value | None:
        if name == "item.covered":
            return self._covered
        if name == "item.known_kind":
            return self._known_kind()
        given = self._raw(name)
        if isinstance(given, Unclear):
            return None
        row = self.catalogue.rows[name]
        if given is not None and not (name == "item.allows" and given == ()):
            return given
        applies = True if row.asked_if is None else row.asked_if.truth(self)
        if applies is False:
            return row.benign
        if not self.supposing or row.suppose is None:
            return None
        self.supposed[self._index if name.startswith("item.") else None, name] = row.suppose
        return row.suppose

    def _known_kind(self) -> Truth:
        kind = self._item.get("kind")
        if not isinstance(kind, str):
            return None
        return "unlisted" not in self.catalogue.groups.get(kind, frozenset({"unlisted"}))

    def missing(self, name: str) -> Missing:
        """The names to ask about: the name, or first what decides whether it applies at all."""
        if self.value(name) is not None or name == "item.covered":
            return NOTHING
        if name == "item.known_kind":
            return frozenset({"item.kind"})
        row = self.catalogue.rows[name]
        if row.asked_if is None or row.kind == "presence" or isinstance(self._raw(name), Unclear):
            return frozenset({name})
        if row.asked_if.truth(self) is True:
            return frozenset({name})
        first = row.asked_if.missing(self)
        # Where the case hints that it applies, it is asked along with what decides it.
        hinted = any(isinstance(self._raw(one), Unclear) for one in first)
        return first | {name} if hinted else first

    def has(self, group: str) -> Truth:
        """Whether the history holds such an entry; no only when the history is complete and every kind known."""
        unknown = False
        for item in self.facts.items:
            kind = item.get("kind")
            groups = self.catalogue.groups.get(kind) if isinstance(kind, str) else None
            if groups is None:
                unknown = True
            elif group in groups:
                return True
        return False if self.value("history.complete") is True and not unknown else None
