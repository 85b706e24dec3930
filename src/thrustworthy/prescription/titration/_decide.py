"""The decision after a session: every rule is asked, the most careful wins, what cannot be told holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thrustworthy.case import Case, Interval, Value
from thrustworthy.formulary import lift_ids
from thrustworthy.prescription._allowed import banned
from thrustworthy.prescription.titration._figures import (
    Figures,
    counted,
    gap_of,
    of_past,
    of_plan,
    of_screening,
    of_session,
    scheme_met,
)
from thrustworthy.prescription.titration._in_force import (
    InForce,
    gone_back,
    held,
    lowered,
    open_plan,
    outcome_of,
    screened,
    stepped,
)
from thrustworthy.prescription.titration._model import Decision, Kind, Session, SessionReason
from thrustworthy.prescription.titration._table import Row, figure, rows, schemes, signs, table, words
from thrustworthy.screening import InputUsed, Missing, Screening, Verdict, in_words

_GAP = "T06"
_REFERRED = {"T01a": Verdict.REFER_NOW, "T01b": Verdict.REFER_SOON}


@dataclass(frozen=True)
class _Found:
    row: Row
    fired: bool
    missing: Missing


def course(case: Case, sessions: Iterable[Session], *, following: date | None = None) -> tuple[Decision, ...]:
    """The decisions after each session, in the order of their dates.

    The plan in force begins with what the case opens for the lift, and each decision moves it on. following: the day
    of the next session, where it is known: a long gap ahead counts like one behind.
    """
    ordered = sorted(sessions, key=lambda one: one.date)
    base = screened(case)
    plans: dict[str, InForce | None] = {}
    made: list[Decision] = []
    for place, session in enumerate(ordered):
        ahead = (following - session.date).days if following is not None and place == len(ordered) - 1 else None
        key = _key(session.lift, plans)
        if key not in plans:
            plans[key] = open_plan(case, base, session.lift) if session.lift in lift_ids() else None
        decision, plans[key] = decide_after(case, session, plans[key], made, ahead=ahead)
        made.append(decision)
    return tuple(made)


def _key(lift: str, plans: Mapping[str, InForce | None]) -> str:
    """The lift a plan was opened for, which may have led to this one."""
    if lift in plans:
        return lift
    return next((asked for asked, plan in plans.items() if plan is not None and plan.lift.id == lift), lift)


def decide_after(
    case: Case, session: Session, plan: InForce | None, past: Sequence[Decision], *, ahead: int | None = None
) -> tuple[Decision, InForce | None]:
    """What is decided after one session, and the plan in force from then on.

    past: the decisions after the sessions before, of any lift, oldest first. ahead: days to the next session.
    """
    screening = _screened(case, session)
    # A plan stands only while the case, with the signs of this session, carries one.
    standing = plan if outcome_of(screening)[0] is not None else None
    values = _values(case, session, standing, past, screening, ahead)
    asked = [row for row in rows() if standing is not None or not row.of_plan]
    early = _ask((row for row in asked if not row.late), values)
    counts = frozenset(one.row.counts for one in early if one.fired and one.row.counts)
    values |= counted(session, past, counts)
    found = [*early, *_ask((row for row in asked if row.late), values)]
    kind = max((_decision(one) for one in found), key=lambda one: one.severity, default=Kind.HOLD)
    after = _moved(standing, session, kind, found, values)
    carries = after is not None and not kind.refers
    gate = kind is Kind.ADVANCE and after is not None and after.scheme == "body_weight"
    reasons = _reasons(found, values, standing, screening, kind)
    told = [one for one in reasons if one.decision is kind or one.outcome == "cannot_tell"]
    decision = Decision(
        session=session,
        kind=kind,
        reasons=reasons,
        next=after.amount(gate=gate) if after is not None and carries else None,
        change=tuple(dict.fromkeys(one.change for one in told)),
        counts=counts,
    )
    return decision, plan if after is None else after


def _screened(case: Case, session: Session) -> Screening:
    found = [signs()[name] for name in session.signs or ()]
    more = {name: value for one in found for name, value in one.sets.items()}
    return screened(case, more, tuple(name for one in found for name in one.forgets))


def _values(
    case: Case,
    session: Session,
    plan: InForce | None,
    past: Sequence[Decision],
    screening: Screening,
    ahead: int | None,
) -> dict[str, Value | None]:
    limits = screening.provisional.constraints
    same = [one.session for one in past if one.session.lift == session.lift]
    before = same[-1] if same else None
    values = {
        **of_screening(screening),
        **of_plan(plan, limits.no_reported_training),
        **of_session(session, plan, banned(limits)),
        **of_past(session, past, seen_since=False),
        "session.gap_days": gap_of(session, before, ahead),
    }
    if plan is not None:
        values["scheme.met"] = scheme_met(session, plan, before)[0]
    return values


def _ask(asked: Iterable[Row], values: Mapping[str, Value | None]) -> list[_Found]:
    view = Figures(values)
    found = []
    for row in asked:
        truth = row.node.truth(view)
        if truth is not False:
            found.append(_Found(row, truth is True, row.node.missing(view)))
    return found


def _decision(one: _Found) -> Kind:
    return one.row.decision if one.fired else Kind.HOLD


def _moved(
    plan: InForce | None, session: Session, kind: Kind, found: Sequence[_Found], values: Mapping[str, Value | None]
) -> InForce | None:
    """The plan in force after this session."""
    if plan is None:
        return None
    if kind is Kind.ADVANCE:
        return stepped(plan)
    fired = [one.row for one in found if one.fired]
    factor = min([one.load_factor for one in fired] + [_left_by(values, fired)])
    back = max((one.stages_back for one in fired), default=0)
    if not plan.load.kg and plan.load.known and any(one.counts == "regression" for one in fired):
        # Body weight cannot be made lighter: a stage back instead.
        back = max(back, 1)
    if back:
        return gone_back(plan, back, factor)
    done = None if session.lift != plan.lift.id else session.load
    return lowered(plan, done, factor) if factor < 1 else held(plan, done)


def _left_by(values: Mapping[str, Value | None], fired: Sequence[Row]) -> float:
    """The share of the load that a gap leaves: less for each fortnight missed, down to a floor."""
    gap = values.get("session.gap_days")
    if not isinstance(gap, Interval) or all(one.id != _GAP for one in fired):
        return 1.0
    fortnights = gap.high // figure("gap", "days")
    return 1 - min(figure("gap", "most"), figure("gap", "share") * fortnights)


def _reasons(
    found: Sequence[_Found],
    values: Mapping[str, Value | None],
    plan: InForce | None,
    screening: Screening,
    kind: Kind,
) -> tuple[SessionReason, ...]:
    """All that fired or cannot be told, from the most careful; a step on that another rule keeps back is left out."""
    shown = [one for one in found if not (one.fired and one.row.decision is Kind.ADVANCE and kind is not Kind.ADVANCE)]
    made = [_reason(one, values, plan) for one in shown]
    made += [reason for one in shown if one.fired for reason in _screening_reasons(one.row, screening)]
    return tuple(sorted(made, key=lambda one: (-one.decision.severity, one.outcome != "yes")))


def _reason(one: _Found, values: Mapping[str, Value | None], plan: InForce | None) -> SessionReason:
    row, say = one.row, _filler(values, plan)
    inputs = tuple(InputUsed(name, _shown(values.get(name)), "log") for name in row.inputs)
    if one.fired:
        return SessionReason(
            row.id, row.decision, "yes", say(row.sentence), say(row.change), inputs, row.tag, row.sources
        )
    asks = tuple(dict.fromkeys(ask for name in sorted(one.missing) if (ask := _ask_of(name))))
    if not asks:
        sentence, change = words("cannot_tell_plan"), words("change_plan")
    else:
        sentence, change = words("cannot_tell", ask=" ".join(asks)), words("answer", ask=" ".join(asks))
    return SessionReason(row.id, Kind.HOLD, "cannot_tell", sentence, change, inputs, row.tag, row.sources)


def _shown(value: Value | None) -> str | None:
    return None if value is None else in_words(value)


def _ask_of(name: str) -> str:
    return str(table()["name"][name].get("ask", ""))


class _filler:
    """Fills the figures of the plan into a sentence."""

    def __init__(self, values: Mapping[str, Value | None], plan: InForce | None) -> None:
        self._names: dict[str, str | None] = {
            "pain_cap": _shown(values.get("plan.pain_cap")),
            "pain_free": _shown(values.get("plan.pain_free")),
            "reserve": _shown(values.get("plan.reserve")),
        }
        scheme = "" if plan is None else schemes()[plan.scheme].text
        shown = {
            name: _shown(values.get(key)) or ""
            for name, key in (
                ("high", "plan.reps_high"),
                ("last", "plan.reps_last"),
                ("sets", "plan.sets"),
                ("sum", "plan.reps_sum"),
            )
        }
        said = scheme.format(**shown)
        self._names |= {"scheme": said, "Scheme": said[:1].upper() + said[1:]}

    def __call__(self, text: str) -> str:
        return text.format(**self._names)


def _screening_reasons(row: Row, screening: Screening) -> Iterable[SessionReason]:
    """The rules of screening behind a referral."""
    wanted = _REFERRED.get(row.id)
    if wanted is None:
        return
    seen = set()
    for outcome in (screening.strict, screening.provisional):
        for one in outcome.reasons:
            if one.verdict is wanted and one.outcome == "yes" and one.rule not in seen:
                seen.add(one.rule)
                yield SessionReason(
                    one.rule, row.decision, "yes", one.sentence, row.change, one.inputs, one.tag, one.sources
                )
