from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.front_matter import front_matter
from unit.documents.pages import around, markdown, said, text

FRONT = """---
title: "Bridge shut: “no warning”"
publisher: The Ashmere Ledger
authors: [Ann Poole, Bo Lind]
published: 2024-05-31
url: https://ledger.example/bridge
language: en-GB
---

"""
BODY = "The board voted on Tuesday.\n\n“Nobody told me,” said Tom Redd.\n"


def test_the_front_matter_says_what_the_article_is() -> None:
    document = markdown(FRONT + BODY)
    assert document.text == BODY
    assert document.title == "Bridge shut: “no warning”"
    assert document.publisher == "The Ashmere Ledger"
    assert document.authors == ("Ann Poole", "Bo Lind")
    assert document.published == "2024-05-31"
    assert document.url == "https://ledger.example/bridge"
    assert document.language == "en"
    assert document.origins[0].byte_start == len(FRONT.encode())


def test_lines_may_end_as_windows_ends_them() -> None:
    document = markdown((FRONT + BODY).replace("\n", "\r\n"))
    assert document.text == BODY.replace("\n", "\r\n")
    assert document.publisher == "The Ashmere Ledger"


def test_a_text_file_and_one_with_a_mark_may_have_it_too() -> None:
    assert text(FRONT + BODY).text == BODY
    assert text(b"\xef\xbb\xbf" + (FRONT + BODY).encode()).authors == ("Ann Poole", "Bo Lind")


def test_a_single_author_and_a_moment_are_read() -> None:
    document = markdown("---\nauthor: Ann Poole\ndate: 2024-05-31 06:10:00Z\n---\n" + BODY)
    assert document.authors == ("Ann Poole",)
    assert document.published == "2024-05-31T06:10:00+00:00"


@pytest.mark.parametrize(
    "front",
    [
        "--- \ntitle: No end\n",
        "---\n- a\n- list\n---\n",
        "---\njust words\n---\n",
        "---\ntitle: [unclosed\n---\n",
        "---\ndate: 2024-13-45\n---\n",
        "---\na: &a [x, x]\nb: [*a, *a]\n---\n",
        "---\na: !!python/object/apply:os.getcwd []\n---\n",
        "---\n" + "[" * 16_000 + "\n---\n",
        "---\n" + "{a: " * 4_000 + "\n---\n",
        "-----\ntitle: x\n-----\n",
        "Words first\n---\ntitle: x\n---\n",
        "---\n" + "a: " + "b" * 20_000 + "\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(front: str) -> None:
    assert markdown(front + BODY).text == front + BODY


def test_dashes_within_a_value_end_nothing() -> None:
    document = markdown("---\ntitle: Bridge ---\npublisher: The Ledger\n---\n" + BODY)
    assert (document.title, document.publisher) == ("Bridge ---", "The Ledger")
    assert document.text == BODY


def test_values_that_are_no_words_say_nothing() -> None:
    huge = f"0x{'f' * 9_000}"
    document = markdown(
        f"---\ntitle: {huge}\npublisher: [a, b]\nauthors: [null, {{}}, 7]\npublished: true\n---\n" + BODY
    )
    assert document.publisher is None
    assert document.authors == ("7",)
    assert document.published is None


def test_an_empty_front_matter_is_cut_off() -> None:
    assert front_matter("---\n---\nText") in (({}, 0), ({}, 8))
    assert front_matter("---\ntitle: A\n---") == ({"title": "A"}, 16)


@given(st.text(alphabet="-\n\r: ab[]{}&*!#|>\"'0", max_size=80))
def test_no_front_matter_makes_us_fail(words: str) -> None:
    found, after = front_matter(f"---\n{words}\n---\nText")
    assert 0 <= after <= len(words) + 10
    assert isinstance(found, dict)


def test_furniture_after_the_front_matter_counts_from_there() -> None:
    document = markdown(FRONT + "By Ann Poole\n\n" + BODY)
    assert around(document) == ["By Ann Poole"]
    assert said(document)[0] == "The board voted on Tuesday."
