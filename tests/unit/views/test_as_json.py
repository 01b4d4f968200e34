from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.model.relation import Relation, RelationKind
from sayso.model.speaker import Kind, Speaker
from sayso.model.statement import Act, Addressee, Certainty, CredibilityNote, Said
from sayso.views import as_json
from unit.readings import document, reading, statement

TEXT = "Ana Ruiz told reporters on Friday in an interview that the pier is safe."
FULL = statement(
    TEXT,
    "Ana Ruiz",
    "told",
    "the pier is safe",
    said=Said(text="on Friday", start="2024-05-03", end="2024-05-03"),
    addressee=Addressee(text="reporters", name=None),
    venue="an interview",
)


def test_every_field_is_given_as_the_contract_names_it() -> None:
    assert as_json.statement(FULL) == {
        "id": FULL.id,
        "content": {"text": "the pier is safe", "spans": [[55, 71]]},
        "cue": {"text": "told", "spans": [[9, 13]]},
        "source": {"text": "Ana Ruiz", "spans": [[0, 8]]},
        "speaker": {"name": "Ana Ruiz", "kind": "person", "description": None},
        "form": "indirect",
        "act": "assert",
        "negated": False,
        "certainty": "certain",
        "said": {"text": "on Friday", "start": "2024-05-03", "end": "2024-05-03"},
        "addressee": {"text": "reporters", "name": None},
        "venue": {"text": "an interview"},
        "chain": [{"name": "Ana Ruiz", "kind": "person", "description": None, "text": "Ana Ruiz"}],
        "confidence": 0.9,
    }


def test_what_the_text_does_not_tell_is_null() -> None:
    found = as_json.statement(statement(TEXT, "", "told"))
    assert [found[k] for k in ("said", "addressee", "venue")] == [None, None, None]
    assert found["content"] == {"text": "", "spans": []}
    assert found["speaker"]["name"] is None


def test_a_document_is_given_with_its_text_or_without() -> None:
    made = document(TEXT, title="Pier", authors=("A", "B"), warnings=("Cut short.",))
    whole = as_json.reading(reading(made))["document"]
    assert (whole["title"], whole["authors"], whole["warnings"]) == ("Pier", ["A", "B"], ["Cut short."])
    bare = as_json.reading(reading(made), text=False)["document"]
    assert whole == {**bare, "text": TEXT}
    assert "text" not in bare


def test_relations_and_notes_are_given() -> None:
    relation = Relation(a="1", b="2", kind=RelationKind.MISSES, confidence=0.4, because=("It is narrower.",))
    note = CredibilityNote(about="Ana Ruiz", sign="-", statement="She changed her story.")
    found = as_json.reading(reading(document(TEXT), FULL, relations=(relation,), credibility_notes=(note,)))
    Draft202012Validator(as_json.schema()).validate(found)
    assert found["relations"] == [
        {"a": "1", "b": "2", "kind": "misses", "confidence": 0.4, "because": ["It is narrower."]}
    ]
    assert found["credibility_notes"] == [
        {"about": "Ana Ruiz", "sign": "-", "statement": "She changed her story."}
    ]


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("certainty", Certainty)
def test_every_act_and_certainty_is_in_the_schema(act: Act, certainty: Certainty) -> None:
    found = as_json.reading(reading(document(TEXT), replace(FULL, act=act, certainty=certainty)))
    Draft202012Validator(as_json.schema()).validate(found)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_speaker_is_in_the_schema(kind: Kind) -> None:
    made = replace(FULL, speaker=Speaker(name=None, kind=kind, description="somebody"))
    Draft202012Validator(as_json.schema()).validate(as_json.reading(reading(document(TEXT), made)))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_line_and_comes_back(text: str) -> None:
    line = as_json.dumps(as_json.document(document(text)))
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line)["text"] == text
    line.encode("utf-8")
