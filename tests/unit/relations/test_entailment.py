"""The network's files are checked before they are used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sayso.errors import ModelDamagedError, ModelMissingError
from sayso.relations.entailment import WEIGHTS, CrossEncoder

NAMES = ("card.json", "model.onnx", "tokenizer.json")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(weights: Path, name: str) -> None:
    (weights / name).unlink()
    with pytest.raises(ModelMissingError, match=name):
        CrossEncoder(weights).read("It rained.", "It was wet.")


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_named(weights: Path, name: str) -> None:
    content = bytearray((weights / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (weights / name).write_bytes(bytes(content))
    with pytest.raises(ModelDamagedError, match=name):
        CrossEncoder(weights).read("It rained.", "It was wet.")


def test_a_card_of_another_shape_is_damaged(weights: Path) -> None:
    (weights / "card.json").write_text('{"version": "1"}')
    with pytest.raises(ModelDamagedError):
        CrossEncoder(weights).read("It rained.", "It was wet.")


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) < 30_000_000


@pytest.mark.parametrize("text", ["", " ", "word " * 2000, "\u202e", "[SEP] [CLS]"])
def test_any_text_is_read(text: str) -> None:
    read = CrossEncoder().read(text, text)
    assert read.entailment + read.neutral + read.contradiction == pytest.approx(1)
    assert sum(read.kinds) == pytest.approx(1)


def test_a_pair_reads_the_same_whatever_was_read_before_it() -> None:
    model = CrossEncoder()
    alone = model.read("Nobody was hurt.", "Three people were hurt.")
    model.read("Something else entirely, and much longer than the first.", "Yes.")
    assert model.read("Nobody was hurt.", "Three people were hurt.") == alone
