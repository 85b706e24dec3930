"""Who may do which test: every reason against it. What is not known withholds, and the missing answer is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from thrustworthy.assessment._load import check_keys, cited
from thrustworthy.assessment._model import Assessment, Permission, Withheld
from thrustworthy.case import Facts, Interval, Value, questions
from thrustworthy.evidence import DataError, read_toml

_MAY = {"question", "is", "at_least", "asked_only", "not_asked", "history", "lifted_by", "for_demand"}
Truth = bool | None
"""True: it holds. False: it does not. None: it cannot be told."""


@dataclass(frozen=True)
class Condition:
    """One row of ``data/conditions.toml``; a test of the question, or an entry of the history."""

    id: str
    sentence: str
    tag: str
    sources: tuple[str, ...]
    row: Mapping[str, Any]

    @property
    def for_demand(self) -> tuple[str, ...]:
        """The demands on the body for which it holds in every test."""
        return tuple(self.row.get("for_demand", ()))


@cache
def conditions() -> Mapping[str, Condition]:
    """Every condition by its id. Raises DataError naming the row."""
    found = {}
    for name, row in read_toml("thrustworthy.assessment", "data/conditions.toml").items():
        where = f"assessment/data/conditions.toml [{name}]"
        check_keys(where, row, {"sentence", "tag", "sources"}, _MAY)
        cited(where, row)
        if ("question" in row) == ("history" in row):
            raise DataError(f"{where}: name either a 'question' or a 'history'.")
        if "question" in row and ("is" in row) == ("at_least" in row):
            raise DataError(f"{where}: say with 'is' or with 'at_least' which answer brings it.")
        found[name] = Condition(name, row["sentence"], row["tag"], tuple(row["sources"]), row)
    return MappingProxyType(found)


def may_do(test: Assessment, facts: Facts, flags: Iterable[str] = ()) -> Permission:
    """Whether a person may do a test, with every reason against it.

    flags: demands that screening makes (``two_leg_only``); they only ever add reasons. A missing answer withholds.
    """
    demanded = [one for one in conditions().values() if test.demand in one.for_demand]
    reasons: list[Withheld] = []
    for one in demanded:
        reasons += _reasons(one, one.sentence, one.tag, one.sources, facts)
    raised = set(flags)
    for row in test.not_for:
        if row.flag is not None and row.flag in raised:
            reasons.append(Withheld(row.sentence, row.tag, row.sources, row.flag))
        if row.condition is not None:
            reasons += _reasons(_condition(test, row.condition), row.sentence, row.tag, row.sources, facts)
    return Permission(test.id, tuple(dict.fromkeys(reasons)))


def _condition(test: Assessment, name: str) -> Condition:
    if name not in conditions():
        raise DataError(f"case/tests/{test.id}.toml, not_for: {name!r} is no condition.")
    return conditions()[name]


def _reasons(one: Condition, sentence: str, tag: str, sources: tuple[str, ...], facts: Facts) -> list[Withheld]:
    truth, missing = holds(one, facts)
    if truth is False:
        return []
    if truth is True:
        return [Withheld(sentence, tag, sources, one.id)]
    return [Withheld(sentence, tag, sources, one.id, name, _ask(name)) for name in missing]


def _ask(name: str) -> str | None:
    """The question in the reader's words; entries of the history share theirs."""
    key = "item." + name.rpartition(".")[2] if name.startswith("history.item[") else name
    row = questions().get(key)
    return row.ask if row else None


def holds(one: Condition, facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    """Whether a condition holds, and the names of the answers that are missing where it cannot be told."""
    return _of_history(one.row, facts) if "history" in one.row else _of_question(one.row, facts)


def _of_question(row: Mapping[str, Any], facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    name = str(row["question"])
    truth = _matches(row, facts.values.get(name))
    if truth is not None:
        return truth, ()
    if name not in facts.values:
        if any(_matches(other, facts.values.get(other["question"])) for other in row.get("not_asked", ())):
            return False, ()
        only = row.get("asked_only")
        if only is not None:
            asked = facts.values.get(only)
            if asked is False:
                return False, ()
            if asked is not True:
                return None, (str(only),)
    return None, (name,)


def _matches(row: Mapping[str, Any], value: Value | None) -> Truth:
    """Whether an answer is the one meant; unclear, unanswered and of another sort cannot be told."""
    if "at_least" in row:
        if not isinstance(value, Interval):
            return None
        if value.low >= row["at_least"]:
            return True
        return False if value.high < row["at_least"] else None
    meant: Sequence[object] = row["is"] if isinstance(row["is"], list) else [row["is"]]
    if isinstance(value, bool):
        return value in meant if all(isinstance(one, bool) for one in meant) else None
    if isinstance(value, str):
        return value in meant if all(isinstance(one, str) for one in meant) else None
    return None


def _of_history(row: Mapping[str, Any], facts: Facts) -> tuple[Truth, tuple[str, ...]]:
    wanted = set(row["history"])
    lifted = row.get("lifted_by")
    missing: list[str] = []
    for index, item in enumerate(facts.items):
        groups = item.get("groups")
        names = {item.get("kind"), *(groups if isinstance(groups, tuple) else ())}
        if not names & wanted:
            continue
        answer = item.get(lifted["answer"]) if lifted else None
        if lifted and isinstance(answer, bool):
            if answer is lifted["is"]:
                continue
            return True, ()
        if not lifted:
            return True, ()
        missing.append(f"history.item[{index}].{lifted['answer']}")
    if facts.values.get("history.complete") is not True:
        missing.append("history.complete")
    return (None, tuple(missing)) if missing else (False, ())
