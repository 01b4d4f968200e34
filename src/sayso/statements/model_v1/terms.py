"""Take along the terms on which a source spoke.

"A clerk, who asked not to be named, said …": the training data ends such sources at the first comma as
often as not, and the terms are part of what is known of somebody without a name.
"""

from __future__ import annotations

import re

from sayso.model.span import Span

_TERMS = re.compile(
    r",?\s+(?:who|whose|speaking|requesting|asking|granted|citing)\b[^.;:!?\"“”\n]{0,120}?"
    r"\b(?:anonym\w*|identif\w+|named?|names?|authori[sz]ed|publicly|on background|on the record)\b"
    r"[^,.;:!?\"“”\n]{0,90}?(?=,|\s+(?:said|says|told|tells|described|added|claimed)\b)"
)


def with_terms(text: str, source: Span | None, cue: Span) -> Span | None:
    """The source, up to the end of the terms that follow it, if these end before the cue."""
    if source is None or source.end >= cue.start:
        return source
    start = source.end
    while start > source.start and text[start - 1] in ", ":
        start -= 1
    found = _TERMS.match(text, start, cue.start + len("described "))
    if found is None or found.end() > cue.start:
        return source
    return Span(source.start, found.end())
