"""How a fact came to us: the tags, their plain words, and which of them may gate."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """Where a fact or figure was seen. A recalled one is shown with its tag and never gates a build."""

    READ = "READ"
    READ_A = "READ-A"
    READ_T = "READ-T"
    READ_D = "READ-D"
    READ_2ND = "READ-2nd"
    SECOND = "SECOND"
    COMPUTED = "COMPUTED"
    DERIVED = "DERIVED"
    RECALLED = "RECALLED"
    RECALLED_H = "RECALLED-H"
    RECALLED_M = "RECALLED-M"
    RECALLED_L = "RECALLED-L"
    DESIGN = "DESIGN"
    UNKNOWN = "UNKNOWN"

    @property
    def words(self) -> str:
        """The tag in a reader's words."""
        return _WORDS.get(self.value) or _WORDS[self.value.split("-")[0]]

    @property
    def recalled(self) -> bool:
        """True when the figure was written from memory and still waits for its source."""
        return self.value.startswith("RECALLED")


_WORDS = {
    "READ": "seen in the source itself or its abstract",
    "READ-A": "seen in the source's abstract",
    "READ-T": "seen in the source's own table",
    "READ-D": "seen in a data file that copies the source's table",
    "READ-2nd": "seen in a secondary page; the primary source was not checked",
    "SECOND": "seen in somebody's note about the source",
    "COMPUTED": "computed from a published model or data file",
    "DERIVED": "arithmetic on tagged figures",
    "RECALLED": "recalled, not confirmed",
    "DESIGN": "our own choice, no published source",
    "UNKNOWN": "looked for and not found",
}
