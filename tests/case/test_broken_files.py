"""A file that holds no readable case is refused in one sentence that names the place, whatever is in it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.case import CaseError, parse_case, read_case

PAGE = Path(__file__).resolve().parents[2] / "docs" / "case-format.md"
VARIANTS = 10
KINDS_OF_FILE = 18
HEAD = 'name = "sound"\nasked_on = 2012-07-24\n'
SOUND = HEAD + '\n[body]\nsex = "male"\nage = 30\n'

Maker = Callable[[random.Random], bytes]


def nested(brackets: str, rng: random.Random) -> str:
    """Return a key nested 500 deep or deeper."""
    depth = rng.randint(500, 3000)
    return f"deep = {brackets[0] * depth}{brackets[1] * depth}\n"


def tables(rng: random.Random) -> str:
    """Return inline tables nested 500 deep."""
    return "deep = " + "{a = " * 500 + "1" + "}" * 500 + "\n"


def cut(rng: random.Random) -> bytes:
    """Return a case that ends within a text."""
    return (SOUND + '[goal]\nwords = "').encode() + b"x" * rng.randint(0, 50)


MAKERS: dict[str, tuple[Maker, str]] = {
    "larger than 1 MB": (lambda rng: SOUND.encode() + b"# x\n" * rng.randint(250_000, 260_000), "larger than"),
    "not UTF-8": (lambda rng: SOUND.encode() + b"# " + bytes([rng.randint(0x80, 0xFF)]) + b"\n", "UTF-8"),
    "UTF-16 with its mark": (lambda rng: SOUND.encode("utf-16"), "UTF-16"),
    "NUL": (lambda rng: (SOUND + "#" + "x" * rng.randint(0, 9) + "\0").encode(), "NUL"),
    "empty": (lambda rng: b" \n\t"[: rng.randint(0, 3)] * rng.randint(0, 5), "empty"),
    "lists 500 deep": (lambda rng: (HEAD + nested("[]", rng)).encode(), "too deep"),
    "tables 500 deep": (lambda rng: (HEAD + tables(rng)).encode(), "too deep"),
    "dotted key 500 deep": (lambda rng: (SOUND + "a." * rng.randint(500, 900) + "a = 1\n").encode(), "too deep"),
    "section 500 deep": (lambda rng: (SOUND + "[" + ".".join("a" * 500) + "]\nx = 1\n").encode(), "too deep"),
    "a very long line": (lambda rng: (SOUND + "# " + "x" * rng.randint(10_000, 90_000)).encode(), "line 7"),
    "a key twice": (lambda rng: (SOUND + "age = 31\n").encode(), "stands twice"),
    "a section twice": (lambda rng: (SOUND + "[body]\nheight = '1.8 m'\n").encode(), "stands twice"),
    "a list and a table of one name": (lambda rng: (SOUND + "[test]\n[[test]]\n").encode(), "not TOML"),
    "words without quotes": (lambda rng: (SOUND + "[goal]\naim = strength\n").encode(), "line 8, column 7"),
    "cut within a text": (cut, "not TOML"),
    "a day out of the calendar": (lambda rng: f"{HEAD}[birth]\ndate = 2012-{rng.randint(13, 99)}-01".encode(), "TOML"),
    "a number of 5000 digits": (lambda rng: (HEAD + "format = " + "9" * 5000).encode(), "TOML"),
    "noise": (lambda rng: b"\x01" + bytes(rng.randint(1, 127) for _ in range(rng.randint(1, 300))), "TOML"),
}  # fmt: skip


def refusal(path: Path) -> CaseError:
    """Read a broken file; return how it was refused, in one sentence."""
    with pytest.raises(CaseError) as caught:
        read_case(path)
    (problem,) = caught.value.problems
    assert problem.sentence.startswith(f"{problem.path}: ")
    assert problem.sentence.endswith(".")
    assert str(caught.value) == f"{path}: {problem.sentence}"
    assert "\n" not in str(caught.value)
    return caught.value


def test_the_count_of_file_kinds_is_as_published() -> None:
    assert len(MAKERS) == KINDS_OF_FILE
    words = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"{KINDS_OF_FILE} kinds of broken file" in words
    assert f"{VARIANTS} variants each" in words


@pytest.mark.parametrize("kind", MAKERS)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    make, said = MAKERS[kind]
    path = tmp_path / "broken.toml"
    for variant in range(VARIANTS):
        path.write_bytes(make(random.Random(f"{kind} {variant}")))
        assert said in str(refusal(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in str(refusal(tmp_path / "nowhere.toml"))


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "this is a folder" in str(refusal(tmp_path))


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be read" in str(refusal(tmp_path / "file" / "case.toml"))


def test_a_name_with_a_nul_is_told() -> None:
    assert "cannot be read" in str(refusal(Path("case\0.toml")))


@pytest.mark.parametrize("text", ['name = "\ud800"', '"\ud800" = 3', "\ud800"])
def test_half_a_character_is_told(text: str) -> None:
    with pytest.raises(CaseError, match="line 3 holds half a character"):
        parse_case(HEAD + text)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "marked.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    assert read_case(path).name == "sound"


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(SOUND.replace("\n", "\r\n").encode())
    assert read_case(path).name == "sound"


def test_a_syntax_error_says_that_nothing_else_was_checked() -> None:
    with pytest.raises(CaseError, match=r"line 3, column 8: .*nothing else could be checked yet") as caught:
        parse_case('name = "x"\nasked_on = 2012-07-24\nbody = maybe\n', "mine.toml")
    assert caught.value.problems[0].path == "line 3, column 8"
    assert caught.value.where == "mine.toml"


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_a_case_or_refused(text: str) -> None:
    try:
        parse_case(SOUND + text)
    except CaseError as error:
        assert error.problems


def test_any_bytes_are_a_case_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "any.toml"

    @given(st.binary(max_size=300))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        try:
            read_case(path)
        except CaseError as error:
            assert error.problems

    check()
