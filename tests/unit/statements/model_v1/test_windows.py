"""Windows hold the pieces that the tokenizer gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.statements.model_v1 import pieces as remembering
from sayso.statements.model_v1.pieces import MOST, Pieces
from sayso.statements.model_v1.tagger import WEIGHTS
from sayso.statements.model_v1.windows import Window, windows
from sayso.statements.model_v1.words import MAX_WORD, SHAPES, Shape, words


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))


@pytest.fixture(scope="module")
def pieces(tokenizer: Tokenizer) -> Pieces:
    return Pieces(tokenizer)


def by_word(window: Window) -> list[tuple[int, ...]]:
    ends = (*window.firsts[1:], len(window.ids) - 1)
    return [window.ids[first:last] for first, last in zip(window.firsts, ends, strict=True)]


WORDS = st.sampled_from(["Lee", "said", "LEE", "don't", "3.5", "unbelievably", "\u200b", "🙂", "“", "x" * 90])


@settings(max_examples=60, deadline=None)
@given(text=st.lists(WORDS, min_size=1, max_size=30).map(" ".join) | st.text(max_size=80))
def test_each_word_has_the_pieces_that_it_has_alone(tokenizer: Tokenizer, pieces: Pieces, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    unknown = tokenizer.token_to_id("[UNK]") or 0
    found = list(windows(text, [(0, len(text))], pieces))
    assert [w for window in found for w in window.words] == words(text, 0, len(text))
    for window in found:
        assert len(window.features) == len(window.ids) <= MOST + 2
        for (start, end), own in zip(window.words, by_word(window), strict=True):
            word = text[start:end][:MAX_WORD]
            alone = tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False)
            assert list(own) == (alone.ids or [unknown])


def test_a_memory_that_is_full_begins_anew(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_KEPT", 3)
    small = Pieces(tokenizer)
    for text in ("one two three", "three four five", "one two three four five six", "two"):
        assert small.of(text.split()) == Pieces(tokenizer).of(text.split())


def test_a_long_paragraph_is_cut_after_a_sentence(pieces: Pieces) -> None:
    text = "The mayor said that it had rained all day. " * 40
    found = list(windows(text, [(0, len(text))], pieces))
    assert len(found) > 1
    assert all(text[window.words[-1][0]] == "." for window in found)
    assert all(len(window.ids) <= MOST + 2 for window in found)


def test_features_tell_shape_and_quotation(pieces: Pieces) -> None:
    (window,) = windows('Lee said "USA wins" today', [(0, 25)], pieces)
    lower, capital, upper, other = Shape
    quoted = [s + SHAPES for s in (other, upper, lower, other)]
    assert list(window.features) == [0, capital, lower, *quoted, lower, 0]
