"""What the letter says of the person: the case's own facts with where they come from, cut to what one page holds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._loads import lift_name
from thrustworthy.answer._numbers import mass_words
from thrustworthy.answer._page import fill
from thrustworthy.case import Case, HistoryItem, history_kinds, origin_of
from thrustworthy.screening import Screening, Verdict

if TYPE_CHECKING:
    from thrustworthy.answer._model import Answer

_LONGEST = 110
_MOST_ITEMS, _MOST_LIFTS, _MOST_HOLDS = 5, 4, 4


@dataclass(frozen=True)
class Fact:
    """One line about the person, its origin in words, and what of it is not known."""

    text: str
    origin: str
    unknown: str = ""


@dataclass(frozen=True)
class Facts:
    """The left column of the letter: facts, then the sentences of the rules that hold."""

    lines: tuple[Fact, ...]
    question: str
    holds: tuple[str, ...]


def cut(text: str, longest: int = _LONGEST) -> str:
    """The text on one line, shortened at a word; a page of paper has an end."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return textwrap.shorten(line, longest, placeholder=" ...") if " " in line[:longest] else line[: longest - 3] + "..."


def item_label(item: HistoryItem) -> str:
    """What the entry of the history is called: its own label, else that of its kind."""
    return cut(item.label or history_kinds()[item.kind].label, 60)


def facts_for(answer: Answer, texts: Mapping[str, Any]) -> Facts:
    """The facts of the case and the holds of the answer, cut to what fits."""
    say = fill(texts)
    case = answer.case
    question = say("letter.question", words=cut(case.question)) if case.question else ""
    return Facts(tuple(_lines(case, say)), question, _holds(answer.screening, say))


def _lines(case: Case, say: Any) -> Iterator[Fact]:
    def origin(path: str) -> str:
        return str(say(f"letter.origin.{origin_of(path, case.origin)}"))

    yield _body(case, say, origin)
    for index, item in enumerate(case.history.item[:_MOST_ITEMS]):
        when = cut(item.date.text, 30) if item.date else say("letter.when_unknown")
        side = say(f"letter.side.{item.side}") if item.side else ""
        text = say("letter.item", label=item_label(item), side=side, when=when)
        note = f". {item.note}" if item.note else ""
        yield Fact(cut(text + note), origin(f"history.item[{index}]"))
    if more := case.history.item[_MOST_ITEMS:]:
        yield Fact(say("letter.more", count=len(more)), "")
    yield Fact(_trained(case, say), origin("training"))
    if case.goal.words:
        yield Fact(cut(say("letter.wants", words=case.goal.words)), origin("goal.words"))


def _body(case: Case, say: Any, origin: Any) -> Fact:
    """What is known of the body, and in a clause of its own what is not."""
    body = case.body
    known = {
        "sex": say(f"letter.sex.{body.sex}") if body.sex else "",
        "age": say("letter.age", years=body.age.years) if body.age else say("letter.adult") if body.adult else "",
        "height": body.height.text if body.height else "",
        "mass": body.mass.text if body.mass else "",
    }
    missing = [
        say(f"letter.part.{name}") for name, text in known.items() if not text or (name == "age" and not body.age)
    ]
    text = ", ".join(text for text in known.values() if text)
    unknown = say("letter.not_stated", what=", ".join(missing)) if missing else ""
    origins = dict.fromkeys(origin(f"body.{name}") for name in known if getattr(body, name) is not None)
    return Fact(text or unknown, ", ".join(origins), unknown if text else "")


def _trained(case: Case, say: Any) -> str:
    lifts = case.training.lift
    named = []
    for entry in lifts[:_MOST_LIFTS]:
        load = mass_words(entry.load.kg, case.units) if entry.load else ""
        named.append(say("letter.trained", lift=cut(lift_name(entry.lift), 40), load=load).strip())
    if lifts[_MOST_LIFTS:]:
        named.append(say("letter.more", count=len(lifts[_MOST_LIFTS:])))
    if not named:
        return cut(case.training.note) if case.training.note else str(say("letter.trains_nothing"))
    return str(say("letter.trains", list=", ".join(named)))


def _holds(screening: Screening, say: Any) -> tuple[str, ...]:
    """Sentences of the rules that fired and hold for clearance; those that only wait stand as questions beside."""
    found = dict.fromkeys(
        reason.sentence
        for outcome in (screening.strict, screening.provisional)
        for reason in outcome.reasons
        if reason.outcome == "yes" and reason.verdict is Verdict.HOLD_CLEARANCE
    )
    shown = [cut(sentence, 150) for sentence in found]
    more = [say("letter.more", count=len(shown) - _MOST_HOLDS)] if len(shown) > _MOST_HOLDS else []
    return tuple(shown[:_MOST_HOLDS] + more)
