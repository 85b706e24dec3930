"""What the page on screening must name, and that the table of rules holds every rule."""

import importlib.util
import re
from pathlib import Path

from thrustworthy.screening import Verdict, flags, rules

ROOT = Path(__file__).resolve().parents[2]


def made_page():
    spec = importlib.util.spec_from_file_location("docs_rules", ROOT / "tools" / "docs_rules.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.page()


def test_the_page_names_every_verdict_and_every_piece_of_the_language():
    page = (ROOT / "docs" / "screening.md").read_text(encoding="utf-8")
    for name in (*Verdict, "stated(x)", "denied(x)", "known(name)", "answered(name)", 'has("group")'):
        assert f"`{name}`" in page
    for name in ("item.known_kind", "item.covered", "none_in_common", "asked_if"):
        assert name in page


def test_the_table_holds_every_rule_and_flag_with_its_sentence():
    page = made_page()
    for one in (*rules(), *flags().values()):
        assert f"| {one.id} |" in page
        assert one.sentence.replace("|", "\\|") in page


def test_the_decision_names_only_rules_that_exist():

    text = (ROOT / "docs" / "decisions" / "0003-rules.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b[RPSHUBDX]\d\d[a-z]?\b", text))
    assert named <= {rule.id for rule in rules()}
    assert len(named) > 30
