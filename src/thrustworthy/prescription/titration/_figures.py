"""What the conditions look at: the figures of a session, of the plan in force, and of the sessions before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from thrustworthy.case import Interval, Value
from thrustworthy.prescription._tables import dose
from thrustworthy.prescription.titration._in_force import InForce
from thrustworthy.prescription.titration._model import Decision, Session
from thrustworthy.prescription.titration._table import exactly, figure, schemes
from thrustworthy.screening import NOTHING, Missing, Screening, Truth, Verdict

Values = Mapping[str, Value | None]
_TINY = 1e-4
_PAIN = (0.0, 10.0)


@dataclass(frozen=True)
class Figures:
    """Values by name, for the language of the conditions. None cannot be told."""

    values: Values

    def value(self, name: str) -> Value | None:
        """The value of a name."""
        return self.values.get(name)

    def missing(self, name: str) -> Missing:
        """The name itself, while it cannot be told."""
        return frozenset({name}) if self.values.get(name) is None else NOTHING

    def has(self, group: str) -> Truth:
        """There is no history of the body here."""
        return None


def of_screening(found: Screening) -> dict[str, Value | None]:
    """What screening says with the warning signs of this session."""
    verdicts = (found.strict.verdict, found.provisional.verdict)
    return {
        "screen.refers_now": Verdict.REFER_NOW in verdicts,
        "screen.refers_soon": Verdict.REFER_SOON in verdicts,
    }


def of_plan(plan: InForce | None, closed: bool) -> dict[str, Value | None]:
    """The limits and figures of the plan; without one the strictest pain cap counts.

    closed: training told of opens nothing (an operation, pregnancy or a birth, thin bones).
    """
    usual, cap = float(dose()["pain"]["usual"]), None if plan is None else plan.constraints.pain_cap
    most = min(usual, usual if cap is None else float(cap))
    if plan is None or closed:
        most = min(most, figure("pain_cap", "closed"))
    values: dict[str, Value | None] = {
        "plan.stands": plan is not None,
        "plan.pain_cap": exactly(most),
        "plan.pain_free": exactly(min(most, float(dose()["pain"]["free"]))),
    }
    if plan is None:
        return values
    high = None if plan.reps is None else float(plan.reps[1])
    sets = dose()["sum_of_sets"]
    return values | {
        "plan.provisional": plan.provisional,
        "plan.at_limit": plan.at_limit,
        "plan.kept": plan.scheme == "keep",
        "plan.reserve": exactly(float(plan.rir)),
        "plan.sets": exactly(float(sets["sets"] if plan.scheme == "sum_of_sets" else plan.sets[0])),
        "plan.reps_high": exactly(high),
        "plan.reps_last": exactly(None if high is None else high + dose()["step"]["extra_reps"]),
        "plan.reps_sum": exactly(float(sets["reps"])),
    }


def of_sets(session: Session) -> dict[str, Value | None]:
    """Repetitions and reserve of the sets."""
    reps, rir = session.reps, session.rir
    counted = None if reps is None else reps[: dose()["sum_of_sets"]["sets"]]
    whole = reps is not None and rir is not None and len(rir) >= len(reps)
    return {
        "session.sets": exactly(None if reps is None else len(reps)),
        "session.fewest_reps": exactly(None if reps is None else min(reps, default=0)),
        "session.last_reps": exactly(None if reps is None else (reps or (0,))[-1]),
        "session.total_reps": exactly(None if counted is None else sum(counted)),
        # A reserve that is told of some sets only is not told.
        "session.fewest_reserve": exactly(min(rir, default=0) if rir is not None and whole else None),
    }


def of_session(session: Session, plan: InForce | None, left_out: tuple[str, ...]) -> dict[str, Value | None]:
    """The session itself, beside the plan in force."""
    other = plan is not None and session.lift != plan.lift.id
    over = under = None if session.load is None else False
    if plan is None or other:
        over = under = False
    elif plan.load.kg is None:
        # Nobody told how heavy the plan is: a load told now cannot be compared.
        over = under = None
    elif session.load is not None:
        over, under = session.load > plan.load.kg + _TINY, session.load < plan.load.kg - _TINY
    return of_sets(session) | {
        "session.warning_sign": None if session.signs is None else bool(session.signs),
        "session.pain_during": exactly(session.pain_during),
        "session.pain_next_morning": exactly(session.pain_next_morning),
        "session.baseline": exactly(session.baseline),
        "session.radiating": session.radiating,
        "session.neurological": session.neurological,
        "session.rest_or_night": session.rest_or_night,
        "session.soreness_apart": session.soreness_apart,
        "session.faults": session.faults,
        "session.load_over": over,
        "session.load_under": under,
        "session.lift_left_out": session.lift in left_out,
        "session.other_lift": other,
    }


def gap_of(session: Session, before: Session | None, following: int | None) -> Value | None:
    """Days to the session before or to the next one, whichever is longer; None where neither is known."""
    counted = None if before is None else (session.date - before.date).days
    known = [one for one in (counted, session.gap_days) if one is not None]
    if not known:
        # The gap ahead alone may already be too long; that it is short says nothing of the one behind.
        return None if following is None or following <= figure("gap", "days") else exactly(following)
    return exactly(max(known if following is None else [*known, following]))


def week_rise(session: Session, before: Sequence[Session]) -> Interval | None:
    """How much the mean pain of this week is above that of the week before, at least and at most.

    A pain that was not told may be any; a week without sessions likewise. A rise stated counts where it is worse.
    """
    week = timedelta(days=figure("window", "week"))
    now = [one.pain_during for one in (*before, session) if session.date - week < one.date]
    then = [one.pain_during for one in before if session.date - 2 * week <= one.date <= session.date - week]
    low, high = _mean(now)[0] - _mean(then)[1], _mean(now)[1] - _mean(then)[0]
    if session.week_mean is not None and session.week_mean_before is not None:
        stated = session.week_mean - session.week_mean_before
        if not then or None in (*now, *then):
            # The stated means fill what the log lacks; what the log shows for certain stays.
            return Interval(max(low, stated), max(low, stated))
        return Interval(max(low, stated), max(high, stated))
    return Interval(low, high)


def _mean(pains: Sequence[int | None]) -> tuple[float, float]:
    if not pains:
        return _PAIN
    least = sum(_PAIN[0] if one is None else one for one in pains) / len(pains)
    most = sum(_PAIN[1] if one is None else one for one in pains) / len(pains)
    return least, most


def of_past(session: Session, past: Sequence[Decision], seen_since: bool) -> dict[str, Value | None]:
    """What the sessions before say, apart from what is counted with this one."""
    window = timedelta(days=figure("window", "regressions"))
    recent = [one.session for one in past if session.date - one.session.date <= window]
    usual = [one.session.baseline for one in past if one.session.baseline is not None]
    rise = None if session.baseline is None else float(session.baseline - min(usual, default=session.baseline))
    night = [one.rest_or_night for one in recent]
    return {
        "week.rise": week_rise(session, [one.session for one in past]),
        "history.referred": any(one.kind.refers for one in past) and not seen_since,
        "history.rest_or_night": True if True in night else None if None in night else False,
        "history.baseline_rise": exactly(rise),
    }


def counted(session: Session, past: Sequence[Decision], counts: frozenset[str]) -> dict[str, Value | None]:
    """Pain holds running of this lift, and steps back of any lift within the window, this session with them."""
    window = timedelta(days=figure("window", "regressions"))
    recent = [one for one in past if session.date - one.session.date <= window]
    steps = sum("regression" in one.counts for one in recent) + ("regression" in counts)
    return {
        "history.pain_holds": exactly(sum(_running(session, past)) + 1 if "pain_hold" in counts else 0),
        "history.regressions": exactly(steps),
    }


def _running(session: Session, past: Sequence[Decision]) -> Iterator[int]:
    for one in reversed(past):
        if one.session.lift == session.lift:
            if "pain_hold" not in one.counts:
                return
            yield 1


def scheme_met(session: Session, plan: InForce, before: Session | None) -> tuple[Truth, Missing]:
    """Whether this session and the one before it earned the step, and what is missing to tell."""
    node = schemes()[plan.scheme].node
    if node is None:
        return False, NOTHING
    here = Figures(of_plan(plan, False) | of_sets(session))
    now = node.truth(here)
    if now is False or before is None:
        return False, NOTHING
    if session.load is None or before.load is None:
        return None, frozenset({"session.load_over"})
    if abs(session.load - before.load) > _TINY:
        return False, NOTHING
    there = Figures(of_plan(plan, False) | of_sets(before))
    then = node.truth(there)
    if then is False:
        return False, NOTHING
    if now is None or then is None:
        return None, node.missing(here) | node.missing(there)
    return True, NOTHING
