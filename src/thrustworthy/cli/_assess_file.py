"""Results into the case file: appended as text, checked before they are written, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from thrustworthy.case import Case, CaseError, parse_case
from thrustworthy.cli._files import Fault


class ResultFile:
    """A case file that takes results at its end. Comments and order of what is there stay as they are."""

    def __init__(self, path: Path) -> None:
        """Read the case. Raises Fault with the sentence of the case reader."""
        # A link is followed, so that it stays a link.
        self.path = path.resolve()
        self.name = path
        self._base = self._read()
        self._blocks: list[str] = []
        self.case = self._parsed(self._base)

    def _read(self) -> str:
        try:
            with self.path.open(encoding="utf-8", newline="") as file:
                return file.read()
        except OSError as error:
            raise Fault(f"{self.name} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise Fault(f"{self.name} is not UTF-8: save it as UTF-8.") from None

    def _parsed(self, text: str) -> Case:
        try:
            return parse_case(text, str(self.name))
        except CaseError as error:
            raise Fault(f"{error}") from None

    @property
    def text(self) -> str:
        """What the file holds now."""
        return self._base + "".join(self._blocks)

    def append(self, test: str, value: bool | float | str, side: str | None, on: date) -> None:
        """Add one result. Raises Fault, and changes nothing, where the file would no longer be read."""
        newline = "\r\n" if "\r\n" in self._base else "\n"
        lines = ["[[test]]", f'test = "{test}"', f"value = {_written(value)}", f"on = {on.isoformat()}"]
        if side is not None:
            lines.append(f'side = "{side}"')
        gap = "" if self.text.endswith("\n") else newline
        self._write([*self._blocks, gap + newline + newline.join(lines) + newline], added=1)

    def take_back(self) -> None:
        """Take out the last result that was added here."""
        self._write(self._blocks[:-1], added=-1)

    def _write(self, blocks: list[str], added: int) -> None:
        if self._read() != self.text:
            raise Fault(f"{self.name} was changed meanwhile: start again, nothing was written over.")
        case = self._parsed(self._base + "".join(blocks))
        short, long = sorted((case, self.case), key=lambda one: len(one.test))
        if len(case.test) - len(self.case.test) != added or long.test[: len(short.test)] != short.test:
            raise Fault(f"{self.name}: the result would not stand at the end of its list; write [[test]] blocks last.")
        _replace(self.path, self._base + "".join(blocks), self.name)
        self._blocks, self.case = blocks, case


def _written(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return str(int(value)) if value == int(value) else repr(value)


def _replace(path: Path, content: str, name: Path) -> None:
    """Write by way of a neighbour that takes the name at the end; who may read the file stays as it was."""
    try:
        handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(content)
            shutil.copymode(path, neighbour)
            os.replace(neighbour, path)
        except OSError:
            os.unlink(neighbour)
            raise
    except OSError as error:
        raise Fault(f"{name} cannot be written: {error.strerror}.") from None
