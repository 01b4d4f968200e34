"""Sayso in a spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

TEXT = (
    "The pumps at Tarn Lock\n\n“We never sold them the building,” Ilse Marren, the deputy mayor, "
    "told reporters.\n\n"
    "Joss Hallam said the key had been handed over in October.\n"
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    found = spacy.blank("en")
    found.add_pipe("sayso", config={"extractor": "rules_v1", "published": "2025-02-26"})
    return found


def test_the_factory_comes_with_the_package(nlp: spacy.Language) -> None:
    assert nlp.pipe_names == ["sayso"]


@pytest.mark.parametrize("before", ["", "---\ntitle: The pumps\n---\n", "\ufeff"])
def test_offsets_count_in_the_text(nlp: spacy.Language, before: str) -> None:
    doc = nlp(before + TEXT)
    assert [one.speaker.name for one in doc._.statements] == ["Ilse Marren", "Joss Hallam"]
    for one in doc._.statements:
        for passage in (one.content, one.source, one.cue):
            assert " … ".join(doc.text[s.start : s.end] for s in passage.spans) == passage.text
        start, end = one.content.start, one.content.end
        assert doc.char_span(start, end, alignment_mode="expand") is not None


def test_many_at_once_and_texts_without_prose(nlp: spacy.Language) -> None:
    docs = nlp.pipe([TEXT, "", "\n\n", TEXT])
    assert [len(doc._.statements) for doc in docs] == [2, 0, 0, 2]


def test_statements_go_to_bytes_and_back(nlp: spacy.Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.statements == doc._.statements
    assert len(again._.statements) == 2


def test_a_document_of_another_pipeline_has_none() -> None:
    assert spacy.blank("en")(TEXT)._.statements == ()
