"""The relations between the statements of one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model.attribution import Form
from sayso.model.reading import Reading
from sayso.model.relation import Relation, RelationKind
from sayso.model.statement import Act
from sayso.relations.between import Judges, between, cut, judges
from sayso.relations.compare import Comparer
from sayso.relations.lexicon import patterns, plain
from sayso.relations.placed import Placed, of_reading
from sayso.relations.voices import stems_of

#: Statements of an article that each is compared with: enough for any but the longest.
_BACK = 40
#: A verdict on what another said is short.
_VERDICT = 6
_ANSWERS = frozenset({Act.DENY, Act.DECLINE, Act.NOT_RECALL})
_CLAIMS = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM})
#: Claims that one refusal is an answer to, at most.
_NAMED = 3


def relate(reading: Reading, comparer: Comparer) -> tuple[Relation, ...]:
    """How the article's statements stand to one another; pairs that are unrelated are left out."""
    return within(list(of_reading(reading)), judges(comparer))


def within(statements: Sequence[Placed], by: Judges) -> tuple[Relation, ...]:
    """The same of statements that are in the order of the text."""
    found: list[Relation] = []
    silent: set[tuple[str, str]] = set()
    for number, answer in enumerate(statements):
        before = statements[max(0, number - _BACK) : number]
        for claim in before:
            if not _nested(claim, answer) and (relation := between(claim, answer, by)):
                found.append(relation)
        found.extend(disputed(answer, before))
        for relation in _silence(answer, before):
            if (answer.speaker, relation.b) not in silent:
                silent.add((answer.speaker, relation.b))
                found.append(relation)
    return tuple(found)


def _silence(answer: Placed, before: Sequence[Placed]) -> Iterator[Relation]:
    """Who declines to comment evades what others say of them in the article, or else its first claim."""
    if answer.statement.act is not Act.DECLINE:
        return
    said = [
        p for p in before if p.statement.act in _CLAIMS and p.speaker != answer.speaker and not p.passes_on
    ]
    own = stems_of(answer.speaker)
    named = [p for p in said if own & p.read.stems]
    for claim in named[:_NAMED] or said[:1]:
        what = "names them" if claim in named else "is the article's first claim"
        reason = f"does not answer: “{refusal(answer)}”; what {what}: “{cut(claim.statement.content.text)}”"
        yield Relation(
            a=answer.statement.id,
            b=claim.statement.id,
            kind=RelationKind.EVADES,
            confidence=0.5,
            because=(reason,),
        )


def refusal(one: Placed) -> str:
    """The words by which somebody does not answer."""
    said = one.statement
    if not said.content or said.form is Form.DIRECT:
        return said.content.text or said.cue.text
    return f"{said.cue.text} {said.content.text}".strip()


def disputed(answer: Placed, before: Sequence[Placed]) -> Iterator[Relation]:
    """Who calls it misleading speaks of what others said last before it."""
    words = plain(answer.statement.content.text).strip("\"' ,.")
    if len(words.split()) > _VERDICT:
        return
    verdict = patterns("lines.toml", "disputes").search(words)
    about = patterns("lines.toml", "disputed").search(words)
    cued = about and patterns("lines.toml", "disputing").search(plain(answer.statement.cue.text))
    if not (verdict or cued):
        return
    for claim in _last_said(answer, before):
        reason = (
            f"“{answer.statement.cue.text} {words}” is about what was said before it: "
            f"“{cut(claim.statement.content.text)}”"
        )
        yield Relation(
            a=answer.statement.id,
            b=claim.statement.id,
            kind=RelationKind.DISPUTES,
            confidence=0.7,
            because=(reason,),
        )


def _last_said(answer: Placed, before: Sequence[Placed]) -> Sequence[Placed]:
    said = [
        p
        for p in before
        if p.statement.content and p.statement.act not in _ANSWERS and p.speaker != answer.speaker
    ]
    return said[-1:]


def _nested(one: Placed, other: Placed) -> bool:
    a, b = one.statement.content, other.statement.content
    return a.within(b) or b.within(a)
