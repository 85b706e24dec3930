"""Who cites what is found in the data files, and every source cited there exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from thrustworthy.evidence import Citation, DataError, citations, source, sources
from thrustworthy.evidence._citations import walk


def test_every_cited_source_exists() -> None:
    missing = {name: rows[0] for name, rows in citations().items() if name not in sources()}
    assert not missing


def test_citations_are_found_in_every_package_that_carries_numbers_or_rules() -> None:
    packages = {one.package for rows in citations().values() for one in rows}
    assert {"screening", "mechanics", "formulary", "answer"} <= packages


def test_what_was_left_out_on_purpose_is_cited_by_nobody() -> None:
    assert source("barbalho_2020").id not in citations()


def plant(folder: Path, path: str, text: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def test_a_row_is_named_by_its_id_or_by_its_place(tmp_path: Path) -> None:
    plant(tmp_path, "a/data/arms.toml", '[spine.arm]\nsources = ["one"]\n')
    plant(tmp_path, "b/rules/x.toml", '[[rule]]\nid = "R01"\nsources = ["one", "two"]\n[[rule]]\nsources = ["two"]\n')
    plant(tmp_path, "b/lifts/y.toml", 'id = "squat"\n[technique.depth]\nsources = ["one"]\n')
    plant(tmp_path, "c/whole.toml", 'sources = ["two"]\n')
    found = walk(tmp_path)
    assert found["one"] == (
        Citation("a", "data/arms.toml", "spine.arm"),
        Citation("b", "lifts/y.toml", "squat.technique.depth"),
        Citation("b", "rules/x.toml", "R01"),
    )
    assert [one.row for one in found["two"]] == ["R01", "rule[1]", "whole file"]


def test_words_that_only_look_like_a_list_of_sources_are_no_citation(tmp_path: Path) -> None:
    plant(tmp_path, "a/texts.toml", 'sources = "Sources"\n[more]\nsources = [1, 2]\n')
    assert not walk(tmp_path)


def test_a_data_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    plant(tmp_path, "a/data/broken.toml", "x = {today}\n")
    with pytest.raises(DataError, match=r"^a/data/broken\.toml: not TOML"):
        walk(tmp_path)
