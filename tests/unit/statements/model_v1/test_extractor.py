"""The extractor with its released weights."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.clean import clean
from sayso.errors import ModelDamagedError, ModelMissingError
from sayso.intake.load import load
from sayso.model.document import Document, MediaType, RawPage
from sayso.model.span import Passage
from sayso.statements.model_v1.extractor import ModelExtractor
from sayso.statements.model_v1.tagger import WEIGHTS

GOLDEN = Path(__file__).parents[3] / "golden" / "varied"
ARTICLES = sorted(GOLDEN.glob("*.md"))[:8]


def document(text: str) -> Document:
    return clean(RawPage(content=text.encode(), media_type=MediaType.TEXT, path="a.txt", url=None))


@pytest.fixture(scope="module")
def extractor() -> ModelExtractor:
    return ModelExtractor()


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return [clean(load(str(path))) for path in ARTICLES]


def test_threads_batches_and_order_change_nothing(
    extractor: ModelExtractor, articles: list[Document]
) -> None:
    alone = {a.id: next(iter(extractor.extract([a]))) for a in articles}
    assert sum(map(len, alone.values())) > 30
    for threads in (1, 2, 3):
        for order in (articles, articles[::-1]):
            together = ModelExtractor(threads=threads).extract(order)
            assert dict(zip((a.id for a in order), together, strict=True)) == alone


def test_a_quotation_and_what_is_nested_in_a_report(extractor: ModelExtractor) -> None:
    text = "The Courier reported that two officials said the mayor had promised to close the bridge.\n"
    (found,) = extractor.extract([document(text)])
    assert [(a.source.text, a.cue.text) for a in found][:2] == [
        ("The Courier", "reported"),
        ("two officials", "said"),
    ]


def test_a_long_text_in_which_nobody_surely_speaks_has_no_statements(
    extractor: ModelExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = clean(load(str(GOLDEN.parent / "nothing" / "patch-notes-1.md")))
    assert list(extractor.extract([notes])) == [()]
    monkeypatch.setattr("sayso.statements.model_v1.extractor._WHOLE_TEXT", len(notes.text) + 1)
    (found,) = extractor.extract([notes])
    assert found
    assert all(a.confidence < 0.7 for a in found)
    sure = document("“The bridge is closed,” the mayor said.\n")
    (kept,) = extractor.extract([sure])
    assert kept
    monkeypatch.setattr("sayso.statements.model_v1.extractor._WHOLE_TEXT", len(sure.text))
    assert list(extractor.extract([sure])) == [kept]
    monkeypatch.setattr("sayso.statements.model_v1.extractor.LEAST_CONFIDENCE_ALONE", 1.1)
    assert list(extractor.extract([sure])) == [()]


PIECES = [
    "Lee said", "“", "”", '"', "'", "the mayor", "that it rained", "according to", "\n", "—", ":", "🙂",
    "\u200b", "x" * 300,
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=200))
def test_spans_are_verbatim_and_inside_the_text(extractor: ModelExtractor, text: str) -> None:
    made = document("Words here.\n" + text.replace("\r", " "))
    (found,) = extractor.extract([made])
    for attribution in found:
        assert 0 <= attribution.confidence <= 1
        for passage in (attribution.content, attribution.cue, attribution.source):
            assert passage == Passage.of(made.text, passage.spans)
            assert all(a.end < b.start for a, b in pairwise(passage.spans))


@pytest.mark.parametrize("name", ["tagger.onnx", "tokenizer.json", "card.json"])
def test_weights_that_are_missing_or_damaged_are_named(name: str, tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    path = tmp_path / "weights" / name
    path.write_bytes(path.read_bytes()[:-5])
    broken = ModelExtractor(weights=tmp_path / "weights")
    with pytest.raises(ModelDamagedError, match=name):
        list(broken.extract([document("Lee said it rained.")]))
    path.unlink()
    with pytest.raises(ModelMissingError, match=name):
        list(ModelExtractor(weights=tmp_path / "weights").extract([document("Lee said it rained.")]))


def test_the_released_files_fit_a_package() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) < 30 * 1024**2
    assert json.loads((WEIGHTS / "card.json").read_text("utf-8"))["version"]
