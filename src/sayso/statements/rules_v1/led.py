"""The cue clause that leads up to a quotation: Lee said: "…"; Lee told the court, "…"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sayso.model.span import Span
from sayso.statements.quotations import Quotation
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.parse import Word
from sayso.statements.rules_v1.phrases import noun_phrase, subject, verb_group

SENTENCE_END = (".", "?", "!")
#: A cue clause is at most this many words from its quotation.
REACH = 40
#: Before a comma, and before no mark at all (there the hearer may stand between).
_NEAR_COMMA, _NEAR_HEARER = 15, 3


def led(paragraph: Paragraph, place: int, quotation: Quotation, taken: Set[int], cues: Cues) -> Found | None:
    """The quotation with the cue that leads up to it.

    ``place`` is where the cue's sentence breaks off: at the quotation, or at the end of the
    paragraph before. ``taken`` are the indices of the verbs that are others' cues.
    """
    gap = list(_lead(paragraph, place))
    if not gap or gap[-1].text in SENTENCE_END:
        return None
    for verb in reversed(gap):
        if gap[-1].index - verb.index > _reach(gap[-1], verb, cues):
            continue
        if verb.index in taken or not verb.tag.startswith("VB"):
            continue
        if not cues.takes(verb.lemma, "quote"):
            continue
        if found := _of(paragraph, verb, quotation, cues):
            return found
    return None


def _reach(last: Word, verb: Word, cues: Cues) -> int:
    """How many words may stand between the verb and where its sentence breaks off."""
    if last.text == ":":
        return REACH
    if last.pos == "PUNCT":
        return _NEAR_COMMA
    return _NEAR_HEARER if verb.lemma in cues.hearers else 0


def _of(paragraph: Paragraph, verb: Word, quotation: Quotation, cues: Cues) -> Found | None:
    noun = subject(paragraph.parsed, verb)
    if noun is None or paragraph.quoted(noun.start) or noun.index >= verb.index + 6:
        return None
    limit = verb.index - 1 if noun.index < verb.index else None
    source = noun_phrase(paragraph, noun, cues, last=limit)
    cue = paragraph.parsed.span(*verb_group(paragraph.parsed, verb, cues))
    if source is None or source.overlaps(cue):
        return None
    return Found(
        contents=(Span(quotation.start, quotation.end),),
        cue=cue,
        source=source,
        confidence=cues.confidence["direct"],
        paragraph=paragraph.number,
        verb=verb.index,
        direct=True,
    )


def _lead(paragraph: Paragraph, place: int) -> Iterator[Word]:
    """The words of the sentence that breaks off at the place, quotations left out."""
    stop = paragraph.first_word(place)
    words = paragraph.parsed.words[max(0, stop - 3 * REACH) : stop]
    begin = 0
    for at, word in enumerate(words[:-1]):
        if word.text in SENTENCE_END and not paragraph.quoted(word.start):
            begin = at + 1
    for word in words[begin:][-REACH:]:
        if not paragraph.quoted(word.start):
            yield word
