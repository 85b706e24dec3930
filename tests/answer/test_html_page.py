"""The report as a page: self-contained, well formed, hostile words harmless, the same bytes every time."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.answer.conftest import CLEARANCE, EMERGENCY, HOSTILE, OPEN, SCENARIO, SEVERAL, SOON
from tests.answer.pages import Page
from thrustworthy.answer import letter_html, to_html
from thrustworthy.screening import Verdict

PAGES = {
    "open": lambda make: to_html(make(OPEN)),
    "planned": lambda make: to_html(make(OPEN, Verdict.MODIFY, True)),
    "emergency": lambda make: to_html(make(EMERGENCY)),
    "soon": lambda make: to_html(make(SOON)),
    "clearance": lambda make: to_html(make(CLEARANCE)),
    "scenario": lambda make: to_html(make(SCENARIO)),
    "hostile": lambda make: to_html(make(HOSTILE)),
    "letter": lambda make: letter_html(make(CLEARANCE)),
    "letter for several": lambda make: letter_html(make(SEVERAL)),
    "hostile letter": lambda make: letter_html(make(HOSTILE)),
}
every_page = pytest.mark.parametrize("name", list(PAGES))


@pytest.fixture(scope="module")
def source(answer_of):
    made = {}

    def page(name):
        if name not in made:
            made[name] = PAGES[name](answer_of)
        return made[name]

    return page


@every_page
def test_every_tag_is_closed_where_it_was_opened(source, name):
    page = Page(source(name))
    assert [attrs["lang"] for attrs in page.all("html")] == ["en"]
    assert len(page.all("main")) == len(page.all("h1")) == len(page.all("title")) - len(page.all("svg")) == 1


@every_page
def test_nothing_is_loaded_and_nothing_runs(source, name):
    page = Page(source(name))
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & {
        tag for tag, _ in page.elements
    }
    for tag, attrs in page.elements:
        assert "style" not in attrs and "src" not in attrs
        assert not [key for key in attrs if key.startswith("on")], tag
        if "href" in attrs:
            assert tag == "a" and re.match(r"#|https://doi\.org/10\.", attrs["href"])
    assert "url(" not in page.style and "@import" not in page.style


@every_page
def test_the_policy_allows_exactly_the_one_style(source, name):
    page = Page(source(name))
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(page.all("style")) == 1 and source(name).count(page.style) == 1


@every_page
def test_ids_are_unique_and_every_link_within_the_page_arrives(source, name):
    page = Page(source(name))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.anchors) <= set(page.ids)
    named = [one for _, attrs in page.elements for one in (attrs.get("aria-labelledby") or "").split()]
    assert set(named) <= set(page.ids)


@every_page
def test_headings_never_skip_a_level(source, name):
    levels = Page(source(name)).headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("name", ["hostile", "hostile letter"])
def test_the_words_of_a_case_are_shown_and_never_run(source, name):
    text = source(name)
    page = Page(text)
    assert "<script>alert" not in text and "<svg onload" not in text and "<img" not in text
    assert "&lt;script&gt;" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    if name == "hostile":
        assert "&lt;b&gt;bold&lt;/b&gt;" in text and "&lt;/title&gt;&lt;/style&gt;" in text
        assert "{{ 7 * 7 }} {name}" in page.text and " 49 " not in page.text


@every_page
def test_the_intended_use_is_said_once(source, name):
    assert Page(source(name)).text.count("It informs people who decide (said once).") == 1


@pytest.mark.parametrize(("text", "write"), [(OPEN, to_html), (CLEARANCE, to_html), (CLEARANCE, letter_html)])
def test_the_same_answer_gives_the_same_bytes(answer_of, text, write):
    answer = answer_of(text)
    assert write(answer) == write(replace(answer)) == write(answer_of.__wrapped__(text))


FORBIDDEN = r"\b(safe|dangerous for you|treats?|cures?|heals?|rehab|prevents?|diagnos\w+|guaranteed|your disc is)\b"


@pytest.mark.parametrize("file", ["texts_report.toml", "texts_letter.toml"])
def test_no_word_that_readers_must_not_meet_stands_in_the_texts(file):
    from thrustworthy.evidence import read_toml

    def words(value):
        if isinstance(value, str):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from words(inner)

    sentences = list(words(read_toml("thrustworthy.answer", f"data/{file}")))
    assert len(sentences) > 50
    assert not [one for one in sentences if re.search(FORBIDDEN, one, re.IGNORECASE)]
    assert not [one for one in sentences if re.search(r"\b(because|due to)\b", one, re.IGNORECASE)]


def contrast(a, b):
    """WCAG contrast ratio of two colours like ``#1b2027``."""

    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_text_colour_stands_out_from_its_ground(source, palette):
    blocks = re.findall(r":root \{([^}]+)\}", Page(source("open")).style)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[palette]))
    for ground in ("paper", "paper-soft"):
        for name in ("ink", "ink-soft", "link", "go", "changed", "hold", "soon", "now", "force", "contact", "moment"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
