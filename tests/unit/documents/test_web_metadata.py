"""What a page says of its article, and signs that not all of it is there."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from sayso.documents.clean import canonical, clean
from sayso.documents.metadata import json_ld
from sayso.documents.source import Script
from unit.documents.pages import PROSE, article, raw, said, web

NEWS: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge shut to lorries &amp; buses",
    "datePublished": "2024-05-31T06:10:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Poole"}, {"@type": "Person", "name": "Bo Lind"}],
    "publisher": {"@type": "Organization", "name": "The Ashmere Ledger"},
    "url": "https://ledger.example/bridge?utm_source=mail",
    "inLanguage": "en-GB",
}


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_the_json_ld_of_a_news_article_is_believed_first() -> None:
    head = ld(NEWS) + "<title>Home</title><meta property='og:site_name' content='Other'>"
    document = web(article(*PROSE, head=head))
    assert document.title == "Bridge shut to lorries & buses"
    assert document.authors == ("Ann Poole", "Bo Lind")
    assert document.publisher == "The Ashmere Ledger"
    assert document.published == "2024-05-31T06:10:00+01:00"
    assert document.url == "https://ledger.example/bridge"
    assert document.language == "en"


@pytest.mark.parametrize(
    "value",
    [
        [{"@type": "WebSite", "name": "Other"}, NEWS],
        {"@graph": [{"@type": "Person", "name": "Other"}, NEWS]},
        {"@type": "WebPage", "name": "Other", "mainEntity": NEWS},
        {**NEWS, "@type": ["Thing", "ReportageNewsArticle"]},
        {**NEWS, "author": {"name": ["Ann Poole", "Bo Lind"]}},
        {**NEWS, "author": ["Ann Poole", "Bo Lind"]},
    ],
)
def test_the_article_is_found_where_it_stands_in_the_json_ld(value: object) -> None:
    found = json_ld([Script("script", ' type="application/ld+json"', json.dumps(value))])
    assert (found.title, found.authors) == (
        "Bridge shut to lorries & buses",
        ("Ann Poole", "Bo Lind"),
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[" * 100_000,
        '{"@type": 7, "@graph": {"@type": null}}',
        '{"@type": "NewsArticle", "author": 7, "publisher": [null], "headline": {}}',
        "[" + "{}," * 300_000 + "{}]",
        '{"@type": "NewsArticle", "headline": ' + "9" * 10_000 + "}",
    ],
)
def test_json_ld_that_says_nothing_says_nothing(content: str) -> None:
    begun = time.process_time()
    found = json_ld([Script("script", 'type="application/ld+json"', content)])
    assert (found.title, found.authors, found.publisher) == (None, (), None)
    assert time.process_time() - begun < 3


def test_other_metadata_serve_where_there_is_no_json_ld() -> None:
    head = (
        "<title>Bridge shut to lorries</title>"
        "<meta property='og:title' content='Bridge shut to lorries'>"
        "<meta property='og:site_name' content='The Ashmere Ledger'>"
        "<meta name='author' content='Ann Poole'>"
        "<meta property='article:published_time' content='2024-05-31T06:10:00Z'>"
        "<link rel='canonical' href='https://ledger.example/bridge'>"
    )
    document = web(article(*PROSE, head=head))
    assert document.title == "Bridge shut to lorries"
    assert document.publisher == "The Ashmere Ledger"
    assert document.authors == ("Ann Poole",)
    assert (document.published or "")[:10] == "2024-05-31"
    assert document.url == "https://ledger.example/bridge"


def test_what_a_person_says_stands_over_what_the_page_says() -> None:
    page = raw(article(*PROSE, head=ld(NEWS)))
    document = clean(page, published="June 2, 2024", publisher="The Quay")
    assert (document.published, document.publisher) == ("2024-06-02", "The Quay")


@pytest.mark.parametrize("place", ["before", "inside"])
def test_the_title_is_where_the_page_shows_it(place: str) -> None:
    heading = "<h1>Bridge shut to lorries &amp; buses</h1>"
    source = article(*PROSE, head=ld(NEWS), before=heading if place == "before" else "")
    if place == "inside":
        source = source.replace("<article>", f"<article>{heading}")
    document = web(source)
    assert document.title_span == document.paragraphs[0]
    assert said(document) == ["Bridge shut to lorries & buses", *PROSE]


def test_a_title_that_the_page_does_not_show_has_no_place() -> None:
    document = web(article(*PROSE, head=ld(NEWS)))
    assert document.title_span is None
    assert said(document) == list(PROSE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, None),
        ("", None),
        ("https://a.example/b?utm_source=x&id=7#c", "https://a.example/b?id=7"),
        ("not an address", "not an address"),
        ("http://[1::", "http://[1::"),
    ],
)
def test_addresses_lose_what_tracks_readers(url: str | None, expected: str | None) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("wall", "sign"),
    [
        ("<div><p>Subscribe to continue reading</p></div>", "paywall"),
        ("<div><p>We value your privacy. We and our 812 partners store data.</p></div>", "consent"),
        ("<noscript><p>Please enable <b>JavaScript</b></p></noscript>", "scripts"),
    ],
)
def test_a_page_that_seems_cut_short_says_so(wall: str, sign: str) -> None:
    document = web(article(*PROSE[:2], after=wall))
    (warning,) = document.warnings
    assert sign in warning


def test_a_whole_article_with_such_words_around_it_is_whole() -> None:
    wall = "<div><p>Already a subscriber?</p><p>We value your privacy.</p></div>"
    more = (f"{words} It was so {number} times." for number, words in enumerate(PROSE * 2))
    assert web(article(*PROSE, *more, after=wall)).warnings == ()


def test_an_article_that_is_not_free_says_so() -> None:
    document = web(article(*PROSE, head=ld({**NEWS, "isAccessibleForFree": "False"})))
    (warning,) = document.warnings
    assert "not free" in warning


def test_the_same_bytes_give_the_same_document() -> None:
    source = article(*PROSE, head=ld(NEWS))
    assert web(source) == web(source)
    assert web(source).id == web(source).sha256[:16]
    assert web(source).id != web(source + " ").id
