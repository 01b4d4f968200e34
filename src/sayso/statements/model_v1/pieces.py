"""Cut words into the encoder's word pieces, each word once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.statements.model_v1.words import shape

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Pieces of one word at most: what fits a window beside the two marks at its ends.
MOST = 254
#: Words that are kept with their pieces; with more the memory begins anew.
_KEPT = 30_000

#: A word's pieces, and its shape.
Known = tuple[tuple[int, ...], int]


class Pieces:
    """A tokenizer that remembers: news is written with few words, and each keeps its pieces."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Known] = {}
        self.begin, self.end, self._unknown = (
            tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]", "[UNK]")
        )

    def of(self, words: Sequence[str]) -> list[Known]:
        """The pieces and the shape of each word."""
        known = self._known
        unseen = [word for word in dict.fromkeys(words) if word not in known]
        if unseen:
            if len(known) + len(unseen) > _KEPT:
                known = self._known = {}
                unseen = list(dict.fromkeys(words))
            known.update(self._cut(unseen))
        return [known[word] for word in words]

    def _cut(self, words: list[str]) -> dict[str, Known]:
        """The words' pieces; a word that the tokenizer drops (a control character) is unknown."""
        encoded = self._tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for piece, owner in zip(encoded.ids, encoded.word_ids, strict=True):
            if owner is not None:
                pieces[owner].append(piece)
        return {
            word: (tuple(own[:MOST]) or (self._unknown,), int(shape(word)))
            for word, own in zip(words, pieces, strict=True)
        }
