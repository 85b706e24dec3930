"""What holds on every surface that travels alone: intended use once, bands and sources on every load, fit words."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.answer.answers import CASES, MADE_UP, SAMPLES, answer, answer_json
from tests.answer.test_words import faults, strings, without_sources, without_the_case
from thrustworthy.answer import Answer, letter_html, to_html, to_text

NAMES = [*(path.stem for path in CASES), *MADE_UP]
every_case = pytest.mark.parametrize("name", NAMES)


def plain(page: str) -> str:
    """The words of a page, one space between them."""
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    return " ".join(html.unescape(words).split())


def needs_a_letter(made: Answer) -> bool:
    outcomes = (made.screening.strict, made.screening.provisional)
    return any(one.hold_kind in ("clearance", "both") for one in outcomes)


@every_case
def test_intended_use_is_said_once_on_each_surface(name: str) -> None:
    made = answer(name)
    assert " ".join(to_text(made).split()).count(made.intended_use) == 1
    assert plain(to_html(made)).count(made.intended_use) == 1
    told = [value for value in strings_of(answer_json(name)) if made.intended_use in value]
    assert told == [made.intended_use]
    if needs_a_letter(made):
        assert plain(letter_html(made)).count(made.intended_use) == 1


def strings_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for inner in inside for one in strings_of(inner)]


@every_case
def test_the_json_has_no_word_that_readers_never_meet(name: str) -> None:
    made = answer(name)
    told = {**answer_json(name), "question": None, "scenario": None, "case": ""}
    sentences = [without_the_case(made, without_sources(made, one)) for one in strings(told)]
    assert [fault for one in sentences for fault in faults(one)] == []


@every_case
def test_every_load_row_has_bands_and_sources(name: str) -> None:
    for row in answer_json(name)["loads"]:
        if row["peaks"] is None:
            assert row["note"]
            continue
        assert row["sources"]
        assert row["samples"] == SAMPLES
        for figure in (*row["peaks"].values(), *row["kinematics"].values()):
            assert figure["p05"] <= figure["p50"] <= figure["p95"]


@every_case
def test_a_referral_shows_no_load_on_any_surface(name: str) -> None:
    made = answer(name)
    verdicts = {one.verdict.value for one in (made.screening.strict, made.screening.provisional)}
    if not verdicts & {"REFER_NOW", "REFER_SOON"}:
        assert name not in MADE_UP
        return
    assert answer_json(name)["loads"] == []
    assert answer_json(name)["prescription"] is None and answer_json(name)["provisional_prescription"] is None
    for words in (to_text(made), plain(to_html(made))):
        assert not re.search(r"\d\s?(kN|N·m)", words)
        assert "Repetitions" not in words


@pytest.mark.parametrize("name", ["lifts", "rules", "sources", "cite", "simulate"])
def test_the_listings_headings_have_no_such_word(name: str) -> None:
    from thrustworthy.cli._words import words

    assert [fault for one in strings(dict(words(name))) for fault in faults(one)] == []
