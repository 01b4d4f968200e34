"""Cut a paragraph into sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.model.span import Span

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9$£€])|\n+")
#: Words before a point that seldom end a sentence (single letters, titles, months, bodies).
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Fr|St|Sr|Jr|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Adm|Cmdr|Sen|Rep|Gov|Hon|Pres"
    r"|Supt|Insp|Det|Const|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|vs|No|Nos|etc|approx|Ave|Blvd"
    r"|Dept|Univ|Bros|Mt|Ft|U\.S|U\.K|U\.N|a\.m|p\.m|i\.e|e\.g))\.$"
)


# each paragraph of an article is asked for by several, one after another
@lru_cache(maxsize=256)
def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, in order, without the white space between them."""
    found: list[Span | None] = []
    begun = start
    for match in _END.finditer(text, start, end):
        if _ABBREVIATED.search(text[max(begun, match.end() - 12) : match.end()].rstrip("\"'”’)]")):
            continue
        found.append(_trimmed(text, begun, match.end()))
        begun = match.end()
    found.append(_trimmed(text, begun, end))
    return tuple(span for span in found if span)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return Span(first, last) if first < last else None
