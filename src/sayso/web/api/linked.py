"""The same as JSON-LD 1.1: schema.org's words where it has them (Quotation, Claim, NewsArticle), PROV's for
what was had from whom, and our own for the rest. The context is in each answer: nothing has to be fetched.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

Value = dict[str, Any]
_KINDS = {"person": "schema:Person", "anonymous": "schema:Person", "document": "schema:CreativeWork"}


def statement(value: Value, base: str) -> Value:
    """A statement."""
    return {"@context": _context(base), **_statement(value, base)}


def statements(value: Value, base: str) -> Value:
    """A page of statements."""
    return {"@context": _context(base), "@graph": [_statement(one, base) for one in value["items"]]}


def article(value: Value, base: str) -> Value:
    """An article with its statements."""
    document = value["document"]
    parts = [_statement({**one, "document": document}, base) for one in value["statements"]]
    return {
        "@context": _context(base),
        **_article(document, base),
        "schema:inLanguage": document["language"],
        "schema:author": [{"@type": "schema:Person", "schema:name": name} for name in document["authors"]],
        "schema:hasPart": [{k: v for k, v in one.items() if k != "schema:isPartOf"} for one in parts],
    }


def claim(value: Value, base: str) -> Value:
    """A claim with what is behind it and what stands against it."""
    told = value["claim"]
    lines = value["lines"]
    found: Value = {"@context": _context(base), "@type": "schema:Claim", "schema:text": told["text"]}
    if told["id"]:
        found["@id"] = f"{base}/claims/{told['id']}"
    found["schema:appearance"] = [_article(one["document"], base) for one in value["support"]]
    found["sayso:leastIndependentLines"] = lines["least"]
    found["sayso:mostIndependentLines"] = lines["most"]
    for name, sort in (("supportedBy", "support"), ("against", "against"), ("missedBy", "misses")):
        told_by = [{**one["statement"], "document": one["document"]} for one in value[sort]]
        found[f"sayso:{name}"] = [_statement(one, base) for one in told_by]
    return found


def _context(base: str) -> Value:
    return {
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "sayso": f"{base}/api/v1/schema#",
        "schema:url": {"@type": "@id"},
        "schema:datePublished": {"@type": "schema:Date"},
    }


def _statement(value: Value, base: str) -> Value:
    quoted = value["form"] == "direct"
    found: Value = {
        "@id": f"{base}/statements/{value['id']}",
        "@type": ["schema:Quotation" if quoted else "schema:Statement", "prov:Entity"],
        "schema:text": value["content"]["text"],
        "schema:spokenByCharacter": _speaker(value["speaker"], base),
        "sayso:act": value["act"],
        "sayso:negated": value["negated"],
        "sayso:certainty": value["certainty"],
        "sayso:confidence": value["confidence"],
        "sayso:chain": {"@list": [_speaker(one, base) for one in value["chain"]]},
        "schema:isPartOf": _article(value["document"], base),
        "prov:wasDerivedFrom": {"@id": f"{base}/articles/{value['document']['id']}"},
    }
    if value["said"]:
        start, end = value["said"]["start"], value["said"]["end"]
        found["schema:temporal"] = start if start == end else f"{start}/{end}"
    return found


def _speaker(value: Value, base: str) -> Value:
    found: Value = {"@type": _KINDS.get(value["kind"], "schema:Organization")}
    if value["name"]:
        found["@id"] = f"{base}/speakers/{quote(value['name'], safe='', errors='replace')}"
        found["schema:name"] = value["name"]
    if value["description"]:
        found["schema:description"] = value["description"]
    return found


def _article(value: Value, base: str) -> Value:
    found: Value = {"@id": f"{base}/articles/{value['id']}", "@type": "schema:NewsArticle"}
    for name, key in (("headline", "title"), ("url", "url"), ("datePublished", "published")):
        if value[key]:
            found[f"schema:{name}"] = value[key]
    if value["publisher"]:
        found["schema:publisher"] = {"@type": "schema:Organization", "schema:name": value["publisher"]}
    return found
