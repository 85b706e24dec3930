"""The generated part of the validation page: a line a row, reasons in words, and a check that can fail."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from thrustworthy.mechanics import RowResult, validate, validation_rows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_validation", ROOT / "tools" / "docs_validation.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def results() -> tuple[RowResult, ...]:
    return validate((5, 23, 29, 33), samples=20)


def test_every_row_has_a_line_of_the_table_and_a_part_of_its_own(
    tool: ModuleType, results: tuple[RowResult, ...]
) -> None:
    page = tool.page(results)
    for one in results:
        assert f"\n| {one.row.number} | {one.row.quantity} |" in page
        assert f"\n### Row {one.row.number}: {one.row.quantity}\n" in page
        assert one.row.assumption in page
    assert "Cannot be simulated" in page and "Walking is no lift of the engine" in page


def test_no_cell_of_the_table_breaks_it(tool: ModuleType, results: tuple[RowResult, ...]) -> None:
    head, *lines = [line for line in tool.page(results).split("\n## ")[0].splitlines() if line.startswith("|")]
    assert all(line.count("|") == head.count("|") for line in lines)
    for row in validation_rows():
        texts = (row.quantity, row.published, *(check.title for check in row.checks))
        assert not any("|" in text or "\n" in text for text in texts)


def test_the_check_fails_for_a_file_that_is_not_what_would_be_written(
    tool: ModuleType, results: tuple[RowResult, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "TARGET", tmp_path / "made" / "validation.inc")
    monkeypatch.setattr(tool, "validate", lambda samples: results)
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0
    tool.TARGET.write_text("other", encoding="utf-8")
    assert tool.main(["--check"]) == 1
