"""Transcripts: a paragraph that begins with its speaker in capitals and a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph

_LEAST = 2
_SPEAKER = re.compile(r"(?P<source>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]*){0,3})(?P<cue>:)\s+(?=\S)")


def transcript(paragraphs: Sequence[Paragraph], cues: Cues) -> dict[int, Found]:
    """The attributions of the paragraphs that their speakers open, by the paragraphs' numbers.

    One such paragraph is no transcript: what stands before its colon may be a dateline.
    """
    found = {p.number: f for p in paragraphs if (f := line(p, cues)) is not None}
    return found if len(found) >= _LEAST else {}


def line(paragraph: Paragraph, cues: Cues) -> Found | None:
    """The attribution of the whole paragraph to the speaker that opens it."""
    match = _SPEAKER.match(paragraph.text)
    if match is None or match["source"].lower() in cues.labels or not match.end() < len(paragraph.text):
        return None
    start = paragraph.span.start
    return Found(
        # the words of a transcript are the speaker's, so that what they tell is left alone
        contents=(Span(start + match.end(), paragraph.span.end),),
        cue=Span(start + match.start("cue"), start + match.end("cue")),
        source=Span(start + match.start("source"), start + match.end("source")),
        confidence=cues.confidence["line"],
        paragraph=paragraph.number,
        direct=True,
    )
