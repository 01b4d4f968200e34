from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.paragraphs import is_wrapped, paragraphs, title_of
from sayso.errors import NoArticleError, TooLargeError
from unit.documents.pages import around, said, text

WRAPPED = """The harbour board of Ashmere voted on Tuesday night to close the old
swing bridge to lorries, after an engineer had warned that the steel
was tired and that nobody should be surprised."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_a_line_is_a_paragraph_however_it_ends(end: str) -> None:
    document = text(f"Bridge shut{end}The board voted.{end}{end}“No,” she said.{end}")
    assert said(document) == ["Bridge shut", "The board voted.", "“No,” she said."]


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    for block in (WRAPPED, WRAPPED.replace("\n", "\r\n")):
        document = text(f"Bridge shut\n\n{block}\n\nThe county did not say when.\n")
        assert said(document) == ["Bridge shut", block, "The county did not say when."]


@pytest.mark.parametrize(
    "lines",
    [
        ["One line only."],
        ["- a point that is about as long as a line", "- another point that is about as long"],
        ["1. a point that is about as long as a line", "2. another point that is about as long"],
        ["He said that he had not been told.", "She said that she had been told so."],
        ["Short", "lines", "of", "verse"],
        ["A line that is far longer than any column " * 5, "and one more after it that is short"],
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(lines: list[str]) -> None:
    assert not is_wrapped(lines)


def test_the_title_is_a_first_line_that_is_no_sentence_of_the_text() -> None:
    document = text("Bridge shut to lorries\n\nThe board voted.\n\nNobody was told.\n")
    assert document.title == "Bridge shut to lorries"
    assert document.title_span == document.paragraphs[0]


@pytest.mark.parametrize(
    "words",
    [
        "The board voted on Tuesday.",
        "“Nobody told me,” said Tom Redd.\n\nThe board voted.",
        "The board voted. It was late. Nobody came.\n\nThe bridge is shut.",
        "Word " * 60 + "\n\nThe bridge is shut.",
    ],
)
def test_other_first_lines_are_none(words: str) -> None:
    assert text(words).title_span is None
    assert text(words).title is None


def test_a_text_without_prose_holds_no_article() -> None:
    with pytest.raises(NoArticleError, match="no article"):
        text("Share\n\nBy Ann Poole\n\nRead more\n")


def test_a_text_of_a_librarys_length_is_refused() -> None:
    with pytest.raises(TooLargeError, match="split it"):
        text("The board voted.\n" * 130_000)


@pytest.mark.parametrize(
    "hostile",
    [
        " " * 1_000_000 + "\n",
        "\t \n" * 300_000,
        "By " + "A " * 90 + "\n",
        ("By " + "A, " * 60 + "\n") * 200,
        ("a" * 199 + "\n") * 5_000,
        "Share " * 100_000 + "\n",
        ("more on " * 20 + "\n") * 2_000,
        ("- " * 90 + "read more\n") * 2_000,
    ],
)
def test_hostile_lines_cost_little(hostile: str) -> None:
    begun = time.process_time()
    paragraphs("The board voted.\n" + hostile + "It is so.")
    assert time.process_time() - begun < 3


LINES = st.sampled_from(
    [
        "The board voted.",
        "By Ann Poole",
        "Share",
        "“No,” she said.",
        "Read more",
        "",
        " ",
        "\t",
        "é☃",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", " \n"])


@given(st.lists(st.tuples(LINES, ENDS), max_size=12))
def test_the_text_is_the_files_own(lines: list[tuple[str, str]]) -> None:
    words = "The bridge is shut.\n" + "".join(line + end for line, end in lines)
    document = text(words)
    assert document.text == words
    (origin,) = document.origins
    assert origin.linear
    assert (origin.byte_start, origin.byte_end) == (0, len(words.encode()))


@given(st.text(max_size=300))
def test_any_text_is_kept_and_its_spans_hold(words: str) -> None:
    words = f"Bridge shut{words}"
    try:
        document = text(words)
    except NoArticleError:
        return
    assert document.text == words
    assert sorted([*said(document), *around(document)]) == sorted(
        words[s.start : s.end] for s in (*document.paragraphs, *document.furniture)
    )


def test_a_title_needs_more_after_it() -> None:
    assert title_of("Bridge shut", paragraphs("Bridge shut")[0]) is None
