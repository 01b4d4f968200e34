"""Texts in which nothing is attributed give nothing."""

from __future__ import annotations

import pytest

from golden.reading import HERE
from sayso import pipeline
from sayso.statements.extractor import Extractor

TEXTS = sorted((HERE / "nothing").glob("*.md"))
#: Statements that an extractor finds where there are none: known, counted, and no more of them.
KNOWN = {
    "rules_v1": {"box-score-1": 2, "description-1": 1, "patch-notes-1": 1, "specification-1": 1},
    "model_v1": {},
}


def test_there_are_texts_of_many_kinds() -> None:
    assert len({path.stem.rsplit("-", 1)[0] for path in TEXTS}) >= 15
    assert len(TEXTS) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_without_statements_gives_none(extractor: Extractor, path: object) -> None:
    reading = pipeline.read(str(path), extractor)
    stem = str(reading.document.path).rsplit("/", 1)[-1].removesuffix(".md")
    found = [(s.source.text, s.cue.text, s.content.text) for s in reading.statements]
    assert len(found) <= KNOWN[extractor.name].get(stem, 0), found
