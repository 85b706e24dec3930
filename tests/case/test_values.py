"""What a person writes comes back in SI, whichever unit it was written in."""

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.case import Age, CaseError, Duration, Length, Mass, case_schema, limits, parse_case

HEAD = 'name = "someone"\nasked_on = 2012-07-24\n'
HEIGHTS = st.integers(900, 2400).map(lambda millimetres: millimetres / 1000)
MASSES = st.integers(250, 3000).map(lambda tenths: tenths / 10)
SPACES = st.sampled_from(["", " ", "  "])


def pattern(part: str, key: str) -> str:
    """Return the pattern that the JSON Schema has for a text."""
    node: Any = case_schema()["$defs"][part]["properties"][key]
    return str(node["pattern"])


def ways_of_length(metres: float) -> list[str]:
    """Return a length in every unit, to a tenth of a millimetre or finer."""
    inches = metres / 0.0254
    feet = int(inches // 12)
    return [
        f"{metres:.4f} m",
        f"{metres * 100:.2f} cm",
        f"{metres * 1000:.1f} mm",
        f"{inches:.3f} in",
        f"{inches / 12:.5f} ft",
        f"{feet} ft {min(inches - feet * 12, 11.999):.3f} in",
        f"{feet}'{min(inches - feet * 12, 11.999):.3f}\"",
    ]


@given(HEIGHTS, SPACES)
def test_a_height_written_in_any_unit_reads_back_within_a_millimetre(metres: float, space: str) -> None:
    for text in ways_of_length(metres):
        text = text.replace(" ", space) if "ft" not in text else text
        assert Length.read(text).metres == pytest.approx(metres, abs=0.001)
        assert Length.read(text).text == text
        assert re.match(pattern("Body", "height"), text)


@given(MASSES, SPACES)
def test_a_mass_written_in_any_unit_reads_back_within_ten_grams(kilograms: float, space: str) -> None:
    pounds = kilograms / 0.45359237
    for text in (
        f"{kilograms:.1f}{space}kg",
        f"{pounds:.3f}{space}lb",
        f"{pounds:.3f}{space}lbs",
        f"{kilograms} kilos",
    ):
        assert Mass.read(text).kg == pytest.approx(kilograms, abs=0.01)
        assert Mass.read(text).text == text
        assert re.match(pattern("Body", "mass"), text)


@given(HEIGHTS, MASSES, st.integers(0, 110))
def test_a_body_in_a_file_keeps_its_text_and_gives_si(metres: float, kilograms: float, years: int) -> None:
    for height in ways_of_length(metres):
        if not limits()["height"].holds(Length.read(height).metres):
            continue  # rounding carried it past the limit it stands on
        case = parse_case(
            f'{HEAD}[body]\nheight = {json.dumps(height)}\nmass = "{kilograms} kg"\nage = "{years} years"\n'
        )
        assert case.body.height is not None and case.body.mass is not None and case.body.age is not None
        assert case.body.height.text == height
        assert case.body.height.metres == pytest.approx(metres, abs=0.001)
        assert case.body.mass.kg == pytest.approx(kilograms)
        assert case.body.age.years == years


@pytest.mark.parametrize(
    ("text", "metres"),
    [("1.80 m", 1.8), ("180 cm", 1.8), ("5 ft 11 in", 1.8034), ("71 in", 1.8034), ("16 in", 0.4064), ("6ft", 1.8288)],
)
def test_a_length_is_read(text: str, metres: float) -> None:
    assert Length.read(text).metres == pytest.approx(metres, abs=1e-9)


@pytest.mark.parametrize(("text", "kilograms"), [("315 lb", 142.88159655), ("450 lb", 204.1165665), ("84 kg", 84.0)])
def test_a_load_is_read(text: str, kilograms: float) -> None:
    assert Mass.read(text).kg == pytest.approx(kilograms, abs=1e-9)


@pytest.mark.parametrize(("kind", "raw"), [(Length, 1.8), (Length, "180"), (Mass, 84), (Mass, "84")])
def test_a_bare_number_is_refused_with_the_mend(kind: type[Length] | type[Mass], raw: object) -> None:
    with pytest.raises(ValueError, match=r"has no unit; write \""):
        kind.read(raw)


def test_a_decimal_comma_is_refused_with_the_mend() -> None:
    with pytest.raises(ValueError, match="write decimals with a point"):
        Length.read("1,80 m")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8 weeks", 56, 56),
        ("a year", 365.25, 365.25),
        ("3 years", 1095.75, 1095.75),
        ("4 to 5 months", 121.75, 152.1875),
        ("two to three weeks", 14, 21),
    ],
)
def test_a_duration_is_read_and_its_shorter_end_is_what_is_certain(text: str, low: float, high: float) -> None:
    read = Duration.read(text)
    assert (read.low, read.high, read.days) == (low, high, low)
    assert re.match(pattern("TrainedLift", "for_time"), text)


@given(st.integers(0, 110))
def test_an_age_in_completed_years_reaches_to_just_under_the_next_birthday(years: int) -> None:
    for age in (Age.read(years), Age.read(f"{years} years"), Age.read(str(years))):
        assert age.low == years
        assert years < age.high < years + 1
        assert age.low <= age.middle <= age.high


@given(st.sampled_from([Length, Mass, Duration, Age]), st.text(max_size=20) | st.integers() | st.floats() | st.none())
def test_anything_else_is_a_value_or_one_refusal(kind: Any, raw: object) -> None:
    try:
        kind.read(raw)
    except ValueError as error:
        assert "\n" not in str(error)
        assert ";" in str(error)


def test_every_limit_has_a_reason_and_its_tag() -> None:
    assert all(limit.reason.endswith(".") and limit.tag == "DESIGN" for limit in limits().values())


@pytest.mark.parametrize("text", ['height = "2.5 m"', 'mass = "20 kg"', "age = 111"])
def test_an_impossible_body_is_refused(text: str) -> None:
    with pytest.raises(CaseError, match="is outside"):
        parse_case(f"{HEAD}[body]\n{text}\n")


def test_nothing_read_can_be_changed() -> None:
    case = parse_case(f"{HEAD}[symptoms]\nfever = false\n")
    with pytest.raises(ValueError, match="frozen"):
        case.asked_on = date(2013, 1, 1)
    with pytest.raises(TypeError):
        case.symptoms["fever"] = True
