"""What the letter asks: one section for each operation or finding on hold, and the answers that all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._letter_facts import cut, item_label
from thrustworthy.answer._page import fill
from thrustworthy.answer._paths import key_path
from thrustworthy.case import HistoryItem, history_kinds, questions
from thrustworthy.screening import Question, Reason, Screening, Verdict, rule

if TYPE_CHECKING:
    from thrustworthy.answer._model import Answer

# Answers that stand once for all entries, in the block of what is allowed.
SHARED = (
    "item.allows",
    "item.max_load",
    "item.cleared_days_since",
    "item.max_hip_flexion",
    "item.min_hip_flexion",
    "item.bans",
)


@dataclass(frozen=True)
class Ask:
    """One question with its boxes or its line, and the key its answer goes under. line: the unit behind the line."""

    text: str
    boxes: tuple[str, ...]
    line: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The questions about one entry of the history (index) or about the person in general (None)."""

    title: str
    index: int | None
    rows: tuple[Ask, ...]


@dataclass(frozen=True)
class Shared:
    """Where a shared answer goes: keys of the first entry on hold (and of each that is asked by name), then the rest.

    keys: answer to full keys; also: answer to the entries that take the same word, as ``item[1]``.
    """

    keys: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]


def sections(answer: Answer, texts: Mapping[str, Any]) -> tuple[Section, ...]:
    """A section for every entry of the history that waits for clearance, then what concerns no entry."""
    say = fill(texts)
    screening = answer.screening
    asked = [q for q in screening.questions if q.asked_of == "surgeon"]
    holding = list(_holding(screening))
    items = sorted({q.item for q in asked if q.item is not None} | {r.item for r in holding if r.item is not None})
    made = [_of_item(answer, index, [q for q in asked if q.item == index], texts) for index in items]
    rows = [_ask(q, texts) for q in asked if q.item is None]
    rows += [
        Ask(cut(reason.sentence, 150), (say("letter.yes"), say("letter.no")), None, _inputs(reason))
        for reason in holding
        if reason.item is None
    ]
    if rows:
        made.append(Section(say("letter.in_general"), None, tuple(rows)))
    return tuple(made)


def shared_answers(asked: Iterable[Section], screening: Screening) -> Shared:
    """Where the shared answers go: the clearance of every entry on hold."""
    items = [section.index for section in asked if section.index is not None]
    named = {(q.input, q.item) for q in screening.questions}
    full = {name: [i for i in items if i == items[0] or (name, i) in named] for name in SHARED}
    return Shared(
        keys={name.removeprefix("item."): tuple(key_path(name, i) for i in full[name]) for name in SHARED},
        also={name.removeprefix("item."): tuple(f"item[{i}]" for i in items if i not in full[name]) for name in SHARED},
    )


def _holding(screening: Screening) -> Iterator[Reason]:
    """Rules that fired and hold for a surgeon's or doctor's word, each once."""
    seen: set[tuple[str, int | None]] = set()
    for outcome in (screening.strict, screening.provisional):
        for reason in outcome.reasons:
            fired = reason.outcome == "yes" and reason.verdict is Verdict.HOLD_CLEARANCE
            if fired and (reason.rule, reason.item) not in seen and rule(reason.rule).hold == "clearance":
                seen.add((reason.rule, reason.item))
                yield reason


def _inputs(reason: Reason) -> tuple[str, ...]:
    return tuple(key_path(one.name, reason.item) for one in reason.inputs)


def _of_item(answer: Answer, index: int, asked: list[Question], texts: Mapping[str, Any]) -> Section:
    say = fill(texts)
    item = answer.case.history.item[index]
    rows = [
        Ask(say("letter.cleared"), (say("letter.yes"), say("letter.no")), None, (key_path("item.cleared", index),)),
        *_details(item, index, texts),
    ]
    done = {key for row in rows for key in row.keys}
    rows += [_ask(q, texts) for q in asked if q.input not in SHARED and key_path(q.input, q.item) not in done]
    return Section(say("letter.about", label=item_label(item)), index, tuple(rows))


def _details(item: HistoryItem, index: int, texts: Mapping[str, Any]) -> Iterator[Ask]:
    """Approach and kind, where they matter for this entry and the case does not say them."""
    kind = history_kinds()[item.kind]
    if kind.approaches and item.approach is None:
        yield _choice("item.approach", index, kind.approaches, texts)
    if kind.details and item.detail is None:
        yield _choice("item.detail", index, kind.details, texts)


def _choice(name: str, index: int | None, words: tuple[str, ...], texts: Mapping[str, Any]) -> Ask:
    shown = tuple(texts["choice"].get(word, word.replace("_", " ")) for word in words)
    return Ask(questions()[name].ask, shown, "", (key_path(name, index),))


def _ask(question: Question, texts: Mapping[str, Any]) -> Ask:
    """A question with what it takes to answer it: boxes for yes and no or for a choice, else a line with its unit."""
    say = fill(texts)
    row = questions()[question.input]
    keys = (key_path(question.input, question.item),)
    if row.type == "yes_no":
        return Ask(question.ask, (say("letter.yes"), say("letter.no")), None, keys)
    if row.type == "choice" and len(row.choices) <= 6:
        return _choice(question.input, question.item, row.choices, texts)
    return Ask(question.ask, (), row.unit or "", keys)
