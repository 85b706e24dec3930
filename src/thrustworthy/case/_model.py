"""The shape of a case file. Everything is optional except when it was asked: what nobody stated is left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, ValidationInfo, WrapValidator
from pydantic_core import core_schema

from thrustworthy.case._asked import Answer, Answers, Asked, Part
from thrustworthy.case._catalogue import history_kinds, test_rows
from thrustworthy.case._dates import Reading
from thrustworthy.case._fields import (
    AllowedWord,
    BanWord,
    CaseName,
    Day,
    Flag,
    LiftName,
    Number,
    OneOf,
    Result,
    Text,
    Whole,
    YesNo,
    choice,
    within,
)
from thrustworthy.case._limits import limits
from thrustworthy.case._texts import shown
from thrustworthy.case._values import Age, DateSpan, Duration, Length, Mass

__all__ = [
    "Body",
    "Case",
    "CaseBase",
    "Clearance",
    "Goal",
    "History",
    "HistoryItem",
    "Origin",
    "Part",
    "Plates",
    "Scenario",
    "TestDone",
    "TrainedLift",
    "Training",
    "TrainingDay",
    "YesNo",
]

_Few = Field(max_length=int(limits()["entries"].high))
_Load = Annotated[Mass, within("load")]
_Plate = Annotated[Mass, within("plate")]


def _test_ids() -> tuple[str, ...]:
    return tuple(test_rows())


def _approaches() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for kind in history_kinds().values() for word in kind.approaches))


def _details() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for kind in history_kinds().values() for word in kind.details))


class Origin(Part):
    """Where the facts come from: one default, and the paths that differ (a path covers all beneath it)."""

    default: Annotated[
        Literal["stated", "inferred", "constructed"], choice("origin", "stated", "inferred", "constructed")
    ] = "stated"
    stated: Annotated[tuple[Text, ...], _Few] = ()
    inferred: Annotated[tuple[Text, ...], _Few] = ()
    constructed: Annotated[tuple[Text, ...], _Few] = ()


class Body(Part):
    """The body: what the physics needs. ``adult`` says 18 or older where the age itself is not known."""

    sex: Annotated[Literal["male", "female"], choice("sex of the body tables", "male", "female")] | None = None
    age: Age | None = None
    adult: Flag | None = None
    height: Annotated[Length, within("height")] | None = None
    mass: Annotated[Mass, within("body_mass")] | None = None


class Goal(Part):
    """What the person wants: the aim, the lift asked about, the load wanted, days a week and minutes a session."""

    aim: (
        Annotated[
            Literal["pain", "strength", "size", "sport", "work", "maintain", "general"],
            choice("aim", "pain", "strength", "size", "sport", "work", "maintain", "general"),
        ]
        | None
    ) = None
    lift: LiftName | None = None
    load: _Load | None = None
    days: Annotated[int, Whole("week_days")] | None = None
    minutes: Annotated[int, Whole("minutes")] | None = None
    words: Text | None = None


class TrainedLift(Part):
    """One lift as it is trained now. ``load`` is what is held; ``for_time`` how long it has been trained.

    ``best`` says that load and reps are the most that can be done (3 reps: the 3RM).
    """

    lift: LiftName
    load: _Load | None = None
    reps: Annotated[int, Whole("reps")] | None = None
    sets: Annotated[int, Whole("sets")] | None = None
    rir: Annotated[int, Whole("rir")] | None = None
    best: Flag = False
    for_time: Duration | None = None
    days_per_week: Annotated[float, Number("days_per_week")] | None = None
    pain_during: Annotated[int, Whole("nprs")] | None = None
    pain_next_morning: Annotated[int, Whole("nprs")] | None = None
    heaved: YesNo | None = None
    bar_place: (
        Annotated[Literal["hip_crease", "lower_abdomen"], choice("place of the bar", "hip_crease", "lower_abdomen")]
        | None
    ) = None
    padded: YesNo | None = None
    bar_bruise: YesNo | None = None
    note: Text | None = None


class TrainingDay(Part):
    """One day of a weekly routine, in the order the lifts are done."""

    day: Text
    lifts: Annotated[tuple[LiftName, ...], _Few] = ()
    focus: Text | None = None


class Training(Part):
    """Training as it is now. ``active``: at least 30 min of moderate exercise on 3 days a week for 3 months.

    ``new_condition_since``: a new complaint, injury or illness since the reported training began. ``rep_waves``: the
    repetitions of the weeks of a wave, in their order (``"12-15"``). Questions about training stand here as well.
    """

    active: YesNo | None = None
    wants_vigorous: YesNo | None = None
    experience: Duration | None = None
    new_condition_since: YesNo | None = None
    lift: Annotated[tuple[TrainedLift, ...], _Few] = ()
    day: Annotated[tuple[TrainingDay, ...], _Few] = ()
    rep_waves: Annotated[tuple[Text, ...], _Few] = ()
    note: Text | None = None


class Clearance(Part):
    """What a surgeon or doctor allowed.

    ``allows``: lift ids, stages (``S1``) or ``training`` (everything, by its gates). ``max_hip_flexion`` and
    ``min_hip_flexion``: degrees; 0 is neutral, below 0 is extension.
    """

    given: Flag | None = None
    by: Text | None = None
    on: DateSpan | None = None
    allows: Annotated[tuple[AllowedWord, ...], _Few] = ()
    max_load: _Load | None = None
    max_hip_flexion: Annotated[float, Number("hip_flexion_most")] | None = None
    min_hip_flexion: Annotated[float, Number("hip_flexion_least")] | None = None
    note: Text | None = None


class HistoryItem(Part):
    """One surgery, injury or diagnosis, of a kind in ``history_kinds.toml`` (or ``other`` with a ``label``).

    ``bans``: what is ruled out; an empty list says asked, and nothing is.
    """

    kind: Annotated[str, OneOf(history_kinds, "kind of history")]
    label: Text | None = None
    side: Annotated[Literal["left", "right", "both"], choice("side", "left", "right", "both")] | None = None
    date: DateSpan | None = None
    approach: Annotated[str, OneOf(_approaches, "approach")] | None = None
    detail: Annotated[str, OneOf(_details, "detail of any kind")] | None = None
    healed: YesNo | None = None
    symptom_free: YesNo | None = None
    trained_since: YesNo | None = None
    surveillance_last_year: YesNo | None = None
    in_sling: YesNo | None = None
    clearance: Clearance | None = None
    bans: Annotated[tuple[BanWord, ...], _Few] | None = None
    note: Text | None = None


class History(Part):
    """Everything that happened to the body. ``complete`` says that nothing else did (asked, and answered so)."""

    complete: YesNo | None = None
    item: Annotated[tuple[Annotated[HistoryItem, Asked(HistoryItem, "item")], ...], _Few] = ()


class Plates(Part):
    """What can be loaded, and what else is at hand. ``plate_pairs``: the mass of one plate of each pair."""

    bar: YesNo | None = None
    bar_mass: Annotated[Mass, within("bar_mass")] | None = None
    plate_pairs: Annotated[tuple[_Plate, ...], _Few] = ()
    dumbbells: Annotated[tuple[_Plate, ...], _Few] = ()
    bench: YesNo | None = None
    bench_height: Annotated[Length, within("bench_height")] | None = None
    band: YesNo | None = None
    ball: YesNo | None = None
    machine: YesNo | None = None
    pad: YesNo | None = None
    professional: YesNo | None = None


class _Format:
    """The number of this format."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(raw: object) -> object:
            if raw == 1 and not isinstance(raw, (bool, float)):
                return raw
            raise ValueError(f"{shown(raw)} is no format this version reads; write format = 1")

        return core_schema.no_info_plain_validator_function(
            read, json_schema_input_schema=core_schema.literal_schema([1])
        )


class _KnownTest:
    """A test id: one of the folder ``tests`` where there are any."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        known = OneOf(_test_ids, "test")
        return known.__get_pydantic_core_schema__(source, handler) if _test_ids() else handler(source)


class TestDone(Part):
    """One result of a test of the folder ``tests``."""

    # Its name begins with "Test", and pytest would take it for one.
    __test__ = False

    test: Annotated[LiftName, _KnownTest()]
    value: Result
    on: DateSpan | None = None
    side: Annotated[Literal["left", "right"], choice("side", "left", "right")] | None = None


_Body = Annotated[Body, Asked(Body, "body")]
_Training = Annotated[Training, Asked(Training, "training")]
_History = Annotated[History, Asked(History, "history")]


class Scenario(Part):
    """A question about somebody else, told by the asker: shown beside, never mixed with the asker's own facts."""

    who: Text
    body: _Body = Body()
    history: _History = History()
    training: _Training = Training()
    question: Text | None = None


def _about_somebody_else(raw: Any, read: core_schema.ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Count "at age" in a scenario from the age of the person it is about."""
    if not isinstance(info.context, Reading):
        return read(raw)
    body = raw.get("body") if isinstance(raw, dict) else None
    with info.context.about(years_of(body.get("age") if isinstance(body, dict) else None)):
        return read(raw)


def years_of(raw: object) -> int | None:
    """The stated age in years; None when there is none; any number when what is written cannot be read."""
    if raw is None:
        return None
    try:
        return Age.read(raw).years
    except ValueError:
        return int(limits()["age"].high)


class CaseBase(Part):
    """One person and one question. All but ``name`` and ``asked_on`` may be left out."""

    format: Annotated[Literal[1], _Format()] = 1
    name: CaseName
    title: Text | None = None
    asked_on: Day
    units: Annotated[Literal["kg", "lb"], choice("unit", "kg", "lb")] = "kg"
    question: Text | None = None
    origin: Origin = Origin()
    body: _Body = Body()
    goal: Annotated[Goal, Asked(Goal, "goal")] = Goal()
    training: _Training = Training()
    history: _History = History()
    equipment: Annotated[Plates, Asked(Plates, "equipment")] = Plates()
    test: Annotated[tuple[TestDone, ...], _Few] = ()
    scenario: Annotated[Scenario, WrapValidator(_about_somebody_else)] | None = None


def _nothing() -> Mapping[str, Answer]:
    return MappingProxyType({})


class Case(CaseBase):
    """A case as read: the base, and the answers given to the questions, as read-only mappings by key."""

    symptoms: Annotated[Mapping[str, Answer], Answers("symptoms")] = Field(default_factory=_nothing)
    conditions: Annotated[Mapping[str, Answer], Answers("conditions")] = Field(default_factory=_nothing)
    pregnancy: Annotated[Mapping[str, Answer], Answers("pregnancy")] = Field(default_factory=_nothing)
    birth: Annotated[Mapping[str, Answer], Answers("birth")] = Field(default_factory=_nothing)
