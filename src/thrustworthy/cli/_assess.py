"""``thrustworthy assess``: one test at a time; then what the results say, what to work on and what they open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import examples, print_lines, print_table, width

if TYPE_CHECKING:
    from thrustworthy.assessment import Finding, Kit, Permission
    from thrustworthy.case import Case
    from thrustworthy.cli._assess_run import Battery, Item, Talk
    from thrustworthy.screening import Screening

_WHO = ("home", "phone", "partner", "professional")


@click.command(
    "assess",
    short_help="Test a person: the home kit, or the tests you name.",
    epilog=examples(
        "thrustworthy assess --list                            # every test, who it takes, how long",
        "thrustworthy assess me.toml                           # the home kit, about 20 minutes",
        "thrustworthy assess me.toml --only bridge_hold --only bridge_pain",
        "thrustworthy assess me.toml --kit gates --who phone   # what the stages ask for, alone with a phone",
    ),
)
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="ID", help="Only this test; may be given again.")
@click.option("--kit", "kit_name", metavar="KIT", help="The order to take: self (the usual), gates, endurance, ...")
@click.option("--who", type=click.Choice(_WHO), help="Who is there: leaves out the tests that take more.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON; questions go to the error stream.")
@click.option("--list", "as_list", is_flag=True, help="List the tests and do nothing else.")
def assess_command(
    case: Path | None, only: tuple[str, ...], kit_name: str | None, who: str | None, as_json: bool, as_list: bool
) -> None:
    """Run tests and add each result to the CASE file.

    One question at a time; s skips, b goes back, q stops. Then: findings with their error, what to work on, and what
    the results open. From a pipe the answers are read line by line.
    """
    kit, names = _chosen(only, kit_name, who)
    if as_list:
        _print_list(names if only or kit_name else _within(_all(), who), as_json)
        return
    if case is None:
        raise Fault("assess: name a case file, or --list; `thrustworthy new me.toml` writes one.")
    _assess(case, kit, names, as_json)


def _all() -> tuple[str, ...]:
    from thrustworthy.assessment import assessments

    return tuple(assessments())


def _chosen(only: tuple[str, ...], kit_name: str | None, who: str | None) -> tuple[Kit | None, tuple[str, ...]]:
    from thrustworthy.assessment import assessments, kits

    if only and kit_name:
        raise Fault("assess: give --only or --kit, not both.")
    for name in only:
        if name not in assessments():
            raise Fault(f"assess: {name!r} is no test; `thrustworthy assess --list` names them.")
    if only:
        return None, _within(dict.fromkeys(only), who)
    if kit_name is not None and kit_name not in kits():
        raise Fault(f"assess: {kit_name!r} is no kit; there are {', '.join(kits())}.")
    kit = kits()[kit_name or "self"]
    return kit, _within(kit.tests, who)


def _within(names: Iterable[str], who: str | None) -> tuple[str, ...]:
    """The tests that those who are there can do."""
    from thrustworthy.assessment import assessments

    most = len(_WHO) if who is None else _WHO.index(who)
    return tuple(name for name in names if _WHO.index(assessments()[name].who) <= most)


def _print_list(names: tuple[str, ...], as_json: bool) -> None:
    from thrustworthy.assessment import assessments
    from thrustworthy.cli._assess_words import say, titles

    tests = [assessments()[name] for name in names]
    if as_json:
        keys = ("id", "label", "group", "who", "demand", "minutes", "equipment", "unit", "tag", "sources")
        print_json([{key: getattr(one, key) for key in keys} for one in tests])
        return
    rows = [
        [one.id, one.who, f"{one.minutes:g}", one.demand, ", ".join(one.equipment) or say("nothing"), one.label]
        for one in tests
    ]
    print_table(titles(), rows)


def _assess(path: Path, kit: Kit | None, names: tuple[str, ...], as_json: bool) -> None:
    from thrustworthy.case import facts_of
    from thrustworthy.cli._assess_file import ResultFile
    from thrustworthy.cli._assess_run import Talk, battery, run
    from thrustworthy.screening import screen

    file = ResultFile(path)
    found = screen(facts_of(file.case))
    if (stop := _emergency(found)) is not None:
        if as_json:
            print_json({"case": file.case.name, "verdict": "REFER_NOW", "stop": stop})
        else:
            for sentence in stop:
                click.echo(click.wrap_text(sentence, width()))
        return
    talk = Talk(err=as_json)
    todo = battery(file.case, found, names)
    _open(file.case, kit, todo, talk)
    skipped = run(file, todo.items, kit, talk)
    if as_json:
        print_json(_to_json(file.case, found, todo, skipped))
        return
    for sentence in kit.closing if kit else ():
        click.echo(sentence)
    _print_findings(file.case, path)


def _emergency(found: Screening) -> tuple[str, ...] | None:
    """What to read instead of any test, where screening sends to emergency care."""
    from thrustworthy.cli._assess_words import say
    from thrustworthy.screening import Verdict

    outcomes = (found.strict, found.provisional)
    if all(one.verdict is not Verdict.REFER_NOW for one in outcomes):
        return None
    reasons = [
        r.sentence for one in outcomes for r in one.reasons if r.verdict is Verdict.REFER_NOW and r.outcome == "yes"
    ]
    return (say("emergency"), *dict.fromkeys(reasons))


def _open(case: Case, kit: Kit | None, todo: Battery, talk: Talk) -> None:
    """What comes before the first question: the kit, what is left out and why, the commands."""
    from thrustworthy.cli._assess_words import say

    if kit is not None:
        talk.tell(say("head", label=kit.label, minutes=kit.minutes))
        talk.tell(say("needs", equipment=", ".join(kit.equipment)))
        for sentence in kit.opening:
            talk.tell(sentence)
    if todo.held:
        talk.tell(say("held"))
    _left_out(todo.left_out, talk)
    if todo.items:
        talk.tell(say("dated", day=case.asked_on.isoformat()))
        talk.tell(say("commands"))
    else:
        talk.tell(say("none_left"))


def _left_out(permissions: tuple[Permission, ...], talk: Talk) -> None:
    """First the tests that something speaks against; then those that wait for answers, and each question once."""
    from thrustworthy.assessment import assessments
    from thrustworthy.cli._assess_words import say

    waiting: list[str] = []
    questions: dict[str, str] = {}
    for permission in permissions:
        label = assessments()[permission.test].label
        known = dict.fromkeys(one.sentence for one in permission.reasons if one.question is None)
        for sentence in known:
            talk.tell(say("left_out", label=label, sentence=sentence))
        if not known:
            waiting.append(label)
            questions |= {one.question: one.ask or one.sentence for one in permission.reasons if one.question}
    if waiting:
        talk.tell(say("waiting"))
        for label in waiting:
            talk.tell(say("waiting_test", label=label))
        talk.tell(say("waiting_for"))
        for name, ask in questions.items():
            talk.tell(say("waiting_question", name=name, ask=ask))


def _print_findings(case: Case, path: Path) -> None:
    from thrustworthy.assessment import findings
    from thrustworthy.cli._assess_words import say, shown, side_of

    found = findings(case)
    click.echo()
    click.echo(say("findings") if found else say("no_findings"))
    for one in found:
        unit = f" {one.unit}" if one.unit else ""
        title = say("value", label=one.label, side=side_of(one.side), value=shown(one.value), unit=unit)
        print_lines(title, _lines(one)) if _lines(one) else click.echo(title)
    click.echo()
    _print_opens(case, path)
    click.echo()
    click.echo(say("use"))


def _lines(one: Finding) -> list[str]:
    """What there is to say of one finding."""
    from thrustworthy.cli._assess_words import say, shown

    told = []
    for number, norm in enumerate(one.norms):
        spread = say("spread", sd=norm.sd) if norm.sd is not None else ""
        text = say("norm", people=norm.people, value=norm.value, spread=spread, tag=norm.tag)
        first = norm.sd is not None and all(other.sd is None for other in one.norms[:number])
        told.append(f"{text}, {say(f'place_{one.place}')}" if one.place and first else text)
    if one.error_said:
        told.append(one.error_said)
    if one.change is not None and one.previous is not None and one.previous_on is not None:
        name = {"better": "better", "worse": "worse", "within error": "within"}.get(one.change, "cannot_tell")
        told.append(
            say("change", day=one.previous_on.isoformat(), before=shown(one.previous), change=say(f"change_{name}"))
        )
    told += [f"{line.sentence} [{line.tag}]" for line in one.crossed]
    for measure in one.correctives:
        told.append(
            say(
                "work_on",
                measure=measure.measure,
                dose=measure.dose[:1].upper() + measure.dose[1:],
                days=measure.retest_days,
                tag=measure.tag,
                dose_tag=measure.dose_tag,
            )
        )
        told += [say("against", text=other.text, tag=other.tag) for other in measure.against]
    told += [say("no_measure", sentence=line.sentence) for line in one.crossed if line.id in one.unanswered]
    return [*told, one.note] if one.note else told


def _opens(case: Case) -> Mapping[str, Any]:
    """Where the person stands, and the conditions of the next gate as the plan sees them."""
    from thrustworthy.case import facts_of
    from thrustworthy.prescription import prescribe
    from thrustworthy.screening import screen

    facts = facts_of(case)
    found = screen(facts)
    for outcome, provisional in ((found.strict, False), (found.provisional, True)):
        plan = prescribe(case, facts, outcome, suppose=provisional)
        if plan.prescription is not None:
            gate = plan.prescription.next_gate
            return {
                "stage": plan.stage,
                "provisional": provisional,
                "next": {"stage": gate.stage, "title": gate.title},
                "conditions": [{"text": item.text, "met": item.met} for item in gate.items],
            }
    return {"stage": None, "provisional": False, "next": None, "conditions": []}


def _print_opens(case: Case, path: Path) -> None:
    from thrustworthy.assessment import assessments
    from thrustworthy.cli._assess_words import say
    from thrustworthy.formulary import stages

    click.echo(say("opens"))
    for name in dict.fromkeys(done.test for done in case.test):
        asking = [one.id for one in stages() if any(row.test == name for row in one.gate)]
        if asking:
            click.echo(say("asked_by", label=assessments()[name].label, stages=", ".join(asking)))
    found = _opens(case)
    if found["stage"] is None or found["next"] is None:
        click.echo(say("opens_nothing", file=path))
        return
    click.echo(say("stage", stage=found["stage"], how=say("provisional") if found["provisional"] else ""))
    words = {True: "gate_met", False: "gate_unmet", None: "gate_due"}
    lines = [say(words[one["met"]], text=one["text"]) for one in found["conditions"]]
    print_lines(say("gate", stage=found["next"]["stage"], title=found["next"]["title"]), lines)


def _to_json(case: Case, found: Screening, todo: Battery, skipped: tuple[Item, ...]) -> dict[str, Any]:
    from thrustworthy.assessment import findings
    from thrustworthy.cli._assess_words import say

    return {
        "case": case.name,
        "on": case.asked_on.isoformat(),
        "verdict": found.strict.verdict.value,
        "provisional_verdict": found.provisional.verdict.value,
        "held": todo.held,
        "skipped": [{"test": one.test.id, "side": one.side} for one in skipped],
        "left_out": [{"test": one.test, "reasons": [asdict(r) for r in one.reasons]} for one in todo.left_out],
        "findings": [_plain(one) for one in findings(case)],
        "opens": _opens(case),
        "intended_use": say("use"),
    }


def _plain(one: Finding) -> dict[str, Any]:
    row = asdict(one)
    for key in ("on", "previous_on"):
        row[key] = row[key].isoformat() if row[key] else None
    return row
