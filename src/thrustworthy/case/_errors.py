"""What is wrong with a case file, one sentence a fault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault.

    path: where it is: a key as the file has it (``history.item[1].date``), a place (``line 3, column 5``), or ``file``.
    sentence: the path, what is wrong there, and the mend.
    """

    path: str
    sentence: str


class CaseError(ValueError):
    """A case that cannot be read. ``problems`` are all its faults; ``where`` is the file or what stood for it."""

    def __init__(self, where: str, problems: tuple[Problem, ...]) -> None:
        self.where = where
        self.problems = problems
        sentences = [problem.sentence for problem in problems]
        if len(sentences) == 1:
            super().__init__(f"{where}: {sentences[0]}")
        else:
            lines = "".join(f"\n  - {sentence}" for sentence in sentences)
            super().__init__(f"{where}: {len(sentences)} things to mend:{lines}")


def problem(path: str, what: str) -> Problem:
    """A fault at a path; ``what`` goes on after the colon and gets its full stop."""
    return Problem(path, f"{path}: {what}.")
