"""Whatever shape a case has, and whatever stands in it, it is a case or it is refused; nothing else is raised."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thrustworthy.case import CaseError, case_schema, facts_of, parse_case


def keys(node: Any) -> Iterator[str]:
    """Yield every key of the format."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for inner in node.values():
            yield from keys(inner)


def words(node: Any) -> Iterator[str]:
    """Yield every word that the format knows."""
    if isinstance(node, dict):
        yield from (word for word in node.get("enum", []) if isinstance(word, str))
        for inner in node.values():
            yield from words(inner)


KEYS = st.sampled_from(sorted(set(keys(case_schema())))) | st.text(max_size=5)
WORDS = sorted({*words(case_schema()), "unclear", "2 months ago", "at age 17", "1.80 m", "84 kg", "2012-05", "a year"})
LEAVES = (
    st.sampled_from(WORDS)
    | st.booleans()
    | st.integers(-5, 120)
    | st.integers(-(10**400), 10**400)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.dates()
    | st.text(max_size=12)
)
SHAPES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


def written(value: Any) -> str:
    """Write a value in TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return quoted(value) if isinstance(value, str) else repr(value)


def quoted(text: str) -> str:
    """Write a text in TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_toml(case: dict[str, Any]) -> str:
    """Write a case in TOML, one key a line."""
    return "".join(f"{quoted(key)} = {written(value)}\n" for key, value in case.items())


@settings(max_examples=400)
@given(st.dictionaries(KEYS, SHAPES, max_size=6))
def test_any_shape_is_a_case_or_refused(shape: dict[str, Any]) -> None:
    case = {"name": "any", "asked_on": date(2012, 7, 24), **shape}
    try:
        facts_of(parse_case(as_toml(case)))
    except CaseError as error:
        assert error.problems
        assert all("\n" not in one.sentence and one.sentence.endswith(".") for one in error.problems)


PARTS = {
    section: st.dictionaries(st.sampled_from(sorted(table["properties"])), LEAVES | st.lists(LEAVES, max_size=2))
    for section, name in (
        ("body", "Body"),
        ("goal", "Goal"),
        ("training", "Training"),
        ("symptoms", "SymptomsAnswers"),
        ("pregnancy", "PregnancyAnswers"),
        ("birth", "BirthAnswers"),
        ("equipment", "Plates"),
        ("origin", "Origin"),
    )
    for table in [case_schema()["$defs"][name]]
}
ENTRIES = st.lists(
    st.dictionaries(st.sampled_from(sorted(case_schema()["$defs"]["HistoryItem"]["properties"])), LEAVES), max_size=3
)


@settings(max_examples=300)
@given(st.fixed_dictionaries({}, optional=PARTS), ENTRIES)
def test_known_keys_with_any_value_are_a_case_or_refused(parts: dict[str, Any], entries: list[Any]) -> None:
    case = {"name": "any", "asked_on": date(2012, 7, 24), **parts, "history": {"item": entries}}
    try:
        facts_of(parse_case(as_toml(case)))
    except CaseError as error:
        assert len({one.sentence for one in error.problems}) == len(error.problems) > 0
