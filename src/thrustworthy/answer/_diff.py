"""What changed between two answers, and why: compared as JSON, so that an old file is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from thrustworthy.evidence import read_toml

_PLAN = ("lift", "stage", "load", "sets", "reps", "effort", "frequency")


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, both sides in words (None: not there), and the reason where one is known."""

    what: str
    before: str | None
    after: str | None
    why: str = ""


@cache
def _words() -> Mapping[str, str]:
    found: Mapping[str, str] = read_toml("thrustworthy.answer", "data/texts.toml")["diff"]
    return found


def diff(old: Any, new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Changes from ``old`` to ``new``, most weighty first. Raises ValueError when ``old`` is not an answer's JSON."""
    if not _is_answer(old):
        raise ValueError(_words()["not_an_answer"])
    return (
        *_verdicts(old, new),
        *_reasons(old, new),
        *_questions(old, new),
        *_plans(old, new),
        *_loads(old, new),
        *_made(old, new),
    )


def _is_answer(old: Any) -> bool:
    """True for a table with the keys that every answer has."""
    keys = {"verdict", "provisional_verdict", "reasons", "questions", "loads", "engine", "rules"}
    return isinstance(old, Mapping) and keys <= set(old)


def _verdicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in ("verdict", "hold_kind", "provisional_verdict", "provisional_hold_kind"):
        if old.get(key) != new[key]:
            gone = sorted(_rules(old, key) - _rules(new, key))
            came = sorted(_rules(new, key) - _rules(old, key))
            why = "; ".join(
                _words()[word].format(rules=", ".join(rules))
                for word, rules in (("came", came), ("gone", gone))
                if rules
            )
            yield Change(_words()[key], old.get(key), new[key], why)


def _rules(answer: Mapping[str, Any], key: str) -> set[str]:
    name = "provisional_reasons" if key.startswith("provisional") else "reasons"
    return {f"{one['rule']} ({one['outcome'].replace('_', ' ')})" for one in answer.get(name, [])}


def _reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = (
        {one["rule"]: one["sentence"] for one in a["reasons"] if one["outcome"] == "yes"} for a in (old, new)
    )
    for rule in sorted(set(before) ^ set(after)):
        yield Change(_words()["reason"].format(rule=rule), before.get(rule), after.get(rule))


def _questions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = ({one["input"]: one["ask"] for one in a["questions"]} for a in (old, new))
    for name in before:
        if name not in after:
            yield Change(_words()["question"].format(input=name), before[name], None, _words()["answered"])
    for name in after:
        if name not in before:
            yield Change(_words()["question"].format(input=name), None, after[name], _words()["asked"])


def _plans(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in ("prescription", "provisional_prescription"):
        before, after = old.get(key), new.get(key)
        for part in _PLAN:
            was, now = (_part(plan, part) for plan in (before, after))
            if was != now:
                yield Change(f"{_words()[key]}: {part}", was, now)


def _part(plan: Mapping[str, Any] | None, part: str) -> str | None:
    if plan is None or plan.get(part) is None:
        return None
    value = plan[part]
    return str(value.get("text", value)) if isinstance(value, Mapping) else str(value)


def _loads(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = (
        {(r["lift"], r["load"], r.get("note", "")): r.get("peaks") or {} for r in a["loads"]} for a in (old, new)
    )
    for row in after:
        for name in sorted(set(before.get(row, {})) & set(after[row])):
            was, now = before[row][name]["p50"], after[row][name]["p50"]
            if f"{was:.4g}" != f"{now:.4g}":
                unit = after[row][name]["unit"]
                yield Change(
                    f"{row[0]} {row[1]:g} kg {row[2]}: {name}".replace(" :", ":"),
                    f"{was:.4g} {unit}",
                    f"{now:.4g} {unit}",
                )


def _made(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if old["rules"] != new["rules"]:
        yield Change(_words()["rules"], old["rules"], new["rules"])
    for name in sorted({*old["engine"], *new["engine"]}):
        was, now = old["engine"].get(name), new["engine"].get(name)
        if was != now:
            yield Change(_words()["engine"].format(name=name), was, now)
