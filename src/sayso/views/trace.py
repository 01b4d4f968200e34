"""Trace a claim: from every article that carries it down to its origins, and what stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Wanted
from sayso.model.reading import Reading
from sayso.model.relation import RelationKind
from sayso.model.statement import CredibilityNote, Statement
from sayso.relations.answers import Answer, Answers
from sayso.relations.behind import behind
from sayso.relations.compare import Comparer
from sayso.relations.grouped import Grouped, grouped
from sayso.relations.judgement import Judgement
from sayso.relations.lines import Lines, lines, outlets
from sayso.relations.near import Near
from sayso.relations.propositions import of_statement
from sayso.relations.unwrap import unwrap
from sayso.relations.voices import Voice, same_name
from sayso.views.grades import Grades, grades
from sayso.views.speakers import merged

_ID = re.compile(r"[0-9a-f]{16}")
_LONGEST = 2000
#: Words that a claim needs, to be looked for.
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A statement that asserts the claim: in which article, through whom, and from which origin.

    ``origins`` are their places among the origins, from 0; none where it rests on another's report
    only, or was taken back, which ``gone`` says. ``through`` are the outlets between, outermost first.
    """

    reading: Reading
    statement: Statement
    voice: Voice
    through: tuple[str, ...]
    origins: tuple[int, ...]
    gone: bool
    copied_from: Reading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything that is known behind a claim, and against it."""

    id: str | None
    text: str
    because: tuple[str, ...]
    lines: Lines
    support: tuple[Support, ...]
    against: tuple[Answer, ...]
    misses: tuple[Answer, ...]
    evades: tuple[Answer, ...]
    notes: tuple[CredibilityNote, ...]
    grades: Grades
    readings: Mapping[str, Reading]
    left_out: int = 0


def trace(ledger: LedgerReader, wanted: str, comparer: Comparer) -> Trace:
    """The trace of a claim, given in words or by the id of one of its statements.

    Raises:
        NotInLedgerError: if there is no such claim, or nobody says anything of the kind.
        UsageError: if the words are too few, or far too many.
    """
    near = Near(ledger, still=True)
    group, text = _claim(ledger, near, wanted)
    also = [p.document for p in group.statements] if group else []
    found = behind(ledger, near, text, also, _names(ledger))
    told = lines(text, found.readings)
    if not told.voices and not group:
        raise NotInLedgerError(f"nobody in the ledger says that {_cut(text)}; sayso search finds words")
    support = {v.statement for v in told.voices}
    known = partial(_judged, ledger, wanted.strip()) if group else dict[str, Judgement]
    answers = Answers(text, comparer, known).answers(found.readings, found.near, support)
    return Trace(
        id=group.claim.id if group else None,
        text=text,
        because=group.claim.because if group else (),
        lines=told,
        support=tuple(_support(found.readings, told)),
        against=tuple(a for a in answers if a.kind not in (RelationKind.MISSES, RelationKind.EVADES)),
        misses=tuple(a for a in answers if a.kind is RelationKind.MISSES),
        evades=tuple(a for a in answers if a.kind is RelationKind.EVADES),
        notes=tuple(_notes(found.readings, told)),
        grades=grades(ledger),
        readings=_articles(ledger, found.readings, answers),
        left_out=found.left_out,
    )


def _claim(ledger: LedgerReader, near: Near, wanted: str) -> tuple[Grouped | None, str]:
    if _ID.fullmatch(wanted.strip()):
        group = grouped(ledger, near, wanted.strip())
        first = next(p for p in group.statements if p.statement.id == wanted.strip())
        return group, of_statement(first.statement).content
    text = unwrap(wanted[: _LONGEST + 1]).content.strip()
    if len(wanted) > _LONGEST:
        raise UsageError(f"a claim is a sentence; that has more than {_LONGEST} characters")
    if len(name_key(text).split()) < _LEAST_WORDS:
        raise UsageError(f"{wanted!r} is no claim; give a sentence, or the id of a statement")
    return None, text


def _names(ledger: LedgerReader) -> dict[str, str]:
    """Each merged name, by its key, with the name that it goes into."""
    into = merged(ledger)
    ends = {key for key, end in into.items() if key == end}
    named = {key: next((s.name for s in ledger.speakers(key) if s.key == key), key) for key in ends}
    return {key: named.get(end, end) for key, end in into.items() if key != end}


def _judged(ledger: LedgerReader, statement: str) -> dict[str, Judgement]:
    """What was judged of the answers to a statement when they came into the ledger."""
    told = ledger.relations((RelationKind.CONTRADICTS, RelationKind.MISSES), (statement,))
    return {
        r.relation.a: Judgement(
            kind=r.relation.kind,
            confidence=r.relation.confidence,
            because=r.relation.because,
            judge="",
        )
        for r in told
        if r.relation.b == statement
    }


def _support(readings: Sequence[Reading], told: Lines) -> Iterator[Support]:
    called = outlets(readings)
    for voice in told.voices:
        reading = readings[voice.article]
        earlier = told.copied.get(voice.article)
        yield Support(
            reading=reading,
            statement=next(s for s in reading.statements if s.id == voice.statement),
            voice=voice,
            through=tuple(called.get(key, key) for key in voice.through),
            origins=told.numbers(voice.statement),
            gone=voice.statement in told.gone,
            copied_from=readings[earlier] if earlier is not None else None,
        )


def _notes(readings: Iterable[Reading], told: Lines) -> Iterator[CredibilityNote]:
    """What the articles say for or against those who assert the claim."""
    seen: set[tuple[str, str]] = set()
    shown = {v.shown for v in told.voices if v.shown}
    for reading in readings:
        for note in reading.credibility_notes:
            about = any(same_name(note.about, one) for one in shown)
            if about and (note.about, note.statement) not in seen:
                seen.add((note.about, note.statement))
                yield note


def _articles(
    ledger: LedgerReader, readings: Iterable[Reading], answers: Iterable[Answer]
) -> dict[str, Reading]:
    """The articles that the trace names, by id; of those elsewhere only what is known of them."""
    known = {r.document.id: r for r in readings}
    for answer in answers:
        if answer.placed.document not in known:
            known[answer.placed.document] = Reading(
                document=ledger.document(answer.placed.document), statements=()
            )
    return known


def claim_of(ledger: LedgerReader, statement: str) -> Grouped:
    """The claim of a statement. Raises ``NotInLedgerError`` if there is no such statement."""
    if not list(ledger.statements(Wanted(ids=(statement,), limit=1))):
        raise NotInLedgerError(f"the ledger has no claim and no statement {_cut(statement)}")
    return grouped(ledger, Near(ledger, still=True), statement)


def _cut(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:100]} …"
