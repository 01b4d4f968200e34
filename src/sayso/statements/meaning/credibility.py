"""Collect what a text itself says for or against a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sayso.model.span import Span
from sayso.model.statement import CredibilityNote
from sayso.statements.meaning.lexicon import patterns, plain

#: Longest sentence that is given as a note, in code points.
_LONGEST = 400


def notes(
    text: str, sentences: Sequence[Span], about: Callable[[Span], str | None]
) -> Iterator[CredibilityNote]:
    """The sentences that speak for or against a source, with whom they are about.

    Args:
        text: the document's text.
        sentences: its sentences.
        about: names whom a sentence is about, or null.
    """
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        if len(words) > _LONGEST:
            continue
        looked = plain(words)
        for section, sign in (("against", "-"), ("for", "+")):
            if patterns("credibility.toml", section, "patterns").search(looked):
                if who := about(sentence):
                    yield CredibilityNote(about=who, sign=sign, statement=words)
                break
