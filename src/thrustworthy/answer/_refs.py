"""Sources as a page numbers them: each id once, with an anchor, its place in the list, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from thrustworthy.evidence import Tag, citation, sources

_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Ref:
    """One source of the page. anchor: id of its entry; number: its place in the list, from 1."""

    id: str
    anchor: str
    number: int
    label: str
    reference: str
    link: str | None
    seen: str | None


class Refs:
    """The numbered sources of one page. An id that is asked for and not in the answer's list is added at the end."""

    def __init__(self, ids: Iterable[str], prefix: str = "source") -> None:
        self._prefix = prefix
        self._refs: dict[str, Ref] = {}
        for one in ids:
            self._add(one)

    def _add(self, source: str) -> Ref:
        number = len(self._refs) + 1
        slug = _ID.sub("-", source.lower()).strip("-") or str(number)
        self._refs[source] = _ref(source, f"{self._prefix}-{slug}", number)
        return self._refs[source]

    def of(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """The references of these sources, by number, each once."""
        found = {one: self._refs.get(one) or self._add(one) for one in ids}
        return tuple(sorted(found.values(), key=lambda ref: ref.number))

    def all(self) -> tuple[Ref, ...]:
        """Every source of the page by number."""
        return tuple(self._refs.values())


def tag_words(tag: str) -> str:
    """How a fact came to us, in a reader's words."""
    return Tag(tag).words


def label_of(source: str) -> str:
    """A short name made from the id: ``otsuka_2021`` is ``Otsuka 2021``."""
    return " ".join(part if part.isdigit() else part.capitalize() for part in source.split("_"))


def _ref(name: str, anchor: str, number: int) -> Ref:
    """What the list shows of a source; one that has no entry yet is still named, never dropped."""
    known = sources().get(name)
    if known is None:
        return Ref(name, anchor, number, label_of(name), "", None, None)
    return Ref(
        id=name,
        anchor=anchor,
        number=number,
        label=label_of(name),
        reference=citation(replace(known, doi=None)),
        link=f"https://doi.org/{known.doi}" if known.doi else None,
        seen=known.tag.words,
    )
