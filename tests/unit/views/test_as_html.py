from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Addressee, Said, Statement
from sayso.views.as_html import page
from unit.readings import document, reading, statement

HOSTILE = "<script>alert(1)</script><img src=x onerror=\"f('&amp;')\"> \"quoted\" 'single' </mark></article>"
VOID = frozenset({"meta", "link", "img", "br"})


class Tree(HTMLParser):
    """What a browser makes of a page: its elements, whether they nest, and the article's words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "a" not in self.open:
            self.words += data

    def marks(self) -> list[tuple[str, str]]:
        return [(str(a["class"]), str(a["data-statements"])) for t, a in self.tags if t == "mark"]


def read(html: str) -> Tree:
    found = Tree(html)
    assert found.open == []
    return found


def spans(text: str, *found: tuple[int, int]) -> Passage:
    return Passage.of(text, [Span(*f) for f in found])


def test_the_articles_words_are_all_there_and_marked_once() -> None:
    text = "Title\nAna Ruiz said the pier is safe.\nIt is old."
    found = read(page(reading(document(text), statement(text, "Ana Ruiz", "said", "the pier is safe"))))
    assert found.words.split("\n")[1:-1] == text.split("\n")
    assert found.marks() == [("source depth-0", "1"), ("cue depth-0", "1"), ("content depth-1", "1")]
    links = [a["href"] for t, a in found.tags if t == "a"]
    assert links == ["#statement-1", "#in-1"]
    assert {a["id"] for _, a in found.tags if "id" in a} == {"in-1", "statement-1"}


def test_marks_that_overlap_without_nesting_are_cut_into_pieces() -> None:
    text = "abcdefghij"
    one = statement(text, "", "a", content=spans(text, (1, 6)))
    two = statement(text, "", "j", content=spans(text, (4, 9)))
    found = read(page(reading(document(text), one, two)))
    assert found.words.strip() == text
    assert found.marks() == [
        ("cue depth-0", "1"),
        ("content depth-1", "1"),
        ("content depth-2", "1 2"),
        ("content depth-1", "2"),
        ("cue depth-0", "2"),
    ]


def test_nested_marks_are_deeper_and_numbered_each() -> None:
    text = "The Tern reports Ana Ruiz said it fell."
    outer = statement(text, "The Tern", "reports", "Ana Ruiz said it fell")
    inner = statement(text, "Ana Ruiz", "said", "it fell")
    found = read(page(reading(document(text), outer, inner)))
    assert ("content source depth-1", "1 2") in found.marks()
    assert ("content depth-2", "1 2") in found.marks()
    numbers = [a["id"] for t, a in found.tags if t == "a" and a.get("class") == "number"]
    assert numbers == ["in-1", "in-2"]


def test_a_mark_over_several_paragraphs_is_closed_in_each() -> None:
    text = "“One.\n“Two,” said Ana Ruiz."
    made = statement(text, "Ana Ruiz", "said", content=spans(text, (0, 5), (6, 12)))
    found = read(page(reading(document(text), made)))
    assert found.words.split("\n")[1:-1] == text.split("\n")
    assert sum("content" in kind for kind, _ in found.marks()) == 2
    assert [t for t, _ in found.tags].count("p") >= 2


def hostile() -> Statement:
    made = statement(HOSTILE, "alert", "script", "onerror")
    return replace(
        made,
        speaker=Speaker(name=HOSTILE, kind=Kind.PERSON, description=HOSTILE),
        said=Said(text=HOSTILE, start="2024-01-01", end="2024-01-02"),
        addressee=Addressee(text=HOSTILE, name=HOSTILE),
        venue=HOSTILE,
        chain=(Link(name=None, kind=Kind.OUTLET, description=HOSTILE, text=HOSTILE),) * 2,
    )


def test_hostile_text_is_shown_and_not_run() -> None:
    made = document(
        HOSTILE,
        title=HOSTILE,
        publisher=HOSTILE,
        authors=(HOSTILE,),
        language='en"><script>',
        published="2024-01-01",
        warnings=(HOSTILE,),
    )
    html = page(reading(made, hostile()))
    found = read(html)
    assert not {t for t, _ in found.tags} & {"script", "img"}
    assert not any(name.startswith("on") for _, a in found.tags for name in a)
    assert found.words.strip() == HOSTILE


@given(st.text(alphabet="<>&\"'/abc \n;#x-!", max_size=80), st.data())
def test_no_text_breaks_out_of_the_page(text: str, data: st.DataObject) -> None:
    def some() -> Passage:
        start = data.draw(st.integers(0, len(text) - 1))
        return spans(text, (start, data.draw(st.integers(start + 1, len(text)))))

    made = [
        replace(statement("s", "", "s"), content=some(), cue=some(), source=some())
        for _ in range(data.draw(st.integers(0, 3)) if text else 0)
    ]
    found = read(page(reading(document(text, title=text, paragraphs=()), *made)))
    shown = {"!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "h3"}
    shown |= {"p", "article", "section", "ol", "li", "dl", "dt", "dd", "div", "span", "a", "mark"}
    assert {t for t, _ in found.tags} <= shown
    assert found.words.strip() == text.strip()


def test_it_is_one_file_that_loads_nothing_and_runs_nothing() -> None:
    html = page(reading(document("Words.", title="Title")))
    found = read(html)
    assert not {t for t, _ in found.tags} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not re.search(r"url\(|@import|https?://", html)
    policy = next(a for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'")


@pytest.mark.parametrize("language", [None, "en", "cy"])
def test_it_can_be_read_aloud(language: str | None) -> None:
    text = "Ana Ruiz declined to comment."
    made = document(text, title="Pier", language=language, warnings=("Cut short.",))
    found = read(page(reading(made, statement(text, "Ana Ruiz", "declined to comment"))))
    attributes = {t: a for t, a in found.tags if t in ("html", "article", "section", "main")}
    assert set(attributes) == {"html", "article", "section", "main"}
    assert attributes["article"]["lang"] == (language or "en")
    assert attributes["section"]["aria-label"] == "Statements"
    assert any(a.get("role") == "note" for _, a in found.tags)
    assert any(a.get("aria-label") == "Statement 1" for _, a in found.tags)


def test_a_page_without_statements_says_so() -> None:
    assert "No statements found." in page(reading(document("It is old.")))
