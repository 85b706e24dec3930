"""Charts and numbers: what is larger is drawn further, and no number stands without its band."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answer.pages import Page
from thrustworthy.answer._charts import Interval, Track, interval_chart, nice_ticks, phase_chart
from thrustworthy.answer._numbers import Spread, figure_of, mass_words, scale_for, spread_words

sizes = st.floats(-2e4, 2e4, allow_nan=False)
spreads = st.lists(sizes, min_size=3, max_size=3).map(sorted).map(lambda v: Spread(*v, "N"))


@pytest.mark.parametrize(
    ("spread", "words"),
    [
        (Spread(2400, 3100, 4200, "N"), "3.1\u00a0kN (2.4 to 4.2)"),
        (Spread(640, 790, 910, "N"), "790\u00a0N (640 to 910)"),
        (Spread(350, 412, 474, "N·m"), "410\u00a0N·m (350 to 470)"),
        (Spread(-15.3, 57.8, 154.3, "N·m"), "60\u00a0N·m (−20 to 150)"),
        (Spread(-6.2, -0.18, 6.4, "deg"), "0° (−6 to 6)"),
        (Spread(0.34, 0.39, 0.44, "m"), "39\u00a0cm (34 to 44)"),
    ],
)
def test_a_band_is_written_with_sensible_precision(spread, words):
    assert spread_words(spread) == words


def test_a_load_is_written_in_the_readers_unit_first():
    assert mass_words(142.88, "kg") == "142.9\u00a0kg (315\u00a0lb)"
    assert mass_words(142.88, "lb") == "315\u00a0lb (142.9\u00a0kg)"


@given(sizes)
def test_no_number_is_a_negative_zero(value):
    assert not re.fullmatch("−0(\\.0*)?", figure_of(value, scale_for("N", 2e4)))


@given(spreads)
def test_the_written_band_keeps_its_order(spread):
    numbers = [float(v.replace("−", "-")) for v in re.findall(r"−?[\d.]+", spread_words(spread))]
    middle, low, high = numbers
    assert low <= middle <= high


@given(sizes, sizes, st.integers(2, 8))
def test_ticks_cover_the_span_and_hold_zero(a, b, most):
    low, high = sorted((a, b))
    ticks = nice_ticks(low, high, most)
    slack = 1e-6 * max(abs(low), abs(high), 1)
    assert ticks[0] <= min(low, 0) + slack and ticks[-1] >= max(high, 0) - slack
    assert any(abs(tick) < 1e-9 for tick in ticks) and 2 <= len(ticks) <= most + 3


@given(st.lists(spreads, min_size=1, max_size=6))
def test_a_larger_median_is_drawn_further_right_and_inside_its_band(rows):
    svg = interval_chart([Interval(f"row {i}", s, i == 0) for i, s in enumerate(rows)], ids="c", title="t")
    middles = [float(x) for x in re.findall(r'cx="([-\d.]+)"', svg)]
    ranges = re.findall(r'<line x1="([-\d.]+)" y1="[-\d.]+" x2="([-\d.]+)" y2="[-\d.]+" class="range', svg)
    assert len(middles) == len(rows) == len(ranges)
    order = sorted(range(len(rows)), key=lambda i: rows[i].middle)
    drawn = [middles[i] for i in order]
    assert all(a <= b + 0.11 for a, b in pairwise(drawn))
    assert all(float(a) - 0.11 <= m <= float(b) + 0.11 for m, (a, b) in zip(middles, ranges, strict=True))
    assert all(-0.1 <= m <= 360.1 for m in middles)


def test_own_rows_differ_by_more_than_colour():
    rows = [Interval("mine", Spread(1, 2, 3, "N"), True), Interval("other", Spread(1, 2, 3, "N"), False)]
    svg = interval_chart(rows, ids="c", title="t")
    assert re.findall(r'class="range (\w+)"[^>]*stroke-width="([\d.]+)"', svg) == [("own", "6"), ("other", "2.5")]


def test_every_row_says_its_band_in_words_and_for_those_who_do_not_see_it():
    rows = [Interval("<b>mine</b>", Spread(2400, 3100, 4200, "N"), True)]
    page = Page(interval_chart(rows, ids="c", title="t"))
    assert page.text.count("3.1 kN (2.4 to 4.2)") == 2
    assert not page.all("b") and "<b>mine</b>" in page.text


def test_a_word_without_end_stays_inside_the_picture():
    svg = interval_chart([Interval("W" * 300, Spread(1, 2, 3, "N"), True)], ids="c", title="t")
    assert max(len(line) for line in re.findall(r'class="t row-label own">([^<]*)<', svg)) <= 43


def test_an_empty_comparison_is_refused():
    with pytest.raises(ValueError, match="row"):
        interval_chart([], ids="c", title="t")


@given(st.lists(spreads, min_size=2, max_size=12))
def test_the_course_lies_inside_its_own_band(rows):
    phase = [i / (len(rows) - 1) for i in range(len(rows))]
    svg = phase_chart(Track(phase, rows, "N"), ids="c", title="t", start="a", end="b", peak="p")
    edges = re.findall(r'd="M([^"Z]+)" class="band-edge"', svg)
    median = re.search(r'd="M([^"]+)" class="median-line"', svg)[1]

    def heights(data):
        return [float(pair.split()[1]) for pair in data.split("L")]

    for low, middle, high in zip(heights(edges[0]), heights(median), heights(edges[1]), strict=True):
        # The picture's y runs down: the lower edge has the larger number.
        assert high - 0.11 <= middle <= low + 0.11
