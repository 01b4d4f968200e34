"""Tell how two statements stand to one another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model.relation import Relation, RelationKind
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.relations.claims import same
from sayso.relations.compare import Comparer
from sayso.relations.evidence import evidence
from sayso.relations.judgement import Judgement
from sayso.relations.lexicon import plain
from sayso.relations.placed import Placed
from sayso.relations.proposition import Proposition, senses
from sayso.relations.propositions import of_statement
from sayso.relations.quantities import compared
from sayso.relations.voices import stems_of

#: The least share of the shorter one's words, and the least number, for two to be compared.
_SHARE, _COUNT = 0.25, 2
#: The least share where neither denies the other by its act: two sentences share words soon.
_SHARE_PLAIN = 0.5
#: From this share of a denial's words on, what it denies is what is told.
_SHARE_ALL = 0.75
_ANSWERS = frozenset({Act.DENY, Act.DECLINE, Act.NOT_RECALL})
_BY_ACT = {Act.RETRACT: RelationKind.RETRACTS, Act.CORRECT: RelationKind.CORRECTS}
_NO_CLAIM = frozenset({Act.ASK, Act.URGE, Act.DECLINE, Act.NOT_RECALL})
_TOLD = frozenset({RelationKind.CONTRADICTS, RelationKind.SUPPORTS, RelationKind.MISSES, RelationKind.EVADES})
_LEAST_SURE = 0.45
#: How sure a contradiction has to be where no words of denial and no numbers tell of it.
_SURE_WITHOUT = 0.6
#: So many words in a row, the same in both, were not found twice.
_WORD_FOR_WORD = 6
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Judges:
    """Two judges: the quick one looks at every pair, the sure one at what the quick one finds related."""

    quick: Comparer
    sure: Comparer


def judges(comparer: Comparer) -> Judges:
    """The judges of a run: the words alone first, then what the program was given."""
    return Judges(Comparer(), comparer)


def between(one: Placed, other: Placed, by: Judges) -> Relation | None:
    """The relation of two statements; null where there is none to tell."""
    claim, answer = _roles(one, other)
    if one.passes_on or other.passes_on:
        return None  # what is passed on is a statement of its own
    if claim.statement.act in _NO_CLAIM or not claim.statement.content or not answer.statement.content:
        return None
    if answer.statement.act in (Act.ASK, Act.URGE) or not alike(claim, answer):
        return None
    own = same_speaker(claim, answer)
    if answer.statement.act in _BY_ACT and own:
        reason = f"{answer.speaker} takes it up again with “{answer.statement.cue.text}”"
        return _relation(answer, claim, _BY_ACT[answer.statement.act], 0.7, (reason,))
    told = _repeated(claim, answer, own=own) or _opposite(claim, answer)
    told = told or _judged(claim, answer, by, own=own)
    return told or (_changed(claim, answer) if own else None)


def _roles(one: Placed, other: Placed) -> tuple[Placed, Placed]:
    """Which of them is the claim, and which the answer: who denies answers, else who speaks later."""
    ordered = sorted((one, other), key=lambda p: (p.day, p.statement.content.start, p.statement.id))
    if one.document != other.document:
        ordered = sorted((one, other), key=lambda p: (p.day, p.statement.id))
    first, second = ordered
    if first.statement.act in _ANSWERS and second.statement.act not in _ANSWERS:
        return second, first
    return first, second


def alike(one: Placed, other: Placed) -> bool:
    """Whether they have enough words in common to be about one thing."""
    both = len(one.read.stems & other.read.stems)
    return both >= _COUNT and both >= _SHARE * min(len(one.read.stems), len(other.read.stems))


def same_speaker(one: Placed, other: Placed) -> bool:
    """Whether both are by one speaker for all that their names tell."""
    names = plain(one.statement.speaker.name or ""), plain(other.statement.speaker.name or "")
    return bool(names[0]) and names[0] == names[1]


def _repeated(claim: Placed, answer: Placed, *, own: bool) -> Relation | None:
    """Whether it is the same told again: by the same speaker, word for word, or through the same outlet."""
    one, other = claim.statement, answer.statement
    denies = Act.DENY in (one.act, other.act)
    if denies and one.act is not other.act:
        return None
    hidden = Kind.ANONYMOUS in (one.speaker.kind, other.speaker.kind)
    unnamed = one.speaker.name is None and other.speaker.name is None
    described = bool(stems_of(claim.speaker) & stems_of(answer.speaker))
    if word_for_word(claim, answer) and (own or (unnamed and described)):
        return _relation(answer, claim, RelationKind.REPEATS, 0.95, ("the same words, word for word",))
    reason = same(claim.read, answer.read)
    if claim.denied != answer.denied:
        return None
    if reason and own:
        return _relation(
            answer, claim, RelationKind.REPEATS, 0.85, (f"{answer.speaker} says it again: they {reason}",)
        )
    relayed = answer.relays & claim.relays - {""}
    if reason and hidden and unnamed and relayed and answer.outlet != claim.outlet:
        told = f"passed on from {', '.join(sorted(relayed))}: they {reason}"
        return _relation(answer, claim, RelationKind.REPEATS, 0.8, (told,))
    if reason and not own:
        return _relation(answer, claim, RelationKind.SUPPORTS, 0.75, (f"says the same: they {reason}",))
    return None


def _changed(claim: Placed, answer: Placed) -> Relation | None:
    """Whether a speaker first denied, and later said, what is about the same."""
    said = claim.statement
    if answer.statement.act is not Act.DENY or said.act not in (Act.CONFIRM, Act.ASSERT, Act.CORRECT):
        return None
    if answer.day >= claim.day or _share(claim, answer) < _SHARE_PLAIN:
        return None
    denial = cut(answer.statement.content.text)
    reason = f"denied on {answer.day}: “{denial}”; said on {claim.day}: “{cut(said.content.text)}”"
    return _relation(answer, claim, RelationKind.MISSES, 0.45, (reason,))


def cut(text: str) -> str:
    """The beginning of a longer text."""
    return text if len(text) <= 80 else text[: text.rfind(" ", 0, 80)] + " …"


def _opposite(claim: Placed, answer: Placed) -> Relation | None:
    """Whether one says that just that was so which the other says was not."""
    by_cue = claim.denied != answer.denied
    reason = same(claim.read, answer.read, opposite=not by_cue)
    if not reason or claim.denies == answer.denies:
        return None
    told = f"the one says that it was so, the other that it was not: they {reason}"
    return _relation(answer, claim, RelationKind.CONTRADICTS, 0.75, (told,))


def _judged(claim: Placed, answer: Placed, by: Judges, *, own: bool) -> Relation | None:
    if claim.statement.act is Act.DENY and answer.statement.act is Act.DENY:
        return None
    answers = answer.statement.act in _ANSWERS
    if not answers and _share(claim, answer) < _SHARE_PLAIN:
        return None
    found = evidence(of_statement(claim.statement), of_statement(answer.statement))
    first = by.quick.weigh(found)
    if first.kind is RelationKind.UNRELATED:
        return None
    judged = by.sure.weigh(found)
    if judged.kind not in _TOLD or judged.confidence < _LEAST_SURE:
        return None
    if own and judged.kind in (RelationKind.SUPPORTS, RelationKind.EVADES):
        return None
    if judged.kind in (RelationKind.MISSES, RelationKind.EVADES) and not answers:
        return None
    if judged.kind is RelationKind.SUPPORTS and answers:
        return None
    if judged.kind is RelationKind.CONTRADICTS and not (
        claim.denies != answer.denies or opposed(claim.read, answer.read)
    ):
        return None if judged.confidence < _SURE_WITHOUT else _told(claim, answer, judged)
    if judged.kind is RelationKind.SUPPORTS and claim.denies != answer.denies:
        return None
    if judged.kind is RelationKind.CONTRADICTS and not one_act(claim, answer):
        return None if own or not answers else _left_standing(claim, answer)
    return _told(claim, answer, judged)


def one_act(claim: Placed, answer: Placed) -> bool:
    """Whether what the one denies is what the other tells of: the same is done, or not, in both.

    Where neither denies, or where the denial does not tell what it is about, nothing speaks against it.
    """
    if claim.denies == answer.denies:
        return True
    denial, told = (claim, answer) if claim.denies else (answer, claim)
    read = denial.read
    if len(read.stems) < _COUNT or _covered(read, told.read) >= _SHARE_ALL:
        return True
    done = read.subject[0] if read.nobody and read.subject else read.verb
    return not done or bool(senses(done) & told.read.stems)


def _covered(one: Proposition, other: Proposition) -> float:
    """The share of the one's words that the other speaks of."""
    spoken = sum(1 for s in one.stems if s in other.stems or (s not in one.names and senses(s) & other.stems))
    return spoken / max(len(one.stems), 1)


def _left_standing(claim: Placed, answer: Placed) -> Relation:
    denial, told = cut(answer.statement.content.text), cut(claim.statement.content.text)
    reason = f"denies something else than what is claimed: “{denial}”; the claim is “{told}”"
    return _relation(answer, claim, RelationKind.MISSES, _LEAST_SURE, (reason,))


def _told(claim: Placed, answer: Placed, judged: Judgement) -> Relation:
    return _relation(answer, claim, judged.kind, judged.confidence, judged.because)


def opposed(one: Proposition, other: Proposition) -> bool:
    """Whether there are words by which one can stand against the other: a denial, or another number."""
    negated = (one.negated or one.nobody) != (other.negated or other.nobody)
    return negated or compared(one.text, other.text) == "breaks"


def _share(one: Placed, other: Placed) -> float:
    short = min(len(one.read.stems), len(other.read.stems))
    return len(one.read.stems & other.read.stems) / max(short, 1)


def word_for_word(one: Placed, other: Placed) -> bool:
    """Whether the shorter one's words stand in the other, in a row."""
    texts = [" ".join(_WORDS.findall(plain(p.statement.content.text))) for p in (one, other)]
    short, long = sorted(texts, key=len)
    return len(short.split()) >= _WORD_FOR_WORD and f" {short} " in f" {long} "


def _relation(
    answer: Placed, claim: Placed, kind: RelationKind, confidence: float, because: tuple[str, ...]
) -> Relation:
    return Relation(
        a=answer.statement.id,
        b=claim.statement.id,
        kind=kind,
        confidence=round(confidence, 3),
        because=because,
    )
