"""Write a trained tagger as ONNX: ``python -m sayso.lab.attributions.export --run FOLDER --version V``.

Matrix products are quantised to 8 bits a channel, word embeddings to 8 bits a row; the rest stays in
32 bits. One window goes in at a time, unpadded, so that no window's result depends on another's.
``graph.py`` holds the network as it is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import onnx

from sayso.lab.attributions.graph import graph
from sayso.lab.attributions.train import default_base
from sayso.lab.attributions.trained import load_run
from sayso.lab.tokenizer import tokenizer_of
from sayso.statements.model_v1.extractor import EVIDENCE
from sayso.statements.model_v1.tagger import WEIGHTS


def release(run: Path, base: str, folder: Path, version: str, *, reduce_range: bool) -> None:
    """Write the folder that the program loads: the network, the tokenizer, the card with their digests."""
    tagger = load_run(run, base)
    folder.mkdir(parents=True, exist_ok=True)
    transitions = (tagger.transitions + tagger.barred).tolist()
    starts = (tagger.starts + tagger.barred_start).tolist()
    onnx.save(graph(tagger, reduce_range=reduce_range), str(folder / "tagger.onnx"))
    (folder / "tokenizer.json").write_text(tokenizer_of(base).to_str(), encoding="utf-8")
    names = ("tagger.onnx", "tokenizer.json")
    card = {
        "version": version,
        "transitions": [[round(t, 4) for t in row] for row in transitions],
        "starts": [round(s, 4) for s in starts],
        "calibration": [0.0] * (1 + EVIDENCE),
        "digests": {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names},
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the released files go")
    parser.add_argument("--version", required=True, help="the model's version, such as 1.0")
    parser.add_argument("--reduce-range", action="store_true", help="7 bits a weight")
    options = parser.parse_args()
    release(options.run, default_base(), options.out, options.version, reduce_range=options.reduce_range)
    sizes = {p.name: p.stat().st_size for p in sorted(options.out.iterdir())}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
