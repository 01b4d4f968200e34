import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from sayso.lab.relations.pairs import NONE, Pair, is_held_out
from sayso.lab.relations.varied import near_words, varied

NEAR = {"guitar": ["violin", "piano"], "man": ["woman"], "plays": ["tunes"]}
FOUND = [
    Pair(origin=origin, premise=f"A man in row {row} plays a guitar.", hypothesis="Man plays it.", way=0)
    for origin in ("snli", "emergent")
    for row in range(40)
]


def test_one_word_is_exchanged_for_one_near_it() -> None:
    changed = 0
    for pair in varied(FOUND, NEAR, seed=5):
        row = pair.premise.split()[4]
        before = f"A man in row {row} plays a guitar. Man plays it."
        words = zip(before.split(), f"{pair.premise} {pair.hypothesis}".split(), strict=True)
        ((old, new),) = [(a.strip("."), b.strip(".")) for a, b in words if a != b]
        assert new.lower() in NEAR[old.lower()]
        assert new[0].isupper() == old[0].isupper()
        changed += 1
    assert changed > 40


def test_varied_pairs_are_new_unlabelled_and_never_of_the_held_out_part() -> None:
    made = list(varied(FOUND, NEAR, seed=5))
    keys = {(p.premise, p.hypothesis) for p in made}
    assert len(keys) == len(made)
    assert not keys & {(p.premise, p.hypothesis) for p in FOUND}
    assert {(p.origin, p.way) for p in made} == {("snli_varied", NONE)}
    assert not any(is_held_out("snli", *key) for key in keys)


@pytest.mark.parametrize("near", [{}, {"sofa": ["couch"]}])
def test_a_text_without_a_word_that_has_one_near_it_gives_nothing(near: dict[str, list[str]]) -> None:
    assert list(varied(FOUND, near, seed=5)) == []


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert list(varied(FOUND, NEAR, seed=5)) == list(varied(FOUND, NEAR, seed=5))
    assert list(varied(FOUND, NEAR, seed=5)) != list(varied(FOUND, NEAR, seed=6))


def test_near_a_word_are_those_with_the_nearest_embeddings_but_not_its_own_forms() -> None:
    words = {"cello": (1.0, 0.0), "viola": (0.9, 0.1), "cellos": (1.0, 0.1), "storm": (0.0, 1.0)}
    tokenizer = Tokenizer(WordLevel({w: at for at, w in enumerate(words)}, unk_token="storm"))
    table = np.array(list(words.values()), dtype=np.float32)
    text = "The cello, the cellos, the viola and the Flugelhorn in the storm. "
    near = near_words([Pair(origin="snli", premise=text * 2, hypothesis=text * 2, way=0)], tokenizer, table)
    assert near["cello"] == ["viola", "storm"]
    assert "the" not in near
    rare = [Pair(origin="snli", premise=text, hypothesis="", way=0)]
    assert near_words(rare, tokenizer, table) == {}
