"""Adjectives of opinion and feeling: Lee was worried that it was over; Lee is critical of it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.indirect import bare_in
from sayso.statements.rules_v1.parse import Parsed, Word
from sayso.statements.rules_v1.phrases import noun_phrase, subject, verb_group


def adjectives(paragraph: Paragraph, cues: Cues) -> Iterator[Found]:
    """The attributions whose cue is a form of "to be" with an adjective."""
    for word in paragraph.parsed.words:
        if word.lower in cues.adjectives:
            found = _of(paragraph, word, cues)
            if found is not None:
                yield found


def _of(paragraph: Paragraph, word: Word, cues: Cues) -> Found | None:
    parsed = paragraph.parsed
    verb = _verb(parsed, word)
    noun = subject(parsed, verb) if verb is not None else None
    content = _content(parsed, word, cues.adjectives[word.lower])
    if verb is None or noun is None or content is None or noun.index > word.index:
        return None
    if noun.lower in cues.empty or (noun.lower in cues.own and paragraph.quoted(word.start)):
        return None
    span, last = content
    first, _ = verb_group(parsed, verb, cues)
    source = noun_phrase(paragraph, noun, cues, last=first - 1)
    kept = bare_in(paragraph, [span])
    if source is None or not kept:
        return None
    return Found(
        contents=kept,
        cue=parsed.span(first, last),
        source=source,
        confidence=cues.confidence["adjective"],
        paragraph=paragraph.number,
        verb=word.index,
    )


def _verb(parsed: Parsed, word: Word) -> Word | None:
    """The verb that the adjective completes; the participle itself where it is parsed as one."""
    if word.tag == "VBN":
        return word if parsed.children(word, "auxpass", "aux", "nsubjpass", "nsubj") else None
    head = parsed.head(word)
    return head if word.dep in ("acomp", "attr") and head is not None else None


def _content(parsed: Parsed, word: Word, takes: frozenset[str]) -> tuple[Span, int] | None:
    """What the adjective is about, and the cue's last word."""
    for child in parsed.children(word, "ccomp", "xcomp", "prep", "agent"):
        if child.index < word.index or child.left > word.index + 3:
            continue
        if child.dep in ("prep", "agent"):
            if child.lower in takes and child.right > child.index:
                return parsed.span(child.index + 1, child.right), child.index
        elif {"ccomp": "clause", "xcomp": "to"}[child.dep] in takes:
            return parsed.span(child.left, child.right), word.index
    return None
