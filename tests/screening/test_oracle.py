"""Every rule against the oracle, and the oracle against the rules."""

import pytest

from tests.screening.marking import BY_RULE, ORACLE, differences
from tests.screening.oracle import facts, person
from thrustworthy.screening import Verdict, rules, screen


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: row.rule)
def test_the_rule_says_what_the_oracle_says(row):
    assert not list(differences(row, rules()))


def test_every_rule_is_in_the_oracle_and_every_row_of_the_oracle_is_a_rule():
    assert [rule.id for rule in rules() if rule.id not in BY_RULE] == []
    assert sorted(BY_RULE) == sorted(rule.id for rule in rules())
    assert len(ORACLE) == len(BY_RULE)


def test_every_row_has_an_example_of_yes_and_of_no():
    assert [row.rule for row in ORACLE if not row.yes or not row.no] == []


def test_a_row_without_a_cannot_tell_can_always_be_told():
    by_id = {rule.id: rule for rule in rules()}
    for row in ORACLE:
        if not row.unknown:
            when = by_id[row.rule].when
            assert when.startswith("stated(") or when.startswith('item.kind == "')


def test_the_base_person_is_allowed_and_asked_nothing():
    found = screen(facts(person()))
    assert found.strict.verdict is Verdict.ALLOW
    assert (found.questions, found.supposed, found.strict.reasons) == ((), (), ())
