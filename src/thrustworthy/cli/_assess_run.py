"""One run through a battery: a question at a time, each answer kept at once; skip, back, quit, and go on later."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import click

from thrustworthy.assessment import Assessment, Kit, Permission, assessments, may_do
from thrustworthy.case import Case, facts_of
from thrustworthy.cli._assess_file import ResultFile
from thrustworthy.cli._assess_words import read_answer, say, shown, side_of, wanted
from thrustworthy.screening import Screening

_TICK = 0.1


@dataclass(frozen=True)
class Item:
    """One test on one side."""

    test: Assessment
    side: str | None

    @property
    def name(self) -> str:
        """Label and side."""
        return f"{self.test.label}{side_of(self.side)}"


@dataclass
class Talk:
    """The terminal, or a pipe that answers line by line. err: questions go to the error stream."""

    err: bool = False
    lively: bool = field(default_factory=lambda: sys.stdin.isatty() and sys.stdout.isatty())

    def tell(self, text: str = "") -> None:
        """Print a line."""
        click.echo(text, err=self.err)

    def line(self, prompt: str) -> str | None:
        """One typed line without its end; None when there is no more."""
        click.echo(prompt, nl=False, err=self.err)
        given = sys.stdin.readline()
        if not self.lively:
            self.tell()
        return given.strip() if given else None

    def clock(self) -> str:
        """Seconds from now until Enter, shown while they run."""
        started = time.monotonic()
        # Elsewhere a keyboard cannot be watched while the seconds run: they are shown at the end alone.
        while os.name == "posix" and not select.select([sys.stdin], [], [], _TICK)[0]:
            click.echo(say("clock", seconds=time.monotonic() - started), nl=False, err=self.err)
        sys.stdin.readline()
        passed = time.monotonic() - started
        self.tell(say("clock_done", seconds=passed))
        return f"{passed:.0f}"


@dataclass(frozen=True)
class Battery:
    """What is to be done: items in order, and for each test left out every reason."""

    items: tuple[Item, ...]
    left_out: tuple[Permission, ...]
    held: bool


def battery(case: Case, found: Screening, tests: Iterable[str]) -> Battery:
    """Which of these tests this person may do. While screening holds, only those that ask nothing of the body."""
    facts = facts_of(case)
    outcomes = (found.strict, found.provisional)
    flags = {flag for one in outcomes for flag in one.constraints.flags}
    if any(one.constraints.max_hip_flexion is not None for one in outcomes):
        flags.add("hip_flexion_limited")
    if any(one.constraints.min_hip_flexion is not None for one in outcomes):
        flags.add("hip_extension_limited")
    held = not found.provisional.verdict.carries_load
    items: list[Item] = []
    left_out: list[Permission] = []
    for name in tests:
        test = assessments()[name]
        permission = may_do(test, facts, flags)
        if held and test.demand != "none":
            continue
        if permission.allowed:
            items += [Item(test, side) for side in test.sides]
        else:
            left_out.append(permission)
    return Battery(tuple(items), tuple(left_out), held)


def done_on(case: Case, item: Item, day: date) -> bool:
    """Whether the case holds a result of this item of that day."""
    return any(
        one.test == item.test.id and one.side == item.side and one.on is not None and one.on.first == day == one.on.last
        for one in case.test
    )


def waits(case: Case, item: Item, kit: Kit | None) -> bool:
    """Whether a test has to wait for a bridge without pain: one that is not known waits as well."""
    if kit is None or item.test.id not in kit.only_without_pain:
        return False
    day = case.asked_on
    pains = [one.value for one in case.test if one.test == kit.pain_test and one.on and one.on.first == day]
    known = [float(value) for value in pains if isinstance(value, (int, float)) and not isinstance(value, bool)]
    return not known or max(known) > kit.pain_at_most


def run(file: ResultFile, items: Sequence[Item], kit: Kit | None, talk: Talk) -> tuple[Item, ...]:
    """Ask for every item that has no result of the day yet. Returns those that were skipped or had to wait."""
    day = file.case.asked_on
    before = {item for item in items if done_on(file.case, item, day)}
    for item in items:
        if item in before:
            talk.tell(say("done_before", label=item.test.label, side=side_of(item.side)))
    todo = [item for item in items if item not in before]
    skipped: list[Item] = []
    way: list[tuple[int, bool]] = []
    here, introduced = 0, ""
    while here < len(todo):
        item = todo[here]
        if waits(file.case, item, kit):
            talk.tell(say("pain_wait", label=item.name, limit=kit.pain_at_most if kit else 0))
            skipped.append(item)
            here += 1
            continue
        talk.tell()
        talk.tell(say("progress", here=here + 1, all=len(todo), label=item.test.label, side=side_of(item.side)))
        if item.test.id != introduced:
            _introduce(item.test, talk)
            introduced = item.test.id
        given = _asked(item, talk)
        if given is None or given == "q":
            talk.tell(say("stopped", file=file.name))
            return (*skipped, *todo[here:])
        if given == "b":
            here = _back(file, todo, way, skipped, here, talk)
            continue
        way.append((here, given != "s"))
        if given == "s":
            skipped.append(item)
        else:
            value = read_answer(item.test, given)
            file.append(item.test.id, value, item.side, day)
            talk.tell(say("kept", label=item.test.label, side=side_of(item.side), value=shown(value)))
        here += 1
    return tuple(skipped)


def _back(
    file: ResultFile,
    todo: Sequence[Item],
    way: list[tuple[int, bool]],
    skipped: list[Item],
    here: int,
    talk: Talk,
) -> int:
    """Take back the last step: the result that was kept, or the skip, and whatever had to wait since."""
    if not way:
        talk.tell(say("no_back"))
        return here
    at, kept = way.pop()
    skipped[:] = [one for one in skipped if one not in todo[at:]]
    if kept:
        file.take_back()
        talk.tell(say("taken_back", label=todo[at].test.label, side=side_of(todo[at].side)))
    return at


def _introduce(test: Assessment, talk: Talk) -> None:
    for number, text in enumerate(test.procedure, 1):
        talk.tell(say("step", number=number, text=text))
    talk.tell(say("scoring", text=test.scoring))
    if test.drawing:
        talk.tell(say("drawn", title=test.drawing.title))


def _asked(item: Item, talk: Talk) -> str | None:
    """An answer that can be read, or s, b, q; None when nobody answers any more."""
    timed = item.test.timed and talk.lively
    what = say("timed") if timed else wanted(item.test)
    while True:
        given = talk.line(say("prompt", ask=item.test.ask, what=what))
        if given is None or given.lower() in ("s", "b", "q"):
            return given and given.lower()
        if timed and not given:
            given = talk.clock()
        try:
            read_answer(item.test, given)
        except ValueError as error:
            talk.tell(say("not_understood", given=repr(given), mend=str(error).rstrip(".")))
            continue
        return given
