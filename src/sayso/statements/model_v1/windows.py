"""Cut a paragraph into windows that the encoder can take, and encode them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from sayso.statements.model_v1.pieces import MOST, Known, Pieces
from sayso.statements.model_v1.words import MAX_WORD, SHAPES, words
from sayso.statements.quotations import quotations

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SENTENCE_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of one paragraph, as the encoder takes it.

    ``words`` are code point offsets in the document; ``ids`` the word pieces with [CLS] and [SEP];
    ``features`` one number a piece (0 at the marks); ``firsts`` the index of each word's first piece.
    """

    words: tuple[tuple[int, int], ...]
    ids: tuple[int, ...]
    features: tuple[int, ...]
    firsts: tuple[int, ...]


def windows(text: str, paragraphs: Sequence[tuple[int, int]], pieces: Pieces) -> Iterator[Window]:
    """The windows of the paragraphs, in order; a long paragraph is cut after a sentence's end."""
    text = _SURROGATE.sub("\ufffd", text)  # half of a character is none that can be encoded
    for start, end in paragraphs:
        spans = words(text, start, end)
        known = pieces.of([text[s:e][:MAX_WORD] for s, e in spans])
        marks = _features(text, spans, known, start, end)
        for first, last in _cuts(text, spans, [len(p) for p, _ in known]):
            cut = slice(first, last)
            yield _window(spans[cut], [own for own, _ in known[cut]], marks[cut], pieces)


def _features(
    text: str, spans: list[tuple[int, int]], known: Sequence[Known], start: int, end: int
) -> list[int]:
    """One feature a word: its shape, plus ``SHAPES`` where it is quoted."""
    quoted = [(q.start, q.end) for q in quotations(text, start, end) if q.depth == 0]
    if not quoted:
        return [shape for _, shape in known]
    found, at = [], 0
    for (begin, _), (_, shape) in zip(spans, known, strict=True):
        while at < len(quoted) and quoted[at][1] <= begin:
            at += 1
        inside = at < len(quoted) and quoted[at][0] <= begin
        found.append(shape + SHAPES * inside)
    return found


def _cuts(text: str, spans: list[tuple[int, int]], sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of words that fit a window, each as long as can be up to a sentence's end."""
    if sum(sizes) <= MOST:
        if spans:
            yield 0, len(spans)
        return
    first = 0
    while first < len(spans):
        last, total, sentence = first, 0, first
        while last < len(spans) and total + sizes[last] <= MOST:
            total += sizes[last]
            last += 1
            if text[spans[last - 1][0]] in _SENTENCE_ENDS:
                sentence = last
        if last < len(spans) and sentence > first + (last - first) // 3:
            last = sentence
        yield first, last
        first = last


def _window(
    spans: list[tuple[int, int]], own: list[tuple[int, ...]], marks: list[int], pieces: Pieces
) -> Window:
    sizes = [len(p) for p in own]
    return Window(
        words=tuple(spans),
        ids=(pieces.begin, *chain.from_iterable(own), pieces.end),
        features=(0, *chain.from_iterable(map(repeat, marks, sizes)), 0),
        firsts=tuple(accumulate(sizes[:-1], initial=1)),
    )
