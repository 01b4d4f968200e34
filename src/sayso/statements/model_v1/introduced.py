"""Put a quotation that stands as a paragraph of its own beside the words that introduce it.

"The mayor continued:" ends one paragraph and the quotation is the next. The tagger reads a paragraph
at a time and would see the cue without its content and the content without its cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model.span import Span

_MARKS = "\"“”„«‘'`"


def introduced(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """What the tagger reads as one paragraph each, in order."""
    number = 0
    while number < len(paragraphs):
        start, end = paragraphs[number].start, paragraphs[number].end
        if (
            number + 1 < len(paragraphs)
            and text[start:end].rstrip().endswith(":")
            and text[paragraphs[number + 1].start] in _MARKS
        ):
            number += 1
            end = paragraphs[number].end
        yield start, end
        number += 1
