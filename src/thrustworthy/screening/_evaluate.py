"""From facts to two verdicts: strictly, and with what may be supposed. Most severe wins; what cannot be told holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Literal

from thrustworthy.case import Facts, Interval, Unclear, Value
from thrustworthy.evidence import read_toml
from thrustworthy.screening._catalogue import Catalogue, Row, catalogue
from thrustworthy.screening._combine import combined, limits_of
from thrustworthy.screening._logic import NOTHING, Missing
from thrustworthy.screening._model import (
    HoldKind,
    InputUsed,
    Outcome,
    Question,
    Reason,
    Screening,
    Supposition,
    Verdict,
)
from thrustworthy.screening._rules import Rule, rule_files, rules
from thrustworthy.screening._view import FactsView


@dataclass(frozen=True)
class _Finding:
    """One rule, asked once: ``truth`` True fired, None cannot be told for want of ``missing``."""

    rule: Rule
    item: int | None
    missing: Missing
    reason: Reason


@cache
def _phrases() -> Mapping[str, str]:
    return read_toml("thrustworthy.screening", "data/phrases.toml")


def in_words(value: Value) -> str:
    """An answer as a reader sees it."""
    say = _phrases()
    if isinstance(value, bool):
        return say["yes"] if value else say["no"]
    if isinstance(value, Unclear):
        return say["unclear"]
    if isinstance(value, Interval):
        return (
            f"{value.low:g}"
            if value.low == value.high
            else say["span"].format(low=f"{value.low:g}", high=f"{value.high:g}")
        )
    if isinstance(value, tuple):
        return ", ".join(value) or say["none"]
    return value.replace("_", " ")


@dataclass(frozen=True)
class _Book:
    """The rules sorted by how they are asked: once, of each matching entry, of each entry after all others."""

    once: tuple[Rule, ...]
    of_each: tuple[Rule, ...]
    at_last: tuple[Rule, ...]


def _book(all_rules: tuple[Rule, ...]) -> _Book:
    return _Book(
        once=tuple(one for one in all_rules if one.each is None),
        of_each=tuple(one for one in all_rules if one.each is not None and "item.covered" not in one.inputs),
        at_last=tuple(one for one in all_rules if "item.covered" in one.inputs),
    )


@cache
def _book_of_package() -> _Book:
    return _book(rules())


def _input(view: FactsView, name: str, item: int | None) -> InputUsed:
    value = view.value(name)
    own = name.startswith("item.")
    if value is None:
        return InputUsed(name, _phrases()["unclear"] if view.hinted(name, item) else None)
    if (item if own else None, name) in view.supposed:
        return InputUsed(name, in_words(value), "supposed")
    path = f"history.item[{item}].{name.removeprefix('item.')}" if own else name
    return InputUsed(name, in_words(value), view.facts.origins.get(path))


def _reason(rule: Rule, item: int | None, view: FactsView, missing: Missing) -> Reason:
    fired = not missing
    sentence = rule.sentence if fired else " ".join(_waiting(view.catalogue, missing))
    limits = limits_of(view, rule.limits) if rule.limits else None
    return Reason(
        rule=rule.id,
        verdict=rule.verdict if fired else Verdict.HOLD_CLEARANCE,
        outcome="yes" if fired else "cannot_tell",
        sentence=sentence,
        inputs=tuple(_input(view, name, item) for name in rule.inputs),
        threshold=rule.threshold,
        tag=rule.tag,
        sources=rule.sources,
        item=item,
        constraints=combined((rule.constraints, limits) if limits else (rule.constraints,)),
    )


def _rows(known: Catalogue, names: Missing) -> list[Row]:
    return sorted((known.rows[name] for name in names), key=lambda row: row.order)


def _waiting(known: Catalogue, missing: Missing) -> Iterator[str]:
    for row in _rows(known, missing):
        yield _phrases()[f"waits_{row.asked_of}"].format(ask=row.ask)


def _asked(rule: Rule, item: int | None, view: FactsView, found: list[_Finding]) -> bool:
    """Ask one rule; keep it when it fired or cannot be told, and say whether it was kept."""
    truth = rule.node.truth(view)
    if truth is False:
        return False
    # An answer of the wrong sort names nothing that is missing: then all the rule asks for is asked again.
    missing = (
        (rule.node.missing(view) or frozenset(rule.inputs)) & set(view.catalogue.rows) if truth is None else NOTHING
    )
    found.append(_Finding(rule, item, missing, _reason(rule, item, view, missing)))
    return True


def _findings(view: FactsView, book: _Book) -> list[_Finding]:
    found: list[_Finding] = []
    for rule in book.once:
        _asked(rule, None, view, found)
    for item in range(len(view.facts.items)):
        view.focus(item)
        groups = view.groups()
        covered = False
        for rule in book.of_each:
            if rule.each in groups:
                covered = (_asked(rule, item, view, found) and rule.each != "any") or covered
        view.set_covered(covered)
        for rule in book.at_last:
            if rule.each in groups:
                _asked(rule, item, view, found)
    view.focus(None)
    return found


def _kind_of(found: list[_Finding], known: Catalogue) -> HoldKind | None:
    kinds: set[Literal["questions", "clearance"]] = set()
    for one in found:
        if one.missing:
            kinds |= {"clearance" if row.asked_of == "surgeon" else "questions" for row in _rows(known, one.missing)}
        elif one.rule.verdict is Verdict.HOLD_CLEARANCE:
            kinds.add(one.rule.hold)
    if len(kinds) == 2:
        return "both"
    return next(iter(kinds), None)


def _outcome(found: list[_Finding], known: Catalogue) -> Outcome:
    def weight(one: _Finding) -> tuple[int, bool, int]:
        return -one.reason.verdict.severity, bool(one.missing), -one.rule.verdict.severity

    reasons = tuple(one.reason for one in sorted(found, key=weight))
    verdict = reasons[0].verdict if reasons else Verdict.ALLOW
    return Outcome(
        verdict=verdict,
        hold_kind=_kind_of(found, known) if verdict is Verdict.HOLD_CLEARANCE else None,
        reasons=reasons,
        constraints=combined(one.reason.constraints for one in found if not one.missing),
    )


def _questions(found: list[_Finding], view: FactsView) -> tuple[Question, ...]:
    """What to ask: first what the case hints at, then by the gravest rule that waits for it."""
    known = view.catalogue
    waiting: dict[tuple[str, int | None], list[Rule]] = {}
    for one in found:
        for name in one.missing:
            waiting.setdefault((name, one.item if name.startswith("item.") else None), []).append(one.rule)

    def urgency(key: tuple[str, int | None]) -> tuple[bool, int, int, int]:
        name, item = key
        severity = max(rule.verdict.severity for rule in waiting[key])
        return not view.hinted(name, item), -severity, known.rows[name].order, -1 if item is None else item

    return tuple(
        Question(
            input=name,
            ask=known.rows[name].ask,
            asked_of=known.rows[name].asked_of,
            rules=tuple(dict.fromkeys(rule.id for rule in waiting[name, item])),
            item=item,
        )
        for name, item in sorted(waiting, key=urgency)
    )


def _supposed(view: FactsView, questions: tuple[Question, ...]) -> tuple[Supposition, ...]:
    """What was supposed and mattered: presence first, then in the order of the questions."""
    made = []
    for question in questions:
        value = view.supposed.get((question.item, question.input))
        if value is not None:
            words = in_words(value)
            sentence = _phrases()["supposed"].format(value=words, ask=question.ask)
            made.append(Supposition(question.input, words, sentence, question.item))
    return tuple(sorted(made, key=lambda one: view.catalogue.rows[one.input].kind != "presence"))


@cache
def rules_version() -> str:
    """The package version and a hash over rules, flags, words of clearances, questions and kinds of history."""
    digest = hashlib.sha256()
    for text in rule_files().values():
        digest.update(text.encode())
    for package, name in (
        ("thrustworthy.screening", "data/flags.toml"),
        ("thrustworthy.screening", "data/clearances.toml"),
        ("thrustworthy.case", "data/questions.toml"),
        ("thrustworthy.case", "data/history_kinds.toml"),
    ):
        digest.update(files(package).joinpath(name).read_bytes())
    try:
        number = version("thrustworthy")
    except PackageNotFoundError:
        number = "uninstalled"
    return f"{number}+{digest.hexdigest()[:12]}"


def screen_with(facts: Facts, all_rules: tuple[Rule, ...], version_label: str) -> Screening:
    """Screen with another set of rules (the mutation check does)."""
    return _screen(facts, _book(all_rules), version_label)


def _screen(facts: Facts, book: _Book, version_label: str) -> Screening:
    known = catalogue()
    plain, view = FactsView(facts, known, supposing=False), FactsView(facts, known, supposing=True)
    strict, provisional = _findings(plain, book), _findings(view, book)
    questions = _questions(strict, plain)
    return Screening(
        strict=_outcome(strict, known),
        provisional=_outcome(provisional, known),
        supposed=_supposed(view, questions),
        questions=questions,
        rules_version=version_label,
    )


def screen(facts: Facts) -> Screening:
    """Screen one person by every rule.

    The strict verdict supposes nothing: a rule that cannot be told holds. The provisional one supposes symptoms,
    diseases and the presence of what nobody mentioned as the catalogue allows, and lists what it supposed.
    """
    return _screen(facts, _book_of_package(), rules_version())
