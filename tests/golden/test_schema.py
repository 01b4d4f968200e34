"""Every golden output holds to the public contract, and every span to its text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from golden.reading import gold, read
from sayso.lab.meaning.gold import Golden
from sayso.statements.extractor import Extractor
from sayso.views import as_json

VALIDATOR = Draft202012Validator(as_json.schema())
ARTICLES = [one for folder in ("story", "varied", "meaning/open") for one in gold(folder)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(as_json.schema())


@pytest.mark.parametrize("change", [{"act": "shout"}, {"confidence": 1.5}, {"chain": []}, {"negated": None}])
def test_the_schema_refuses_what_is_wrong(extractor: Extractor, change: dict[str, Any]) -> None:
    output = as_json.reading(read(ARTICLES[0].document, extractor))
    assert VALIDATOR.is_valid(output)
    output["statements"][0].update(change)
    assert not VALIDATOR.is_valid(output)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.stem)
@pytest.mark.parametrize("with_text", [True, False])
def test_a_reading_holds_to_the_schema(article: Golden, extractor: Extractor, with_text: bool) -> None:
    output = as_json.reading(read(article.document, extractor), text=with_text)
    VALIDATOR.validate(json.loads(as_json.dumps(output)))
    assert ("text" in output["document"]) is with_text


@pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.stem)
def test_words_are_where_their_spans_say(article: Golden, extractor: Extractor) -> None:
    output = as_json.reading(read(article.document, extractor))
    text = output["document"]["text"]
    for statement in output["statements"]:
        for role in ("content", "cue", "source"):
            words = [text[start:end] for start, end in statement[role]["spans"]]
            assert " … ".join(words) == statement[role]["text"]
        chain = statement["chain"]
        assert {k: chain[-1][k] for k in ("name", "kind", "description")} == statement["speaker"]
        assert all(link["text"] in text for link in chain)
        assert statement["said"] is None or statement["said"]["text"] in text
        assert statement["addressee"] is None or statement["addressee"]["text"] in text
        assert statement["venue"] is None or statement["venue"]["text"] in text
    ids = [statement["id"] for statement in output["statements"]]
    assert len(set(ids)) == len(ids)
