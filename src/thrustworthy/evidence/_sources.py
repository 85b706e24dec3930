"""Every source once: what it is, how it was seen, and what we took from it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from thrustworthy.evidence._quantities import DataError
from thrustworthy.evidence._tags import Tag

_WORDS = ("authors", "what", "title", "where", "doi", "url", "tag", "note")
_KEYS = {*_WORDS, "year", "says"}
_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_URL = re.compile(r"https://[^\s?#]+")
# What LaTeX reads as a command, and how it prints it.
_LATEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}"})


class UnknownSource(KeyError):
    """No source has that id; the message names the nearest ones."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Statement:
    """One thing a source says, in our words, with how it was seen."""

    text: str
    tag: Tag


@dataclass(frozen=True)
class Source:
    """One source.

    what: our own short description; ``title`` is given only where the title itself was seen.
    where: journal, volume and pages as far as known; ``url`` a plain public page.
    tag: the strongest way it was seen; each of ``says`` has its own.
    """

    id: str
    authors: str
    what: str
    tag: Tag
    says: tuple[Statement, ...]
    year: int | None = None
    title: str | None = None
    where: str | None = None
    doi: str | None = None
    url: str | None = None
    note: str = ""


def as_source(name: str, row: Any, where: str) -> Source:
    """Check one row of the file ``where``. Raises DataError naming the file, the row and the mend."""
    place = f"{where} [{name}]"
    if not _ID.fullmatch(name):
        raise DataError(f"{place}: an id is lower-case letters, digits and single underscores.")
    if not isinstance(row, dict):
        raise DataError(f"{place}: a source is a table; write [{name}] and its keys below it.")
    _check_keys(row, place)
    made = Source(
        id=name,
        authors=row["authors"],
        what=row["what"],
        tag=_tag(row["tag"], place),
        says=tuple(_statement(one, place) for one in row["says"]),
        year=row.get("year"),
        title=row.get("title"),
        where=row.get("where"),
        doi=row.get("doi"),
        url=row.get("url"),
        note=row.get("note", ""),
    )
    _check_seen(made, place)
    return made


def _check_keys(row: Mapping[str, Any], place: str) -> None:
    if strange := set(row) - _KEYS:
        raise DataError(f"{place}: unknown key {min(strange)!r}; the keys are {', '.join(sorted(_KEYS))}.")
    if missing := {"authors", "what", "tag", "says"} - set(row):
        raise DataError(f"{place}: {min(missing)!r} is missing.")
    for key in _WORDS:
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            raise DataError(f"{place}: {key!r} is text and not empty; leave the key out if it is not known.")
    if "year" in row and type(row["year"]) is not int:
        raise DataError(f"{place}: 'year' is a whole number; leave it out if it is not known.")
    if "doi" in row and not _DOI.fullmatch(row["doi"]):
        raise DataError(f"{place}: {row['doi']!r} is not a DOI; write it as 10.1371/journal.pone.0249307.")
    if "url" in row and not _URL.fullmatch(row["url"]):
        raise DataError(f"{place}: {row['url']!r} is not a plain https address.")
    if not isinstance(row["says"], list) or not row["says"]:
        raise DataError(f"{place}: 'says' is empty; write what we took from it.")


def _statement(said: Any, place: str) -> Statement:
    if not isinstance(said, dict) or set(said) != {"text", "tag"} or not isinstance(said["text"], str):
        raise DataError(f'{place}: a statement is {{ text = "...", tag = "READ" }}, not {said!r}.')
    return Statement(said["text"], _tag(said["tag"], place))


def _check_seen(made: Source, place: str) -> None:
    """The tag of the whole stands on a statement, and what was recalled says so in words."""
    if made.tag not in {said.tag for said in made.says}:
        raise DataError(f"{place}: no statement is tagged {made.tag}; the source's tag is the strongest of them.")
    if made.tag.recalled and "recalled" not in made.note.lower():
        raise DataError(f"{place}: it was {made.tag.words}; say so in 'note'.")


def _tag(word: Any, place: str) -> Tag:
    try:
        return Tag(word)
    except ValueError:
        raise DataError(f"{place}: {word!r} is not a tag; the tags are {', '.join(Tag)}.") from None


def gather(texts: Mapping[str, str]) -> Mapping[str, Source]:
    """Sources of several files (name to text). Raises DataError where a file is broken or an id stands twice."""
    found: dict[str, Source] = {}
    homes: dict[str, str] = {}
    for where, text in sorted(texts.items()):
        try:
            rows = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            raise DataError(f"{where}: not TOML: {fault}.") from None
        for name, row in rows.items():
            if name in found:
                raise DataError(f"{where} [{name}]: stands already in {homes[name]}; keep one of the two.")
            found[name], homes[name] = as_source(name, row, where), where
    return MappingProxyType(dict(sorted(found.items())))


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its id; a new row in any file of ``evidence/data`` is a new source."""
    folder = files("thrustworthy.evidence").joinpath("data")
    return gather({f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".toml")})


def source(name: str) -> Source:
    """One source. Raises UnknownSource naming the nearest ids."""
    if name not in sources():
        near = difflib.get_close_matches(name, sources(), n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`thrustworthy sources` lists them."
        raise UnknownSource(f"No source is called {name!r}; {hint}")
    return sources()[name]


def citation(one: Source) -> str:
    """The source on one line: authors (year). What it is. Where. doi. A recalled one says that it is recalled."""
    parts = [
        f"{one.authors} ({one.year})" if one.year else one.authors,
        one.title or one.what,
        one.where,
        f"doi {one.doi}" if one.doi else None,
        one.tag.words.capitalize() if one.tag.recalled else None,
    ]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def bibtex(names: Iterable[str]) -> str:
    """BibTeX entries of these sources; where the title was not seen, the note says so. Raises UnknownSource."""
    return "\n\n".join(_entry(source(name)) for name in names)


def _entry(one: Source) -> str:
    note = one.tag.words if one.title else f"{one.tag.words}; the title is our description"
    # Double braces keep BibTeX from taking "and colleagues" for a person's name.
    fields = {
        "author": f"{{{one.authors.translate(_LATEX)}}}",
        "title": (one.title or one.what).translate(_LATEX),
        "year": one.year,
        "howpublished": (one.where or "").translate(_LATEX),
        "doi": one.doi,
        "url": one.url,
        "note": note,
    }
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{{one.id},\n{body}\n}}"
