"""What a teacher makes of pairs: ``python -m sayso.lab.relations.soften --run FOLDER --base FOLDER …``.

Knowledge distillation after Hinton et al. (2015): the teacher's chances of the three ways are written for
the pairs of the training part, and for pairs that nobody labelled: hypotheses set beside the premises of
other pairs that share words with their own, what shares one side set beside each other, both sides
exchanged, and one word exchanged for one near it (``varied.py``). A smaller network then learns from both
(``sayso.lab.relations.train --soft FILE``). The held-out tenth is never among them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.lab.relations.judged import judged
from sayso.lab.relations.pairs import NONE, Pair, pairs, unlabelled
from sayso.lab.relations.varied import near_words, varied

if TYPE_CHECKING:
    from torch import Tensor

    from sayso.lab.relations.network import CrossEncoder

#: The origins that a teacher is asked about, and how many new pairs each of their pairs gives.
_MADE = {"snli": 2.0, "emergent": 5.0, "rumours": 1.0, "scenes": 1.0}
#: How often what stands beside one text is set beside each other (two headlines about one rumour, two
#: sentences about one caption), and how often sides are exchanged.
_BESIDE, _EXCHANGED = 0.5, 0.15
_WORD = re.compile(r"[a-z]{4,}")


def made(found: Sequence[Pair], seed: int) -> Iterator[Pair]:
    """Unlabelled pairs: hypotheses beside related premises, sides exchanged, kindred texts side by side."""
    draw = random.Random(f"soften-{seed}")
    for origin in _MADE:
        mine = [p for p in found if p.origin == origin]
        new = unlabelled(mine, _MADE, _near(mine), "taught", draw)
        yield from (p for p in new if p.premise != p.hypothesis)


def _near(found: Sequence[Pair]) -> Callable[[Pair, random.Random], tuple[str, str]]:
    """What draws another premise and hypothesis near a pair of one origin."""
    bearing = _bearing(found)
    premises: dict[str, list[str]] = defaultdict(list)
    hypotheses: dict[str, list[str]] = defaultdict(list)
    for pair in found:
        premises[pair.hypothesis].append(pair.premise)
        hypotheses[pair.premise].append(pair.hypothesis)

    def near(pair: Pair, draw: random.Random) -> tuple[str, str]:
        if len(premises[pair.hypothesis]) > 1 and draw.random() < _BESIDE:
            return pair.premise, draw.choice(premises[pair.hypothesis])
        if len(hypotheses[pair.premise]) > 1 and draw.random() < _BESIDE:
            return pair.hypothesis, draw.choice(hypotheses[pair.premise])
        words = sorted(set(_WORD.findall(pair.hypothesis.lower())) & bearing.keys())
        if draw.random() < _EXCHANGED or not words:
            return pair.hypothesis, pair.premise
        return found[draw.choice(bearing[draw.choice(words)])].premise, pair.hypothesis

    return near


def _bearing(found: Sequence[Pair]) -> dict[str, list[int]]:
    """Which pairs' premises bear a word; words of every twentieth premise are no sign of kinship."""
    bearing: dict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(found):
        for word in set(_WORD.findall(pair.premise.lower())):
            bearing[word].append(number)
    return {w: n for w, n in bearing.items() if 1 < len(n) < max(50, len(found) // 20)}


def taught(found: Sequence[Pair], file: Path) -> list[Pair]:
    """The pairs with the teacher's chances where it was asked, and the pairs that only it labelled."""
    soft: dict[tuple[str, str], tuple[float, float, float]] = {}
    origins: dict[tuple[str, str], str] = {}
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = (row["premise"], row["hypothesis"])
            soft[key], origins[key] = tuple(row["soft"]), row["origin"]
    known = {(p.premise, p.hypothesis) for p in found}
    told = [
        replace(p, soft=soft[p.premise, p.hypothesis]) if (p.premise, p.hypothesis) in soft else p
        for p in found
    ]
    alone = [
        Pair(origin=origins[key], premise=key[0], hypothesis=key[1], way=NONE, soft=chances)
        for key, chances in soft.items()
        if key not in known
    ]
    return [*told, *alone]


def _chances(
    network: CrossEncoder, base: Path, found: Sequence[Pair], *, bf16: bool
) -> Iterator[tuple[Pair, list[float]]]:
    """Each pair with the teacher's chances, shortest first, so that little is padding."""
    import torch

    from sayso.lab.relations.batches import batch, examples
    from sayso.lab.tokenizer import tokenizer_of

    made = examples(found, tokenizer_of(base))
    ready = sorted(zip(found, made, strict=True), key=lambda one: len(one[1].ids))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        for start in range(0, len(ready), 32):
            part = ready[start : start + 32]
            b = batch([example for _, example in part])
            ways: Tensor = network(b.ids, b.types, b.mask).ways.float().softmax(-1)
            for (pair, _), row in zip(part, ways.tolist(), strict=True):
                yield pair, row
            print(f"\r\033[K{start + len(part):,} of {len(ready):,}", end="", file=sys.stderr, flush=True)


def _near_words(found: Sequence[Pair]) -> dict[str, list[str]]:
    """What is near each word, as the base of the released network has them, whichever the teacher's is."""
    from sayso.lab.attributions.train import default_base
    from sayso.lab.relations.network import load_base
    from sayso.lab.tokenizer import tokenizer_of

    base = default_base()
    table = load_base(base).embeddings.word_embeddings.weight.detach().numpy()
    return near_words(found, tokenizer_of(base), table)


def main() -> None:
    """Write the teacher's chances, one JSON object a line; a file that was begun is gone on with."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", required=True, type=Path, help="a folder with a .jsonl file for each origin"
    )
    parser.add_argument("--run", required=True, type=Path, help="the teacher's training run")
    parser.add_argument("--base", required=True, type=Path, help="the folder of the teacher's base")
    parser.add_argument("--out", required=True, type=Path, help="the file to write")
    parser.add_argument("--seed", type=int, default=13, help="of the unlabelled pairs")
    parser.add_argument("--threads", type=int, default=1, help="threads of matrix products")
    parser.add_argument("--bf16", action="store_true", help="matrix products in 16 bits")
    options = parser.parse_args()

    import torch

    from sayso.lab.relations.trained import load_run

    torch.set_num_threads(options.threads)
    found = [p for p in (*pairs(options.data), *judged()) if not p.held_out and p.origin in _MADE]
    every = [*found, *made(found, options.seed), *varied(found, _near_words(found), options.seed)]
    done: set[tuple[str, str]] = set()
    if options.out.exists():
        with options.out.open(encoding="utf-8") as lines:
            done = {(row["premise"], row["hypothesis"]) for row in map(json.loads, lines)}
    left = [p for p in every if (p.premise, p.hypothesis) not in done]
    print(f"{Counter(p.origin for p in left)}", file=sys.stderr)
    frozen = json.loads((options.run / "plan.json").read_text())["frozen"]
    network = load_run(options.run, str(options.base), frozen=frozen)
    with options.out.open("a", encoding="utf-8") as out:
        for pair, chances in _chances(network, options.base, left, bf16=options.bf16):
            row = {
                "origin": pair.origin,
                "premise": pair.premise,
                "hypothesis": pair.hypothesis,
                "soft": chances,
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
