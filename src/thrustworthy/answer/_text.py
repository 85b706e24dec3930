"""The answer for a terminal: verdict first, then plan, reasons, loads with bands, and what is not known."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from thrustworthy.answer._html import report_texts
from thrustworthy.answer._model import Answer, LoadRow, Remark
from thrustworthy.answer._numbers import Units, mass_words
from thrustworthy.answer._page import fill, shown_text
from thrustworthy.answer._paths import key_path
from thrustworthy.answer._text_loads import LoadTable, load_titles, not_simulated, simulated
from thrustworthy.answer._texts import text
from thrustworthy.case import history_kinds
from thrustworthy.evidence import Tag, sources
from thrustworthy.prescription import Prescription, Said
from thrustworthy.screening import Outcome, Reason, Verdict

_SHOWN = 6
# In the order of their weight: a narrow terminal shows the first of them.
_OUTPUTS = ("l5s1_compression", "hip_moment", "hip_contact_force", "l5s1_shear", "knee_moment")
_MUSCLES = ("gluteus_maximus", "hamstrings", "vasti", "erector_spinae", "adductor_magnus")
_EMPHASIS = {"REFER_NOW": "bold red", "REFER_SOON": "bold red", "HOLD_CLEARANCE": "bold yellow"}


def to_text(answer: Answer, *, width: int = 100, units: Units | None = None, color: bool = False) -> str:
    """The answer as text of this width. units: kg or lb first (None: as the case says). color: with terminal colours.

    A referral prints what to do now before anything else, and no loads.
    """
    out = Console(
        file=io.StringIO(), width=width, force_terminal=color, no_color=not color, highlight=False, emoji=False
    )
    worst = max(answer.screening.strict.verdict, answer.screening.provisional.verdict, key=lambda v: v.severity)
    shown = units or answer.case.units
    _verdict(out, answer, worst)
    if worst is not Verdict.REFER_NOW:
        _questions(out, answer)
    _why(out, answer, worst)
    if worst is not Verdict.REFER_NOW:
        if worst is not Verdict.REFER_SOON:
            _plan(out, answer, shown)
        _remarks(out, text("text.limits"), answer.constraints)
        if answer.banned:
            _head(out, text("text.banned"))
            _line(out, ", ".join(report_names(answer.banned)))
        _loads(out, answer, shown)
        _remarks(out, text("text.known"), answer.remarks)
        _remarks(out, text("text.unknown"), answer.unknown)
        _sources(out, answer)
    _head(out, fill(report_texts())("about.heading"))
    _line(out, answer.intended_use)
    engine = ", ".join(f"{name} {version}" for name, version in answer.engine.items())
    _line(out, text("text.made", engine=engine, rules=answer.rules))
    assert isinstance(out.file, io.StringIO)
    return "\n".join(line.rstrip() for line in out.file.getvalue().splitlines()) + "\n"


def report_names(lifts: Iterable[str]) -> list[str]:
    """Names of lifts for a reader."""
    from thrustworthy.answer._loads import lift_name

    return [lift_name(lift) for lift in lifts]


def verdict_words(outcome: Outcome, group: str) -> tuple[str, str]:
    """Label and sentence of a verdict; group is ``verdict`` or ``provisional``."""
    say = fill(report_texts())
    kind = (
        f"HOLD_{outcome.hold_kind or 'questions'}"
        if outcome.verdict is Verdict.HOLD_CLEARANCE
        else outcome.verdict.value
    )
    return say(f"label.{outcome.verdict.value}"), say(f"{group}.{kind}")


def _head(out: Console, title: str) -> None:
    out.print()
    out.print(Text(title, style="bold"))


def _line(out: Console, line: str, indent: int = 2, style: str = "") -> None:
    out.print(Padding(Text(str(shown_text(line)), style=style), (0, 0, 0, indent)))


def _bullet(out: Console, line: str, indent: int = 2) -> None:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    grid.add_row("-", Text(str(shown_text(line))))
    out.print(Padding(grid, (0, 0, 0, indent)))


def _verdict(out: Console, answer: Answer, worst: Verdict) -> None:
    case, screening = answer.case, answer.screening
    refers = worst in (Verdict.REFER_NOW, Verdict.REFER_SOON)
    first = screening.provisional if refers and screening.strict.verdict is not worst else screening.strict
    label, words = verdict_words(first, "verdict")
    _line(out, f"{label.upper()}. {words}", indent=0, style=_EMPHASIS.get(first.verdict.value, "bold"))
    if worst is Verdict.REFER_NOW:
        for step in report_texts()["now"]["steps"]:
            _bullet(out, step)
        return
    if worst is Verdict.REFER_SOON:
        for step in report_texts()["now"]["soon_steps"]:
            _bullet(out, step)
    out.print()
    _line(out, text("text.about", title=case.title or case.name, date=answer.asked_on.isoformat()), indent=0)
    if case.question:
        _line(out, case.question, indent=0)
    out.print()
    same = screening.provisional.verdict is screening.strict.verdict
    if same and screening.strict.verdict.carries_load:
        return
    label, words = verdict_words(screening.provisional, "provisional")
    _line(out, f"{fill(report_texts())('page.provisional_label')}: {label.upper()}. {words}", indent=0)
    _supposed(out, answer)


def _supposed(out: Console, answer: Answer) -> None:
    supposed = answer.screening.supposed
    if not supposed:
        return
    _line(out, text("text.supposed"), indent=0)
    for one in supposed[:_SHOWN]:
        _bullet(out, one.sentence)
    if len(supposed) > _SHOWN:
        _line(out, text("text.supposed_more", count=len(supposed) - _SHOWN))


def _questions(out: Console, answer: Answer) -> None:
    for who, name in (("person", "questions"), ("surgeon", "surgeon")):
        asked = [q for q in answer.screening.questions if q.asked_of == who]
        if not asked:
            continue
        _head(out, text(f"text.{name}"))
        shown = asked if who == "surgeon" else asked[:_SHOWN]
        for question in shown:
            _bullet(out, f"{_entry(answer, question.item)}{question.ask} [{key_path(question.input, question.item)}]")
        if len(asked) > len(shown):
            _line(out, text("text.questions_more", count=len(asked) - len(shown)))


def _entry(answer: Answer, item: int | None) -> str:
    """Which entry of the history it is about, where there are several to take it for: ``knee surgery: ``."""
    entries = answer.case.history.item
    if item is None or len(entries) < 2:
        return ""
    one = entries[item]
    known = history_kinds().get(one.kind)
    return f"{one.label or (known.label if known else one.kind)}: "


def _plan(out: Console, answer: Answer, units: Units) -> None:
    strict = answer.prescription is not None
    plan = answer.prescription or answer.provisional_prescription
    _head(out, text("text.plan"))
    if plan is None:
        _line(out, text("text.no_plan"))
        return
    if not strict:
        _line(out, text("text.plan_provisional"))
    say = fill(report_texts()["plan"])
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column()
    for name, value in _plan_rows(plan, units if units != answer.case.units else None):
        grid.add_row(Text(say(name)), Text(value))
    out.print(Padding(grid, (0, 0, 0, 2)))
    for name, said in (
        ("setup", plan.setup),
        ("stop", plan.stop_rules),
        ("due", plan.due),
        ("without", plan.without),
        ("alongside", plan.alongside),
        ("notes", plan.notes),
    ):
        _said(out, say(name), said)
    _line(out, say("next_gate", title=f"{plan.next_gate.stage} {plan.next_gate.title}"), style="bold")
    words = {True: say("gate_met"), False: say("gate_open"), None: say("gate_unknown")}
    for item in plan.next_gate.items:
        _bullet(out, f"{item.text} ({words[item.met]}) [{item.tag}]", 4)


def _plan_rows(plan: Prescription, other: Units | None) -> Iterable[tuple[str, str]]:
    """Names and values of the plan. other: a unit to show first that is not the one the plan was made in."""
    yield "lift", plan.lift_name
    yield "stage", f"{plan.stage}: {plan.stage_title}"
    load = mass_words(plan.load.kg, other) if other and plan.load.kg else plan.load.text
    yield "load", f"{load}: {plan.load.parts}" if plan.load.parts else load
    for name in ("sets", "reps", "effort", "frequency", "rest"):
        said: Said = getattr(plan, name)
        yield name, f"{said.text} [{said.tag}]"
    if plan.warm_up:
        yield "warm_up", "; ".join(f"{one.load.text} x {one.reps}" for one in plan.warm_up)
    yield "next_step", f"{plan.next_step.text} [{plan.next_step.tag}]"


def _said(out: Console, title: str, said: tuple[Said, ...]) -> None:
    if said:
        _line(out, title, style="bold")
        for one in said:
            _bullet(out, f"{one.text} [{one.tag}]", 4)


def _remarks(out: Console, title: str, remarks: tuple[Remark, ...]) -> None:
    if not remarks:
        return
    _head(out, title)
    for one in remarks:
        _bullet(out, f"{one.text} {_mark(one)}")


def _mark(one: Remark | Reason) -> str:
    """How it came to be known, and the sources where there are any: ``[READ; otsuka_2021]``."""
    return f"[{one.tag}; {', '.join(one.sources)}]" if one.sources else f"[{one.tag}]"


def _loads(out: Console, answer: Answer, units: Units) -> None:
    own = [row for row in answer.loads if row.role != "scenario"]
    others = [row for row in answer.loads if row.role == "scenario"]
    if not own and not others:
        return
    if own:
        first = simulated(own)
        _head(out, text("text.loads", samples=first.samples if first else 0))
        if answer.prescription is None and answer.provisional_prescription is None:
            _line(out, text("text.loads_hold"))
        if not any(row.yours for row in own if row.role == "asked"):
            _line(out, text("text.loads_not_yours"))
        _load_table(out, own, units)
    if others and answer.case.scenario is not None:
        _head(out, text("text.scenario", who=answer.case.scenario.who))
        _load_table(out, others, units)


def _load_table(out: Console, rows: list[LoadRow], units: Units) -> None:
    say, outputs = fill(report_texts()), report_texts()["loads"]["output"]
    table = LoadTable(rows, units, load_titles(_OUTPUTS, outputs), say("loads.body_weight"))
    if table:
        out.print(Padding(table.shown(out.width - 2), (0, 0, 0, 2)))
        muscles = LoadTable(rows, units, load_titles(_MUSCLES, outputs), say("loads.body_weight"))
        _line(out, text("text.muscles"))
        out.print(Padding(muscles.shown(out.width - 2), (0, 0, 0, 2)))
        _line(out, text("text.loads_from", sources=", ".join(table.sources)))
        for note in table.notes(text("text.note_of")):
            _bullet(out, note)
        if table.more_notes:
            _line(out, text("text.more_notes", count=table.more_notes))
    for sentence in not_simulated(rows):
        _bullet(out, sentence)


def _why(out: Console, answer: Answer, worst: Verdict) -> None:
    _head(out, text("text.why"))
    seen: set[tuple[str, int | None]] = set()
    strict = {(r.rule, r.item) for r in answer.screening.strict.reasons if r.outcome == "yes"}
    for outcome in (answer.screening.strict, answer.screening.provisional):
        for reason in outcome.reasons:
            key = (reason.rule, reason.item)
            if reason.outcome != "yes" or key in seen or (worst is Verdict.REFER_NOW and reason.verdict is not worst):
                continue
            seen.add(key)
            taken = "" if key in strict else f" {text('text.supposed_only')}"
            # An emergency's sentence is the verdict itself: here it says what led to it.
            said = reason.threshold if reason.verdict is Verdict.REFER_NOW else reason.sentence
            _bullet(out, f"{reason.rule}: {_entry(answer, reason.item)}{said}{taken} {_mark(reason)}")
    waiting = {(r.rule, r.item) for r in answer.screening.strict.reasons if r.outcome == "cannot_tell"}
    if waiting and worst is not Verdict.REFER_NOW:
        _bullet(out, text("text.waiting", count=len(waiting)))
    elif not seen:
        _line(out, fill(report_texts())("why.none"))


def _sources(out: Console, answer: Answer) -> None:
    """Ids with their tags in one paragraph (``thrustworthy sources ID`` shows one), and what the tags mean."""
    if not answer.sources:
        return
    _head(out, text("text.sources"))
    known = sources()
    _line(out, ", ".join(f"{name} [{known[name].tag}]" if name in known else name for name in answer.sources))
    assert isinstance(out.file, io.StringIO)
    used = [tag for tag in Tag if re.search(rf"\[{re.escape(tag)}[];]", out.file.getvalue())]
    for words in dict.fromkeys(tag.words for tag in used):
        _line(out, f"[{', '.join(tag for tag in used if tag.words == words)}] {words}")
    _line(out, text("text.more_sources"))
