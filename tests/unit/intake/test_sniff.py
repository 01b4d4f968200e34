from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import EmptyInputError, UnsupportedInputError
from sayso.intake.sniff import media_type
from sayso.model.document import MediaType

PROSE = b"The mayor said the bridge would be closed."


@pytest.mark.parametrize(
    ("content", "suffix", "declared", "expected"),
    [
        (PROSE, "a.txt", "", MediaType.TEXT),
        (PROSE, "a.text", "", MediaType.TEXT),
        (PROSE, "", "", MediaType.TEXT),
        (PROSE, "no-suffix", "", MediaType.TEXT),
        (PROSE, "a.b.MD", "", MediaType.MARKDOWN),
        (PROSE, "a.markdown", "", MediaType.MARKDOWN),
        (PROSE, "", "text/markdown; charset=utf-8", MediaType.MARKDOWN),
        (PROSE, "a.html", "", MediaType.HTML),
        (PROSE, "a.htm", "text/plain", MediaType.HTML),
        (PROSE, "", "TEXT/HTML;charset=utf-8", MediaType.HTML),
        (PROSE, "story.txt", "text/html", MediaType.HTML),
        (PROSE, "", "application/xhtml+xml", MediaType.HTML),
        (PROSE, "", "application/octet-stream", MediaType.TEXT),
        (b"<!DOCTYPE html><p>Hello", "", "", MediaType.HTML),
        (b" \n<HTML lang=en>", "a.txt", "", MediaType.HTML),
        (b"\xef\xbb\xbf<!-- x --><p>", "", "", MediaType.HTML),
        (b"%PDF-1.7\n\0\0\0", "a.txt", "text/html", MediaType.PDF),
        (b"junk before\n%PDF-1.4\n\0", "", "", MediaType.PDF),
        (b"\xff\xfe" + PROSE.decode().encode("utf-16-le"), "a.txt", "", MediaType.TEXT),
        (b"\xfe\xff" + PROSE.decode().encode("utf-16-be"), "a.html", "", MediaType.HTML),
        ("Sie sagte: „Nein“".encode("cp1252"), "a.txt", "", MediaType.TEXT),
        (b"A bell \x07 and a form feed \x0c in " + PROSE * 50, "a.txt", "", MediaType.TEXT),
    ],
)
def test_bytes_are_told_by_what_they_are_then_by_their_name(
    content: bytes, suffix: str, declared: str, expected: MediaType
) -> None:
    assert media_type(content, "x", declared=declared, suffix=suffix) is expected


@pytest.mark.parametrize("content", [b"", b" ", b"\n\r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_but_white_space_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyInputError, match=r"a\.txt is empty"):
        media_type(content, "a.txt", suffix="a.txt")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01\0",
        b"PK\x03\x04\x14\0\x06\0",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"GIF89a\x01\0\x01\0",
        b"\xff\xfe\0\0T\0\0\0h\0\0\0",  # UTF-32
        b"\xff\xfe\x01\0\x02\0\x03\0" * 9,
        bytes(range(1, 32)) * 30,
        PROSE + b"\0",
    ],
)
@pytest.mark.parametrize("suffix", ["a.bin", "a.txt", "a.html"])
def test_a_binary_is_told_whatever_it_is_called(content: bytes, suffix: str) -> None:
    with pytest.raises(UnsupportedInputError, match="not text, HTML or PDF"):
        media_type(content, "a", suffix=suffix)


@pytest.mark.parametrize(("suffix", "declared"), [("a.pdf", ""), ("", "application/pdf")])
def test_text_that_is_called_a_pdf_is_none(suffix: str, declared: str) -> None:
    with pytest.raises(UnsupportedInputError, match="called a PDF but is none"):
        media_type(PROSE, "a", declared=declared, suffix=suffix)


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32), min_size=1))
def test_printed_text_of_any_script_is_text(words: str) -> None:
    content = words.encode("utf-8")
    if content.strip(b" ") and not content.lstrip().startswith((b"<", b"%PDF-")):
        assert media_type(b"Ab" + content, "x", suffix="a.txt") is MediaType.TEXT
