"""Write a trained cross-encoder as ONNX: ``python -m sayso.lab.relations.export --run FOLDER --version V``.

Matrix products are quantised to 8 bits a channel, word embeddings to 8 bits a row; the rest stays in
32 bits. One pair goes in at a time, unpadded, so that no pair's result depends on another's.
``graph.py`` holds the network as it is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import onnx

from sayso.lab.attributions.train import default_base
from sayso.lab.relations.graph import graph
from sayso.lab.relations.trained import load_run
from sayso.lab.tokenizer import tokenizer_of
from sayso.relations.entailment import WEIGHTS


def release(run: Path, folder: Path, version: str, *, reduce_range: bool) -> None:
    """Write the folder that the program loads: the network, the tokenizer, the card with their digests."""
    base = default_base()
    network = load_run(run, base)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(network, reduce_range=reduce_range), str(folder / "model.onnx"))
    (folder / "tokenizer.json").write_text(tokenizer_of(base).to_str(), encoding="utf-8")
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "tokenizer.json")
    }
    card = {"version": version, "temperatures": [1.0, 1.0], "digests": digests}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, type=Path, help="the training run's folder")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the released files go")
    parser.add_argument("--version", required=True, help="the model's version, such as 1.0")
    parser.add_argument("--reduce-range", action="store_true", help="7 bits a weight")
    options = parser.parse_args()
    release(options.run, options.out, options.version, reduce_range=options.reduce_range)
    print(json.dumps({p.name: p.stat().st_size for p in sorted(options.out.iterdir())}))


if __name__ == "__main__":
    main()
