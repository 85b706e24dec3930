"""How sets, repetitions, loads, effort, tempo and rest are written: one pattern each, and what its numbers mean."""

from __future__ import annotations

import re
from functools import cache

from thrustworthy.prescription.routine._tables import alternatives, table

COUNT = r"(?<![\d.,])\d{1,3}(?![\d]|[.,]\d)"
NUMBER = r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,2})?(?!\d)"
SPAN = rf"{COUNT}(?:\s*(?:-|to)\s*{COUNT})?"
AMRAP = r"(?:amrap|max(?:imum)?(?:\s+reps?)?|failure|to\s+failure|f)\b"
UNIT = r"(?:kgs?|kilos?|kilograms?|lbs?|pounds?|\#)(?![a-z])"
TIME = r"\d{1,2}:\d\d|\d{1,3}(?:\.\d)?(?:\s*-\s*\d{1,3})?\s*(?:seconds?|secs?|s|minutes?|mins?|min|m|'|\")(?![a-z])"
AT = r"(?:@|\bat\b|\bwith\b|\bw/|\busing\b|\bload:?|\bweight:?|,)"


def _made(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


BETWEEN = r"(?:\s*(?:in\s+)?between(?:\s+(?:all\s+)?sets)?)?"
REST = _made(rf"\brest(?:ing)?(?:\s+(?:of|for|periods?|time|about))*[\s:=~]*({TIME}|\d{{1,3}}\b){BETWEEN}")
REST_AFTER = _made(rf"({TIME})\s*(?:of\s+)?(?:rest|breaks?|pauses?\s+between)\b{BETWEEN}")
TEMPO = _made(r"\btempo[\s:=]*([\dx](?:[-/:. ]?[\dx]){2,3})(?![\d])")
TEMPO_BEFORE = _made(r"(?<![\d/.x-])([\dx](?:[-/:.]?[\dx]){2,3})\s*tempo\b")
TEMPO_BARE = _made(r"(?<![\d/.x-])(\d-[\dx]-[\dx](?:-[\dx])?)(?![\d-])")
PERCENT = _made(
    rf"(?:@|\bat\b|x)?\s*({NUMBER})\s*%?(?:\s*-\s*({NUMBER}))?\s*%"
    r"(?:\s*(?:of\s+)?(?:e?1?\s*-?rm|max|tm|training max))?"
)
SETS_REPS_LOAD = _made(rf"({COUNT})\s*(?:sets?\s*)?x\s*({SPAN})\s*(?:reps?\s*)?(?:x|@|at)\s*({NUMBER})\s*({UNIT})")
LOAD_FIRST = _made(
    rf"((?:{NUMBER}\s*(?:{UNIT})?(?:-|\s*/\s*))*{NUMBER}\s*({UNIT}))\s*(?:x|for)\s*({SPAN})(?!\s*sets?)\s*(?:reps?\b)?"
    rf"(?:\s*(?:x|for)\s*({SPAN})\s*(?:sets?\b)?)?"
)
SIDE_SETS = _made(rf"({SPAN})\s*(?:reps?\s*)?(?:/|per|each|a)\s*(?:leg|side)s?\s*x\s*({SPAN})(?:\s*sets?\b)?")
DUMBBELLS = _made(
    rf"{AT}?\s*2\s*x\s*({NUMBER})\s*({UNIT})\s*(?:dbs?\b|dumbbells?\b|kbs?\b|kettlebells?\b|each\s+hand)?"
)
REPS_LOAD = _made(rf"(?<!x)(?<!x )({SPAN})\s*x\s*({NUMBER})\s*({UNIT})")
ONE_LOAD = _made(rf"({NUMBER})\s*({UNIT})?")
WITH_UNIT = _made(
    rf"(?:{AT}|x)?\s*(?:bw\s*)?\+?\s*((?:{NUMBER}\s*(?:{UNIT})?(?:-|\s*/\s*))*{NUMBER}\s*({UNIT}))(?:\s*(?:each\s+hand))?"
)
OF_BODY = _made(rf"(?:@|\bat\b|\bwith\b)?\s*({NUMBER})\s*(?:x|times)?\s*(?:bw|body\s*-?weight)\b")
RIR = _made(r"(?:@\s*)?\brir\s*[:=@]?\s*(\d)(?:\s*(?:-|to)\s*(\d))?(?![\d.])")
RIR_BEFORE = _made(
    r"(?:@\s*)?(?:\bleave\s+)?(?<![\d.])(\d)(?:\s*(?:-|to)\s*(\d))?"
    r"\s*(?:rir\b|(?:reps?\s+)?(?:left\s+)?in\s+(?:reserve|the\s+tank)\b)"
)
EFFORT = r"(?:10|\d(?:\.5)?)(?![\d.])"
RPE = _made(rf"(?:@\s*)?\brpe\s*[:=@]?\s*({EFFORT})(?:\s*(?:-|to)\s*({EFFORT}))?")
RPE_BEFORE = _made(rf"(?:@\s*)?(?<![\d.x-])({EFFORT})(?:\s*(?:-|to)\s*({EFFORT}))?\s*rpe\b")
AT_NUMBER = _made(rf"@\s*({NUMBER})(?:\s*-\s*({NUMBER}))?(?!\s*[a-z%])")
SCHEME = _made(r"(?:(?<!\d)\d\s*x\s*)?(?<![\d.,/])(\d{1,2}(?:\s*/\s*\d{1,2}\+?){2,})(?![\d/])")
COMMAS = _made(r"(?<![\d.,])(\d{1,2}(?:\s*,\s*\d{1,2}){2,})(?![\d]|[.]\d)(?:\s*reps?\b)?")
DASHES = _made(r"(?<![\d.,-])(\d{1,2}(?:-\d{1,2}){2,})(?![\d-])(?:\s*reps?\b)?")
SETS_OF = _made(
    rf"\b({SPAN})\s*(?:working\s+|hard\s+|straight\s+)?(?:sets?|rounds?)\s*(?:of|x|,|:|-|at|for)?\s*"
    rf"(?:({SPAN})(?!\s*(?:{UNIT}|%|rpe|rir|s\b|sec|min))(?:\s*(?:reps?|repetitions?)\b)?|({AMRAP}))"
)
SETS = _made(rf"\b(?:sets?|rounds?)\s*[:=]\s*({SPAN})|(?:x\s*)?({SPAN})\s*(?:working\s+|hard\s+)?(?:sets?|rounds?)\b")
REPS = _made(
    rf"\b(?:reps?|repetitions?)\s*[:=]\s*({SPAN})|(?:x\s*|for\s+)?({SPAN})\s*\+?\s*(?:reps?|repetitions?)\b"
    rf"|\bsets?\s+of\s+({SPAN})"
)
HOLD = _made(
    rf"(?:({COUNT})\s*x\s*)?({SPAN})\s*(?:seconds?|secs?|s)\b(?:\s*holds?)?|\bhold\s+(?:for\s+)?({SPAN})()\s*(?:s\b|sec)?"
)
CHAIN = _made(rf"(?:\bx\s*)?({SPAN}|{NUMBER})\s*x\s*({SPAN}|{AMRAP})\+?(?:\s*x\s*({NUMBER}))?(?:\s*(?:reps?|sets?)\b)?")
AS_MANY = _made(
    r"(?:\bx\s*)?\b(?:amrap|as many(?:\s+reps?)?\s+as possible|max(?:imum)?\s+reps?|(?:to|till|until)\s+failure)\b"
)
PER_SIDE = _made(
    r"(?:\b(?:on\s+|for\s+)?(?:each|per|every|ea\.?)\s*|/\s*)(?:leg|side|limb|arm)s?\b|\b[ep]/s\b|\b(?:each|ea)\b\.?(?=\s*(?:$|[,;)]))"
    r"|\bboth\s+(?:sides|legs)\b"
)
NO_LOAD = _made(r"(?:@\s*)?\b(?:bw|body\s*-?weight(?:\s+only)?|unloaded|no\s+(?:added\s+)?(?:load|weight))\b")
BARE_SPAN = _made(rf"(?<![\w.-])({COUNT}\s*-\s*{COUNT})(?![\w-]|\s*(?:deg|°))")
BARE_END = _made(r"(?<=[a-z)])\s+(\d{1,2})\s*$")


@cache
def number_words() -> re.Pattern[str]:
    """Numbers in words where sets or repetitions follow or stand before."""
    words = alternatives(table()["numbers"])
    return _made(
        rf"\b({words})\b(?=\s+(?:sets?|reps?|rounds?|x\b))|(?<=\bsets\sof\s)({words})\b|(?<=\bset\sof\s)({words})\b"
    )
