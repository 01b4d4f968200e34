from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import pytest

from sayso.bulk.places import Place
from sayso.bulk.rows import page_of, reading_of
from sayso.bulk.step import Rows, Taken, step
from sayso.errors import ModelDamagedError, ModelError
from sayso.lab.bulk.pages import pages
from sayso.model.attribution import Attribution
from sayso.model.document import Document, MediaType, RawPage
from sayso.pipeline import read_page
from sayso.statements.model_v1.extractor import ModelExtractor

READER = ModelExtractor()


def taken(content: bytes, media: MediaType = MediaType.HTML, copies: int = 0) -> Taken:
    name = sha256(content).hexdigest()[:8]
    others = [{"path": "b", "source": f"b:{n}", "url": None, "fetched_at": None} for n in range(copies)]
    page = RawPage(
        content=content, media_type=media, url=f"https://a.example/{name}", fetched_at="2025-01-01T00:00:00Z"
    )
    return Taken(place=Place(kind="file", path=name, source=name), copies=others, page=page)


ARTICLES = [taken(page.content) for page in pages(14, seed=264, paragraphs=(2, 3))]


def rows(batch: list[Taken], **known: int) -> list[Rows]:
    return list(step(batch, READER, **{"longest": 10**6, "pages": True, **known}))  # type: ignore[arg-type]


def test_an_article_has_the_same_rows_whatever_stands_beside_it() -> None:
    together = rows(ARTICLES)
    assert [one for article in reversed(ARTICLES) for one in rows([article])] == together[::-1]
    assert {row["error"] for one in together for row in one.failures} == {"LanguageError", "NoArticleError"}


def test_rows_give_back_what_was_read() -> None:
    for article, found in zip(ARTICLES, rows(ARTICLES), strict=True):
        if found.documents:
            assert article.page is not None
            (row,) = found.documents
            reading = read_page(article.page, READER)
            assert reading_of(row, found.statements, found.chain) == reading
            assert page_of(row).content == article.page.content
            assert row["statements"] == len(reading.statements)


def test_an_article_that_is_too_long_is_a_failure_with_its_copies() -> None:
    long = taken(b"The mayor said that the bridge was sold. " * 50, MediaType.TEXT, copies=2)
    (found,) = rows([long], longest=1000)
    assert [row["error"] for row in found.failures] == ["TooLargeError"] * 3
    assert [row["source"] for row in found.failures][1:] == ["b:0", "b:1"]
    assert "more than 1,000 characters" in found.failures[0]["reason"]


class Stumbling(ModelExtractor):
    """Stumbles over one article, as a library may."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        for one in documents:
            if "stumble" in one.text:
                raise self._error
            yield from super().extract([one])


def test_a_defect_costs_its_own_article_only() -> None:
    texts = [b"The mayor said that it rained.", b"The mayor said that we stumble.", b"The envoy said no."]
    batch = [taken(text, MediaType.TEXT) for text in texts]
    found = list(step(batch, Stumbling(KeyError("here")), longest=1000, pages=False))
    assert [len(one.documents) for one in found] == [1, 0, 1]
    (row,) = found[1].failures
    assert row["error"] == "DefectError"
    assert "KeyError in test_step.py, line" in row["reason"]
    assert found[0].documents[0].get("page") is None


def test_a_model_that_cannot_be_used_ends_it() -> None:
    with pytest.raises(ModelError):
        list(
            step(
                [taken(b"We stumble.", MediaType.TEXT)],
                Stumbling(ModelDamagedError("")),
                longest=99,
                pages=True,
            )
        )
