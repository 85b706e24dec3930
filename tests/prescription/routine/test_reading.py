"""A routine is read as people write it: what is understood is right, what is not is asked for, and no line is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.prescription.routine.texts import EXPECTED, FILES, text_of, told
from thrustworthy.prescription.routine import Entry, Routine, read_routine

LB = 0.45359237


def read(text: str, units: str = "kg") -> Routine:
    return read_routine(text, units)


def only(text: str, units: str = "kg") -> Entry:
    """The one lift of a line."""
    (found,) = read(text, units).entries
    return found


def kinds(text: str) -> list[str]:
    return [line.kind for line in read(text).lines]


def whole(routine: Routine) -> str:
    return "\n".join(line.text for line in routine.lines)


def normal(text: str) -> str:
    """The text with one kind of line end and none at its very end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def holds(text: str) -> None:
    """Nothing is lost, and every line is read, asked for or not read."""
    found = read(text)
    assert whole(found) == normal(text)
    assert len(found.parsed) + len(found.asked) + len(found.unread) == len(found.lines)
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert all(line.reading for line in found.lines)
    assert {entry.line for entry in found.entries} <= {line.number for line in found.lines}


def test_there_are_twenty_routines_and_each_has_its_expectation() -> None:
    assert len(FILES) >= 20
    assert set(FILES) == set(EXPECTED)


@pytest.mark.parametrize("name", FILES)
def test_a_routine_is_read_as_it_is_meant(name: str) -> None:
    expected: dict[str, Any] = EXPECTED[name]
    found = read(text_of(name))
    assert told(found) == expected["entries"]
    assert [[one.week, *one.reps] for one in found.waves] == expected.get("waves", [])
    assert [day.name for day in found.days if day.rest] == expected.get("rest", [])


@pytest.mark.parametrize("name", FILES)
def test_read_asked_and_unread_lines_are_all_lines_of_the_text(name: str) -> None:
    text = text_of(name)
    found = read(text)
    lines = len(text.splitlines())
    assert [lines, len(found.parsed), len(found.asked), len(found.unread)] == EXPECTED[name]["counts"]
    holds(text)


@given(st.text(max_size=400))
@example("[[day]]\nday = 'Monday'\nlifts = [\n")
@example('day,exercise,sets\n"Monday,thrust,3\n')
@example("9" * 5000 + "x3")
@example("Mon\x00day\r\rhip thrust 3x8\x85\u2028")
@settings(max_examples=300, deadline=None)
def test_no_text_raises_or_loses_a_line(text: str) -> None:
    holds(text)


PIECES = st.sampled_from(
    [
        "Monday",
        "Mon",
        "Fri:",
        "day 1",
        "week 2",
        "hip thrust",
        "RDL",
        "3x8",
        "4 x 8-10",
        "@ 100kg",
        "RIR 2",
        "RPE 8",
        "70%",
        "135lbs x 8 x 3",
        "5/3/1",
        "AMRAP",
        "each leg",
        "same as Monday",
        "rest",
        "90s rest",
        "tempo 3-1-1",
        "A1.",
        "- ",
        "# ",
        ",",
        ";",
        "(",
        ")",
        ":",
        "\n",
        "\n\n",
        "\t",
        "2-3 sets",
        "bodyweight",
        "week 1: 12-15",
        "[[day]]",
        'day = "Monday"',
        'lifts = ["RDL"]',
        "day,exercise,sets",
        '"',
        "x",
        "x3",
        "-",
        "/",
        "+",
        "½",
        "٣x٨",
        "🏋",
    ]
)


@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", "", "\n", ", "]))
@settings(max_examples=300, deadline=None)
def test_words_of_routines_in_any_order_raise_nothing_and_lose_nothing(parts: list[str], between: str) -> None:
    holds(between.join(parts))


@given(st.integers(1, 20), st.integers(1, 30), st.integers(11, 400), st.sampled_from(["kg", "lb", " lbs", " kg"]))
@settings(max_examples=100, deadline=None)
def test_sets_repetitions_and_load_come_back_as_written(sets: int, reps: int, load: int, unit: str) -> None:
    kg = load * (LB if "lb" in unit else 1.0)
    for text in (f"Hip thrust {sets}x{reps} @ {load}{unit}", f"{sets} sets of {reps} hip thrusts with {load}{unit}"):
        found = only(text)
        assert (found.sets, found.reps) == ((sets, sets), (reps, reps))
        assert found.load == pytest.approx(kg)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hip thrust 4x8 @ 100kg", {"sets": (4, 4), "reps": (8, 8), "load": 100.0}),
        ("Hip thrust 3x12-15", {"sets": (3, 3), "reps": (12, 15), "load": None}),
        ("Hip thrust 3 sets of 10", {"sets": (3, 3), "reps": (10, 10)}),
        ("Hip thrust 5/3/1", {"sets": (3, 3), "each": (5, 3, 1)}),
        ("Hip thrust 4 x 8-10 RIR 2", {"reps": (8, 10), "rir": (2, 2)}),
        ("Hip thrust 3x5 RPE 8", {"reps": (5, 5), "rpe": (8.0, 8.0)}),
        ("Hip thrust 4x6-8 RPE 7-8", {"reps": (6, 8), "rpe": (7.0, 8.0)}),
        ("Hip thrust 5x3 @70%", {"reps": (3, 3), "percent": (70.0, 70.0)}),
        ("Hip thrust 135 lb", {"load": pytest.approx(61.235, abs=1e-3)}),
        ("Hip thrust 135lbs x 8 x 3", {"reps": (8, 8), "sets": (3, 3)}),
        ("Hip thrust 3x8 bodyweight", {"load": 0.0}),
        ("Hip thrust 3x10 each leg", {"per_side": True, "reps": (10, 10)}),
        ("Hip thrust 3 x AMRAP", {"amrap": True, "sets": (3, 3)}),
        ("Hip thrust 2-3 sets of 6-8", {"sets": (2, 3), "reps": (6, 8)}),
        ("Hip thrust 3x8 tempo 3-1-1", {"tempo": "3-1-1", "reps": (8, 8)}),
        ("Hip thrust 3x8 3-1-1", {"tempo": "3-1-1", "reps": (8, 8)}),
        ("Hip thrust 8-8-8", {"tempo": None, "each": (8, 8, 8)}),
        ("Hip thrust 3x8, 90s rest", {"rest": (90, 90), "reps": (8, 8)}),
        ("Hip thrust 3x30s rest 90s", {"rest": (90, 90), "seconds": (30, 30)}),
        ("Hip thrust 3x8 rest 1:30", {"rest": (90, 90)}),
        ("Hip thrust 3x8 with 2x20kg", {"load": 40.0, "sets": (3, 3)}),
        ("Hip thrust 82,5 kg 3x8", {"load": 82.5}),
        ("Hip thrust 1.5x BW x 5", {"of_body": 1.5, "load": None}),
        ("Hip thrust 3x8 leave 2 in the tank", {"rir": (2, 2)}),
        ("Hip thrust 1 set to failure", {"rir": (0, 0), "amrap": True}),
        ("Hip thrust 3x8 @8", {"rpe": (8.0, 8.0), "load": None}),
    ],
)
def test_an_amount_is_read(text: str, fields: dict[str, Any]) -> None:
    found = only(text)
    assert found.lift == "barbell_hip_thrust"
    assert {name: getattr(found, name) for name in fields} == fields


def test_a_load_without_a_unit_is_in_the_unit_asked_for_and_says_so() -> None:
    assert only("Hip thrust 4x8x100").load == 100.0
    pounds = only("Hip thrust 4x8x100", "lb")
    assert pounds.load == pytest.approx(100 * LB)
    assert pounds.supposed_unit
    assert "unit supposed" in read("Hip thrust 4x8x100").lines[0].reading


@pytest.mark.parametrize(
    ("name", "lift"),
    [
        ("RDLs", "romanian_deadlift"),
        ("SL RDL", "single_leg_romanian_deadlift"),
        ("1-leg RDL", "single_leg_romanian_deadlift"),
        ("BB hip thrust", "barbell_hip_thrust"),
        ("DB hip thrusts", "dumbbell_hip_thrust"),
        ("hip thrust (dumbbell)", "dumbbell_hip_thrust"),
        ("barbell_hip_thrust", "barbell_hip_thrust"),
        ("squats", "back_squat"),
        ("step ups", "step_up"),
    ],
)
def test_abbreviations_and_plurals_are_known(name: str, lift: str) -> None:
    assert only(f"{name} 3x8").lift == lift


@pytest.mark.parametrize(
    ("name", "lift"),
    [
        ("Romainian deadlifts", "romanian_deadlift"),
        ("barbel hip thurst", "barbell_hip_thrust"),
        ("front sqaut", "front_squat"),
        ("hipthrust", "barbell_hip_thrust"),
        ("Bulgarian split squat", "split_squat"),
    ],
)
def test_a_guess_is_shown_with_its_likeness_and_why(name: str, lift: str) -> None:
    (line,) = read(f"{name} 3x8").lines
    assert line.guess is not None
    assert (line.guess.lift, line.kind) == (lift, "entry")
    assert 0.8 <= line.guess.score < 1
    assert line.guess.why


@pytest.mark.parametrize("name", ["Pistol squat", "Hip airplane", "Wobble board", "Turkish get-up"])
def test_an_unknown_lift_is_asked_for_and_never_taken_for_another(name: str) -> None:
    found = read(f"{name} 3x8")
    assert found.lines[0].kind == "asked"
    assert name in found.lines[0].reading
    assert found.entries[0].lift is None


@pytest.mark.parametrize("name", ["Bench press", "Leg curl", "Calf raises", "Pull-ups"])
def test_a_lift_outside_the_formulary_is_known_and_taken_for_none_of_it(name: str) -> None:
    found = read(f"{name} 3x8")
    assert found.lines[0].kind == "entry"
    assert found.entries[0].lift is None


@pytest.mark.parametrize(
    "heading", ["Monday", "Mon -", "MON:", "Day 1 / Monday / Mon -", "## Monday", "**Monday**", "On Monday:"]
)
def test_a_day_is_known_however_it_is_written(heading: str) -> None:
    (day,) = read(f"{heading}\nhip thrust 3x8").days
    assert (day.name, day.weekday) == ("Monday", 0)


def test_same_as_another_day_takes_its_lifts_and_asks_where_there_is_none() -> None:
    found = read("Mon: hip thrust 3x8\nFri: same as Monday\nSat: same as Sunday")
    assert [day.name for day in found.days if day.entries] == ["Monday", "Friday"]
    assert found.days[0].entries == found.days[1].entries
    assert found.lines[2].kind == "asked"


def test_days_in_one_heading_share_their_lifts() -> None:
    found = read("Mon, Wed & Fri:\nhip thrust 3x8\nSat/Sun: off")
    assert [len(day.entries) for day in found.days] == [1, 1, 1, 0, 0]
    assert [day.rest for day in found.days] == [False, False, False, True, True]


def test_waves_are_read_from_weeks_or_from_a_list() -> None:
    expected = [(1, (12, 15)), (2, (9, 12)), (3, (6, 8)), (4, (3, 5))]
    for text in (
        "week 1: 12-15, week 2: 9-12, week 3: 6-8, week 4: 3-5, then restart",
        "Weekly waves: 12-15, 9-12, 6-8, 3-5, restart",
        "Wk 1 12-15\nWk 2 9-12\nWk 3 6-8\nWk 4 3-5 then repeat",
    ):
        found = read(text)
        assert [(one.week, one.reps) for one in found.waves] == expected
        assert found.restart


def test_a_week_with_lifts_is_no_wave() -> None:
    found = read("Week 1: hip thrust 3x12")
    assert not found.waves
    assert found.entries[0].lift == "barbell_hip_thrust"


def test_prose_is_not_read_and_opens_no_day() -> None:
    found = read("Sat down for a while after it and thought about my life\nhip thrust 3x8")
    assert found.lines[0].kind == "unread"
    assert [day.name for day in found.days] == [""]


def test_an_amount_below_a_name_belongs_to_it() -> None:
    found = read("Hip thrust\n3x8\n80 kg\nRPE 8")
    assert kinds("Hip thrust\n3x8\n80 kg\nRPE 8") == ["entry", "detail", "detail", "detail"]
    assert (found.entries[0].sets, found.entries[0].load, found.entries[0].rpe) == ((3, 3), 80.0, (8.0, 8.0))


def test_an_amount_below_nothing_is_not_read() -> None:
    assert kinds("3x8") == ["unread"]


def test_a_name_that_two_lifts_share_is_asked_for() -> None:
    (line,) = read("elevated thrust bridge 3x8").lines
    assert line.kind == "asked"
