"""A trace as the JSON object that ``sayso trace --json`` prints."""

from __future__ import annotations

from typing import Any

from sayso.ledger.records import Decision
from sayso.model.document import Document
from sayso.relations.answers import Answer
from sayso.relations.lines import Origin
from sayso.views.as_json import statement as statement_value
from sayso.views.grades import meaning
from sayso.views.trace import Support, Trace


def value(found: Trace) -> dict[str, Any]:
    """The claim, its lines, what supports it, what stands against it, and its tree of sources."""
    return {
        "claim": {"id": found.id, "text": found.text, "because": list(found.because)},
        "lines": {
            "least": found.lines.least,
            "most": found.lines.most,
            "because": list(found.lines.because),
        },
        "origins": [_origin(found, number, one) for number, one in enumerate(found.lines.origins, 1)],
        "support": [_support(one) for one in found.support],
        "against": [_answer(found, one) for one in found.against],
        "misses": [_answer(found, one) for one in found.misses],
        "evades": [_answer(found, one) for one in found.evades],
        "withdrawn": list(found.lines.withdrawn),
        "credibility_notes": [
            {"about": n.about, "sign": n.sign, "statement": n.statement} for n in found.notes
        ],
        "information_grade": _grade(found.grades.of(s.statement.id for s in found.support)),
        "articles_left_out": found.left_out,
    }


def _origin(found: Trace, number: int, one: Origin) -> dict[str, Any]:
    return {
        "number": number,
        "sort": one.sort.value,
        "name": one.name or None,
        "description": one.description or None,
        "outlets": sorted(one.outlets),
        "statements": list(dict.fromkeys(one.statements)),
        "grade": _grade(found.grades.source(one.name)) if one.name else None,
    }


def _support(one: Support) -> dict[str, Any]:
    return {
        "statement": statement_value(one.statement),
        "document": article(one.reading.document),
        "through": list(one.through),
        "origins": [n + 1 for n in one.origins],
        "copied_from": one.copied_from and article(one.copied_from.document),
        "withdrawn": one.gone,
    }


def _answer(found: Trace, one: Answer) -> dict[str, Any]:
    return {
        "statement": statement_value(one.placed.statement),
        "document": article(found.readings[one.placed.document].document),
        "kind": one.kind.value,
        "confidence": one.confidence,
        "because": list(one.because),
    }


def article(found: Document) -> dict[str, Any]:
    """What names an article."""
    return {
        "id": found.id,
        "url": found.url,
        "path": found.path,
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published,
    }


def _grade(found: Decision | None) -> dict[str, Any] | None:
    if found is None:
        return None
    grade = str(found.body["grade"])
    return {
        "grade": grade,
        "meaning": meaning(grade),
        "by": found.by,
        "at": found.at,
        "entry": found.position,
    }
