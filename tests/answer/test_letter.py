"""The letter: only for a hold that a surgeon or doctor can lift, every question with the key of its answer."""

import re
from dataclasses import replace

import pytest

from tests.answer.conftest import CLEARANCE, EMERGENCY, HEAD, HOSTILE, OPEN, SEVERAL, SOON
from tests.answer.pages import Page
from thrustworthy.answer import letter_html
from thrustworthy.answer._letter import holds_for_clearance
from thrustworthy.answer._letter_asks import SHARED
from thrustworthy.answer._letter_facts import cut
from thrustworthy.answer._paths import key_path
from thrustworthy.case import parse_case
from thrustworthy.screening import Verdict

MINOR = HEAD.replace("age = 40", "age = 16")


@pytest.mark.parametrize("text", [OPEN, EMERGENCY, SOON])
def test_without_a_hold_for_clearance_there_is_no_letter(answer_of, text):
    with pytest.raises(ValueError, match=r"^There is no hold for clearance in this answer, so .* write\.$"):
        letter_html(answer_of(text))


def test_a_plan_that_is_allowed_needs_no_letter(answer_of):
    with pytest.raises(ValueError, match="no hold"):
        letter_html(answer_of(OPEN, Verdict.ALLOW))


@pytest.mark.parametrize("text", [CLEARANCE, SEVERAL, HOSTILE, MINOR])
def test_every_question_to_the_surgeon_stands_with_its_key(answer_of, text):
    answer = answer_of(text)
    assert holds_for_clearance(answer.screening)
    page = Page(letter_html(answer))
    codes = {data for tag, data in page.texts if tag == "code"}
    asked = [q for q in answer.screening.questions if q.asked_of == "surgeon"]
    assert asked or text == MINOR
    for question in asked:
        assert key_path(question.input, question.item) in codes
    own_rows = [q.ask for q in asked if q.input not in (*SHARED, "item.cleared")]
    assert not [ask for ask in own_rows if ask not in page.text]


def test_the_keys_of_the_letter_are_keys_of_the_case(answer_of):
    page = Page(letter_html(answer_of(CLEARANCE)))
    keys = {data for tag, data in page.texts if tag == "code" and data.startswith("history.item[0].")}
    written = """
approach = "posterior"
bans = ["squat_heavy"]
[history.item.clearance]
given = true
allows = ["S1", "S2", "S3", "training"]
max_load = "20 kg"
on = 2024-06-01
max_hip_flexion = 90
min_hip_flexion = 0
"""
    assert keys == {
        "history.item[0].approach",
        "history.item[0].bans",
        *(
            f"history.item[0].clearance.{k}"
            for k in ("given", "allows", "max_load", "on", "max_hip_flexion", "min_hip_flexion")
        ),
    }
    words = {data for tag, data in page.texts if tag == "code" and data not in keys}
    assert words == {"S1", "S2", "S3", "training"}
    later = CLEARANCE.replace("2024-05-01", "2024-06-01").replace('"2 months ago"', "2024-03-01")
    assert parse_case(later + written, "fixture").history.item[0].clearance.max_hip_flexion == 90


def test_what_has_its_place_among_the_boxes_is_not_asked_twice(answer_of):
    answer = answer_of(CLEARANCE)
    shared = [q for q in answer.screening.questions if q.input in SHARED]
    source = letter_html(answer)
    assert shared and not [q.ask for q in shared if q.ask in Page(source).text]
    assert source.count("<code>history.item[0].bans</code>") == 1


@pytest.mark.parametrize("text", [CLEARANCE, SEVERAL, HOSTILE])
def test_no_key_stands_twice(answer_of, text):
    codes = [data for tag, data in Page(letter_html(answer_of(text))).texts if tag == "code"]
    assert len(codes) == len(set(codes)) > 8


def test_a_hold_that_concerns_no_operation_is_asked_in_general(answer_of):
    page = Page(letter_html(answer_of(MINOR)))
    assert "In general" in page.text and "body.age" in page.text


def test_every_box_of_the_brief_can_be_ticked(answer_of):
    text = Page(letter_html(answer_of(CLEARANCE))).text
    for words in (
        "☐ floor bridge, no weight",
        "☐ bench thrust, no weight",
        "☐ loaded, up to",
        "☐ training by its stages",
        "☐ not before (date)",
        "☐ hip bent no further than",
        "☐ hip straightened to neutral (0°), no further",
        "☐ posterior ☐ anterior ☐ lateral",
        "Ruled out",
        "Name",
        "Role",
        "Date and signature",
    ):
        assert words in text, words


def test_the_kind_of_repair_is_asked_where_it_matters(answer_of):
    text = Page(letter_html(answer_of(SEVERAL))).text
    assert "☐ groin, open ☐ groin, keyhole ☐ front wall, mesh ☐ front wall, suture" in text
    assert "☐ muscles sewn together ☐ skin only" in text


def test_what_the_case_says_already_is_not_asked_again(answer_of):
    known = CLEARANCE + 'approach = "anterior"\n'
    text = Page(letter_html(answer_of(known))).text
    assert "☐ posterior" not in text


def test_facts_stand_with_their_origin_and_what_is_missing_is_said(answer_of):
    text = Page(letter_html(answer_of(CLEARANCE))).text
    assert "Man, 40 years, 1.80 m, 84 kg (stated)" in text
    assert "hip replacement left, 2 months ago (stated)" in text
    origin = '[origin]\nconstructed = ["body.age"]\ninferred = ["history.item"]\n'
    other = CLEARANCE.replace("[body]", origin + "[body]").replace('height = "1.80 m"\n', "")
    text = Page(letter_html(answer_of(other))).text
    assert "made up to complete the example" in text and "not stated: height" in text
    assert "2 months ago (inferred)" in text


def test_loads_at_body_weight_and_at_the_load_asked_come_with_bands(answer_of):
    source = letter_html(answer_of(CLEARANCE))
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', source, re.DOTALL)
    assert len(rows) == 3 and "body weight" in rows[0] and "body weight" in rows[1]
    assert "100\u00a0kg (220\u00a0lb)" in rows[2] and "asked for" in rows[2]
    for row in rows:
        cells = re.findall(r"<td data-name=\"[^\"]+\">([^<]+)</td>", row)
        assert len(cells) == 4 and all(re.search(r"\(−?[\d.]+ to −?[\d.]+\)$", cell) for cell in cells)


def test_more_load_gives_more_force_in_the_table(answer_of):
    source = letter_html(answer_of(CLEARANCE))
    peaks = [float(v) for v in re.findall(r">([\d.]+)\u00a0kN \([^)]*\)</td></tr>", source)]
    assert len(peaks) == 3 and peaks[1] < peaks[2]


def test_bottom_and_lockout_are_drawn_small(answer_of):
    page = Page(letter_html(answer_of(CLEARANCE)))
    assert [attrs["id"] for attrs in page.all("title")[1:]] == ["letter-lift-bottom-t", "letter-lift-lockout-t"]
    assert "The lift: Barbell hip thrust, 100\u00a0kg (220\u00a0lb)" in letter_html(answer_of(CLEARANCE))
    assert "The hip moves from" in page.text and "figure-words" not in letter_html(answer_of(CLEARANCE))


def test_the_letter_carries_no_plan(answer_of):
    from tests.answer.conftest import hand_made_plan

    answer = replace(answer_of(CLEARANCE), prescription=hand_made_plan(), provisional_prescription=hand_made_plan())
    assert letter_html(answer) == letter_html(answer_of(CLEARANCE))


def test_a_long_word_is_cut_so_that_the_page_stays_one(answer_of):
    assert len(cut("W" * 400)) <= 110 and len(cut("word " * 100)) <= 110
    assert cut("two\n  lines") == "two lines"
    text = Page(letter_html(answer_of(HOSTILE))).text
    assert "W" * 111 not in text


def test_a_lift_that_is_not_simulated_leaves_the_bridge_in_the_letter(answer_of):
    other = CLEARANCE.replace('lift = "barbell_hip_thrust"', 'lift = "trx_bridge"').replace('load = "100 kg"\n', "")
    page = Page(letter_html(answer_of(other)))
    assert "not simulated" in page.text and page.all("table")
