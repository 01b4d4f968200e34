"""The rule-based extractor, behind the protocol that every extractor offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.statements.declines import merge
from sayso.statements.model_v1.borders import form, settle
from sayso.statements.quotations import Quotation, quotations
from sayso.statements.reported import with_reported
from sayso.statements.rules_v1.according import according
from sayso.statements.rules_v1.adjectives import adjectives
from sayso.statements.rules_v1.cues import Cues, cues
from sayso.statements.rules_v1.direct import direct
from sayso.statements.rules_v1.follow import follow
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.headline import headline
from sayso.statements.rules_v1.indirect import indirect
from sayso.statements.rules_v1.nouns import nouns
from sayso.statements.rules_v1.parse import LONGEST, Parser
from sayso.statements.rules_v1.passive import passive
from sayso.statements.transcript import opened, transcript


class RulesExtractor:
    """Attributions by rules over a dependency parse: fast, fixed, and open to reading."""

    name = "rules_v1"

    def __init__(self) -> None:
        self._parser = Parser()

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        """The attributions of each document, in order, each sorted by place."""
        for document in documents:
            yield self._document(document, cues())

    def _document(self, document: Document, listed: Cues) -> tuple[Attribution, ...]:
        text = document.text
        paragraphs = self._paragraphs(document)
        turns = transcript(text, document.paragraphs)
        spoken = opened(turns)
        found: list[Found] = []
        alone: list[tuple[int, Quotation]] = []
        for paragraph in paragraphs:
            if paragraph.span.start in spoken:
                continue
            if paragraph.span == document.title_span:
                found.extend(headline(text, paragraph.span, paragraph.number, listed))
            quoted, rest = direct(paragraph, listed)
            alone.extend((paragraph.number, q) for q in rest)
            found.extend(quoted)
            found.extend(_retold(paragraph, listed, quoted))
        whole = follow(paragraphs, found, alone, listed)
        marks = [q for p in document.paragraphs for q in quotations(text, p.start, p.end)]
        made = [a for f in whole if (a := _made(text, f, marks)) is not None]
        made.extend(t.attribution(text) for t in turns)
        distinct = {(a.content.spans, a.cue.spans): a for a in made}
        read = with_reported(text, document.paragraphs, list(distinct.values()))
        return merge(document, tuple(sorted(read, key=_place)))

    def _paragraphs(self, document: Document) -> list[Paragraph]:
        parsed = self._parser.parse(document.text, document.paragraphs)
        return [
            Paragraph(
                number=number,
                span=span,
                text=document.text[span.start : span.end],
                parsed=words,
                quotations=_outer(document.text, span),
            )
            for number, (span, words) in enumerate(zip(document.paragraphs, parsed, strict=True))
        ]


def _outer(text: str, span: Span) -> tuple[Quotation, ...]:
    end = min(span.end, span.start + LONGEST)
    return tuple(q for q in quotations(text, span.start, end) if q.depth == 0)


def _retold(paragraph: Paragraph, listed: Cues, made: Sequence[Found]) -> Iterator[Found]:
    """What the rules for retold speech find, the verbs of the direct ones left out."""
    phrases = list(according(paragraph, listed))
    used = frozenset(f.verb for f in (*made, *phrases))
    yield from phrases
    yield from indirect(paragraph, listed, used)
    yield from passive(paragraph, listed, used)
    yield from adjectives(paragraph, listed)
    yield from nouns(paragraph, listed)


def _made(text: str, found: Found, marks: Sequence[Quotation]) -> Attribution | None:
    """The attribution, or null where its content cannot be told from its cue and source."""
    others = [found.cue, *([found.source] if found.source else [])]
    contents: list[Span] = []
    for content in found.contents:
        near = _near(content, marks)
        settled = settle(text, _unbroken(content, near), near)
        kept = [c for c in (settled, content) if not any(c.overlaps(o) for o in others)]
        contents.extend(kept[:1])
    if not contents:
        return None
    contents = _merged(contents)
    return Attribution(
        content=Passage.of(text, contents),
        cue=Passage.of(text, [found.cue]),
        source=Passage.of(text, [found.source] if found.source else []),
        form=form(text, contents, [q for c in contents for q in _near(c, marks)]),
        confidence=found.confidence,
    )


def _unbroken(span: Span, marks: Sequence[Quotation]) -> Span:
    """The span up to the end of the quotation that begins in it."""
    ends = [q.end for q in marks if span.start <= q.start < span.end < q.end and q.closed]
    return Span(span.start, max([span.end, *ends]))


def _near(span: Span, marks: Sequence[Quotation]) -> list[Quotation]:
    return [q for q in marks if q.start < span.end + 2 and q.end > span.start - 2]


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans by place, those that touch or overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _place(attribution: Attribution) -> tuple[int, int, int]:
    return attribution.content.start, -attribution.content.end, attribution.cue.start
