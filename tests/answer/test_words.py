"""Words that no reader ever meets: in the data files, and in everything that is rendered from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.answer.answers import CASES, ROOT, answer
from thrustworthy.answer import Answer, letter_html, to_html, to_text

NEVER = (
    *(r"safe(r|ly|st|ty)?", r"dangerous for you", r"treat(s|ed|ing|ments?)?", r"cur(e|es|ed|ing)", r"heal(s|ing|ed)?"),
    *(r"rehab\w*", r"prevent\w*", r"diagnos\w*", r"guarantee\w*", r"your disc is"),
)
CAUSE = (r"because", r"due to")
CAUSED = (r"pain\w*", r"strength\w*", r"stronger")
# Sentences that may hold such a word, each with its reason.
ALLOWED = {
    # Whether a wound has closed is a clinical input that people are asked in these words.
    "healed": re.compile(
        r"\b(wound|incision|tear|cut|scar|fracture|it|skin|stitches)s?\b.*\bhealed\b|\bhealed\b.*\b(wound|tear)", re.I
    ),
    # The names of long-standing conditions are what people know them by.
    "diagnosis": re.compile(r"\b(surgery|injury|condition|operation)\b.*\bdiagnosis\b", re.I),
}
# Keys whose text is read by the program alone.
NOT_READ = {"id", "when", "tag", "sources", "unit", "kind", "type"}
# All but evidence: sources tell what others found, in their own terms.
FOLDERS = ("screening", "assessment", "formulary", "prescription", "answer", "case", "mechanics", "cli")


def strings(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key not in NOT_READ:
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)


def faults(text: str) -> list[str]:
    found = []
    for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
        for pattern in NEVER:
            for hit in re.findall(rf"\b({pattern})\b", sentence, re.IGNORECASE):
                word = hit[0] if isinstance(hit, tuple) else hit
                excuse = ALLOWED.get(word.lower())
                if excuse is None or not excuse.search(sentence):
                    found.append(f"{word!r} in {sentence!r}")
        cause = any(re.search(rf"\b{word}\b", sentence, re.IGNORECASE) for word in CAUSE)
        if cause and any(re.search(rf"\b{word}\b", sentence, re.IGNORECASE) for word in CAUSED):
            found.append(f"a cause of pain or strength in {sentence!r}")
    return found


def data_files() -> list[Path]:
    source = ROOT / "src" / "thrustworthy"
    return sorted(path for folder in FOLDERS for path in (source / folder).rglob("*.toml"))


def without_the_case(answer: Answer, text: str) -> str:
    """The person's own words are theirs."""
    case = answer.case
    own = [case.title, case.question, case.goal.words, case.scenario.who if case.scenario else None]
    own += [item.label for item in case.history.item] + [item.note for item in case.history.item]
    own += [entry.note for entry in case.training.lift] + [case.training.note]
    # Keys of the case file are names, not sentences.
    flat = re.sub(r"\b[a-z_]+(\[\d+\])?(\.[a-z0-9_]+(\[\d+\])?)+", "", " ".join(text.split()))
    for words in own:
        if words:
            flat = flat.replace(" ".join(words.split()), "")
    return flat


@pytest.mark.parametrize("path", data_files(), ids=[p.name for p in data_files()])
def test_no_data_file_has_a_word_that_readers_never_meet(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert not [fault for text in strings(table) for fault in faults(text)]


@pytest.mark.parametrize("path", CASES, ids=[p.stem for p in CASES])
def test_no_rendered_answer_has_one(path: Path) -> None:
    import html

    made = answer(path.stem)
    pages = [to_text(made, width=4000)]
    page = re.sub(r"<style>.*?</style>", "", to_html(made), flags=re.DOTALL)
    pages.append(html.unescape(re.sub(r"<[^>]+>", " ", page)))
    if any(o.hold_kind in ("clearance", "both") for o in (made.screening.strict, made.screening.provisional)):
        letter = re.sub(r"<style>.*?</style>", "", letter_html(made), flags=re.DOTALL)
        pages.append(html.unescape(re.sub(r"<[^>]+>", " ", letter)))
    for text in pages:
        assert not faults(without_the_case(made, without_sources(made, text)))


def without_sources(made: Answer, text: str) -> str:
    """What a source is called is not ours either."""
    from dataclasses import replace

    from thrustworthy.evidence import citation, source

    flat = " ".join(text.split())
    for name in made.sources:
        for line in (citation(source(name)), citation(replace(source(name), doi=None))):
            flat = flat.replace(line, "")
    return flat


@pytest.mark.parametrize(
    "sentence",
    [
        "This lift is safe.",
        "It treats back pain.",
        "Your disc is out.",
        "Rehab starts here.",
        "Pain fell because the hips grew.",
        "It prevents falls.",
        "The disc healed.",
    ],
)
def test_the_check_itself_notices(sentence: str) -> None:
    assert faults(sentence)


@pytest.mark.parametrize(
    "sentence", ["Has the wound healed?", "Stop because the pelvis moves.", "A case unsafely named"]
)
def test_and_lets_the_rest_through(sentence: str) -> None:
    assert not faults(sentence)
