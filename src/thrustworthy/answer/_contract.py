"""The shape of an answer's JSON, for those who read it: the models its JSON Schema is made from.

``to_json`` makes the values; a test holds them to these models. More keys may come; none changes its meaning.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

VerdictWord = Literal["ALLOW", "MODIFY", "HOLD_CLEARANCE", "REFER_SOON", "REFER_NOW"]
HoldWord = Literal["questions", "clearance", "both"]
StageWord = Literal["S0", "S1", "S2", "S3", "S4", "S5", "S6"]


class _Shape(BaseModel):
    """Keys that are not named here are allowed, so that a reader of today reads the file of tomorrow."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Sentence(_Shape):
    """A sentence or figure with its way to the source."""

    text: str
    tag: str = Field(description="How it came to be known; see the page on sources.")
    sources: list[str] = Field(description="Ids of sources.")


class Supposed(_Shape):
    """One answer that the provisional verdict takes for granted."""

    input: str = Field(description="The key of the case file it stands for.")
    value: str
    sentence: str


class Asked(_Shape):
    """One question that holds something."""

    input: str = Field(description="The key of the case file to answer under.")
    ask: str
    asked_of: Literal["person", "surgeon"]
    rules: list[str] = Field(description="Ids of the rules that wait for it.")


class Input(_Shape):
    """One input as a rule saw it."""

    name: str
    value: str | None = Field(description="Null while unanswered.")
    origin: str | None = Field(description="stated, inferred, constructed or supposed; null while unanswered.")


class ReasonShape(_Shape):
    """One rule that fired, or that could not be told and therefore holds."""

    rule: str
    verdict: VerdictWord
    outcome: Literal["yes", "cannot_tell"]
    sentence: str
    inputs: list[Input]
    threshold: str
    tag: str
    sources: list[str]


class LoadShape(_Shape):
    """An external load. ``kg`` is null, and ``known`` false, where the case does not say how heavy it is."""

    kg: float | None
    text: str
    parts: str = Field(description="How it is made up from bar and plates, in words.")
    known: bool


class WarmUp(_Shape):
    """One warm-up set."""

    load: LoadShape
    reps: int


class GateCondition(_Shape):
    """One condition of a gate; ``met`` is null while it is not known, which keeps the gate shut."""

    id: str
    text: str
    met: bool | None
    tag: str
    sources: list[str]


class GateShape(_Shape):
    """What opens the next stage."""

    stage: StageWord
    title: str
    items: list[GateCondition]
    due: list[str]


class PlanShape(_Shape):
    """The plan for one lift."""

    lift: str
    lift_name: str
    stage: StageWord
    stage_title: str
    admitted_by: str
    setup: list[Sentence]
    load: LoadShape
    sets: Sentence
    reps: Sentence
    effort: Sentence
    frequency: Sentence
    rest: Sentence
    warm_up: list[WarmUp]
    stop_rules: list[Sentence]
    next_step: Sentence
    next_gate: GateShape
    due: list[Sentence]
    without: list[Sentence]
    alongside: list[Sentence]
    notes: list[Sentence]


class Spread(_Shape):
    """A median with its 5 to 95 % band."""

    unit: str
    p05: float
    p50: float
    p95: float


class Lowest(_Shape):
    """The smallest signed value over the lift, with its band."""

    p05: float
    p50: float
    p95: float


class PeakShape(Spread):
    """The largest signed value over the lift."""

    at_phase: float = Field(description="Share of the way up, 0 to 1.")
    min: Lowest
    limbs: Literal["both", "one"] | None = Field(default=None, description="Legs it is for; absent for the trunk.")


class RowShape(_Shape):
    """One lift at one load; ``peaks`` is null, with the reason in ``note``, where it is not simulated."""

    lift: str
    name: str
    load: float = Field(description="kg held; 0 is body weight.")
    yours: bool = Field(description="This lift at this load is in the case or in its plan.")
    role: str
    note: str
    peaks: dict[str, PeakShape] | None
    muscle_force: dict[str, PeakShape] | None
    kinematics: dict[str, Spread] | None
    samples: int | None
    seed: int | None
    notes: list[str]
    sources: list[str]


class AnswerShape(_Shape):
    """The answer to one case, as ``thrustworthy ask CASE --json`` prints it."""

    case: str
    asked_on: str = Field(description="ISO date that time is counted from.")
    question: str | None = Field(description="In the person's own words.")
    verdict: VerdictWord
    hold_kind: HoldWord | None
    provisional_verdict: VerdictWord
    provisional_hold_kind: HoldWord | None
    supposed: list[Supposed]
    questions: list[Asked]
    reasons: list[ReasonShape]
    provisional_reasons: list[ReasonShape]
    stage: StageWord | None
    prescription: PlanShape | None
    provisional_prescription: PlanShape | None
    banned: list[str]
    constraints: list[Sentence]
    loads: list[RowShape]
    remarks: list[Sentence]
    unknown: list[Sentence]
    scenario: str | None
    sources: list[str]
    intended_use: str
    engine: dict[str, str]
    rules: str


def answer_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer."""
    made = AnswerShape.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Thrustworthy answer"}
