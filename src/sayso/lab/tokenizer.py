"""The tokenizer of a pretrained base, for training on it and for releasing it."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer


def tokenizer_of(base: str | Path) -> Tokenizer:
    """A base's tokenizer, without the padding and the cut after 128 pieces that its file asks for."""
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
