"""Quotations without a cue of their own: they go on what the speaker before them said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model.span import Span
from sayso.statements.quotations import Quotation
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.led import led


def follow(
    paragraphs: Sequence[Paragraph],
    found: Sequence[Found],
    alone: Sequence[tuple[int, Quotation]],
    cues: Cues,
) -> list[Found]:
    """The attributions, each with the quotations that go on with it.

    ``alone`` are the quotations that stand by themselves, each with its paragraph's number.
    """
    made = sorted(found, key=lambda f: (f.paragraph, f.cue.start))
    for number, quotation in sorted(alone, key=lambda a: a[1].start):
        if announced := _announced(paragraphs, made, number, quotation, cues):
            made.append(announced)
            continue
        index = _speaker(paragraphs, made, number, quotation, cues)
        if index is not None:
            span = Span(quotation.start, quotation.end)
            if made[index].direct or _is(paragraphs, made[index], cues, {"say", "tell", "ask"}):
                made[index] = replace(made[index], contents=(*made[index].contents, span))
            else:  # what was praised or mocked is not what is quoted
                made.append(replace(made[index], contents=(span,), direct=True))
    return made


def _announced(
    paragraphs: Sequence[Paragraph],
    made: Sequence[Found],
    number: int,
    quotation: Quotation,
    cues: Cues,
) -> Found | None:
    """The quotation that opens a paragraph, where the one before ends in "Lee wrote:"."""
    if not number or quotation.start != paragraphs[number].span.start:
        return None
    before = paragraphs[number - 1]
    if not before.text.rstrip().endswith(":"):
        return None
    taken = {f.verb for f in made if f.paragraph == before.number}
    return led(before, before.span.end, quotation, taken, cues)


def _speaker(
    paragraphs: Sequence[Paragraph],
    made: Sequence[Found],
    number: int,
    quotation: Quotation,
    cues: Cues,
) -> int | None:
    """The index of the attribution that the quotation goes on with."""
    paragraph = paragraphs[number]
    before = [i for i, f in enumerate(made) if _end(f) <= quotation.start]
    if not before:
        return None
    index = max(before, key=lambda i: (_end(made[i]), made[i].direct))
    last = made[index]
    if last.paragraph == number or _end(last) >= paragraph.span.start:
        gap = paragraph.between(max(_end(last), paragraph.span.start), quotation.start)
        said = last.direct or _is(paragraphs, last, cues, {"say", "tell", "ask", "judge"})
        return index if said and len(gap.split()) <= 12 and gap.count(".") <= 1 else None
    if last.paragraph != number - 1 or quotation.start != paragraph.span.start:
        return None
    return index if _goes_on(paragraphs[number - 1], last) else None


def _end(found: Found) -> int:
    return max(found.contents[-1].end, found.cue.end, found.source.end if found.source else 0)


def _is(paragraphs: Sequence[Paragraph], found: Found, cues: Cues, classes: set[str]) -> bool:
    """Whether its cue is a verb of one of these classes."""
    if found.verb < 0:
        return False
    word = paragraphs[found.paragraph].parsed.words[found.verb]
    return bool(cues.classes.get(word.lemma, frozenset()) & classes)


def _goes_on(before: Paragraph, last: Found) -> bool:
    """Whether the paragraph before breaks off inside of a quotation, or leads up to one."""
    if before.quotations and not before.quotations[-1].closed:
        return last.direct and last.contents[-1].end == before.quotations[-1].end
    return False
