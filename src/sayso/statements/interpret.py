"""Make statements of attributions: who speaks, through whom, what kind of act, when, to whom, where."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Addressee, CredibilityNote, Statement
from sayso.statements.meaning.acts import act_of
from sayso.statements.meaning.antecedents import Resolved
from sayso.statements.meaning.chains import parents
from sayso.statements.meaning.circumstances import Around, addressee, around, venue, when
from sayso.statements.meaning.credibility import notes
from sayso.statements.meaning.lexicon import plain
from sayso.statements.meaning.signs import GENDERS
from sayso.statements.meaning.speakers import Speakers
from sayso.statements.sentences import sentences

NAME = "interpret_v1"
#: Code points between a cue and the one told: what is further off belongs to a letter, not to the telling.
_NEAR = 40
_LETTERS = re.compile(
    r"\b(?:letter|e-?mail|memo|note|message|statement|reply|report|text)s?\b", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:told|informed|assured|briefed)\b")
#: Who is asked or urged for something passes nothing on.
_ASKS = re.compile(r"\b(?:ask|urg|beg|implor|call|press|order|invit|request|challeng|warn)\w*")


def interpret(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[tuple[Statement, ...], tuple[CredibilityNote, ...]]:
    """The statements of the document, in the order of its text, and what it says of its sources."""
    return _Interpreter(document, attributions).run()


class _Interpreter:
    """One document's interpretation: what is found once is kept for the statements that need it."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.document = document
        self.found = tuple(attributions)
        self.parents = parents(self.found)
        self.speakers = Speakers(document)
        self.sentences = tuple(
            s for p in document.paragraphs for s in sentences(document.text, p.start, p.end)
        )
        self._starts = [s.start for s in self.sentences]
        self.resolved: dict[int, Resolved] = {}
        self.chains: dict[int, tuple[Link, ...]] = {}
        self.told: dict[int, Span | None] = {}
        self._places: dict[int, Around] = {}
        self._taken = [
            (span, index)
            for index, a in enumerate(self.found)
            for span in (*a.content.spans, *a.source.spans)
        ]
        self.published = _day(document.published)

    def run(self) -> tuple[tuple[Statement, ...], tuple[CredibilityNote, ...]]:
        """Sources are resolved sentence by sentence, so that pronouns find who came before."""
        for index in sorted(range(len(self.found)), key=self._reading_order):
            self._resolve(index)
        made = tuple(self._statement(index) for index in range(len(self.found)))
        return made, tuple(notes(self.document.text, self.sentences, self._about))

    def _reading_order(self, index: int) -> tuple[int, int, int]:
        """Within a sentence from the outside in."""
        attribution = self.found[index]
        first = attribution.source or attribution.cue or attribution.content
        return bisect_right(self._starts, first.start), self._depth(index), first.start

    def _depth(self, index: int) -> int:
        depth, parent = 0, self.parents[index]
        while parent is not None:
            depth, parent = depth + 1, self.parents[parent]
        return depth

    def _resolve(self, index: int) -> None:
        if index in self.resolved:
            return
        attribution, parent = self.found[index], self.parents[index]
        if parent is not None:
            self._resolve(parent)
        outer = self.resolved[parent].speaker if parent is not None else None
        source = attribution.source
        if source:
            if outer and self._goes_on(index, outer):
                self.resolved[index] = Resolved(outer, 0.8)
                return
            if client := self._client(index):
                self.resolved[index] = Resolved(client, 0.7)
                return
            barred = tuple(self._barred(index))
            self.resolved[index] = self.speakers.resolve(
                source.start, source.end, outer, barred, self._depth(index)
            )
            if (told := self._told(index)) and plain(
                self.document.text[told.start : told.end]
            ) not in GENDERS:
                self.speakers.heard(told.start, told.end)
        else:
            self.resolved[index] = Resolved(Speaker(name=None, kind=Kind.ANONYMOUS), 1.0)

    def _client(self, index: int) -> Speaker | None:
        """Whom "he" means in what somebody's lawyer or spokesman says."""
        source, parent = self.found[index].source, self.parents[index]
        if parent is None or plain(source.text) not in ("he", "she"):
            return None
        speaker, told = self.resolved[parent].speaker, self.found[parent].source
        if not self.speakers.stands_for(speaker):
            return None
        return self.speakers.principal(told.start, told.end, speaker, source.text)

    def _goes_on(self, index: int, outer: Speaker) -> bool:
        """Whether "he" begins what somebody says of himself: "Rao told the House that he had asked"."""
        source, parent = self.found[index].source, self.parents[index]
        if parent is None or not (plain(source.text) in ("he", "she", "it") or self._is_possessive(index)):
            return False
        content = next((s for s in self.found[parent].content.spans if s.start <= source.start < s.end), None)
        if content is None or self._is_quoted(content, source.start):
            return False
        lead = self.document.text[content.start : source.start].split()
        return len(lead) < 2 and self.speakers.may_be(outer, source.text)

    def _is_possessive(self, index: int) -> bool:
        """Whether the source owns what it says or feels: "her plans", not "quoted her as saying"."""
        source, cue = self.found[index].source, self.found[index].cue
        if plain(source.text) == "her":
            return 0 < cue.start - source.end < 2 and not re.match(r"(?:as|to)\b", cue.text)
        return plain(source.text) in ("his", "its")

    def _is_quoted(self, content: Span, at: int) -> bool:
        """Whether the content's words at a place are quoted ones."""
        lead = self.document.text[max(0, content.start - 1) : at]
        return (
            lead.count("“") > lead.count("”")
            or lead.count('"') % 2 == 1
            or lead.lstrip().startswith(("‘", "'"))
        )

    def _barred(self, index: int) -> Iterator[str]:
        """Whom no "he" in the source can mean: those whose own words it stands in, as they say "I" of
        themselves, and who does the quoting in "she quoted him as saying"."""
        source, parent = self.found[index].source, self.parents[index]
        close = parent is not None and 0 <= source.start - self.found[parent].cue.end < 2
        if parent is not None and close and not self._is_possessive(index):
            yield from self._called(parent)
        if parent is not None and self.speakers.stands_for(self.resolved[parent].speaker):
            yield from self._called(parent)  # a lawyer's "he" is the client
        while parent is not None:
            for content in self.found[parent].content.spans:
                if content.start <= source.start < content.end and self._is_quoted(content, source.start):
                    yield from self._called(parent)
            parent = self.parents[parent]

    def _called(self, index: int) -> Iterator[str]:
        speaker = self.resolved[index].speaker
        if called := speaker.name or speaker.description:
            yield called

    # chain

    def _chain(self, index: int) -> tuple[Link, ...]:
        if index not in self.chains:
            attribution, parent = self.found[index], self.parents[index]
            before = self._chain(parent) if parent is not None else ()
            own = _link(self.resolved[index].speaker, attribution.source.text)
            chain = (*before, *self._relays(index), own)
            self.chains[index] = tuple(
                link for i, link in enumerate(chain) if i == len(chain) - 1 or not self._is_publisher(link)
            )
        return self.chains[index]

    def _told(self, index: int) -> Span | None:
        """Who is told, as a span."""
        if index not in self.told:
            attribution = self.found[index]
            self.told[index] = addressee(self._around(index), attribution) if attribution.cue else None
        return self.told[index]

    def _relays(self, index: int) -> list[Link]:
        """The outlet that was told, which is how we know."""
        told, cue = self._told(index), self.found[index].cue
        if told is None or _ASKS.search(cue.text.lower()) or not self._is_spoken_to(told, cue):
            return []
        speaker = self.speakers.peek(told.start, told.end).speaker
        is_outlet = speaker.kind is Kind.OUTLET and bool(speaker.name or speaker.description)
        return [_link(speaker, self.document.text[told.start : told.end])] if is_outlet else []

    def _is_spoken_to(self, told: Span, cue: Passage) -> bool:
        """Whether the words next to who is told are those of telling, not those of a letter."""
        before = self.document.text[max(cue.start, told.start - 60) : told.start]
        if told.start < cue.start:
            if _PASSIVE.search(cue.text.lower()):
                return True
            before = self.document.text[max(0, told.start - 60) : told.start]
            return re.search(r"\b(?:speaking|talking|writing) to (?:the )?$", before) is not None
        return len(before) < _NEAR and _LETTERS.search(before) is None

    def _is_publisher(self, link: Link) -> bool:
        publisher = plain(self.document.publisher or "").removeprefix("the ")
        return (
            bool(publisher)
            and link.kind is Kind.OUTLET
            and f"{publisher} ".startswith(f"{plain(link.name or '').removeprefix('the ') or '-'} ")
        )

    # the statement

    def _is_cited(self, index: int) -> bool:
        """Whether somebody else says the same words, citing this source: when, is when that one did."""
        parent, attribution = self.parents[index], self.found[index]
        return not attribution.cue or (
            parent is not None and self.found[parent].content.spans == attribution.content.spans
        )

    def _statement(self, index: int) -> Statement:
        attribution, text = self.found[index], self.document.text
        place = self._around(index)
        done = act_of(text, attribution, self._inner(index))
        to = self._told(index)
        where = venue(place, attribution) if attribution.cue else None
        return Statement(
            id=self._id(attribution),
            content=attribution.content,
            cue=attribution.cue,
            source=attribution.source,
            speaker=self.resolved[index].speaker,
            form=attribution.form,
            act=done.act,
            negated=done.negated,
            certainty=done.certainty,
            said=None if self._is_cited(index) else when(place, attribution, self.published),
            addressee=self._addressee(to),
            venue=text[where.start : where.end] if where else None,
            chain=self._chain(index),
            confidence=round(attribution.confidence * (0.6 + 0.4 * self.resolved[index].sure), 3),
        )

    def _inner(self, index: int) -> int | None:
        """Where the first attribution inside this one's content begins."""
        inside = [self.found[i] for i, parent in enumerate(self.parents) if parent == index]
        return min(
            (min(a.cue.start, a.source.start if a.source else a.cue.start) for a in inside),
            default=None,
        )

    def _around(self, index: int) -> Around:
        if index not in self._places:
            self._places[index] = self._looked_around(index)
        return self._places[index]

    def _looked_around(self, index: int) -> Around:
        """The sentence of the cue, without this content and the inner words of its neighbours."""
        attribution = self.found[index]
        anchor = attribution.cue or attribution.content or attribution.source
        sentence = self._sentence(anchor.start)
        first, last = sentence.start, sentence.end
        barred = [
            span
            for span, other in self._taken
            if span.start < last
            and first < span.end
            and other != index
            and not span.contains(Span(anchor.start, anchor.end))
        ]
        parent = self.parents[index]
        if parent is not None:  # what stands outside of the outer content tells of the outer saying
            holder = next(
                (s for s in self.found[parent].content.spans if s.contains(Span(anchor.start, anchor.end))),
                None,
            )
            if holder is not None:
                start, end = max(sentence.start, holder.start), min(sentence.end, holder.end)
                sentence = Span(start, end) if start < end else sentence
        return around(self.document.text, sentence, attribution, tuple(barred))

    def _sentence(self, at: int) -> Span:
        index = bisect_right(self._starts, at) - 1
        return self.sentences[index] if index >= 0 else Span(at, at + 1)

    def _addressee(self, span: Span | None) -> Addressee | None:
        if span is None:
            return None
        words = self.document.text[span.start : span.end]
        found = self.speakers.peek(span.start, span.end)
        return Addressee(text=words, name=found.speaker.name if found.sure >= 0.5 else None)

    def _about(self, sentence: Span) -> str | None:
        """Whom a sentence is about: the speaker whose name or source stands in it, or its subject."""
        for index, attribution in enumerate(self.found):
            if any(s.overlaps(sentence) for s in attribution.source.spans):
                speaker = self.resolved[index].speaker
                if speaker.name or speaker.description:
                    return speaker.name or speaker.description
        return self.speakers.subject(sentence.start, sentence.end)

    def _id(self, attribution: Attribution) -> str:
        places = [
            [(s.start, s.end) for s in p.spans]
            for p in (attribution.content, attribution.cue, attribution.source)
        ]
        return hashlib.sha256(f"{self.document.sha256}{places}".encode()).hexdigest()[:16]


def _link(speaker: Speaker, words: str) -> Link:
    return Link(name=speaker.name, kind=speaker.kind, description=speaker.description, text=words)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
