from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ModelMissingError
from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.model.span import Passage
from sayso.statements.rules_v1 import parse
from sayso.statements.rules_v1.cues import cues
from sayso.statements.rules_v1.extractor import RulesExtractor

Reader = Callable[..., tuple[Attribution, ...]]

PIECES = st.sampled_from(
    [
        "Lee said", "said", "told", "according to", "According to", "Kim", "the mayor", "who", ",",
        ".", ":", "“", "”", '"', "'", "’", "``", "''", "«", "(", ")", "—", "that", "was accused by",
        "it is safe", "I knew", "Poll", "MAYOR:", "Kim's claim that", "worried about", "🙂",
        "\u00a0", "\u200b", "…", "wants to go", "“It is.”", "\n",
        "praised", "declined to comment", "X(y",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=120)
STORY = "“It is safe,” Oduya said. “We tested it.” According to Kim, it fell. Lee mocked the plan."


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, titled=st.booleans())
def test_spans_lie_inside_of_paragraphs_and_give_their_words(
    extractor: RulesExtractor, document: Callable[..., Document], text: str, titled: bool
) -> None:
    made = document(text, titled=titled and bool(text.strip()))
    (found,) = extractor.extract([made])
    for attribution in found:
        assert attribution.cue.spans
        assert 0 <= attribution.confidence <= 1
        told = [*attribution.cue.spans, *attribution.source.spans]
        assert not any(c.overlaps(t) for c in attribution.content.spans for t in told)
        for passage in (attribution.content, attribution.cue, attribution.source):
            assert passage == Passage.of(text, passage.spans)
            assert all(any(p.contains(s) for p in made.paragraphs) for s in passage.spans)
            assert all(a.end < b.start for a, b in pairwise(passage.spans))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes",
        "“",
        "”””",
        '"" "" ""',
        "🙂 “🙂,” 🙂 said. 🙂🙂",
        "said said said: said, “said” said",
        "according to",
        "According to Kim",
        "Kim (said",
        "“Unclosed, Kim said, and on it goes",
    ],
)
def test_odd_text_is_read_without_an_error(read: Reader, text: str) -> None:
    assert all(a.cue.spans for a in read(text))


def test_a_very_long_paragraph_is_read_up_to_the_limit(read: Reader) -> None:
    text = "Oduya said the bridge was safe. " * 1000
    found = read(text)
    assert len(found) > 600
    assert max(a.content.end for a in found) <= parse.LONGEST


def test_a_long_run_of_quotation_marks_is_read(read: Reader) -> None:
    assert read('"a b" ' * 5000) == ()


def test_attributions_are_sorted_by_place(read: Reader) -> None:
    starts = [a.content.start for a in read(STORY)]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_document_reads_the_same_alone_and_among_others(
    extractor: RulesExtractor, document: Callable[..., Document]
) -> None:
    story, other = document(STORY), document("Kim said the river was high.\nLee left.")
    alone = list(extractor.extract([story]))
    among = list(extractor.extract([other, story, other]))
    assert alone[0] == among[1]
    assert among[0] == among[2]


def test_says_which_model_is_missing(
    monkeypatch: pytest.MonkeyPatch, document: Callable[..., Document]
) -> None:
    monkeypatch.setattr(parse, "MODELS", ("no_such_model",))
    with pytest.raises(ModelMissingError, match="no_such_model"):
        list(RulesExtractor().extract([document("Kim said it was over.")]))


def test_every_rule_has_a_confidence_and_every_verb_a_frame() -> None:
    listed = cues()
    assert all(0 < c < 1 for c in listed.confidence.values())
    assert set(listed.frames) == set(listed.classes)
    known = {"quote", "clause", "question", "to", "object", "gerund", "aside", "passive"}
    assert set().union(*listed.frames.values()) == known
