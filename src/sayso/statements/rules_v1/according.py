"""According to X."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.indirect import bare_in
from sayso.statements.rules_v1.parse import Word
from sayso.statements.rules_v1.phrases import noun_phrase

_ENDS = (".", "?", "!", ";")
_JOINS = ("and", "but", "or", "so", "yet")


def according(paragraph: Paragraph, cues: Cues) -> Iterator[Found]:
    """The attributions by "according to" and its kin."""
    words = paragraph.parsed.words
    for at in range(len(words)):
        for phrase in cues.according:
            if tuple(w.lower for w in words[at : at + len(phrase)]) == phrase:
                found = _of(paragraph, at, at + len(phrase) - 1, cues)
                if found is not None:
                    yield found


def _of(paragraph: Paragraph, first: int, last: int, cues: Cues) -> Found | None:
    parsed = paragraph.parsed
    noun = next((w for w in parsed.children(parsed.words[last], "pobj", "pcomp")), None)
    if noun is None or noun.index < last:
        return None
    source = noun_phrase(paragraph, noun, cues, first=last + 1)
    if source is None:
        return None
    end = max(last + 1, paragraph.first_word(source.end) - 1)
    contents = bare_in(paragraph, _clause(paragraph, parsed.words[first], end))
    contents = tuple(c for c in contents if not c.overlaps(source))
    if not contents:
        return None
    return Found(
        contents=contents,
        cue=parsed.span(first, last),
        source=source,
        confidence=cues.confidence["according"],
        paragraph=paragraph.number,
        verb=first,
    )


def _clause(paragraph: Paragraph, opening: Word, end: int) -> list[Span]:
    """The sentence around the phrase, or the part of it that the phrase belongs to."""
    parsed = paragraph.parsed
    begin, stop = _sentence(paragraph, opening.index, end)
    while begin < opening.index and parsed.words[begin].lower in _JOINS:
        begin += 1
    pieces = []
    if opening.index > begin:
        pieces.append(parsed.span(begin, opening.index - 1))
    if end < stop and (opening.index == begin or parsed.words[end + 1].text in (",", "—", "–")):
        pieces.append(parsed.span(end + 1, stop))
    return pieces


def _sentence(paragraph: Paragraph, first: int, last: int) -> tuple[int, int]:
    words = paragraph.parsed.words
    begin = first
    while begin > 0 and words[begin - 1].text not in _ENDS:
        begin -= 1
    stop = last
    while stop + 1 < len(words) and words[stop + 1].text not in _ENDS:
        stop += 1
    return begin, stop
