"""``lifts``, ``rules``, ``sources`` and ``cite``: what the program stands on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import examples, print_lines, print_pairs, print_table
from thrustworthy.cli._words import columns, say

if TYPE_CHECKING:
    from thrustworthy.formulary import ClosedBy, Cue, Lift, Substitute, Transfer
    from thrustworthy.formulary import Fault as LiftFault
    from thrustworthy.screening import Rule


def _near(what: str, name: str, names: Iterable[str]) -> Fault:
    """The fault of an unknown name: the nearest ones, upper or lower case alike, or where they are listed."""
    folded = {one.lower(): one for one in names}
    near = [folded[one] for one in difflib.get_close_matches(name.lower(), folded, n=3)]
    hint = f"did you mean {', '.join(near)}?" if near else f"`thrustworthy {what}s` lists them."
    return Fault(f"No {what} is called {name!r}; {hint}")


@click.command("lifts", epilog=examples("thrustworthy lifts", "thrustworthy lifts barbell_hip_thrust"))
@click.argument("lift", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def lifts_command(lift: str | None, as_json: bool) -> None:
    """List the lifts, or show how one LIFT is done.

    A lift is shown with what it needs, whom it is not for, and its neighbours on the ladder.
    """
    from thrustworthy.formulary import lift as one_lift
    from thrustworthy.formulary import lift_ids, lifts

    if lift is not None and lift not in lift_ids():
        raise _near("lift", lift, lift_ids())
    if as_json:
        print_json(_monograph(lift) if lift else {name: _monograph(name) for name in lift_ids()})
    elif lift is None:
        rows = [[one.id, one.name, one.pattern, one.stage, _physics(one)] for one in lifts()]
        print_table(columns("lifts"), rows)
    else:
        _show_lift(one_lift(lift))


def _monograph(name: str) -> dict[str, Any]:
    """The lift's file without its simulation, shared rows written out, and the rules that close it."""
    from dataclasses import asdict

    from thrustworthy.formulary import lift, read_lift_file

    one, found = lift(name), read_lift_file(name)
    shown = {"lift": name, **{key: value for key, value in found.items() if key != "simulation"}}
    rows = {key: [asdict(row) for row in getattr(one, key)] for key in ("faults", "transfers")}
    closed = {key: [rule.id for rule in getattr(_closed(one), key)] for key in ("out", "later", "unloaded")}
    return {**shown, **rows, "rules": closed, "simulated": one.simulated}


def _closed(one: Lift) -> ClosedBy:
    from thrustworthy.evidence import read_toml
    from thrustworthy.formulary import closed_by

    return closed_by(one, read_toml("thrustworthy.prescription", "data/flag_limits.toml"))


def _physics(lift: Lift) -> str:
    return say("lifts", "simulated" if lift.simulated else "not_simulated")


def _show_lift(lift: Lift) -> None:
    word = partial(say, "lifts")
    closed = _closed(lift)
    click.echo(word("head", name=lift.name, id=lift.id) + "\n")
    print_pairs((word(name), value) for name, value in _lift_pairs(lift))
    for name, rows in (("good_for", lift.good_for), ("setup", lift.setup), ("cues", lift.cues)):
        print_lines("\n" + word(name), [f"{one.text} {_cited(one)}" for one in rows])
    print_lines("\n" + word("faults"), [_fault(one) for one in lift.faults])
    print_lines("\n" + word("transfers"), [_transfer(one) for one in lift.transfers])
    print_lines("\n" + word("substitutes"), [_substitute(one) for one in lift.substitutes])
    written = [f"{one.text} [{one.rule}]" for one in lift.leave_out]
    by_rule = [f"{rule.sentence} [{rule.id}]" for rule in closed.out if rule.id not in {o.rule for o in lift.leave_out}]
    print_lines("\n" + word("leave_out"), [*written, *by_rule])
    print_lines("\n" + word("later"), filter(None, [", ".join(rule.id for rule in closed.later)]))
    print_lines("\n" + word("unloaded"), filter(None, [", ".join(rule.id for rule in closed.unloaded)]))
    click.echo()
    print_pairs([("", word("every"))])


def _cited(one: Cue | LiftFault | Transfer) -> str:
    return f"[{'; '.join([one.tag, *filter(None, [', '.join(one.sources)])])}]"


def _fault(one: LiftFault) -> str:
    seen, mend = say("lifts", "see", see=one.see), say("lifts", "mend", mend=one.mend)
    return f"{one.fault}\n{seen}\n{mend} {_cited(one)}"


def _transfer(one: Transfer) -> str:
    from thrustworthy.formulary import lift as one_lift
    from thrustworthy.formulary import lift_ids, words

    to = one_lift(one.to).name if one.to in lift_ids() else words()["targets"][one.to]
    return say("lifts", "transfer", to=to, shown=words()["shown"][one.shown], text=one.text) + " " + _cited(one)


def _substitute(one: Substitute) -> str:
    from thrustworthy.formulary import words

    reasons = ", ".join(words()["reasons"][reason] for reason in one.reasons)
    return say("lifts", "substitute", lift=one.lift, reasons=reasons)


def _lift_pairs(lift: Lift) -> Iterator[tuple[str, str]]:
    from dataclasses import asdict

    from thrustworthy.formulary import stage, words

    word = partial(say, "lifts")
    yield "names", ", ".join(lift.names)
    yield "pattern", word("pattern_value", pattern=lift.pattern, level=lift.level)
    yield "stage", f"{lift.stage}: {stage(lift.stage).title}"
    yield "load", word("load_none") if lift.load == "none" else word("load_value", load=lift.load, on=lift.load_on)
    yield "legs", lift.legs
    yield "equipment", ", ".join(lift.equipment).replace("_", " ") or word("nothing")
    yield "hip", word("hip_value", bottom=lift.hip_flexion_bottom, top=lift.hip_flexion_top)
    yield "physics", _physics(lift) + (f": {lift.not_simulated}" if lift.not_simulated else "")
    for name, others in (("easier", lift.easier), ("harder", lift.harder), ("without", lift.without)):
        if others:
            yield name, ", ".join(others)
    found = [f"{words()['catalogues'][key]}: {value}" for key, value in asdict(lift.crosswalk).items() if value]
    if found:
        yield "catalogues", "\n".join(found)


@click.command("rules", epilog=examples("thrustworthy rules", "thrustworthy rules R01"))
@click.argument("rule", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def rules_command(rule: str | None, as_json: bool) -> None:
    """List the screening rules, or show one RULE.

    A rule is shown with its condition, what it looks at, its threshold, its tag and its sources.
    """
    from thrustworthy.screening import rules

    table = {one.id: one for one in rules()}
    if rule is not None and rule not in table:
        raise _near("rule", rule, table)
    if as_json:
        print_json(_rule(table[rule]) if rule else [_rule(one) for one in table.values()])
    elif rule is None:
        rows = [[one.id, one.verdict.value, one.tag, one.threshold] for one in table.values()]
        print_table(columns("rules"), rows)
    else:
        click.echo(say("rules", "head", id=rule, verdict=table[rule].verdict.value) + "\n")
        print_pairs((say("rules", name), value) for name, value in _rule_pairs(table[rule]))


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "id": one.id,
        "verdict": one.verdict.value,
        "sentence": one.sentence,
        "when": one.when,
        "each": one.each,
        "inputs": list(one.inputs),
        "limits": list(one.limits),
        "threshold": one.threshold,
        "tag": one.tag,
        "sources": list(one.sources),
        "evidence": one.evidence,
    }


def _rule_pairs(one: Rule) -> Iterator[tuple[str, str]]:
    from thrustworthy.evidence import Tag, citation, source

    yield "sentence", one.sentence
    yield "threshold", one.threshold
    yield "when", one.when
    if one.each:
        yield "each", one.each
    yield "inputs", ", ".join(one.inputs)
    if one.limits:
        yield "limits", ", ".join(one.limits)
    yield "tag", say("rules", "tag_value", tag=one.tag, words=Tag(one.tag).words)
    cited = [f"{name}: {citation(source(name))}" for name in one.sources]
    yield "sources", "\n".join(cited) or say("rules", "no_source")
    yield "evidence", one.evidence


@click.command("sources", epilog=examples("thrustworthy sources", "thrustworthy sources otsuka_2021"))
@click.argument("source", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def sources_command(source: str | None, as_json: bool) -> None:
    """List the sources, or show one SOURCE.

    A source is shown with what was taken from it, how it was seen, and who cites it.
    """
    from thrustworthy.evidence import citation, sources

    table = sources()
    if source is not None and source not in table:
        raise _near("source", source, table)
    if as_json:
        print_json(_source(source) if source else [_source(name) for name in table])
    elif source is None:
        print_table(columns("sources"), [[one.id, one.tag.value, citation(one)] for one in table.values()])
    else:
        _show_source(_source(source))


def _source(name: str) -> dict[str, Any]:
    from thrustworthy.evidence import citation, citations, source

    one = source(name)
    return {
        "id": one.id,
        "citation": citation(one),
        "tag": one.tag.value,
        "seen": one.tag.words,
        "says": [{"text": said.text, "tag": said.tag.value} for said in one.says],
        "note": one.note,
        "cited_by": [f"{c.package}/{c.file}: {c.row}" for c in citations().get(one.id, ())],
    }


def _show_source(one: dict[str, Any]) -> None:
    click.echo(f"{one['id']}: {one['citation']}\n{say('sources', 'seen', words=one['seen'], tag=one['tag'])}")
    if one["note"]:
        click.echo(one["note"])
    print_lines("\n" + say("sources", "says"), [f"{said['text']} [{said['tag']}]" for said in one["says"]])
    if one["cited_by"]:
        print_lines("\n" + say("sources", "cited"), one["cited_by"])
    else:
        click.echo("\n" + say("sources", "not_cited"))


@click.command("cite", epilog=examples("thrustworthy cite", "thrustworthy cite --bibtex otsuka_2021 de_leva_1996"))
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Print BibTeX; without SOURCES, that of all of them.")
@click.argument("sources", nargs=-1)
def cite_command(as_bibtex: bool, sources: tuple[str, ...]) -> None:
    """How to cite the program and its SOURCES."""
    from thrustworthy.evidence import bibtex, citation, source
    from thrustworthy.evidence import sources as all_sources

    for name in sources:
        if name not in all_sources():
            raise _near("source", name, all_sources())
    release = version("thrustworthy")
    if as_bibtex:
        author = "  author = {{The Thrustworthy authors}},\n"
        click.echo(f"@software{{thrustworthy,\n{author}  title = {{Thrustworthy}},\n  version = {{{release}}}\n}}\n")
        click.echo(bibtex(sources or tuple(all_sources())))
        return
    click.echo(say("cite", "program", version=release))
    for name in sources:
        click.echo(citation(source(name)))
    if not sources:
        click.echo(say("cite", "hint"))
