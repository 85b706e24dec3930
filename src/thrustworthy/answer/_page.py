"""One self-contained page: everything escaped, one style whose hash is the only one allowed, no script."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_POLICY = "default-src 'none'; style-src '{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
# Marks that turn the direction of the text around them: a case's words may not reach beyond their own element.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown_text(value: object) -> object:
    """What a template prints: markup as it is, text without control characters, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    kept = (c for c in value if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNING))
    return "".join(kept)


@cache
def environment() -> Environment:
    """The templates of this package: escaping always on, an unknown name is an error."""
    return Environment(
        loader=PackageLoader("thrustworthy.answer"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def stylesheet(*names: str) -> str:
    """The named files of ``static``, one after the other, without blank lines and indents."""
    folder = files("thrustworthy.answer").joinpath("static")
    lines = (line.strip() for name in names for line in folder.joinpath(name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line)


def style_hash(style: str) -> str:
    """The hash by which a content policy allows exactly this style: ``sha256-...``."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def render(template: str, styles: tuple[str, ...], context: Mapping[str, Any]) -> str:
    """The page as text. styles: files of ``static`` in their order; context: what the template names."""
    style = stylesheet(*styles)
    if "</" in style:
        raise ValueError("A stylesheet with '</' in it could close its own element; write it without.")
    head = {"style": Markup(style), "policy": _POLICY.format(hash=style_hash(style))}
    body = environment().get_template(template).render({**context, **head})
    return "\n".join(line.rstrip() for line in body.splitlines() if line.strip()) + "\n"


def fill(texts: Mapping[str, Any]) -> Callable[..., str]:
    """A function that looks a sentence up by dotted name and fills it in: ``say("plan.title")``."""

    def say(name: str, /, **values: object) -> str:
        found: Any = texts
        for part in name.split("."):
            found = found[part]
        return str(found).format(**values) if values else str(found)

    return say
