"""A pair of texts as the word pieces that the network reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Word pieces at most, the three marks included.
LONGEST = 128
#: The marks before a pair and after each of its texts.
BERT_MARKS = ("[CLS]", "[SEP]")


def pieces(
    tokenizer: Tokenizer, premise: str, hypothesis: str, marks: tuple[str, str] = BERT_MARKS
) -> tuple[list[int], list[int]]:
    """The ids and the segment numbers of "[CLS] premise [SEP] hypothesis [SEP]".

    Where both are too long together, pieces are cut from the end of the longer.
    """
    first = tokenizer.encode(premise, add_special_tokens=False).ids
    second = tokenizer.encode(hypothesis, add_special_tokens=False).ids
    over = len(first) + len(second) + 3 - LONGEST
    if over > 0:
        half = (LONGEST - 3) // 2
        keep = max(half, LONGEST - 3 - len(second))
        first = first[:keep]
        second = second[: LONGEST - 3 - len(first)]
    begin, between = (_mark(tokenizer, mark) for mark in marks)
    ids = [begin, *first, between, *second, between]
    return ids, [0] * (len(first) + 2) + [1] * (len(second) + 1)


def _mark(tokenizer: Tokenizer, mark: str) -> int:
    number: int | None = tokenizer.token_to_id(mark)
    if number is None:
        raise ValueError(f"the tokenizer has no {mark}")
    return number
