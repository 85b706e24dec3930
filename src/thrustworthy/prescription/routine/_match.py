"""Which lift a name means: by the names of the lift files, abbreviations written out, and likeness of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from thrustworthy.formulary import Lift, lift, lifts
from thrustworthy.prescription.routine._tables import table, why

Counts = tuple[tuple[str, float], ...]
_LONGEST = 120
"""Letters of a name that are looked at."""


@dataclass(frozen=True)
class Match:
    """What a name means. lift: id, None where it is outside the formulary or not known. outside: known, but outside.

    score: likeness, 0 to 1. why: in words. others: lifts that it may mean, likeliest first, where it has to be asked.
    """

    lift: str | None
    score: float
    why: str = ""
    outside: bool = False
    counts: Counts = ()
    others: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """True where the name need not be asked for."""
        return self.lift is not None or self.outside


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    lift: str | None
    counts: Counts = ()
    nearest: str | None = None


@lru_cache(maxsize=4096)
def match_name(name: str) -> Match:
    """The lift that a name means, with its likeness and why; asked for where nothing is alike enough."""
    rules = table()["match"]
    plain = words_of(name[:_LONGEST], expand=False)
    if not plain:
        return Match(None, 0.0)
    if found := _exact().get(plain):
        return _matched(found, 1.0, "exact")
    full = words_of(name[:_LONGEST], expand=True)
    for words, score, reason in (
        (full, rules["abbreviation"] if full != plain else 1.0, "abbreviation"),
        (_without_noise(full), rules["abbreviation"], "order"),
    ):
        if found := _exact().get(words):
            return _matched(found, score, reason)
    full = _without_noise(full) or full
    if found := _by_words().get(tuple(sorted(full))):
        return _matched(found, rules["order"], "order")
    if found := _by_letters().get("".join(full)):
        return _matched(found, rules["joined"], "joined")
    return _alike(full)


def words_of(name: str, *, expand: bool) -> tuple[str, ...]:
    """The words of a name in small letters, each in its singular; abbreviations written out where ``expand``."""
    text = re.sub(r"(?<=[a-z])'s\b|['’]", "", name.lower())
    text = re.sub(r"\b(?:1|one)[\s-]*leg(?:ged)?\b", "single leg", text)
    text = re.sub(r"\bsingle[\s-]*legged\b", "single leg", text)
    found: list[str] = []
    for word in re.findall(r"[^\W_]+", text):
        written = table()["abbreviations"].get(word) if expand else None
        found += written.split() if written else [_singular(word)]
    return tuple(found)


def _singular(word: str) -> str:
    if len(word) <= 2 or word.endswith("ss") or not word.endswith("s"):
        return word
    if re.search(r"(ss|sh|ch|x)es$", word):
        return word[:-2]
    return word[:-1]


def _names_of(one: Lift) -> tuple[str, ...]:
    # A lift's own words stand beside its name where its file has them.
    return (one.name, one.id.replace("_", " "), *getattr(one, "names", ()))


@cache
def _names() -> tuple[_Name, ...]:
    found = [_Name(words_of(name, expand=False), one.id) for one in lifts() for name in _names_of(one)]
    for row in table()["nearest"]:
        found += [_Name(words_of(name, expand=False), row["lift"], nearest=row["why"]) for name in row["names"]]
    for row in table()["outside"]:
        counts = tuple(row["counts"].items())
        found += [_Name(words_of(name, expand=False), None, counts) for name in row["names"]]
    return tuple(found)


@cache
def _exact() -> Mapping[tuple[str, ...], _Name]:
    # The first of a name wins: a lift's own names stand before the nearest ones.
    return _first((one.words, one) for one in _names()) | _expanded()


def _expanded() -> dict[tuple[str, ...], _Name]:
    known = {one.words for one in _names()}
    pairs = ((words_of(" ".join(one.words), expand=True), one) for one in _names())
    return _first((words, one) for words, one in pairs if words not in known)


@cache
def _by_words() -> Mapping[tuple[str, ...], _Name]:
    return _first((tuple(sorted(one.words)), one) for one in _names())


@cache
def _by_letters() -> Mapping[str, _Name]:
    return _first(("".join(one.words), one) for one in _names())


def _first(pairs: Any) -> dict[Any, _Name]:
    found: dict[Any, _Name] = {}
    for key, one in pairs:
        found.setdefault(key, one)
    return found


def _matched(found: _Name, score: float, reason: str) -> Match:
    if found.lift is None:
        return Match(None, score, why(reason), outside=True, counts=found.counts)
    if found.nearest is not None:
        return Match(found.lift, min(score, table()["match"]["nearest"]), why("nearest", why=found.nearest))
    return Match(found.lift, score, why(reason))


def _without_noise(words: tuple[str, ...]) -> tuple[str, ...]:
    noise = {*table()["match"]["noise"]}
    return tuple(word for word in words if word not in noise)


def _alike(words: tuple[str, ...]) -> Match:
    """The likeliest by its words; asked for where it is not like enough, or where two lifts are as likely."""
    rules = table()["match"]
    if not words or len(words) > rules["most_words"]:
        return Match(None, 0.0)
    scored = sorted(((_likeness(words, one.words), one) for one in _names()), key=lambda pair: -pair[0])
    best, found = scored[0]
    others = [one for score, one in scored if score >= max(rules["suggest"], best - rules["apart"])]
    told = tuple(dict.fromkeys(one.lift for score, one in scored if score >= rules["suggest"] and one.lift))
    if best < rules["accept"]:
        return Match(None, best, others=told[:3])
    meant = tuple(dict.fromkeys(one.lift for one in others))
    if len(meant) > 1:
        return Match(None, best, others=tuple(name for name in meant if name)[:3])
    return _matched(found, best, "spelling")


def _likeness(asked: tuple[str, ...], name: tuple[str, ...]) -> float:
    """Share of the words that two names have in common, each by the likeness of its letters; light words weigh less."""
    left = list(name)
    total = 0.0
    for word in asked:
        scored = [(_letters(word, other), other) for other in left]
        if not scored:
            break
        best, other = max(scored)
        if best > 0:
            left.remove(other)
            total += best * (_weight(word) + _weight(other)) / 2
    return 2 * total / (sum(map(_weight, asked)) + sum(map(_weight, name)))


def _weight(word: str) -> float:
    rules = table()["match"]
    return float(rules["light"]) if word in rules["light_words"] else 1.0


@lru_cache(maxsize=65536)
def _letters(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 3:
        return 0.0
    found = SequenceMatcher(None, one, other, autojunk=False)
    least = float(table()["match"]["word"])
    if found.real_quick_ratio() < least or found.quick_ratio() < least:
        return 0.0
    ratio = found.ratio()
    return ratio if ratio >= least else 0.0


def lift_words(name: str) -> str:
    """The lift's name for a reader."""
    return lift(name).name
