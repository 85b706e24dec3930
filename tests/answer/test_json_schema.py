"""The JSON Schema of an answer: every answer fits it, it notices what does not, and the page names all its keys."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tests.answer.answers import CASES, ROOT, answer_json
from thrustworthy.answer._contract import AnswerShape, answer_schema

every_case = pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(answer_schema())
    return Draft202012Validator(answer_schema())


@every_case
def test_every_answer_fits_the_schema(path: Path) -> None:
    validator().validate(answer_json(path.stem))


@every_case
def test_no_answer_has_a_key_that_the_schema_does_not_name(path: Path) -> None:
    # Keys that the models do not know are left out on reading: what comes back must be the whole.
    assert AnswerShape.model_validate(answer_json(path.stem)).model_dump(exclude_unset=True) == answer_json(path.stem)


def test_an_emergency_fits_the_schema_too() -> None:
    validator().validate(answer_json("emergency"))


def _without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda answer: answer.pop(key)


@pytest.mark.parametrize(
    "spoil",
    [
        *(_without(key) for key in ("verdict", "reasons", "loads", "intended_use", "engine")),
        lambda answer: answer.update(verdict="FINE"),
        lambda answer: answer.update(hold_kind="money"),
        lambda answer: answer["loads"][0]["peaks"]["l5s1_compression"].pop("p95"),
        lambda answer: answer["loads"][0].update(yours="no"),
        lambda answer: answer["prescription"]["sets"].pop("tag"),
    ],
)
def test_the_schema_notices_what_is_wrong(spoil: Callable[[dict[str, Any]], object]) -> None:
    answer = copy.deepcopy(answer_json("athlete"))
    spoil(answer)
    with pytest.raises(ValidationError):
        validator().validate(answer)


def test_a_key_of_tomorrow_is_let_through() -> None:
    validator().validate({**answer_json("athlete"), "tomorrow": 1})


def keys_of(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from keys_of(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from keys_of(inner)


def test_the_page_names_every_key_of_the_schema() -> None:
    page = (ROOT / "docs" / "answer.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9_]+)`", page))
    assert set(keys_of(answer_schema())) - named == set()


def test_the_page_names_no_key_that_is_not_there() -> None:
    page = (ROOT / "docs" / "answer.md").read_text(encoding="utf-8")
    table = page[page.index("| key | what it is |") :].partition("\n\n")[0]
    first = {key for line in table.splitlines()[2:] for key in re.findall(r"`([a-z_]+)`", line.split("|")[1])}
    assert first == set(AnswerShape.model_fields)
