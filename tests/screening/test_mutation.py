"""The oracle notices every deleted, softened or loosened rule."""

import pytest

from tests.screening.marking import ORACLE, differences
from tests.screening.mutation import QUICK, mutants, run
from thrustworthy.screening import rules


@pytest.fixture(scope="module")
def results():
    return run()


def test_an_unchanged_rule_on_its_own_passes_its_own_row():
    # Else a mutant tried on its own could be "noticed" for being alone.
    by_id = {rule.id: rule for rule in rules()}
    for row in ORACLE:
        rule = by_id[row.rule]
        if "item.covered" not in rule.inputs:
            assert list(differences(row, (rule,))) == []


def test_no_rule_can_be_deleted_or_softened_unnoticed(results):
    assert [result.mutant for result in results if result.mutant.kind in QUICK and not result.killed] == []


def test_no_mutant_at_all_goes_unnoticed(results):
    assert [result.mutant for result in results if not result.killed] == []


def test_every_rule_is_mutated_in_every_way_it_can_be(results):
    kinds = {result.mutant.kind for result in results}
    assert {"deleted", "softened", "constraint dropped", "threshold moved", "or-branch dropped"} <= kinds
    assert {mutant.rule for mutant in mutants(["deleted"])} == {rule.id for rule in rules()}
    numeric = {rule.id for rule in rules() if any(char.isdigit() for char in rule.when.replace("still_", ""))}
    moved = {mutant.rule for mutant in mutants(["threshold moved"])}
    assert moved <= numeric
    assert len(moved) > 20
