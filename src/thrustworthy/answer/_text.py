"""The answer for a terminal: verdict first, then plan, reasons, loads with bands, and what is not known."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from thrustworthy.answer._html import report_texts
from thrustworthy.answer._model import Answer, LoadRow, Remark
from thrustworthy.answer._numbers import Spread, Units, mass_words, spread_words
from thrustworthy.answer._page import fill, shown_text
from thrustworthy.answer._paths import key_path
from thrustworthy.answer._texts import text
from thrustworthy.evidence import citation, sources
from thrustworthy.prescription import Prescription, Said
from thrustworthy.screening import Outcome, Question, Verdict

_SHOWN = 6
_OUTPUTS = ("l5s1_compression", "l5s1_shear", "hip_moment", "knee_moment")
_EMPHASIS = {"REFER_NOW": "bold red", "REFER_SOON": "bold red", "HOLD_CLEARANCE": "bold yellow"}


def to_text(answer: Answer, *, width: int = 100, units: Units | None = None, color: bool = False) -> str:
    """The answer as text of this width. units: kg or lb first (None: as the case says). color: with terminal colours.

    A referral prints what to do now before anything else, and no loads.
    """
    out = Console(
        file=io.StringIO(), width=width, force_terminal=color, no_color=not color, highlight=False, emoji=False
    )
    worst = max(answer.screening.strict.verdict, answer.screening.provisional.verdict, key=lambda v: v.severity)
    _verdict(out, answer, worst)
    if worst is not Verdict.REFER_NOW:
        _questions(out, answer)
        if worst is not Verdict.REFER_SOON:
            _plan(out, answer)
        _remarks(out, text("text.limits"), answer.constraints)
        if answer.banned:
            names = report_names(answer.banned)
            _head(out, text("text.banned"))
            _line(out, ", ".join(names))
        _loads(out, answer, units or answer.case.units)
    _why(out, answer, worst)
    if worst is not Verdict.REFER_NOW:
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
    _line(out, f"{case.title or case.name} - {answer.asked_on.isoformat()}", indent=0)
    if case.question:
        _line(out, case.question, indent=0)
    out.print()
    label, words = verdict_words(screening.strict, "verdict")
    _line(out, f"{label.upper()}. {words}", indent=0, style=_EMPHASIS.get(screening.strict.verdict.value, "bold"))
    if worst is Verdict.REFER_NOW:
        for step in report_texts()["now"]["steps"]:
            _bullet(out, step)
        return
    if worst is Verdict.REFER_SOON:
        for step in report_texts()["now"]["soon_steps"]:
            _bullet(out, step)
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
            _bullet(out, _asked(question))
        if len(asked) > len(shown):
            _line(out, text("text.questions_more", count=len(asked) - len(shown)))


def _asked(question: Question) -> str:
    return f"{question.ask} [{key_path(question.input, question.item)}]"


def _plan(out: Console, answer: Answer) -> None:
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
    for name, value in _plan_rows(plan):
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


def _plan_rows(plan: Prescription) -> Iterable[tuple[str, str]]:
    yield "lift", plan.lift_name
    yield "stage", f"{plan.stage}: {plan.stage_title}"
    yield "load", f"{plan.load.text} {plan.load.parts}".strip()
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
        where = f"; {', '.join(one.sources)}" if one.sources else ""
        _bullet(out, f"{one.text} [{one.tag}{where}]")


def _loads(out: Console, answer: Answer, units: Units) -> None:
    own = [row for row in answer.loads if row.role != "scenario"]
    others = [row for row in answer.loads if row.role == "scenario"]
    if not own and not others:
        return
    if own:
        samples = next((row.simulation.samples for row in own if row.simulation), 0)
        _head(out, text("text.loads", samples=samples))
        if answer.prescription is None and answer.provisional_prescription is None:
            _line(out, text("text.loads_hold"))
        if not any(row.yours for row in own if row.role == "asked"):
            _line(out, text("text.loads_not_yours"))
        _load_table(out, own, units)
    if others and answer.case.scenario is not None:
        _head(out, text("text.scenario", who=answer.case.scenario.who))
        _load_table(out, others, units)


def _load_table(out: Console, rows: list[LoadRow], units: Units) -> None:
    titles = {one["id"]: one["short"] for one in report_texts()["loads"]["output"]}
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column(text("text.column_lift"))
    table.add_column(text("text.column_load"))
    for name in _OUTPUTS:
        table.add_column(titles[name])
    for row in rows:
        if row.simulation is None:
            continue
        peaks = row.simulation.peaks
        cells = [_spread(peaks[name].band) if name in peaks else "" for name in _OUTPUTS]
        lift = f"{row.lift_name}, {row.note}" if row.note else row.lift_name
        load = mass_words(row.load, units) if row.load else fill(report_texts())("loads.body_weight")
        table.add_row(lift + (f" ({text('text.yours')})" if row.yours else ""), load, *cells)
    out.print(Padding(table, (0, 0, 0, 2)))
    for row in rows:
        if row.simulation is None:
            _line(out, text("text.not_simulated", lift=row.lift_name, note=row.note))


def _spread(band: object) -> str:
    from thrustworthy.mechanics import Band

    assert isinstance(band, Band)
    return spread_words(Spread(float(band.p05), float(band.p50), float(band.p95), band.unit))


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
            supposed = "" if key in strict else f" {text('text.supposed_only')}"
            _bullet(out, f"{reason.rule}: {reason.sentence}{supposed} [{reason.tag}; {', '.join(reason.sources)}]")
    if not seen:
        _line(out, fill(report_texts())("why.none"))


def _sources(out: Console, answer: Answer) -> None:
    if answer.sources:
        _head(out, text("text.sources"))
    for name in answer.sources:
        known = sources().get(name)
        _bullet(out, f"{name}: {citation(known)} [{known.tag}]" if known else name)
