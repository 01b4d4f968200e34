"""Find what answers a claim: what stands against it, what misses it, and who does not answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.model.reading import Reading
from sayso.model.relation import RelationKind
from sayso.model.statement import Act
from sayso.relations.between import cut, opposed
from sayso.relations.claims import same
from sayso.relations.compare import Comparer
from sayso.relations.evidence import evidence
from sayso.relations.judgement import Judgement
from sayso.relations.lexicon import plain
from sayso.relations.placed import Placed, of_reading
from sayso.relations.proposition import Proposition, proposition
from sayso.relations.propositions import LONGEST, of_statement
from sayso.relations.relate import disputed, refusal
from sayso.relations.unwrap import Unwrapped, unwrap
from sayso.relations.voices import covered

_BREAK = re.compile(r"[,.]?[”\"]? … [“\"]?")
_SILENT = frozenset({Act.DECLINE, Act.NOT_RECALL})
_TAKEN_BACK = {Act.RETRACT: RelationKind.RETRACTS, Act.CORRECT: RelationKind.CORRECTS}
_AGAINST = frozenset({RelationKind.CONTRADICTS, RelationKind.MISSES, RelationKind.EVADES})
#: The share of a claim's words that an answer speaks of: one that denies by its act, and any other.
_DENIED, _SPOKEN = 0.3, 0.5
_LEAST_SURE = 0.4
#: How sure it has to be that a denial stands against the claim, to be told as such.
_SURE = 0.5
#: How sure it is that a denial whose words do not tell what it is about leaves the claim standing.
_UNSURE = 0.4
#: Pairs that the sure judge looks at, at most, and those that the quick one looks at.
_SURELY, _QUICKLY = 5, 32
#: How sure the quick judge has to be, for the sure one not to be asked.
_PLAIN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement that answers a claim: how, how sure that is, and why."""

    placed: Placed
    kind: RelationKind
    confidence: float
    because: tuple[str, ...]


class Answers:
    """Judges the answers to one claim."""

    def __init__(self, claim: str, comparer: Comparer, known: Callable[[], Mapping[str, Judgement]]) -> None:
        """``known`` has the judgements that were made before, by the id of the answer; most claims have no
        answer that is to be judged, so it is asked when there is one."""
        self._known = cache(known)
        self._claim = unwrap(claim)
        self._wanted = proposition(self._claim.content)
        self._sure, self._quick = comparer, Comparer()
        self._asked = self._looked = 0

    def answers(
        self, readings: Sequence[Reading], elsewhere: Sequence[Placed], support: Collection[str]
    ) -> list[Answer]:
        """The answers in articles that carry the claim and elsewhere; ``support`` are those who assert it."""
        found: dict[str, Answer] = {}
        for reading in readings:
            stated = list(of_reading(reading))
            carries = next((n for n, p in enumerate(stated) if p.statement.id in support), None)
            for number, one in enumerate(stated):
                if one.statement.id in support or one.passes_on:
                    continue
                answer = self._answer(one, here=carries is not None)
                answer = answer or self._disputed(one, stated[:number], support)
                if answer:
                    found[one.statement.id] = answer
        for one in elsewhere:
            if one.statement.id in support or one.passes_on:
                continue
            if answer := self._answer(one, here=False):
                found[one.statement.id] = answer
        return sorted(_once(found.values()), key=lambda a: (a.placed.day, a.placed.statement.id))

    def _answer(self, one: Placed, *, here: bool) -> Answer | None:
        act = one.statement.act
        share = covered(self._wanted, one.read) if one.statement.content else 0.0
        if act in _SILENT:
            return self._silent(one, share, here=here)
        if act in _TAKEN_BACK and share >= _SPOKEN:
            reason = f"“{one.statement.cue.text}”: takes back or puts right what was said"
            return _answered(one, _TAKEN_BACK[act], 0.7, (reason,))
        if not one.statement.content or act in (Act.ASK, Act.URGE, Act.PROMISE):
            return None
        denies = act is Act.DENY
        enough = _DENIED if denies and here else _SPOKEN
        if share < enough and not (denies and here and _vague(one.read)):
            return None
        if not denies and not opposed(self._wanted, one.read):
            return None
        reason = same(self._wanted, one.read, opposite=not one.denied)
        if reason and one.denies != (self._wanted.negated or self._wanted.nobody):
            told = f"of claim and answer one says that it was so, the other that it was not: they {reason}"
            return _answered(one, RelationKind.CONTRADICTS, 0.9, (told,))
        judged = self._known().get(one.statement.id)
        if judged is None:
            self._looked += 1
            if self._looked > _QUICKLY:
                return None
            judged = self._judged(one)
        if judged.kind is RelationKind.CONTRADICTS and denies and judged.confidence < _SURE:
            reasons = tuple(f"may not meet the claim: {reason}" for reason in judged.because)
            return _answered(one, RelationKind.MISSES, judged.confidence, reasons)
        if judged.kind not in _AGAINST or judged.confidence < _LEAST_SURE:
            if not (denies and here and _vague(one.read)):
                return None
            said = _whole(of_statement(one.statement)).content
            told = f"denies: {cut(said).rstrip('.')}; the claim is that {cut(self._claim.content)}"
            return _answered(one, RelationKind.MISSES, _UNSURE, (told,))
        if not denies and judged.kind is not RelationKind.CONTRADICTS:
            return None
        return _answered(one, judged.kind, judged.confidence, judged.because)

    def _silent(self, one: Placed, share: float, *, here: bool) -> Answer | None:
        recalls = one.statement.act is not Act.NOT_RECALL
        if share < (_SPOKEN if recalls else _DENIED) and not (here and not self._elsewhere(one, share)):
            return None
        how = "does not answer" if recalls else "does not recall"
        where = ", in an article that carries the claim" if here else ""
        return _answered(one, RelationKind.EVADES, 0.6, (f"{how}: “{refusal(one)}”{where}",))

    def _elsewhere(self, one: Placed, share: float) -> bool:
        """Whether what is not answered is told, and is another question."""
        content = plain(one.statement.content.text[:LONGEST])
        return share == 0.0 and content.startswith(("whether ", "if ", "why ", "how ", "on whether "))

    def _disputed(self, one: Placed, before: Sequence[Placed], support: Collection[str]) -> Answer | None:
        for relation in disputed(one, before):
            if relation.b in support:
                return _answered(one, relation.kind, relation.confidence, relation.because)
        return None

    def _judged(self, one: Placed) -> Judgement:
        answer = _whole(of_statement(one.statement))
        found = evidence(self._claim, answer)
        first = self._quick.weigh(found)
        if self._asked >= _SURELY or first.confidence >= _PLAIN:
            return first
        self._asked += 1
        return self._sure.weigh(found)


def _whole(said: Unwrapped) -> Unwrapped:
    """The pieces of a quotation as sentences, without the marks between them."""
    return replace(said, content=_BREAK.sub(". ", said.content).strip('“”" '))


def _vague(read: Proposition) -> bool:
    """Whether it can't be told from its words alone what it is about: "We never sold them the building"."""
    return not read.names and len(read.stems) <= 4


def _answered(one: Placed, kind: RelationKind, confidence: float, because: tuple[str, ...]) -> Answer:
    return Answer(placed=one, kind=kind, confidence=round(confidence, 3), because=because)


def _once(found: Collection[Answer]) -> Iterator[Answer]:
    """One who does not answer in an article is told of once."""
    seen: set[tuple[str, str]] = set()
    for answer in found:
        key = (answer.placed.document, answer.placed.speaker)
        if answer.kind is RelationKind.EVADES:
            if key in seen:
                continue
            seen.add(key)
        yield answer
