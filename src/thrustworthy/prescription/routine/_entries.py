"""Lines that say what: lifts with their amounts, several on a line, or amounts for the lift above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from thrustworthy.prescription.routine._build import Reading, Told, entry_of
from thrustworthy.prescription.routine._dose import Dose, read_dose
from thrustworthy.prescription.routine._match import Match, lift_words, match_name
from thrustworthy.prescription.routine._model import Guess, Kind
from thrustworthy.prescription.routine._spoken import amount, entry_words
from thrustworthy.prescription.routine._tables import heading_words, say, table


@dataclass(frozen=True)
class Named:
    """A piece of a line: the lift it names, its amounts, and what else it says. listed: it stands in a list."""

    name: str
    match: Match
    dose: Dose
    note: str | None


@cache
def _split() -> re.Pattern[str]:
    links = heading_words("link")
    return re.compile(rf"\s*[,;]\s*|\s+\+\s+|\s+&\s+|\s+/\s+|\s+and\s+|\s+{links}\s+|\.\s+(?=[^\W\d])", re.IGNORECASE)


def read_named(text: str, units: str) -> Named:
    """One lift with its amounts. The name stands before the numbers, or after them where nothing does."""
    dose = read_dose(text, units)
    others = list(dose.after)
    lead = dose.before
    if not re.search(r"[^\W\d_]", lead):
        lead = others.pop(0) if others else ""
    lead = re.sub(r"^(?:of|x)\s+", "", lead.strip(" :.-"), flags=re.IGNORECASE)
    best, rest = _best(lead)
    note = "; ".join(part for part in (rest, *others) if part) or None
    return Named(best[0], best[1], dose, note)


def _best(lead: str) -> tuple[tuple[str, Match], str]:
    """The reading of a name that is known, else the likeliest: as a whole, or without what is added to it."""
    bare = re.sub(r"\s*\([^)]*\)?", " ", lead).strip()
    first = re.split(r"\s+-\s+|\s*[:,;(|]\s*|\s{2,}", lead, maxsplit=1)
    tries = [(lead, ""), (bare, " ".join(re.findall(r"\(([^)]*)\)?", lead)))]
    if len(first) == 2:
        tries += [(first[0], first[1].strip(" )"))]
        tail = re.split(r"\s*[:]\s*", lead)[-1]
        tries += [(tail, "")]
    found = [((name, match_name(name)), rest) for name, rest in tries if name]
    if not found:
        return ("", Match(None, 0.0)), ""
    # The whole name wins where its words are all known; else the likeliest part of it.
    sure = table()["match"]["abbreviation"]
    whole = next((one for one in found if one[0][1].known and one[0][1].score >= sure), None)
    return whole or max(found, key=lambda one: (one[0][1].known, one[0][1].score))


def pieces(text: str, units: str) -> list[str]:
    """The text cut where another lift that is known begins."""
    cuts = [0]
    for found in _split().finditer(text):
        named = read_named(text[found.end() :].split(",")[0], units)
        before = read_named(text[cuts[-1] : found.start()], units)
        if named.match.known and (before.match.known or before.name):
            cuts.append(found.end())
    parts = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [
        re.sub(rf"(?:\s*[,;+&/]|\s+and|\s+{heading_words('link')})\s*$", "", part, flags=re.IGNORECASE)
        for part in parts
    ]


def read_lifts(text: str, now: Reading, line: int, *, listed: bool, group: str | None) -> Told | None:
    """Every lift of a text, added to the days that are open; None where it names none and says no amount."""
    found = [read_named(part, now.units) for part in pieces(text, now.units) if part.strip()]
    if not found:
        return None
    if len(found) == 1 and not found[0].name:
        return _amounts(found[0].dose, now)
    if not any(one.match.known for one in found) and not (_plausible(found[0], listed)):
        return None
    told = [_keep(one, now, line, group) for one in _shared(found, text)]
    readings = say("several").join(one.reading for one in told)
    guesses = [one.guess for one in told if one.guess]
    kind: Kind = "asked" if any(one.kind == "asked" for one in told) else "entry"
    return Told(kind, readings, min(guesses, key=lambda one: one.score) if guesses else None)


def _plausible(one: Named, listed: bool) -> bool:
    """True for a name that nobody knows but that is meant as a lift: with an amount, or short and in a list."""
    words = re.findall(r"[^\W\d_]+", one.name)
    if not words or len(words) > table()["match"]["most_words"]:
        return False
    dose = one.dose
    if dose.sets or dose.reps or dose.each or dose.amrap or dose.load is not None or dose.percent or dose.seconds:
        return True
    return listed and len(words) <= 4


def _shared(found: list[Named], text: str) -> list[Named]:
    """Lifts of a superset on one line with one amount at its end: it is meant for each."""
    joined = re.search(rf"\s[+&/]\s|\b{heading_words('link')}\b", text, re.IGNORECASE)
    if len(found) > 1 and joined and found[-1].dose.told and not any(one.dose.told for one in found[:-1]):
        return [Named(one.name, one.match, found[-1].dose, one.note) for one in found]
    return found


def _keep(one: Named, now: Reading, line: int, group: str | None) -> Told:
    if now.warm_up:
        one.dose.warm_up = True
    entry = entry_of(one.match, one.name, one.dose, line, group or now.group, one.note)
    now.add(entry)
    if entry.asked:
        return Told("asked", question(one.name, one.match), _first(one.match))
    guess = None
    if one.match.lift is not None and one.match.score < 1:
        guess = Guess(one.match.lift, one.match.score, one.match.why)
    return Told("entry", entry_words(entry, now.units), guess)


def question(name: str, match: Match) -> str:
    """What is asked of a name that is not known."""
    if not match.others:
        return say("ask", name=name)
    lifts = say("or").join(lift_words(one) for one in match.others)
    alike = match.score >= table()["match"]["accept"] and len(match.others) > 1
    return say("ask_two" if alike else "ask_suggest", name=name, lifts=lifts)


def _first(match: Match) -> Guess | None:
    return Guess(match.others[0], match.score, "") if match.others else None


def _amounts(dose: Dose, now: Reading) -> Told | None:
    """Amounts without a name belong to the lift above."""
    if not dose.told:
        return None
    if now.last() is None:
        if dose.rest is None:
            return None
        now.every = now.every or dose
        return Told("detail", say("for_all", what=amount(dose, now.units)))
    now.more(dose)
    return Told("detail", say("detail", what=amount(dose, now.units)))
