"""Attributions inside a content: who is said to have said what.

The training data marks no nesting, since a word has at most one role there. But a content without
its own quotation marks reads like any sentence, so the tagger is run on it again, and again on what
it finds there: on those contents where the reading before saw a sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from sayso.statements.model_v1.found import Found
from sayso.statements.quotations import Quotation

#: Levels below the outermost that are looked for, and the shortest content that can hold another.
DEEPEST = 5
_SHORTEST = 18
#: A content none of whose words is as likely as this to be the cue of another is not read again.
LEAST_SIGN = 0.3

#: A clause without the word that ties it to the cue reads like the sentences that the tagger learned.
_TIE = re.compile(r"\s*that\s+", re.IGNORECASE)

#: What somebody is said to have known, seen or not remembered is not what they said.
_UNTOLD = re.compile(
    r"(?:\b(?:know[ns]?|knew|sees?|saw|seen|watch(?:e[sd])?|no (?:memory|recollection))"
    r"|(?:\bnot|n[’']t|\bnever) (?:\w+ )?(?:remember|recall)(?:ed)?)\b",
    re.IGNORECASE,
)

Find = Callable[[list[tuple[int, int]]], Iterable[Found]]


def nested(
    text: str, outer: Sequence[Found], marks: Sequence[Quotation], find: Find, least_sign: float
) -> list[Found]:
    """All attributions inside the outer ones' contents, to any depth up to ``DEEPEST``.

    Args:
        text: the document's text.
        outer: the outermost attributions.
        marks: the document's quotations.
        find: reads stretches of the text, each as if it were a paragraph.
        least_sign: contents with less of a sign are not read again.
    """
    found: list[Found] = []
    level = list(outer)
    for _ in range(DEEPEST):
        signed = (one for one in level if one.sign >= least_sign)
        parts = [part for one in signed for part in _parts(text, one, marks)]
        if not parts:
            break
        level = [one for one in find(parts) if one.source is not None and not _whole(one, parts)]
        found.extend(level)
    return found


def is_told(cue: str) -> bool:
    """Whether a cue inside of a statement may be one of telling, believing or feeling."""
    return _UNTOLD.search(cue) is None


def _parts(text: str, found: Found, marks: Sequence[Quotation]) -> list[tuple[int, int]]:
    """The contents that may hold another, without marks around all of them or a leading "that"."""
    parts = []
    for span in found.contents:
        start, end = span.start, span.end
        for q in marks:
            if start <= q.start + 1 and q.start <= start and q.end >= end:
                start, end = q.start + 1, min(end, q.end - (1 if q.closed else 0))
        if tie := _TIE.match(text, start, end):
            start = tie.end()
        if end - start >= _SHORTEST:
            parts.append((start, end))
    return parts


def _whole(found: Found, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether the attribution leaves nothing of its part outside, so that it nests in nothing."""
    first, last = found.contents[0].start, found.contents[-1].end
    return any(first <= start + 1 and last >= end - 1 for start, end in parts)
