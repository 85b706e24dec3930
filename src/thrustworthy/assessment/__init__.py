"""The tests, with and without a professional: how each is done, what a result comes to, and what answers it."""

from thrustworthy.assessment._change import change_of, smallest_change
from thrustworthy.assessment._conditions import Condition, conditions, may_do
from thrustworthy.assessment._correctives import answers_to, correctives
from thrustworthy.assessment._drawing import svg
from thrustworthy.assessment._findings import findings
from thrustworthy.assessment._kits import Kit, Telling, kits, soreness_or_pain
from thrustworthy.assessment._load import as_assessment, assessments
from thrustworthy.assessment._model import (
    Against,
    Assessment,
    Change,
    Corrective,
    Demand,
    Drawing,
    ErrorRow,
    Finding,
    Line,
    Norm,
    NotFor,
    Permission,
    Pose,
    Who,
    Withheld,
)
from thrustworthy.assessment._questionnaires import (
    BandRow,
    Questionnaire,
    Threshold,
    band,
    changed,
    questionnaire,
    questionnaires,
    recovered,
    score,
)
from thrustworthy.assessment._ratios import RatioRow, ratios

__all__ = [
    "Against",
    "Assessment",
    "BandRow",
    "Change",
    "Condition",
    "Corrective",
    "Demand",
    "Drawing",
    "ErrorRow",
    "Finding",
    "Kit",
    "Line",
    "Norm",
    "NotFor",
    "Permission",
    "Pose",
    "Questionnaire",
    "RatioRow",
    "Telling",
    "Threshold",
    "Who",
    "Withheld",
    "answers_to",
    "as_assessment",
    "assessments",
    "band",
    "change_of",
    "changed",
    "conditions",
    "correctives",
    "findings",
    "kits",
    "may_do",
    "questionnaire",
    "questionnaires",
    "ratios",
    "recovered",
    "score",
    "smallest_change",
    "soreness_or_pain",
    "svg",
]
