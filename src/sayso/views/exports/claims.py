"""Statements as schema.org's Claim, and what people decided about them as ClaimReview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sayso.ledger.entry import EntryKind
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Decision, Recorded
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Statement
from sayso.views.exports.listed import write_list
from sayso.views.exports.rows import link_words
from sayso.views.exports.texts import address

#: By these acts a speaker stands behind the words.
_CLAIMED = frozenset((Act.ASSERT, Act.CONFIRM, Act.ACCUSE, Act.CORRECT, Act.PROMISE, Act.OPINE))
_PERSONS = frozenset((Kind.PERSON,))


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write a graph of claims, and a review for each decision of a person that holds.

    No review has a rating: whether a claim is true isn't told by who said it. What claims nothing
    (questions, refusals to comment, words that the text says were not said) is left out.
    """
    left = 0

    def nodes() -> Iterator[dict[str, Any]]:
        nonlocal left
        for one in found:
            if _is_claim(one.statement):
                claim = _claim(one)
                yield claim
                yield from (_review(one, d, claim["@id"]) for d in one.decisions if _is_review(d))
            else:
                left += 1

    write_list(stream, b'{"@context":"https://schema.org","@graph":', nodes(), b"}\n")
    return left


def _is_claim(statement: Statement) -> bool:
    told = statement.act in _CLAIMED or statement.act is Act.DENY
    return told and bool(statement.content) and not statement.negated


def _claim(found: Recorded) -> dict[str, Any]:
    statement = found.statement
    who = _speaker(statement)
    denied = statement.act is Act.DENY
    name = who["name"] if who else statement.speaker.description or statement.source.text or "somebody"
    made = {
        "@type": "Claim",
        "@id": f"urn:sayso:statement:{statement.id}:{found.position}",
        "text": statement.content.text,
        # who denies a claim has not made it
        "author": None if denied else who,
        "disambiguatingDescription": f"{'Denied' if denied else 'Told'} by {name} ({statement.act.value}).",
        "creditText": " → ".join(map(link_words, statement.chain)) if len(statement.chain) > 1 else None,
        "dateCreated": statement.said.start if statement.said else None,
        "appearance": _article(found),
    }
    return _given(made)


def _speaker(statement: Statement) -> dict[str, Any] | None:
    speaker = statement.speaker
    if not speaker.name or speaker.kind is Kind.DOCUMENT:
        return None
    kind = "Person" if speaker.kind in _PERSONS else "Organization"
    return _given({"@type": kind, "name": speaker.name, "description": speaker.description})


def _article(found: Recorded) -> dict[str, Any]:
    outlet = {"@type": "NewsMediaOrganization", "name": found.publisher} if found.publisher else None
    return _given(
        {
            "@type": "NewsArticle",
            "@id": f"urn:sayso:document:{found.document}",
            "url": address(found.url),
            "headline": found.title,
            "publisher": outlet,
            "datePublished": found.published,
        }
    )


def _is_review(decision: Decision) -> bool:
    return decision.active and decision.kind in (EntryKind.JUDGEMENT, EntryKind.RETRACTION)


def _review(found: Recorded, decision: Decision, claim: str) -> dict[str, Any]:
    if decision.kind is EntryKind.RETRACTION:
        body = f"Retracted: {decision.body['reason']}"
    else:
        body = f"Corrected: {', '.join(decision.body['fields'])}"
    return {
        "@type": "ClaimReview",
        "@id": f"urn:sayso:entry:{decision.position}",
        "itemReviewed": {"@id": claim},
        "claimReviewed": found.statement.content.text,
        "author": {"@type": "Person", "name": decision.by},
        "datePublished": decision.at,
        "reviewBody": body,
    }


def _given(value: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if one is not None}
