"""What changed between two answers, and why: compared as JSON, so that an old file is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.answer._texts import text, texts

_NEEDED = {"verdict", "provisional_verdict", "reasons", "questions", "loads", "engine", "rules"}
_VERDICTS = ("verdict", "hold_kind", "provisional_verdict", "provisional_hold_kind")
_PLAN = ("lift", "stage", "load", "sets", "reps", "effort", "frequency", "next_step")
_SHOWN = 6
_FIGURES = 3
"""Figures that count: below that two peaks are the same."""

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, both sides in words (None: not there), and the reason where one is known."""

    what: str
    before: str | None
    after: str | None
    why: str = ""


def diff(old: Any, new: Json) -> tuple[Change, ...]:
    """Changes from ``old`` to ``new``, most weighty first. Raises ValueError when ``old`` is not an answer's JSON."""
    parts = (_about, _verdicts, _reasons, _questions, _plans, _lifts, _loads, _made)
    if not isinstance(old, Mapping) or not set(old) >= _NEEDED:
        raise ValueError(text("diff.not_an_answer"))
    try:
        return tuple(change for part in parts for change in part(old, new))
    except (AttributeError, KeyError, TypeError):
        # It has the names of an answer's keys, and something else below them.
        raise ValueError(text("diff.not_an_answer")) from None


def _about(old: Json, new: Json) -> Iterator[Change]:
    for key in ("case", "asked_on"):
        if old.get(key) != new[key]:
            yield Change(text(f"diff.{key}"), old.get(key), new[key])


def _verdicts(old: Json, new: Json) -> Iterator[Change]:
    for key in _VERDICTS:
        if old.get(key) != new[key]:
            name = "provisional_reasons" if key.startswith("provisional") else "reasons"
            came, gone = _weighty(new, name), _weighty(old, name)
            sides = (("came", sorted(came - gone)), ("gone", sorted(gone - came)))
            why = "; ".join(text(f"diff.{word}", rules=_listed(rules)) for word, rules in sides if rules)
            yield Change(text(f"diff.{key}"), old.get(key), new[key], why)


def _weighty(answer: Json, name: str) -> set[str]:
    """The rules that make this verdict, each with how it came to speak."""
    verdict = answer["verdict" if name == "reasons" else "provisional_verdict"]
    decides = [one for one in answer.get(name, []) if verdict in (one["verdict"], "HOLD_CLEARANCE")]
    return {text(f"diff.{one['outcome']}", rule=one["rule"]) for one in decides}


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else text("diff.more", names=shown, count=len(names) - _SHOWN)


def _reasons(old: Json, new: Json) -> Iterator[Change]:
    before, after = ({_key(one): one for one in a["reasons"] if one["outcome"] == "yes"} for a in (old, new))
    for key in sorted(set(before) ^ set(after)):
        was, now = before.get(key), after.get(key)
        what = text("diff.reason", rule=key[0])
        yield Change(what, was and was["sentence"], now and now["sentence"], _saw(now) if now else text("diff.spoke"))


def _key(reason: Json) -> tuple[str, str]:
    """The rule, and the entry of the history where it is about one."""
    entries = sorted({i["name"].partition("].")[0] for i in reason["inputs"] if i["name"].startswith("history.item[")})
    return reason["rule"], ", ".join(entries)


def _saw(reason: Json) -> str:
    seen = [f"{one['name']} = {one['value']}" for one in reason["inputs"] if one["value"] is not None]
    return text("diff.saw", inputs=_listed(seen)) if seen else ""


def _questions(old: Json, new: Json) -> Iterator[Change]:
    before, after = ({one["input"]: one["ask"] for one in a["questions"]} for a in (old, new))
    for name in (*before, *(name for name in after if name not in before)):
        if name not in after or name not in before:
            why = text("diff.asked" if name in after else "diff.answered")
            yield Change(text("diff.question", input=name), before.get(name), after.get(name), why)


def _plans(old: Json, new: Json) -> Iterator[Change]:
    for key in ("prescription", "provisional_prescription"):
        before, after = old.get(key), new.get(key)
        if before is None and after is None:
            continue
        for part in _PLAN if before and after else _PLAN[:3]:
            was, now = (_part(plan, part) for plan in (before, after))
            if was != now:
                yield Change(text("diff.part", plan=text(f"diff.{key}"), part=text(f"diff.{part}")), was, now)


def _part(plan: Json | None, part: str) -> str | None:
    if plan is None or plan.get(part) is None:
        return None
    value = plan[part]
    return str(value["text"]) if isinstance(value, Mapping) else str(value)


def _lifts(old: Json, new: Json) -> Iterator[Change]:
    """Lifts that are left out now, or no longer; limits by their sentences."""
    was, now = (set(a.get("banned", [])) for a in (old, new))
    for one in sorted(was ^ now):
        yield _moved(text("diff.lift_left_out", lift=one), text("diff.left_out"), one in was, one in now)
    limits, later = ([one["text"] for one in a.get("constraints", [])] for a in (old, new))
    for one in dict.fromkeys((*limits, *later)):
        if (one in limits) != (one in later):
            yield _moved(text("diff.limit"), one, one in limits, one in later)


def _moved(what: str, words: str, was: bool, now: bool) -> Change:
    """Something that stands on one side alone."""
    return Change(what, words if was else None, words if now else None)


def _loads(old: Json, new: Json) -> Iterator[Change]:
    before, after = ({_row(one): one for one in a["loads"]} for a in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            yield _moved(text("diff.row", row=name), text("diff.computed"), was is not None, now is not None)
            continue
        peaks, later = was.get("peaks") or {}, now.get("peaks") or {}
        other = any(was.get(key) != now.get(key) for key in ("samples", "seed"))
        moved = [one for one in texts()["diff"]["outputs"] if one in peaks and one in later]
        moved = [one for one in moved if _figure(peaks[one]) != _figure(later[one])]
        if moved:
            why = text("diff.other_bodies") if other else ""
            yield Change(text("diff.row", row=name), _figures(moved, peaks), _figures(moved, later), why)


def _figures(names: Iterable[str], peaks: Json) -> str:
    return ", ".join(f"{text(f'diff.outputs.{one}')} {_figure(peaks[one])}" for one in names)


def _row(one: Json) -> str:
    note = f", {one['note']}" if one.get("note") and one.get("peaks") else ""
    return f"{one['lift']}, {one['load']:g} kg{note}" + (f" ({one['role']})" if one.get("role") == "scenario" else "")


def _figure(peak: Json) -> str:
    rounded = float(f"{peak['p50']:.{_FIGURES}g}")
    return f"{rounded:g} {peak['unit']}"


def _made(old: Json, new: Json) -> Iterator[Change]:
    if old["rules"] != new["rules"]:
        yield Change(text("diff.rules"), old["rules"], new["rules"])
    for name in sorted({*old["engine"], *new["engine"]}):
        was, now = old["engine"].get(name), new["engine"].get(name)
        if was != now:
            yield Change(text("diff.engine", name=name), was, now)
