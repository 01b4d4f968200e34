"""Read an HTML page: which of what it shows is the article, and what it says of itself."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

from sayso.documents.align import Stream, crosses_break, key_of, ranges, stream
from sayso.documents.build import Built, build
from sayso.documents.decode import Decoded, clean
from sayso.documents.furniture import begins_tail, cut_short, is_furniture
from sayso.documents.metadata import Metadata, json_ld
from sayso.documents.published import iso
from sayso.errors import NoArticleError

#: An article shorter than this, in letters, where the page shows signs of a wall, is cut short.
_FEW = 600
#: lxml refuses characters that XML does not have, as themselves and as references; they are two patterns,
#: since a search is quick where all that it looks for begins alike.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ILLEGAL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F])(?![\da-fA-F]));?"
)
#: Words this many, in code points, are prose though they end without a stop.
_LONG = 160
_SENTENCE_END = re.compile(r"[.!?…。।؟][\"'”’»)\]]*$")
_TAG = re.compile(r"<[^<>]*+>")


def read_page(decoded: Decoded) -> tuple[Built, Metadata, bool, tuple[str, ...]]:
    """The article's text with origins, its metadata, whether it begins with its title, warnings.

    Raises:
        NoArticleError: if the page shows no article.
        TooComplexError: if it nests too deep.
    """
    source = clean(decoded.text)
    shown = stream(source)
    blocks, found = _extract(source)
    said = _merged(json_ld(shown.scripts), found)
    pieces = list(_prose(shown, blocks))
    head = _headline(shown, said.title, pieces)
    built = build(shown, [*head, *pieces[1 if pieces[:1] == head else 0 :]], decoded)
    has_prose = any(_is_prose(built.text[p.start : p.end]) for p in built.paragraphs)
    # only where it is short: the signs are looked for in all that the page shows
    told = cut_short(shown.text + _unscripted(shown)) if len(built.text) < _FEW or not has_prose else ()
    if not has_prose:
        raise NoArticleError(" ".join(["the page holds no article text.", *told]))
    if not said.free and not any("paywall" in one for one in told):
        told = (*told, "The page says that its article is not free: it may be cut short.")
    return built, said, bool(head), told


def _extract(source: str) -> tuple[list[str], Any]:
    """The blocks of the main text as trafilatura finds them, and its metadata."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its libraries tell of extras that are not installed
        import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            _ILLEGAL_REFERENCE.sub(" ", _ILLEGAL.sub(" ", source)),
            include_comments=False,
            include_tables=False,
            with_metadata=True,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return [], None
    if found is None:
        return [], None
    body = getattr(found, "body", None)
    if body is None:
        return (found.text or "").split("\n"), found
    return [" ".join(child.itertext()) for child in body.iter("p", "head", "quote", "item")], found


def _is_prose(words: str) -> bool:
    """Whether a paragraph has a sentence: menus and lists of headlines have none."""
    return len(words) >= _LONG or _SENTENCE_END.search(words) is not None


def _unscripted(shown: Stream) -> str:
    """What the page shows to those who run no scripts."""
    parts = (s.content for s in shown.scripts if s.name == "noscript")
    return " ".join(_TAG.sub(" ", part[:10_000]) for part in parts)


def _prose(shown: Stream, blocks: list[str]) -> Iterator[tuple[int, int]]:
    """The ranges of the blocks' paragraphs, without page furniture and without repeats."""
    reached = 0
    for first, last in ranges(shown, (b for b in blocks if b.strip())):
        for begin, end in crosses_break(shown, first, last):
            words = shown.text[begin:end]
            if begin < reached or not words.strip() or is_furniture(" ".join(words.split())):
                continue
            if begins_tail(words) and reached:
                return
            reached = end
            yield begin, end


def _headline(shown: Stream, title: str | None, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The title's place before the article, where the page shows it there."""
    key = key_of(title or "")
    if not key or not pieces:
        return []
    first, last = pieces[0]
    if key_of(shown.text[first:last]) == key:
        return pieces[:1]
    place = shown.key.rfind(key, 0, shown.reach(first))
    if place < 0:
        return []
    return [(shown.character(place)[0], shown.character(place + len(key) - 1)[1])]


def _merged(said: Metadata, found: Any) -> Metadata:
    """JSON-LD's word first, trafilatura's where it says nothing."""
    if found is None:
        return said
    authors = tuple(a.strip() for a in (found.author or "").split(";") if a.strip())
    return Metadata(
        title=said.title or found.title or None,
        publisher=said.publisher or found.sitename or None,
        authors=said.authors or authors,
        published=iso(said.published) or iso(found.date),
        url=said.url or found.url or None,
        language=said.language or found.language or None,
        free=said.free,
    )
