"""The trained extractor, behind the protocol that every extractor offers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.statements.declines import merge, place
from sayso.statements.model_v1.borders import form, settle
from sayso.statements.model_v1.continued import continued
from sayso.statements.model_v1.cued import cued
from sayso.statements.model_v1.decode import Linked, Segment
from sayso.statements.model_v1.found import Found
from sayso.statements.model_v1.introduced import introduced
from sayso.statements.model_v1.nested import LEAST_SIGN, is_told, nested
from sayso.statements.model_v1.signed import signed
from sayso.statements.model_v1.tagger import WEIGHTS, Tagger
from sayso.statements.model_v1.terms import with_terms
from sayso.statements.model_v1.windows import Window
from sayso.statements.quotations import Quotation, quotations
from sayso.statements.reported import with_reported
from sayso.statements.transcript import opened, transcript

#: Below this confidence an attribution is left out: chosen on dev, for content soft F1.
LEAST_CONFIDENCE = 0.3
#: The same for what is nested in another: chosen on the golden set, to find as many as 1.3 with fewer wrong.
LEAST_CONFIDENCE_NESTED = 0.65
#: A text of so many code points none of whose attributions is as likely as this is no reporting, and what was
#: found in it are strays (code, recipes, listings). Of 588 articles that long each has one of 0.81 or more.
_WHOLE_TEXT = 600
LEAST_CONFIDENCE_ALONE = 0.75
#: How many numbers an attribution's confidence is computed from.
EVIDENCE = 7


class ModelExtractor:
    """Attributions by the trained tagger, with rules for quotation marks, nesting and declines."""

    name = "model_v1"

    def __init__(self, *, threads: int = 1, weights: Path = WEIGHTS) -> None:
        self._threads = threads
        self._weights = weights

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger(self._weights, threads=self._threads)

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        """The attributions of each document, in order, each sorted by place."""
        for document in documents:
            yield self._document(document)

    def _document(self, document: Document) -> tuple[Attribution, ...]:
        text = document.text
        spans = [(p.start, p.end) for p in document.paragraphs]
        marks = [q for start, end in spans for q in quotations(text, start, end)]
        turns = transcript(text, document.paragraphs)
        apart = opened(turns)
        outer = list(self.find(text, list(introduced(text, document.paragraphs, apart=apart))))
        # what stands in a turn is inside of the turn
        said = self.find(text, [(t.content.start, t.content.end) for t in turns])
        told = [f for f in said if f.source is not None]
        inner = [*self._surely_told(text, told), *self.inside(text, [*outer, *told], marks)]
        whole = [*(t.attribution(text) for t in turns), *(self._made(text, f, marks) for f in outer)]
        whole = continued(text, document.paragraphs, marks, whole, apart=apart)
        whole = _with_signed(cued(text, marks, whole), signed(text, document.paragraphs))
        found = [a for a in (*whole, *(self._made(text, f, marks) for f in inner)) if _is_sure(a)]
        found = with_reported(text, document.paragraphs, found)
        if len(text) >= _WHOLE_TEXT and all(a.confidence < LEAST_CONFIDENCE_ALONE for a in found):
            found = []
        return merge(document, tuple(sorted(found, key=place)))

    def find(self, text: str, parts: Sequence[tuple[int, int]]) -> Iterator[Found]:
        """The network's attributions in each part of the text, taken as a paragraph."""
        for window, linked in self._tagger.read(text, parts):
            for one in linked:
                if one.cue is not None:
                    yield _found(window, one, one.cue)

    def inside(
        self,
        text: str,
        outer: Sequence[Found],
        marks: Sequence[Quotation],
        least_sign: float = LEAST_SIGN,
    ) -> list[Found]:
        """What is surely told inside of the outer ones with a sign of it, to any depth."""
        found = nested(text, outer, marks, lambda parts: self.find(text, parts), least_sign)
        return self._surely_told(text, found)

    def _surely_told(self, text: str, inner: Iterable[Found]) -> list[Found]:
        return [
            f
            for f in inner
            if self._confidence(f.evidence) >= LEAST_CONFIDENCE_NESTED
            and is_told(text[f.cue.start : f.cue.end])
        ]

    def _made(self, text: str, found: Found, marks: Sequence[Quotation]) -> Attribution:
        first, last = found.contents[0].start - 2, max(c.end for c in found.contents) + 2
        near = [q for q in marks if q.start < last and q.end > first]
        near = [q for q in near if any(q.start < c.end + 2 and q.end > c.start - 2 for c in found.contents)]
        contents = [settle(text, c, near) for c in found.contents]
        source = with_terms(text, found.source, found.cue)
        return Attribution(
            content=Passage.of(text, _merged(contents)),
            cue=Passage.of(text, [found.cue]),
            source=Passage.of(text, [source] if source else []),
            form=form(text, contents, near),
            confidence=self._confidence(found.evidence),
        )

    def _confidence(self, evidence: Sequence[float]) -> float:
        weights = self._tagger.card.calibration
        total = weights[0] + sum(w * e for w, e in zip(weights[1:], evidence, strict=True))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def _with_signed(found: Sequence[Attribution], others: Iterable[Attribution]) -> list[Attribution]:
    """The attributions with the signed quotations, which stand for what was found of the same words."""
    made = list(found)
    for other in others:
        here = [a for a in made if _covers(a, other)]
        if not any(a.source.start == other.source.start for a in here):
            made = [*(a for a in made if a not in here), other]
    return made


def _covers(attribution: Attribution, other: Attribution) -> bool:
    """Whether the attribution's content is most of the other's and nearly nothing else."""
    whole = other.content.spans[0]
    shared = sum(max(0, min(s.end, whole.end) - max(s.start, whole.start)) for s in attribution.content.spans)
    return 2 * shared > max(len(whole), sum(map(len, attribution.content.spans)))


def _is_sure(attribution: Attribution) -> bool:
    return attribution.confidence >= LEAST_CONFIDENCE


def _found(window: Window, linked: Linked, cue: Segment) -> Found:
    def span(segment: Segment) -> Span:
        return Span(window.words[segment.first][0], window.words[segment.last - 1][1])

    return Found(
        contents=tuple(span(c) for c in linked.contents),
        cue=span(cue),
        source=None if linked.source is None else span(linked.source),
        evidence=evidence(linked, cue),
        sign=max(c.sign for c in linked.contents),
    )


def evidence(linked: Linked, cue: Segment) -> tuple[float, ...]:
    """What the confidence is computed from: logits of the network's own probabilities."""
    content = min(c.sure for c in linked.contents)
    source = linked.source.sure if linked.source else 0.5
    return (
        *(_logit(p) for p in (content, cue.sure, source, linked.link, linked.source_link)),
        1.0 if linked.source is None else 0.0,
        math.log(sum(c.last - c.first for c in linked.contents)),
    )


def _logit(p: float) -> float:
    p = min(0.999, max(0.001, p))
    return math.log(p / (1 - p))


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans by place, those that touch or overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
