"""What answers a finding: measures with amount, source and dissent; where none is sourced, that is said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from thrustworthy.assessment._load import check_keys, cited
from thrustworthy.assessment._model import Against, Corrective
from thrustworthy.evidence import read_toml

_NEEDED = {"lines", "measure", "dose", "dose_tag", "retest_days", "tag", "sources"}


@cache
def correctives() -> tuple[Corrective, ...]:
    """Every measure, in the order of the file. Raises DataError naming the row."""
    made = []
    for name, row in read_toml("thrustworthy.assessment", "data/correctives.toml").items():
        where = f"assessment/data/correctives.toml [{name}]"
        check_keys(where, row, _NEEDED, {"lift", "against"})
        cited(where, row)
        against = []
        for one in row.get("against", ()):
            check_keys(f"{where}, against", one, {"text", "tag", "sources"}, set())
            cited(f"{where}, against", one)
            against.append(Against(one["text"], one["tag"], tuple(one["sources"])))
        made.append(
            Corrective(
                id=name,
                lines=tuple(row["lines"]),
                measure=row["measure"],
                dose=row["dose"],
                dose_tag=row["dose_tag"],
                retest_days=int(row["retest_days"]),
                tag=row["tag"],
                sources=tuple(row["sources"]),
                lift=row.get("lift"),
                against=tuple(against),
            )
        )
    return tuple(made)


def answers_to(lines: Iterable[str]) -> tuple[Corrective, ...]:
    """The measures for these lines, each once, in the order of the file."""
    wanted = set(lines)
    return tuple(one for one in correctives() if wanted & set(one.lines))
