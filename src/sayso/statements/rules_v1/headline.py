"""Headlines: "Poll: …", "Mayor: I knew", "…: report"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.labels import labels
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found

_FRONT = re.compile(r"(?P<source>[^:\"“‘']{2,60}?)(?P<cue>:)\s+(?P<content>\S.*)", re.DOTALL)
_TAIL = re.compile(r"(?P<content>.*\S)\s*(?P<cue>[:–—-])\s+(?P<source>[^:–—]{3,40})", re.DOTALL)
_LABEL = re.compile(r"\W*exclusive\W+", re.IGNORECASE)
_LONGEST_SOURCE = 8


def headline(text: str, title: Span, number: int, cues: Cues) -> Iterator[Found]:
    """The attribution that the title's colon or dash makes."""
    words = text[title.start : title.end]
    if (match := _TAIL.fullmatch(words)) and _is_tail(match["source"], cues):
        yield _found(match, title, number, cues)
        return
    skipped = label.end() if (label := _LABEL.match(words)) else 0
    match = _FRONT.fullmatch(words, skipped)
    if match and _names_source(match["source"]):
        yield _found(match, title, number, cues)


def _is_tail(source: str, cues: Cues) -> bool:
    words = source.rstrip(".").lower().split()
    return 0 < len(words) <= 4 and words[-1] in cues.tails


def _names_source(source: str) -> bool:
    words = source.split()
    if len(words) > _LONGEST_SOURCE or source.strip().lower() in labels("anywhere"):
        return False
    return words[0].lower() not in ("how", "why", "what", "when", "where", "in", "on", "at", "for")


def _found(match: re.Match[str], title: Span, number: int, cues: Cues) -> Found:
    def span(name: str) -> Span:
        start, end = match.span(name)
        words = match.string[start:end]
        cut = len(words) - len(words.rstrip(" ."))
        return Span(title.start + start, title.start + end - cut if cut < len(words) else title.start + end)

    return Found(
        contents=(span("content"),),
        cue=span("cue"),
        source=span("source"),
        confidence=cues.confidence["headline"],
        paragraph=number,
    )
