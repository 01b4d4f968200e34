"""Choose what the tagger reads as one paragraph.

A dateline is left out, since its place and agency are nobody's words. And a quotation that stands as a
paragraph of its own is put beside the words that introduce it.

"The mayor continued:" ends one paragraph and the quotation is the next. The tagger reads a paragraph
at a time and would see the cue without its content and the content without its cue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sayso.model.span import Span

#: "ALDEN, Kestria (Kestrian Wire) - ", "Alden (KW) – ", "NORTHBANK — "
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w .,'’/-]{1,50}\([A-Z][^()\n]{1,40}\)|[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{1,20})?)"
    r"\s*[-–—]{1,2}\s+(?=\S)"
)
_MARKS = "\"“”„«‘'`"


def introduced(
    text: str, paragraphs: Sequence[Span], *, apart: Collection[int] = ()
) -> Iterator[tuple[int, int]]:
    """What the tagger reads as one paragraph each, in order, without those that begin at ``apart``."""
    number = 0
    while number < len(paragraphs):
        if paragraphs[number].start in apart:
            number += 1
            continue
        start, end = paragraphs[number].start, paragraphs[number].end
        if dateline := _DATELINE.match(text, start, end):
            start = dateline.end()
        if (
            number + 1 < len(paragraphs)
            and text[start:end].rstrip().endswith(":")
            and text[paragraphs[number + 1].start] in _MARKS
            and paragraphs[number + 1].start not in apart
        ):
            number += 1
            end = paragraphs[number].end
        yield start, end
        number += 1
