"""Link quotations to the cue beside them: "…," Lee said; Lee said: "…"; "…," Lee said, "…"."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.span import Span
from sayso.statements.quotations import Quotation
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.led import REACH, SENTENCE_END, led
from sayso.statements.rules_v1.parse import Word
from sayso.statements.rules_v1.phrases import noun_phrase, subject, verb_group

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
_MARKS = "\"“”„‟«»`'‘’ "


def direct(paragraph: Paragraph, cues: Cues) -> tuple[list[Found], list[Quotation]]:
    """The quotations with a cue of their own, and those that stand by themselves without one."""
    found: list[Found] = []
    alone: list[Quotation] = []
    for number, quotation in enumerate(paragraph.quotations):
        if not fresh(paragraph, quotation):
            continue
        gap = _after(paragraph, number)
        verb = _cue_after(paragraph, quotation, gap, cues)
        carried = _carried(paragraph, number, found)
        if carried is not None and (verb is None or carried == "split"):
            found[-1] = replace(found[-1], contents=(*found[-1].contents, _span(quotation)))
        elif made := (
            _made(paragraph, quotation, verb, gap, cues)
            or led(paragraph, quotation.start, quotation, {f.verb for f in found}, cues)
        ):
            found.append(made)
        elif whole(paragraph, quotation, 3) and _starts(paragraph, quotation):
            alone.append(quotation)
    return found, alone


def fresh(paragraph: Paragraph, quotation: Quotation) -> bool:
    """Whether the quotation begins a sentence or follows a comma, a colon or a dash."""
    before = paragraph.between(paragraph.span.start, quotation.start).rstrip()
    words = paragraph.between(quotation.start, quotation.end)
    if sum(c.isalnum() for c in words) < 2:
        return False
    return not before or before[-1] in ".?!:,;—–-\"”’'…)" or whole(paragraph, quotation, 3)


def _starts(paragraph: Paragraph, quotation: Quotation) -> bool:
    """Whether no sentence has begun before the quotation."""
    before = paragraph.between(paragraph.span.start, quotation.start).rstrip()
    return not before or before[-1] in '.?!:"”…'


def whole(paragraph: Paragraph, quotation: Quotation, least: int = 1) -> bool:
    """Whether the quotation ends a sentence, begins with a capital and has so many words."""
    words = paragraph.between(quotation.start, quotation.end).strip(_MARKS)
    after = paragraph.between(quotation.end, paragraph.span.end).lstrip()
    ended = words.endswith((".", "?", "!", "…", "—")) or after[:1] in (".", "")
    begins = next((c for c in words if c.isalnum()), "a")
    return (ended or not quotation.closed) and not begins.islower() and len(words.split()) >= least


def _span(quotation: Quotation) -> Span:
    return Span(quotation.start, quotation.end)


def _after(paragraph: Paragraph, number: int) -> list[Word]:
    """The words after the quotation up to the sentence's end or the next quotation."""
    quotations = paragraph.quotations
    end = quotations[number + 1].start if number + 1 < len(quotations) else paragraph.span.end
    words: list[Word] = []
    begin = paragraph.first_word(quotations[number].end)
    for word in paragraph.parsed.words[begin : begin + REACH]:
        if word.start >= end:
            break
        words.append(word)
        if word.text in SENTENCE_END:
            break
    return words


def _cue_after(
    paragraph: Paragraph, quotation: Quotation, gap: list[Word], cues: Cues
) -> tuple[Word, Span] | None:
    """The verb of the cue clause that follows the quotation at once, and its source."""
    inner = paragraph.between(quotation.start, quotation.end).rstrip("\"”’'` ")
    if not gap or not (inner.endswith((",", "?", "!", "—", "–", "-", "…")) or gap[0].text in ",—–"):
        return None
    while gap and gap[0].pos == "PUNCT":
        gap = gap[1:]
    for verb in gap:
        if not cues.takes(verb.lemma, "quote") or not verb.tag.startswith("VB"):
            continue
        if source := _source_in(paragraph, verb, gap, cues):
            return verb, source
    return None


def _source_in(paragraph: Paragraph, verb: Word, gap: list[Word], cues: Cues) -> Span | None:
    """The source inside of the gap, if it or the verb begins the gap."""
    first, last = gap[0].index, gap[-1].index
    starts = verb_group(paragraph.parsed, verb, cues)[0]
    noun = subject(paragraph.parsed, verb)
    if noun is None or not first <= noun.index <= last:
        noun = _beside(paragraph, verb, gap)
    if noun is None:
        return None
    low, high = (verb.index + 1, last) if noun.index > verb.index else (first, starts - 1)
    source = noun_phrase(paragraph, noun, cues, first=low, last=high)
    if source is None:
        return None
    begins = min(starts, next((w.index for w in gap if w.start >= source.start), starts))
    return source if begins - first <= 2 else None


def _beside(paragraph: Paragraph, verb: Word, gap: list[Word]) -> Word | None:
    """The noun right before the verb, or right after it ("said Lee")."""
    before = [w for w in gap if w.index < verb.index and w.pos in _NOMINAL and w.dep != "punct"]
    after = [w for w in gap if w.index > verb.index and w.pos in _NOMINAL]
    if before:
        noun = before[0]
    elif after and after[0].index - verb.index <= 3:
        noun = after[0]
    else:
        return None
    inside = {w.index for w in gap} - {verb.index}
    head = paragraph.parsed.head(noun)
    while head is not None and head.index in inside and head.pos in _NOMINAL:
        noun, head = head, paragraph.parsed.head(head)
    return noun


def _carried(paragraph: Paragraph, number: int, found: list[Found]) -> str | None:
    """Whether the quotation goes on what the cue before it began: "split" inside of a sentence."""
    if not found or not number or not found[-1].direct:
        return None
    last, previous = found[-1], paragraph.quotations[number - 1]
    if last.contents[-1].end < previous.end:
        return None
    gap = paragraph.between(previous.end, paragraph.quotations[number].start).strip()
    if not gap:
        return "next"
    ended = [w for w in _after(paragraph, number - 1) if w.text in SENTENCE_END]
    if ended:
        rest = paragraph.between(ended[0].end, paragraph.quotations[number].start).strip()
        return "next" if not rest and whole(paragraph, paragraph.quotations[number]) else None
    follows = last.cue.start > last.contents[0].end
    return "split" if gap[-1] in ",:;—–-" and follows else None


def _made(
    paragraph: Paragraph,
    quotation: Quotation,
    linked: tuple[Word, Span] | None,
    gap: list[Word],
    cues: Cues,
) -> Found | None:
    if linked is None:
        return None
    verb, source = linked
    first, last = verb_group(paragraph.parsed, verb, cues)
    first = max(first, gap[0].index)
    cue = paragraph.parsed.span(first, last)
    if cue.overlaps(source):
        cue = Span(verb.start, verb.end)
    return Found(
        contents=(_span(quotation),),
        cue=cue,
        source=source,
        confidence=cues.confidence["direct"],
        paragraph=paragraph.number,
        verb=verb.index,
        direct=True,
    )
