"""What the report says, and in which order: verdict first, no plan under a hold, no figure in an emergency."""

import re
from dataclasses import replace

import pytest

from tests.answer.conftest import CLEARANCE, EMERGENCY, OPEN, SCENARIO, SEVERAL, SOON, hand_made_plan
from tests.answer.pages import Page
from thrustworthy.answer import LoadRow, to_html
from thrustworthy.answer._html import report_texts
from thrustworthy.prescription import Load
from thrustworthy.screening import Verdict

BAND = r"−?[\d.]+(?:°|\s(?:kN|N|N·m)) \(−?[\d.]+ to −?[\d.]+\)"


def sections(text):
    """Ids of the headings of the page, in order."""
    return re.findall(r'<h[12] id="([\w-]+)"', text)


def test_an_emergency_shows_what_to_do_and_no_load_no_picture_no_question(answer_of):
    # The loads of another answer are put in on purpose: even then none may show.
    answer = replace(
        answer_of(EMERGENCY),
        loads=answer_of(OPEN).loads,
        prescription=hand_made_plan(),
        provisional_prescription=hand_made_plan(),
    )
    text = to_html(answer)
    page = Page(text)
    assert sections(text) == ["verdict", "why", "sources"]
    assert not page.all("svg") and not page.all("table") and not page.all("input")
    assert not re.search(r"\d\s?(kg|lb|kN|N·m|N)\b", page.text)
    assert page.text.index("Stop. Get emergency care now") < page.text.index(report_texts()["now"]["steps"][0])
    assert page.text.index(report_texts()["now"]["steps"][-1]) < page.text.index("Sources")
    assert "May I go on?" not in page.text


def test_an_emergency_lists_only_what_makes_it_one(answer_of):
    answer = answer_of(EMERGENCY.replace("age = 40", "age = 16"))
    yes = [r for r in answer.screening.strict.reasons if r.outcome == "yes"]
    milder = {r.sentence for r in yes if r.verdict is not Verdict.REFER_NOW}
    page = Page(to_html(answer))
    assert milder and not [one for one in milder if one in page.text]
    fired = [r for r in answer.screening.strict.reasons if r.verdict is Verdict.REFER_NOW]
    assert len(page.all("details")) == len(fired) >= 1


def test_to_be_seen_soon_comes_without_plan_and_without_figures(answer_of):
    answer = replace(answer_of(SOON), loads=answer_of(OPEN).loads, provisional_prescription=hand_made_plan())
    page = Page(to_html(answer))
    assert report_texts()["verdict"]["REFER_SOON"] in page.text
    assert not page.all("svg") and "of the plan" not in page.text
    assert report_texts()["plan"]["none_soon"] in page.text


@pytest.mark.parametrize("verdict", [Verdict.REFER_SOON, Verdict.REFER_NOW])
def test_a_referral_leads_the_page_even_when_only_the_second_verdict_sends_there(answer_of, verdict):
    answer = answer_of(OPEN)
    provisional = replace(answer.screening.provisional, verdict=verdict, hold_kind=None)
    page = Page(to_html(replace(answer, screening=replace(answer.screening, provisional=provisional))))
    heading = next(data for tag, data in page.texts if tag == "h1")
    assert heading == report_texts()["verdict"][verdict.value]
    assert not page.all("svg") and "of the plan" not in page.text


@pytest.mark.parametrize("text", [CLEARANCE, SEVERAL])
def test_a_hold_has_no_plan_even_when_one_was_handed_over(answer_of, text):
    answer = replace(answer_of(text), prescription=hand_made_plan(), provisional_prescription=hand_made_plan())
    page = Page(to_html(answer))
    assert answer.screening.provisional.verdict is Verdict.HOLD_CLEARANCE
    assert "of the plan" not in page.text and report_texts()["plan"]["none"] in page.text
    assert report_texts()["loads"]["hold_note"] in page.text


def test_a_plan_for_the_time_being_says_so(answer_of):
    answer = answer_of(OPEN, None, True)
    assert answer.screening.strict.verdict is Verdict.HOLD_CLEARANCE
    assert answer.screening.provisional.verdict.carries_load
    text = Page(to_html(answer)).text
    assert text.index(report_texts()["plan"]["provisional"]) < text.index("3 sets of the plan")


def test_a_strict_plan_shows_every_part_with_its_source(answer_of):
    text = to_html(answer_of(OPEN, Verdict.MODIFY, True))
    page = Page(text)
    plan = hand_made_plan()
    said = [plan.sets, plan.reps, plan.effort, plan.frequency, plan.rest, plan.next_step]
    said += [*plan.setup, *plan.stop_rules, *plan.due, *plan.without, *plan.alongside]
    assert all(one.text in page.text for one in said)
    assert "60 kg (132 lb), 6 times" in page.text and "bar 20 kg, each side 40 kg" in page.text
    assert report_texts()["plan"]["provisional"] not in page.text
    assert re.search(r"not known</b> Ten single-leg bridges", text) and re.search(r"met</b> Bridge held 60 s", text)
    for one in said:
        after = text[text.index(one.text) :][:400]
        assert re.search(rf'href="#tag-{one.tag.lower()}"', after)
        for source in one.sources:
            assert f'href="#source-{source.replace("_", "-")}"' in after


def test_the_page_keeps_its_order(answer_of):
    order = sections(to_html(answer_of(OPEN, None, True)))
    expected = ["verdict", "second", "questions", "plan", "drawn", "loads", "why", "known", "unknown", "sources"]
    assert order == expected


def test_what_was_taken_for_granted_is_listed_whole(answer_of):
    answer = answer_of(OPEN)
    text = Page(to_html(answer)).text
    assert len(answer.screening.supposed) > 10
    asks = {(q.input, q.item): q.ask for q in answer.screening.questions}
    for one in answer.screening.supposed:
        assert f"{asks[one.input, one.item]} {one.value}" in text


def test_every_question_stands_with_the_key_of_its_answer(answer_of):
    text = Page(to_html(answer_of(SEVERAL))).text
    for question in answer_of(SEVERAL).screening.questions:
        assert question.ask in text
    assert "history.item[0].clearance.given" in text and "item.cleared" not in text


def test_every_row_of_figures_has_bands_and_a_source_that_exists(answer_of):
    text = to_html(answer_of(OPEN))
    page = Page(text)
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">.*?</tr>", text, re.DOTALL)
    assert len(rows) == sum(row.simulation is not None for row in answer_of(OPEN).loads) > 2
    for row in rows:
        cells = re.findall(r'<td data-name="[^"]+">([^<]*)</td>', row)
        assert cells and all(re.fullmatch(BAND, cell) for cell in cells if cell), cells
        links = re.findall(r'href="#([^"]+)"', row)
        assert links and set(links) <= set(page.ids)
    captions = re.findall(r"<figcaption>.*?</figcaption>", text, re.DOTALL)
    assert len(captions) == 1 + 4 + 2
    assert all(re.search(r'href="#source-', caption) for caption in captions)


def test_the_lift_that_is_drawn_is_the_plans_own(answer_of):
    held, planned = answer_of(CLEARANCE), answer_of(OPEN, None, True)
    lighter = replace(hand_made_plan(), lift="back_squat", load=Load(100.0, "100 kg", ""))
    other = replace(planned, provisional_prescription=lighter)
    titles = [re.search(r'<figure class="lift">\s*<h3>([^<]+)', to_html(one))[1] for one in (held, planned, other)]
    assert [title.partition(",")[0] for title in titles] == ["Barbell hip thrust", "Barbell hip thrust", "Back squat"]


def test_a_note_that_is_not_said_of_all_lifts_names_its_lifts(answer_of):
    answer = answer_of(OPEN)
    squat = next(row for row in answer.loads if row.lift == "back_squat")
    noted = replace(squat, simulation=replace(squat.simulation, notes=("Only here.",)))
    loads = tuple(noted if row is squat else row for row in answer.loads)
    assert "Back squat: Only here." in Page(to_html(replace(answer, loads=loads))).text


def test_charts_show_every_lift_beside_the_same_persons_own(answer_of):
    answer = answer_of(OPEN)
    charts = re.findall(r'<svg[^>]*class="chart".*?</svg>', to_html(answer), re.DOTALL)
    for chart in charts[:3]:
        labels = re.findall(r'class="t row-label (own|other)">([^<]+)<', chart)
        assert {"own", "other"} == {kind for kind, _ in labels}
        assert {row.lift for row in answer.loads} >= {"barbell_hip_thrust", "back_squat", "deadlift"}


def test_a_lift_that_cannot_be_simulated_says_why(answer_of):
    answer = answer_of(OPEN)
    row = LoadRow("trx_bridge", "TRX bridge", 0.0, True, "asked", None, "It has no simulation <yet>.")
    page = Page(to_html(replace(answer, loads=(row, *answer.loads))))
    assert "Not simulated: TRX bridge, body weight. It has no simulation <yet>." in page.text
    alone = Page(to_html(replace(answer, loads=(row,))))
    assert "TRX bridge" in alone.text and not alone.all("svg")


def test_each_reason_opens_to_rule_inputs_threshold_and_source(answer_of):
    answer = answer_of(EMERGENCY)
    text = Page(to_html(answer)).text
    reason = next(r for r in answer.screening.strict.reasons if r.verdict is Verdict.REFER_NOW)
    assert reason.sentence in text and reason.rule in text and reason.threshold in text
    assert all(one.name in text for one in reason.inputs) and "(stated)" in text


def test_a_question_about_somebody_else_stands_apart(answer_of):
    text = to_html(answer_of(SCENARIO))
    assert sections(text).index("scenario") > sections(text).index("why")
    apart = Page(text[text.index('<section class="scenario"') : text.index('<section class="sources"')])
    assert "a friend of 50" in apart.text and "And for him?" in apart.text
    own = text[: text.index('<section class="scenario"')]
    assert "60 kg (132 lb)" in apart.text.replace("\u00a0", " ")
    assert "a friend of 50" not in own


def test_versions_of_engine_and_rules_stand_at_the_end(answer_of):
    answer = answer_of(OPEN)
    page = Page(to_html(answer))
    assert page.text.endswith(f"Made by thrustworthy 0.1.0, numpy 2. Rules {answer.rules}.")


def test_details_are_opened_on_paper(answer_of):
    style = Page(to_html(answer_of(OPEN))).style
    printed = style[style.rindex("@media print") :]
    assert re.search(r"details::details-content \{[^}]*content-visibility: visible", printed)


def test_a_source_without_an_entry_is_still_named(answer_of):
    answer = answer_of(OPEN)
    page = Page(to_html(replace(answer, sources=(*answer.sources, "nobody_1999"))))
    assert "Nobody 1999" in page.text and "source-nobody-1999" in page.ids
