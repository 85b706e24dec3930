"""The questions of ``data/questions.toml`` as keys of the case: a new row there is a new key here, without code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from thrustworthy.case._catalogue import QuestionRow, questions_of
from thrustworthy.case._fields import UNCLEAR_WORD, Number, OneOf, Text, Whole, YesNo
from thrustworthy.case._limits import limits
from thrustworthy.case._values import Age, DateSpan

Answer = bool | int | float | str | Age | DateSpan | tuple[str, ...]
"""One answer as the case has it; the word "unclear" stands for itself."""

SECTIONS = ("symptoms", "conditions", "pregnancy", "birth")
"""The parts of a case that hold nothing but answers to questions."""

# Rows that the case writes under another name: ``item.cleared`` is ``clearance.given`` of the entry.
WRITTEN_ELSEWHERE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "item": MappingProxyType(
            {
                "days_since": "date",
                "cleared": "clearance.given",
                "allows": "clearance.allows",
                "max_load": "clearance.max_load",
                "max_hip_flexion": "clearance.max_hip_flexion",
                "min_hip_flexion": "clearance.min_hip_flexion",
                "cleared_days_since": "clearance.on",
            }
        )
    }
)


class Part(BaseModel):
    """A part of a case: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _OrUnclear:
    """The answer, or the word "unclear" in its place."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(raw: object, inner: core_schema.ValidatorFunctionWrapHandler) -> object:
            return raw if raw == UNCLEAR_WORD else inner(raw)

        return core_schema.no_info_wrap_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"const": UNCLEAR_WORD}]}


def _annotation(row: QuestionRow) -> Any:
    """The type of the answer to a question."""
    if row.type == "yes_no":
        return YesNo
    if row.type == "choice":
        return Annotated[str, OneOf(lambda: (*row.choices, UNCLEAR_WORD), "answer to this question")]
    if row.type == "names":
        return Annotated[tuple[Text, ...], Field(max_length=int(limits()["entries"].high)), _OrUnclear()]
    inner: Any = {
        "nprs": Annotated[int, Whole("nprs")],
        "number": Annotated[float, Number(row.name if row.name in limits() else "number")],
        "age": Age,
        "days": DateSpan,
    }[row.type]
    return Annotated[inner, _OrUnclear()]


def _described(row: QuestionRow) -> str:
    return f"{row.ask} ({row.unit})" if row.unit else row.ask


@cache
def with_questions(base: type[BaseModel], section: str) -> type[BaseModel]:
    """The part of a case with one more key for each question of its section that it does not have yet."""
    elsewhere = WRITTEN_ELSEWHERE.get(section, {})
    fields: dict[str, Any] = {
        key: (_annotation(row), Field(default=None, description=_described(row)))
        for key, row in questions_of(section).items()
        if key not in base.model_fields and key not in elsewhere and "." not in key
    }
    name = f"{section.title()}Answers" if base is Part else base.__name__
    return create_model(
        name, __base__=base, __doc__="Answers to questions." if base is Part else base.__doc__, **fields
    )


class Asked:
    """Marks a part of the case that takes the questions of a section beside its own keys."""

    def __init__(self, base: type[BaseModel], section: str) -> None:
        self.base, self.section = base, section

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return handler.generate_schema(with_questions(self.base, self.section))


class Answers:
    """Marks a part of the case that is nothing but answers: read as a mapping of those that were given."""

    def __init__(self, section: str) -> None:
        self.section = section

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        inner = handler.generate_schema(with_questions(Part, self.section))
        back = core_schema.plain_serializer_function_ser_schema(_written)
        return core_schema.no_info_after_validator_function(_given, inner, serialization=back)


def _given(part: BaseModel) -> Mapping[str, Answer]:
    return MappingProxyType(
        {key: getattr(part, key) for key in type(part).model_fields if key in part.model_fields_set}
    )


def _written(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """The answers as a file writes them."""
    return {key: _as_written(answer) for key, answer in answers.items()}


def _as_written(answer: Answer) -> Any:
    if isinstance(answer, DateSpan):
        return answer.text
    if isinstance(answer, Age):
        return answer.years
    return list(answer) if isinstance(answer, tuple) else answer
