"""Cut a paragraph into windows that the encoder can take, and encode them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.statements.model_v1.words import MAX_WORD, features, words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Word pieces in a window at most, the two marks at its ends included.
MAX_PIECES = 256
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


def windows(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of the paragraphs, in order; a long paragraph is cut after a sentence's end."""
    text = _SURROGATE.sub("\ufffd", text)  # half of a character is none that can be encoded
    cut = [(words(text, start, end), start, end) for start, end in paragraphs]
    cut = [paragraph for paragraph in cut if paragraph[0]]
    if not cut:
        return
    encoded = tokenizer.encode_batch(
        [[text[s : min(e, s + MAX_WORD)] for s, e in spans] for spans, _, _ in cut],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    for (spans, start, end), encoding in zip(cut, encoded, strict=True):
        pieces = _pieces_by_word(encoding.ids, encoding.word_ids, len(spans), tokenizer)
        marks = features(text, spans, start, end)
        for first, last in _cuts(text, spans, [len(p) for p in pieces]):
            yield _window(spans[first:last], pieces[first:last], marks[first:last], tokenizer)


def _pieces_by_word(
    ids: list[int], owners: list[int | None], count: int, tokenizer: Tokenizer
) -> list[list[int]]:
    """The pieces of each word; a word that the tokenizer drops (a control character) is unknown."""
    pieces: list[list[int]] = [[] for _ in range(count)]
    for piece, owner in zip(ids, owners, strict=True):
        if owner is not None:
            pieces[owner].append(piece)
    unknown = tokenizer.token_to_id("[UNK]") or 0
    return [p or [unknown] for p in pieces]


def _cuts(text: str, spans: list[tuple[int, int]], sizes: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of words that fit a window, each as long as can be up to a sentence's end."""
    first = 0
    while first < len(spans):
        last, total, sentence = first, 0, first
        while last < len(spans) and total + min(sizes[last], MAX_PIECES - 2) <= MAX_PIECES - 2:
            total += sizes[last]
            last += 1
            if text[spans[last - 1][0]] in _SENTENCE_ENDS:
                sentence = last
        if last < len(spans) and sentence > first + (last - first) // 3:
            last = sentence
        yield first, last
        first = last


def _window(
    spans: list[tuple[int, int]], pieces: list[list[int]], marks: list[int], tokenizer: Tokenizer
) -> Window:
    ids, feats, firsts = [tokenizer.token_to_id("[CLS]") or 0], [0], []
    for word, mark in zip(pieces, marks, strict=True):
        firsts.append(len(ids))
        ids.extend(word[: MAX_PIECES - 2])
        feats.extend([mark] * len(word[: MAX_PIECES - 2]))
    return Window(
        words=tuple(spans),
        ids=(*ids, tokenizer.token_to_id("[SEP]") or 0),
        features=(*feats, 0),
        firsts=tuple(firsts),
    )
