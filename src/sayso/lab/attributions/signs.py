"""Fit the sign of what is nested, in one command, once a run's weights are exported and calibrated.

``python -m sayso.lab.attributions.signs --run RUN --texts FOLDER --weights WEIGHTS --out FOLDER``. To read
every content again for what is told inside of it costs two thirds of the first reading once more. The first
reading can tell which ones are worth it: from what the last layer gave for a word of a content, a logistic
regression says how likely it is the cue of another statement there. It learns from what the tagger finds in
texts without gold when it does read every content again. What is written is a run to export from.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from sayso.lab.attributions.batches import batched
from sayso.lab.attributions.examples import Example, paragraphs, texts
from sayso.lab.attributions.network import Tagger, of_words
from sayso.lab.attributions.train import default_base
from sayso.lab.attributions.trained import load_run
from sayso.lab.tokenizer import tokenizer_of
from sayso.lab.training import save
from sayso.statements.model_v1.extractor import ModelExtractor
from sayso.statements.model_v1.pieces import Pieces
from sayso.statements.model_v1.windows import windows
from sayso.statements.quotations import quotations

#: Word pieces that are read together.
_PIECES = 4096
_RIDGE = 1e-5
_ROUNDS = 80
#: What a word is: in no content, in one, or the cue of a statement inside of one.
_OUTSIDE, _PLAIN, _CUE = range(3)


def examples(shown: Sequence[str], extractor: ModelExtractor, pieces: Pieces) -> Iterator[Example]:
    """The windows of texts; tags tell of each word which of the three it is."""
    for text in shown:
        spans = paragraphs(text)
        outer = list(extractor.find(text, spans))
        marks = [q for start, end in spans for q in quotations(text, start, end)]
        inner = [f.cue for f in extractor.inside(text, outer, marks, least_sign=0)]
        contents = [c for f in outer for c in f.contents]
        for window in windows(text, spans, pieces):
            of = [
                _OUTSIDE
                if not any(c.start <= start < c.end for c in contents)
                else _CUE
                if any(c.start <= start < c.end for c in inner)
                else _PLAIN
                for start, _ in window.words
            ]
            if any(of):
                yield Example(window=window, tags=tuple(of), cues={}, sources={})


def samples(tagger: Tagger, found: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """What the last layer gave for the words of contents, (words, width), and which of them are cues."""
    rows, cues = [], []
    for b in batched(found, _PIECES):
        with torch.no_grad():
            (*_, last) = tagger(b.ids, b.features, b.mask, b.firsts).hidden
        asked = b.words & (b.tags != _OUTSIDE)
        rows.append(of_words(last, b.firsts)[asked])
        cues.append((b.tags == _CUE)[asked].float())
    return torch.cat(rows), torch.cat(cues)


def fit(rows: Tensor, cues: Tensor) -> tuple[Tensor, Tensor]:
    """The weight of each number, (1, width), and the bias, (1,)."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    even = (rows - mean) / spread
    weight = torch.zeros(rows.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        apart = torch.nn.functional.binary_cross_entropy_with_logits(even @ weight + bias, cues)
        whole = apart + _RIDGE * weight.square().sum()
        whole.backward()
        return whole

    optimizer.step(loss)
    found = weight.detach() / spread
    return found[None], bias.detach() - found @ mean


def main() -> None:
    """Write the run with its sign."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--weights", required=True, type=Path, help="the same, exported and calibrated")
    parser.add_argument(
        "--texts", required=True, type=Path, help="a folder of .txt files, a paragraph a line"
    )
    parser.add_argument("--out", required=True, type=Path, help="the run to write")
    options = parser.parse_args()
    base = default_base()
    tagger = load_run(options.run, base)
    shown = texts(options.texts)
    found = list(examples(shown, ModelExtractor(weights=options.weights), Pieces(tokenizer_of(base))))
    rows, cues = samples(tagger, found)
    weight, bias = fit(rows, cues)
    print(f"{len(cues):,} words of contents, {int(cues.sum()):,} of them cues of what is nested")
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(options.run / "plan.json", options.out / "plan.json")
    state = torch.load(options.run / "checkpoint.pt", weights_only=True)
    state["tagger"] |= {"sign.weight": weight, "sign.bias": bias}
    save(options.out / "checkpoint.pt", {name: state[name] for name in ("tagger", "average", "step")})


if __name__ == "__main__":
    main()
