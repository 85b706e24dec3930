"""Numbers with their source: a row without one, or with half a spread, is refused by name."""

from __future__ import annotations

import pytest

from thrustworthy.evidence import DataError, as_quantity, read_quantities, sources

GOOD = {"value": 1.0, "unit": "m", "tag": "READ", "sources": ["de_leva_1996"]}


def test_a_full_row_is_read() -> None:
    made = as_quantity("arm", GOOD | {"distribution": "normal", "sd": 0.1})
    assert (made.value, made.sd, made.sources) == (1.0, 0.1, ("de_leva_1996",))


@pytest.mark.parametrize(
    "change, word",
    [
        ({"sources": []}, "needs a source"),
        ({"distribution": "normal"}, "'sd'"),
        ({"distribution": "uniform", "low": 0.0}, "'low' and 'high'"),
        ({"distribution": "gamma"}, "gamma"),
        ({"colour": 1}, "colour"),
    ],
)
def test_a_broken_row_is_named_with_its_fault(change: dict[str, object], word: str) -> None:
    with pytest.raises(DataError, match=word) as caught:
        as_quantity("arm", GOOD | change)
    assert str(caught.value).startswith("arm:")


@pytest.mark.parametrize("key", ["value", "unit", "tag"])
def test_a_row_without_its_essentials_is_refused(key: str) -> None:
    with pytest.raises(DataError, match=f"arm: '{key}' is missing"):
        as_quantity("arm", {name: value for name, value in GOOD.items() if name != key})


def test_only_our_own_choice_may_stand_without_a_source() -> None:
    assert as_quantity("share", {"value": 0.5, "unit": "1", "tag": "DESIGN"}).sources == ()


POPULATION = read_quantities("thrustworthy.mechanics", "data/population.toml")


def test_the_measured_population_stands_on_its_source_alone() -> None:
    assert {name for row in POPULATION.values() for name in row.sources} == {"ansur_2012"}
    assert "ansur_2012" in sources()


@pytest.mark.parametrize("name", sorted(POPULATION))
def test_a_measured_spread_lies_inside_its_percentiles(name: str) -> None:
    row = POPULATION[name]
    if name.endswith("correlation"):
        assert -1 < row.value < 1 and row.distribution == "fixed"
        return
    assert row.low is not None and row.high is not None and row.sd is not None
    assert row.low < row.value - row.sd < row.value + row.sd < row.high
    # 1st and 99th percentile of a normal lie 2.33 SD out; a table of another unit or column would not.
    assert 3.5 < (row.high - row.low) / row.sd < 5.5


def test_both_sexes_have_the_same_measures() -> None:
    male, female = ({n.partition(".")[2] for n in POPULATION if n.startswith(f"{sex}.")} for sex in ("male", "female"))
    assert male == female


@pytest.mark.parametrize("sex", ["male", "female"])
def test_parts_of_the_body_sum_to_its_heights(sex: str) -> None:
    def mean(name: str) -> float:
        return POPULATION[f"{sex}.{name}_ratio"].value

    assert mean("ankle_height") + mean("shank") == pytest.approx(mean("knee_height"), abs=2e-5)
    assert mean("knee_height") + mean("thigh") == pytest.approx(mean("trochanter_height"), abs=2e-5)
    assert mean("trochanter_height") + mean("trunk") == pytest.approx(mean("shoulder_height"), abs=2e-5)
    assert mean("upper_arm") + mean("forearm") == pytest.approx(mean("arm"), abs=2e-5)
