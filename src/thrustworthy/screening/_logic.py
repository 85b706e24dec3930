"""The language of ``when``: a whitelisted expression, read once, evaluated to yes, no or cannot tell.

Kleene's strong three-valued logic: a result is yes or no only where no missing answer could change it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from thrustworthy.case import Interval, Value

Truth = bool | None
"""True is yes, False is no, None is cannot tell."""

Literals = float | str | tuple[str, ...]
Missing = frozenset[str]
NOTHING: Missing = frozenset()
Sort = Literal["yes_no", "text", "number", "names"]


class LogicError(ValueError):
    """An expression that the language does not know; the message says what and how to mend it."""


class View(Protocol):
    """What an expression is evaluated on."""

    def value(self, name: str) -> Value | None:
        """The value of a name; None is cannot tell."""

    def missing(self, name: str) -> Missing:
        """The names to ask about so that this name's value becomes known."""

    def has(self, group: str) -> Truth:
        """Whether the history holds an entry of that group or kind."""


class Node(Protocol):
    """A part of an expression that is yes, no or cannot tell."""

    def truth(self, view: View) -> Truth:
        """Evaluate."""

    def missing(self, view: View) -> Missing:
        """The names whose answer could change a result that cannot be told."""


@dataclass(frozen=True)
class Vocabulary:
    """The names an expression may use: sort of each, choices of a text name, groups for ``has``."""

    sorts: Mapping[str, Sort]
    choices: Mapping[str, tuple[str, ...]]
    groups: frozenset[str]


@dataclass(frozen=True)
class Name:
    """A yes/no name standing for itself."""

    name: str

    def truth(self, view: View) -> Truth:
        """Yes, no, or cannot tell when it is unanswered, unclear or not a yes/no."""
        value = view.value(self.name)
        return value if isinstance(value, bool) else None

    def missing(self, view: View) -> Missing:
        """Itself, or what decides whether it applies."""
        return NOTHING if self.truth(view) is not None else view.missing(self.name)


@dataclass(frozen=True)
class Not:
    """``not x``."""

    inner: Node

    def truth(self, view: View) -> Truth:
        """The other of yes and no."""
        found = self.inner.truth(view)
        return None if found is None else not found

    def missing(self, view: View) -> Missing:
        """What the inner part misses."""
        return self.inner.missing(view)


@dataclass(frozen=True)
class Every:
    """``a and b and ...`` (``decides`` False) or ``a or b or ...`` (``decides`` True)."""

    parts: tuple[Node, ...]
    decides: bool

    def truth(self, view: View) -> Truth:
        """One deciding part decides; else one unknown part leaves it open."""
        found: Truth = not self.decides
        for part in self.parts:
            one = part.truth(view)
            if one is self.decides:
                return self.decides
            if one is None:
                found = None
        return found

    def missing(self, view: View) -> Missing:
        """What the open parts miss, unless another part decides anyway."""
        if self.truth(view) is not None:
            return NOTHING
        return frozenset().union(*(part.missing(view) for part in self.parts))


@dataclass(frozen=True)
class Compare:
    """``left op right``; an operand is a literal or the name of a value."""

    op: str
    left: Literals | NameOf
    right: Literals | NameOf

    def truth(self, view: View) -> Truth:
        """Yes or no only when it holds, or fails, all over the intervals."""
        left, right = _operand(self.left, view), _operand(self.right, view)
        if left is None or right is None:
            return None
        return _OPERATORS[self.op](left, right)

    def missing(self, view: View) -> Missing:
        """The operands that are unknown; where all are known but too vague, those that are vague."""
        if self.truth(view) is not None:
            return NOTHING
        names = [side.name for side in (self.left, self.right) if isinstance(side, NameOf)]
        open_names = [name for name in names if view.value(name) is None] or names
        return frozenset().union(*(view.missing(name) or {name} for name in open_names))


@dataclass(frozen=True)
class NameOf:
    """A name whose value is compared."""

    name: str


@dataclass(frozen=True)
class Certain:
    """``stated(x)``: x is a known yes (``wanted`` True); ``denied(x)``: a known no. Never cannot tell."""

    inner: Node
    wanted: bool

    def truth(self, view: View) -> Truth:
        """Whether the inner part is known to be what is wanted."""
        return self.inner.truth(view) is self.wanted

    def missing(self, view: View) -> Missing:
        """Nothing: it is always yes or no."""
        return NOTHING


@dataclass(frozen=True)
class Known:
    """``known(name)``: yes when answered, else no. ``answered(name)``: yes when answered, else cannot tell."""

    name: str
    otherwise: Truth

    def truth(self, view: View) -> Truth:
        """Whether the name has a value."""
        return True if view.value(self.name) is not None else self.otherwise

    def missing(self, view: View) -> Missing:
        """The name, where ``answered`` waits for it."""
        return NOTHING if self.truth(view) is not None else view.missing(self.name)


@dataclass(frozen=True)
class Has:
    """``has("group")``: the history holds such an entry. No only when the history is said to be complete."""

    group: str

    def truth(self, view: View) -> Truth:
        """Ask the view."""
        return view.has(self.group)

    def missing(self, view: View) -> Missing:
        """Whether the history is complete."""
        return NOTHING if self.truth(view) is not None else view.missing("history.complete")


def _operand(side: Literals | NameOf, view: View) -> Value | float | None:
    return view.value(side.name) if isinstance(side, NameOf) else side


def _ends(value: object) -> tuple[float, float] | None:
    if isinstance(value, Interval):
        return value.low, value.high
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value, value
    return None


def _below(left: object, right: object, or_equal: bool) -> Truth:
    mine, other = _ends(left), _ends(right)
    if mine is None or other is None:
        return None
    if mine[1] < other[0] or (or_equal and mine[1] == other[0]):
        return True
    if mine[0] > other[1] or (not or_equal and mine[0] == other[1]):
        return False
    return None


def _same(left: object, right: object) -> Truth:
    mine, other = _ends(left), _ends(right)
    if mine is not None and other is not None:
        if mine[1] < other[0] or mine[0] > other[1]:
            return False
        return True if mine == other and mine[0] == mine[1] else None
    if type(left) is not type(right):
        return None
    return left == right


def _within(left: object, right: object) -> Truth:
    return left in right if isinstance(left, str) and isinstance(right, tuple) else None


def _turned(found: Truth) -> Truth:
    return None if found is None else not found


_OPERATORS: dict[str, Callable[[object, object], Truth]] = {
    "<": lambda a, b: _below(a, b, False),
    "<=": lambda a, b: _below(a, b, True),
    ">": lambda a, b: _below(b, a, False),
    ">=": lambda a, b: _below(b, a, True),
    "==": _same,
    "!=": lambda a, b: _turned(_same(a, b)),
    "in": _within,
}
_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in"}
