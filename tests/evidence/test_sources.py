"""Sources: each once and well formed; a broken row is named with its file; a citation line is one a reader can use."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.evidence import DataError, Source, Tag, UnknownSource, bibtex, citation, source, sources
from thrustworthy.evidence._sources import gather

ROW = (
    '[planted_2020]\nauthors = "Planted"\nyear = 2020\nwhat = "A study"\ntag = "READ"\n'
    'says = [{ text = "x", tag = "READ" }]\n'
)
# How near a fact was to its source, nearest first.
STRENGTH = (
    {Tag.READ, Tag.READ_A, Tag.READ_T, Tag.READ_D},
    {Tag.COMPUTED},
    {Tag.READ_2ND},
    {Tag.SECOND},
    {Tag.RECALLED, Tag.RECALLED_H},
    {Tag.RECALLED_M},
    {Tag.RECALLED_L},
)
EVERY = pytest.mark.parametrize("one", sources().values(), ids=sources())


def rank(tag: Tag) -> int:
    return next((place for place, tags in enumerate(STRENGTH) if tag in tags), len(STRENGTH))


@EVERY
def test_the_tag_of_a_source_is_the_strongest_way_it_was_seen(one: Source) -> None:
    assert rank(one.tag) == min(rank(said.tag) for said in one.says)


@EVERY
def test_a_doi_or_an_archive_number_stands_where_it_belongs(one: Source) -> None:
    assert one.doi is None or re.fullmatch(r"10\.\d{4,9}/[^\s,;]*[^\s,;.]", one.doi)
    assert one.doi is None or one.doi not in (one.where or "")


@EVERY
def test_what_was_recalled_says_so_in_words(one: Source) -> None:
    assert not one.tag.recalled or "recalled" in one.note.lower()
    assert ("not confirmed" in citation(one)) is one.tag.recalled
    assert all("not confirmed" in said.tag.words for said in one.says if said.tag.recalled)


@EVERY
def test_the_year_in_an_id_is_the_year_of_the_row(one: Source) -> None:
    years = re.findall(r"(?:19|20)\d\d", one.id)
    assert one.year is None or not years or one.year in map(int, years)
    assert one.year is None or 1930 <= one.year <= 2026


@EVERY
def test_a_statement_is_a_sentence_of_its_own(one: Source) -> None:
    texts = [said.text for said in one.says]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") and text == " ".join(text.split()) for text in texts)


def test_no_doi_stands_twice() -> None:
    dois = [one.doi.lower() for one in sources().values() if one.doi]
    assert len(set(dois)) == len(dois)


def test_our_own_choices_and_what_was_not_found_have_a_source_of_their_own() -> None:
    assert source("thrustworthy_design").tag is Tag.DESIGN
    assert source("thrustworthy_search").tag is Tag.UNKNOWN
    assert source("essay_2012").tag is Tag.READ


@EVERY
def test_a_citation_line_names_authors_year_and_doi(one: Source) -> None:
    line = citation(one)
    assert line.startswith(one.authors)
    assert "\n" not in line and ".." not in line
    assert one.year is None or f"({one.year})" in line
    assert one.doi is None or f"doi {one.doi}" in line


def test_every_tag_has_words() -> None:
    assert all(tag.words for tag in Tag)


def test_an_id_that_stands_twice_is_named_with_both_files() -> None:
    with pytest.raises(DataError, match=r"^b\.toml \[planted_2020\].*a\.toml"):
        gather({"a.toml": ROW, "b.toml": ROW})


@pytest.mark.parametrize(
    "broken, word",
    [
        (ROW.replace('tag = "READ"\n', 'tag = "SEEN"\n'), "'SEEN' is not a tag"),
        (ROW.replace('tag = "READ" }', 'tag = "SEEN" }'), "'SEEN' is not a tag"),
        (ROW.replace('tag = "READ"\n', 'tag = "COMPUTED"\n'), "no statement is tagged COMPUTED"),
        (ROW.replace("planted_2020", "Planted-2020"), "an id is"),
        (ROW.replace('what = "A study"\n', ""), "'what' is missing"),
        (ROW.replace('"A study"', '" "'), "'what' is text and not empty"),
        (ROW.replace('"Planted"', "7"), "'authors' is text"),
        (ROW.replace("2020\nwhat", '"2020"\nwhat'), "'year' is a whole number"),
        (ROW + 'doi = "journal.pone"\n', "not a DOI"),
        (ROW + 'url = "ftp://x"\n', "not a plain https address"),
        (ROW + 'colour = "red"\n', "unknown key 'colour'"),
        (ROW.replace('[{ text = "x", tag = "READ" }]', "[]"), "'says' is empty"),
        (ROW.replace('text = "x", ', ""), "a statement is"),
        (ROW.replace('"READ"', '"RECALLED-M"'), "say so in 'note'"),
        ("planted_2020 = 3\n", "a source is a table"),
    ],
)
def test_a_broken_row_is_named_with_its_file_and_its_fault(broken: str, word: str) -> None:
    with pytest.raises(DataError, match=word) as caught:
        gather({"a.toml": broken})
    assert re.match(r"a\.toml \[[Pp]lanted.2020\]: ", str(caught.value))


def test_a_file_that_is_not_toml_is_named() -> None:
    with pytest.raises(DataError, match=r"^a\.toml: not TOML"):
        gather({"a.toml": ROW + "what ="})


@given(st.text(), st.sampled_from(["authors", "what", "title", "where", "note"]))
def test_any_text_is_kept_or_refused_by_name(text: str, key: str) -> None:
    quoted = "".join(f"\\U{ord(letter):08x}" for letter in text if not 0xD800 <= ord(letter) <= 0xDFFF)
    lines = [line for line in ROW.splitlines() if not line.startswith(f"{key} =")]
    broken = "\n".join([lines[0], f'{key} = "{quoted}"', *lines[1:]])
    try:
        made = gather({"a.toml": broken})["planted_2020"]
    except DataError as fault:
        assert str(fault).startswith("a.toml [planted_2020]: ") and key in str(fault)
    else:
        assert getattr(made, key).strip()


def test_an_unknown_id_suggests_the_nearest() -> None:
    with pytest.raises(UnknownSource, match="otsuka_2021"):
        source("otsuka_2012")
    with pytest.raises(UnknownSource, match="thrustworthy sources"):
        source("?")


@given(st.sampled_from(sorted(sources())), st.data())
def test_a_letter_mistyped_still_finds_its_source(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    typed = name[:place] + "#" + name[place + 1 :]
    with pytest.raises(UnknownSource) as caught:
        source(typed)
    # Several ids can be as near; three are named, and one that differs by a letter is nearer than most.
    assert "did you mean" in str(caught.value)


def test_bibtex_has_an_entry_for_each_source_asked_for() -> None:
    text = bibtex(["otsuka_2021", "essay_2012"])
    assert re.findall(r"@misc\{(\w+),", text) == ["otsuka_2021", "essay_2012"]
    assert "doi = {10.1371/journal.pone.0251418}" in text
    assert "the title is our description" in text.split("@misc{essay_2012")[0]
    assert "the title is our description" not in text.split("@misc{essay_2012")[1]


def test_bibtex_braces_balance_and_commands_are_escaped() -> None:
    text = bibtex(sources())
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    # Addresses and DOIs are printed as they are.
    printed = [line for line in text.splitlines() if not re.match(r"  (doi|url) = |@misc", line)]
    assert not [line for line in printed if re.search(r"(?<!\\)[%&#_$]", line)]


def test_bibtex_of_an_unknown_source_is_refused() -> None:
    with pytest.raises(UnknownSource):
        bibtex(["nobody_1900"])
