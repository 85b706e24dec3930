"""``lifts``, ``rules``, ``sources`` and ``cite``: what the program stands on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from importlib.metadata import version

import click

from thrustworthy.cli._files import Fault, print_json
from thrustworthy.cli._screen import print_table


def _near(what: str, name: str, names: Iterable[str]) -> Fault:
    near = difflib.get_close_matches(name, list(names), n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"`thrustworthy {what}s` lists them."
    return Fault(f"No {what} is called {name!r}; {hint}")


@click.command("lifts")
@click.argument("lift", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def lifts_command(lift: str | None, as_json: bool) -> None:
    r"""List the lifts, or show one LIFT: how it is done, what it needs, its neighbours on the ladder.

    \b
      thrustworthy lifts
      thrustworthy lifts barbell_hip_thrust
    """
    from thrustworthy.formulary import lift_ids, read_lift_file

    if lift is None:
        files = {name: read_lift_file(name) for name in lift_ids()}
        if as_json:
            print_json({name: _monograph(name) for name in files})
            return
        rows = [
            [name, f["name"], f["pattern"], f["stage"], "simulated" if "simulation" in f else "not simulated"]
            for name, f in files.items()
        ]
        print_table(["lift", "name", "pattern", "stage", "physics"], rows)
        return
    if lift not in lift_ids():
        raise _near("lift", lift, lift_ids())
    if as_json:
        print_json(_monograph(lift))
        return
    for key, value in _monograph(lift).items():
        _print_entry(key, value)


def _monograph(lift: str) -> dict[str, object]:
    from thrustworthy.formulary import read_lift_file

    found = read_lift_file(lift)
    shown = {"lift": lift, **{key: value for key, value in found.items() if key != "simulation"}}
    return {**shown, "simulated": "simulation" in found}


def _print_entry(key: str, value: object) -> None:
    if isinstance(value, list):
        click.echo(f"{key}:")
        for one in value:
            if isinstance(one, dict):
                sources = f"; {', '.join(one['sources'])}" if one.get("sources") else ""
                click.echo(f"  - {one.get('text', one)} [{one.get('tag', '')}{sources}]")
            else:
                click.echo(f"  - {one}")
    else:
        click.echo(f"{key}: {value}")


@click.command("rules")
@click.argument("rule", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def rules_command(rule: str | None, as_json: bool) -> None:
    r"""List the screening rules, or show one RULE with its condition, threshold, tag and sources.

    \b
      thrustworthy rules
      thrustworthy rules R01
    """
    from thrustworthy.screening import rules

    table = {one.id: one for one in rules()}
    if rule is not None and rule not in table:
        raise _near("rule", rule, table)
    chosen = list(table.values()) if rule is None else [table[rule]]
    shown = [
        {
            "id": one.id,
            "verdict": one.verdict.value,
            "sentence": one.sentence,
            "when": one.when,
            "each": one.each,
            "inputs": list(one.inputs),
            "threshold": one.threshold,
            "tag": one.tag,
            "sources": list(one.sources),
            "evidence": one.evidence,
        }
        for one in chosen
    ]
    if as_json:
        print_json(shown if rule is None else shown[0])
    elif rule is None:
        print_table(
            ["rule", "verdict", "tag", "threshold"],
            [[one.id, one.verdict.value, one.tag, one.threshold] for one in chosen],
        )
    else:
        for key, value in shown[0].items():
            click.echo(f"{key}: {', '.join(value) if isinstance(value, list) else value}")


@click.command("sources")
@click.argument("source", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def sources_command(source: str | None, as_json: bool) -> None:
    r"""List the sources, or show one SOURCE: what we took from it, how it was seen, and who cites it.

    \b
      thrustworthy sources
      thrustworthy sources otsuka_2021
    """
    from thrustworthy.evidence import citation, citations, sources

    table = sources()
    if source is not None and source not in table:
        raise _near("source", source, table)
    chosen = list(table.values()) if source is None else [table[source]]
    shown = [
        {
            "id": one.id,
            "citation": citation(one),
            "tag": one.tag.value,
            "seen": one.tag.words,
            "says": [{"text": said.text, "tag": said.tag.value} for said in one.says],
            "cited_by": [f"{c.package}/{c.file}: {c.row}" for c in citations().get(one.id, ())],
        }
        for one in chosen
    ]
    if as_json:
        print_json(shown if source is None else shown[0])
    elif source is None:
        print_table(["source", "tag", "what it is"], [[one.id, one.tag.value, citation(one)] for one in chosen])
    else:
        one = shown[0]
        click.echo(f"{one['id']}: {one['citation']}\nHow it was seen: {one['seen']} [{one['tag']}]\nWhat it says:")
        for said in chosen[0].says:
            click.echo(f"  - {said.text} [{said.tag}]")
        click.echo("Cited by:")
        for row in citations().get(chosen[0].id, ()):
            click.echo(f"  - {row.package}/{row.file}: {row.row}")


@click.command("cite")
@click.option("--bibtex", "as_bibtex", is_flag=True, help="Print BibTeX.")
@click.argument("sources", nargs=-1)
def cite_command(as_bibtex: bool, sources: tuple[str, ...]) -> None:
    r"""How to cite the program, and the SOURCES named (all of them with --bibtex and no name).

    \b
      thrustworthy cite
      thrustworthy cite --bibtex otsuka_2021 de_leva_1996
    """
    from thrustworthy.evidence import UnknownSource, bibtex, citation, source
    from thrustworthy.evidence import sources as all_sources

    try:
        chosen = [source(name) for name in sources]
    except UnknownSource as error:
        raise Fault(str(error)) from None
    release = version("thrustworthy")
    if as_bibtex:
        click.echo(f"@software{{thrustworthy,\n  title = {{Thrustworthy}},\n  version = {{{release}}}\n}}\n")
        click.echo(bibtex(tuple(sources) or tuple(all_sources())))
        return
    click.echo(f"The Thrustworthy authors. Thrustworthy, version {release}. Apache-2.0.")
    click.echo("Cite the sources that your figures stand on as well; every answer and simulation lists them.")
    for one in chosen:
        click.echo(citation(one))
