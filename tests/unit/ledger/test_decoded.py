"""Statements as their entries tell of them."""

from __future__ import annotations

import json

import pytest

from sayso.ledger.codec import statement_of, statement_value
from sayso.ledger.decoded import as_judged, as_read
from sayso.ledger.entry import canonical_json

VALUE = {
    "id": "9fddb6bfd3a70596",
    "content": {"text": "it rained", "spans": [[9, 18]]},
    "cue": {"text": "said", "spans": [[4, 8]]},
    "source": {"text": "she", "spans": [[0, 3]]},
    "speaker": {"name": "Ada Renwick", "kind": "person", "description": None},
    "form": "indirect",
    "act": "assert",
    "negated": False,
    "certainty": "certain",
    "said": None,
    "addressee": None,
    "venue": None,
    "chain": [],
    "confidence": 0.9,
}
BODY = canonical_json({"statement": VALUE})


def test_a_statement_is_what_its_entry_tells() -> None:
    assert statement_value(as_read(BODY)) == VALUE
    assert as_read(BODY) == statement_of(VALUE)


def test_what_people_judged_is_laid_over_and_leaves_what_was_read() -> None:
    assert as_judged(BODY, [{"act": "deny"}, {"negated": True}]).act == "deny"
    assert as_judged(BODY, [{"act": "deny"}, {"act": "confirm"}]).act == "confirm"
    assert as_judged(BODY, []) == as_read(BODY)
    assert as_read(BODY).act == "assert"


def test_other_bytes_are_another_statement_however_alike() -> None:
    other = canonical_json({"statement": {**VALUE, "confidence": 0.8}})
    assert (as_read(BODY).confidence, as_read(other).confidence) == (0.9, 0.8)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", json.dumps({"statement": 7}).encode()])
def test_a_body_that_is_none_is_refused_each_time(body: bytes) -> None:
    for _ in range(2):
        with pytest.raises((KeyError, TypeError, ValueError)):
            as_read(body)
