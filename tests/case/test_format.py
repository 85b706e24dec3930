"""The format's other faces: its schema, its page, and the questions that are nothing but rows of data."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError

from thrustworthy.case import (
    CaseError,
    QuestionRow,
    bans,
    case_schema,
    facts_of,
    history_kinds,
    limits,
    parse_case,
    questions,
)
from thrustworthy.case import _asked as asked
from thrustworthy.case import test_rows as known_tests
from thrustworthy.case._contradictions import result_fault

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "case-format.md"
HEAD = 'name = "someone"\nasked_on = 2012-07-24\n'


def page() -> str:
    """Return the page about the format."""
    return PAGE.read_text(encoding="utf-8")


def examples() -> list[str]:
    """Return the TOML examples of the page that are whole cases."""
    return [block for block in re.findall(r"```toml\n(.*?)```", page(), re.DOTALL) if "asked_on" in block]


def as_json(text: str) -> Any:
    """Return a TOML text as JSON has it, days as text."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())
    assert case_schema()["required"] == ["name", "asked_on"]


def test_the_schema_handed_out_is_a_copy() -> None:
    case_schema().clear()
    assert case_schema()


@pytest.mark.parametrize(
    "broken",
    ['units = "stone"', "[body]\nheight = 180", '[symptoms]\nfever = "yes"', "[symptoms]\nfeverish = true", "[[test]]"],
)
def test_what_the_reader_refuses_by_shape_the_schema_refuses(broken: str) -> None:
    with pytest.raises(CaseError):
        parse_case(HEAD + broken)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(HEAD + broken), case_schema(), jsonschema.Draft202012Validator)


def test_the_schema_knows_every_question_and_says_what_is_asked() -> None:
    defs = case_schema()["$defs"]
    for section in asked.SECTIONS:
        properties = defs[f"{section.title()}Answers"]["properties"]
        rows = {row.key: row.ask for row in questions().values() if row.section == section}
        assert set(properties) == set(rows)
        assert all(properties[key]["description"].startswith(ask) for key, ask in rows.items())


ANSWERED = {"yes_no": True, "nprs": 10, "number": 12, "age": 48, "days": "2012-05", "names": ["a"]}


@pytest.mark.parametrize("section", asked.SECTIONS)
def test_every_question_can_be_answered_and_reaches_the_facts(section: str) -> None:
    rows = [row for row in questions().values() if row.section == section]
    lines = {row.key: row.choices[0] if row.choices else ANSWERED[row.type] for row in rows}
    text = HEAD + f"[{section}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items())
    assert set(facts_of(parse_case(text)).values) == {row.name for row in rows}
    jsonschema.validate(as_json(text), case_schema(), jsonschema.Draft202012Validator)


def test_a_new_question_is_a_row_and_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        "itches": QuestionRow(name="made_up.itches", type="yes_no", kind="symptom", ask="Does it itch?"),
        "grade": QuestionRow(name="made_up.grade", type="choice", kind="symptom", ask="How?", choices=("a", "b")),
        "since": QuestionRow(name="made_up.since", type="number", kind="detail", ask="How long?", unit="weeks"),
    }
    monkeypatch.setattr(asked, "questions_of", lambda section: rows if section == "made_up" else {})
    model: type[BaseModel] = asked.with_questions(asked.Part, "made_up")
    assert model.model_validate({"itches": "unclear", "grade": "b", "since": 3}).model_dump() == {
        "itches": "unclear",
        "grade": "b",
        "since": 3,
    }
    for wrong in ({"itches": "yes"}, {"grade": "c"}, {"since": -1}, {"sense": 1}):
        with pytest.raises(ValidationError):
            model.model_validate(wrong)


def test_every_kind_of_history_can_be_written_with_its_words() -> None:
    for kind in history_kinds().values():
        for detail in kind.details or ("",):
            for approach in kind.approaches or ("",):
                lines = [f'kind = "{kind.id}"', f'detail = "{detail}"' * bool(detail)]
                lines.append(f'approach = "{approach}"' * bool(approach))
                case = parse_case(HEAD + "[[history.item]]\n" + "\n".join(lines))
                assert facts_of(case).items[0]["groups"] == kind.groups


def test_every_word_of_a_ban_and_any_lift_id_is_a_ban() -> None:
    words = [*bans().words, "back_squat", "some_new_lift", "deadlift"]
    case = parse_case(HEAD + f'[[history.item]]\nkind = "hip_replacement"\nbans = {json.dumps(words)}\n')
    assert case.history.item[0].bans == tuple(words)


@pytest.mark.parametrize("word", ["sqaut", "squat_hevy", "lunges", "bench_heavy", "legpress", "over_head"])
def test_a_ban_that_looks_like_a_slip_is_refused(word: str) -> None:
    with pytest.raises(CaseError, match="is no lift id and no pattern; write"):
        parse_case(HEAD + f'[[history.item]]\nkind = "hip_replacement"\nbans = ["{word}"]\n')


def test_an_unknown_test_is_refused_once_there_are_tests() -> None:
    text = HEAD + '[[test]]\ntest = "walking_on_hands"\nvalue = 3\n'
    if known_tests():
        with pytest.raises(CaseError, match="is no test"):
            parse_case(text)
    else:
        assert parse_case(text).test[0].value == 3


@pytest.mark.parametrize(
    ("row", "good", "bad"),
    [
        ({"type": "yes_no"}, [True, False], [1, "yes"]),
        ({"type": "number"}, [0, 3.5], [True, "60"]),
        ({"type": "number", "low": 0, "high": 10}, [0, 10], [-1, 11]),
        ({"type": "choice", "choices": ["clean", "fault"]}, ["clean"], ["fine", True]),
        ({}, [True, 3, "words"], []),
    ],
)
def test_a_result_is_held_against_the_row_of_its_test(row: Any, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if result_fault(value, row) is not None] == []
    assert [value for value in bad if result_fault(value, row) is None] == []


def test_the_page_begins_with_a_whole_case_that_is_read() -> None:
    first = page().split("```toml\n", 1)[1].split("```", 1)[0]
    case = parse_case(first)
    assert case.body.height is not None and case.history.item and case.training.lift
    jsonschema.validate(as_json(first), case_schema(), jsonschema.Draft202012Validator)


def test_every_whole_case_of_the_page_is_read() -> None:
    assert examples()
    for text in examples():
        parse_case(text)


def test_the_page_names_every_key_of_the_format() -> None:
    schema = case_schema()
    questions_only = {f"{section.title()}Answers" for section in asked.SECTIONS}
    tables = [schema, *(table for name, table in schema["$defs"].items() if name not in questions_only)]
    words = set(re.findall(r"[a-z_0-9]+", page()))
    assert {key for table in tables for key in table["properties"]} - words == set()


def test_the_page_gives_the_limits_of_the_data() -> None:
    assert limits()["height"].words in page()
    assert limits()["body_mass"].words in page()
    assert limits()["load"].words in page()


def test_the_tables_are_made_from_the_data(tmp_path: Path) -> None:
    program = ROOT / "tools" / "docs_case_schema.py"
    subprocess.run([sys.executable, str(program), str(tmp_path)], check=True, capture_output=True)
    assert json.loads((tmp_path / "case.schema.json").read_text("utf-8")) == case_schema()
    made = (tmp_path / "case-schema.md").read_text("utf-8")
    assert all(f"`{row.key}`" in made for row in questions().values() if row.section in asked.SECTIONS)
    assert all(f"`{kind}`" in made for kind in history_kinds())
