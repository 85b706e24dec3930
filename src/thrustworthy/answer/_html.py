"""The report: an answer as one self-contained HTML page that opens offline and prints well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._loads import lift_name
from thrustworthy.answer._page import fill, render
from thrustworthy.answer._paths import key_path
from thrustworthy.answer._refs import Ref, Refs, tag_words
from thrustworthy.answer._report_loads import Loads, LoadView
from thrustworthy.evidence import Tag, read_toml
from thrustworthy.screening import Outcome, Question, Reason, Screening, Verdict

if TYPE_CHECKING:
    from thrustworthy.answer._model import Answer

_STYLES = ("tokens.css", "figures.css", "report.css")
_SHOWN_QUESTIONS = 6


@cache
def report_texts() -> Mapping[str, Any]:
    """The words of the page."""
    return read_toml("thrustworthy.answer", "data/texts_report.toml")


@dataclass(frozen=True)
class Asked:
    """A question with the key its answer goes under."""

    ask: str
    key: str
    rules: str


@dataclass(frozen=True)
class Why:
    """A reason as the page shows it. supposed: it fired only with what was taken for granted."""

    reason: Reason
    supposed: bool
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Taken:
    """What was taken for granted: the answer taken and the question it stands for."""

    value: str
    ask: str


def to_html(answer: Answer) -> str:
    """The answer as one page: no script, one style allowed by its hash, nothing loaded from anywhere.

    A verdict of REFER_NOW gives a short page: what to do now, why, and nothing else. HOLD and REFER carry no plan.
    The same answer always gives the same bytes.
    """
    say = fill(report_texts())
    refs = Refs(answer.sources)
    worst = _worst(answer.screening)
    if worst is Verdict.REFER_NOW:
        refs = Refs(())
    context = {
        "say": say,
        "texts": report_texts(),
        "answer": answer,
        "case": answer.case,
        "refs": refs,
        "tag_words": tag_words,
        "worst": worst.value,
        "strict": _said(_first(answer.screening), "verdict", say),
        "why": _reasons(answer.screening, refs, only_now=worst is Verdict.REFER_NOW),
    }
    if worst is not Verdict.REFER_NOW:
        context |= _rest(answer, refs, worst)
    context["tags"] = _tags_of(context)
    return render("report.html", _STYLES, context)


def _rest(answer: Answer, refs: Refs, worst: Verdict) -> dict[str, Any]:
    """Everything that a page without an emergency shows below the verdict."""
    say = fill(report_texts())
    screening = answer.screening
    own = (
        [row for row in answer.loads if row.role != "scenario"] if worst.severity < Verdict.REFER_SOON.severity else []
    )
    others = [row for row in answer.loads if row.role == "scenario"]
    plan, provisional = _plan(answer)
    persons = tuple(_asked(q) for q in screening.questions if q.asked_of == "person")
    return {
        "provisional": _provisional(screening, say),
        "supposed": tuple(_taken(screening)),
        "questions": persons[:_SHOWN_QUESTIONS],
        "more_questions": persons[_SHOWN_QUESTIONS:],
        "surgeon_questions": tuple(_asked(q) for q in screening.questions if q.asked_of == "surgeon"),
        "letter": _holds_for_clearance(screening),
        "waiting": tuple(_waiting(screening.strict)),
        "plan": plan,
        "plan_provisional": provisional,
        "banned": tuple(lift_name(lift) for lift in answer.banned),
        "loads": _loads(answer, own, refs, "own") if own else None,
        "scenario_loads": _loads(answer, others, refs, "other") if others else None,
    }


def _loads(answer: Answer, rows: Sequence[Any], refs: Refs, ids: str) -> Loads:
    view = LoadView(fill(report_texts()), report_texts(), refs, answer.case.units, ids)
    plan, _ = _plan(answer)
    planned = None if plan is None or plan.load.kg is None else (plan.lift, plan.load.kg)
    return view.of(rows, draw=ids == "own", planned=planned)


def _worst(screening: Screening) -> Verdict:
    return max((screening.strict.verdict, screening.provisional.verdict), key=lambda verdict: verdict.severity)


def _first(screening: Screening) -> Outcome:
    """The outcome that leads the page: the strict one, unless only the other sends the person to be seen."""
    refers = screening.provisional.verdict.severity >= Verdict.REFER_SOON.severity
    milder = screening.strict.verdict.severity < screening.provisional.verdict.severity
    return screening.provisional if refers and milder else screening.strict


def _holds_for_clearance(screening: Screening) -> bool:
    return any(one.hold_kind in ("clearance", "both") for one in (screening.strict, screening.provisional))


def _said(outcome: Outcome, group: str, say: Any) -> dict[str, str]:
    """Verdict, short label and sentence of an outcome."""
    verdict = outcome.verdict
    name = f"HOLD_{outcome.hold_kind or 'questions'}" if verdict is Verdict.HOLD_CLEARANCE else verdict.value
    return {"verdict": verdict.value, "label": say(f"label.{verdict.value}"), "words": say(f"{group}.{name}")}


def _provisional(screening: Screening, say: Any) -> dict[str, str] | None:
    """The second verdict, where it says more than the first."""
    same = screening.provisional.verdict is screening.strict.verdict
    if (same and screening.strict.verdict.carries_load) or _first(screening) is screening.provisional:
        return None
    return _said(screening.provisional, "provisional", say)


def _plan(answer: Answer) -> tuple[Any, bool]:
    """The plan that may be shown, and whether it stands only for the time being."""
    if answer.prescription is not None and answer.screening.strict.verdict.carries_load:
        return answer.prescription, False
    refused = answer.screening.strict.verdict.severity > Verdict.HOLD_CLEARANCE.severity
    if answer.provisional_prescription is None or not answer.screening.provisional.verdict.carries_load or refused:
        return None, False
    return answer.provisional_prescription, True


def _asked(question: Question) -> Asked:
    return Asked(question.ask, key_path(question.input, question.item), ", ".join(question.rules))


def _taken(screening: Screening) -> Iterable[Taken]:
    asks = {(q.input, q.item): q.ask for q in screening.questions}
    for one in screening.supposed:
        yield Taken(one.value, asks.get((one.input, one.item), one.sentence))


def _reasons(screening: Screening, refs: Refs, *, only_now: bool) -> tuple[Why, ...]:
    """The rules that fired, strictly first, then those that fired only with what was taken for granted."""
    found: dict[tuple[str, int | None], Why] = {}
    for outcome, supposed in ((screening.strict, False), (screening.provisional, True)):
        for reason in outcome.reasons:
            shown = reason.verdict is Verdict.REFER_NOW if only_now else True
            if reason.outcome == "yes" and shown:
                found.setdefault((reason.rule, reason.item), Why(reason, supposed, refs.of(reason.sources)))
    return tuple(sorted(found.values(), key=lambda why: -why.reason.verdict.severity))


def _waiting(outcome: Outcome) -> Iterable[tuple[str, str]]:
    """Each rule that cannot be told, with the inputs it lacks."""
    for reason in outcome.reasons:
        if reason.outcome == "cannot_tell":
            lacking = [key_path(one.name, reason.item) for one in reason.inputs if one.value is None]
            yield reason.rule, ", ".join(lacking)


def _tags_of(context: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags that the page can show, in the order of the table: all of them, or those of the reasons alone."""
    if context["worst"] != Verdict.REFER_NOW.value:
        return tuple(tag.value for tag in Tag)
    used = {why.reason.tag for why in context["why"]}
    return tuple(tag.value for tag in Tag if tag.value in used)
