"""Cases to test with: somebody with everything answered benignly, and results by the line."""

from datetime import date, timedelta

from thrustworthy.case import Case, Facts, facts_of, parse_case, questions

DAY = date(2026, 11, 1)


def answered(section: str) -> str:
    """Every benign answer of one part of the case, as TOML."""
    lines = []
    for row in questions().values():
        if row.section != section or row.benign is None:
            continue
        value = row.benign
        if row.asked_if is None:
            lines.append(f"{row.key} = {str(value).lower() if isinstance(value, bool) else repr(value)}")
    return "\n".join(line.replace("'", '"') for line in lines)


def text(sex: str = "male", age: int = 30, more: str = "", leave: str = "") -> str:
    """A whole case of somebody without complaint; ``leave`` names a key that is left out."""
    whole = (
        f'name = "somebody"\nasked_on = {DAY.isoformat()}\n[body]\nsex = "{sex}"\nage = {age}\n'
        f"[symptoms]\n{answered('symptoms')}\n[conditions]\n{answered('conditions')}\n"
        f"[training]\n{answered('training')}\nnew_condition_since = false\n"
        "[equipment]\nprofessional = true\nbench = true\nbar = true\n"
        "[history]\ncomplete = true\n[pregnancy]\nnow = false\n[birth]\nrecent = false\n"
    )
    kept = [line for line in whole.splitlines() if not leave or not line.startswith(f"{leave} = ")]
    return "\n".join(kept) + "\n" + more


def result(test: str, value: object, *, days_ago: int = 0, side: str | None = None) -> str:
    """One result as it stands in a case file."""
    shown = str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else value
    line = f'[[test]]\ntest = "{test}"\nvalue = {shown}\non = {(DAY - timedelta(days=days_ago)).isoformat()}\n'
    return line + (f'side = "{side}"\n' if side else "")


def case(sex: str = "male", age: int = 30, more: str = "", leave: str = "") -> Case:
    """The case of that text."""
    return parse_case(text(sex, age, more, leave))


def facts(sex: str = "male", age: int = 30, more: str = "", leave: str = "") -> Facts:
    """The facts of that case."""
    return facts_of(case(sex, age, more, leave))
