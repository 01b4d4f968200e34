"""Train the cross-encoder: ``python -m sayso.lab.relations.train --data FOLDER --out FOLDER``.

One process a core, gradients averaged over them; every random draw comes from the seed. A checkpoint is
written after each pass and every few minutes, and a run that finds one goes on from it. The held-out
tenth of each origin is never trained on.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
import torch.distributed
import torch.multiprocessing

from sayso.lab.attributions.train import default_base
from sayso.lab.relations.batches import Batch, Example, batch, examples, grouped
from sayso.lab.relations.corpus import corpus
from sayso.lab.relations.network import CrossEncoder, loss
from sayso.lab.relations.pairs import Pair
from sayso.lab.relations.soften import taught
from sayso.lab.relations.trained import load_run, untrained
from sayso.lab.tokenizer import tokenizer_of
from sayso.lab.training import Average, optimizer_of, parallel, rate_at, save

#: The highest number of a piece that is a mark, such as [SEP].
_MARKS = 103
#: How often a pair of each origin is seen in a pass of each kind of run: more for what the targets name
#: and for what is short, less for what is long or was made by replacing words.
SHARES: dict[str, dict[str, float]] = {
    "first": {
        "snli": 1.5, "emergent": 1.7, "conjnli": 0.13, "climate_fever": 0.05, "med": 0.33, "covid_fact": 0.05,
        "rte": 0.13, "healthver": 0.17, "denials": 0.3, "answers": 0.5,
    },
    # a run that goes on from a first: the project's own pairs, and enough of the others that what they
    # taught is not forgotten
    "later": {
        "snli": 1.0, "emergent": 4.0, "conjnli": 0.05, "climate_fever": 0.02, "med": 0.1, "covid_fact": 0.02,
        "rte": 0.1, "healthver": 0.1, "denials": 0.2, "answers": 0.4,
    },
    # a last one, for the kinds of answer
    "last": {
        "snli": 0.4, "emergent": 2.0, "conjnli": 0.05, "climate_fever": 0.02, "med": 0.1, "covid_fact": 0.02,
        "rte": 0.1, "healthver": 0.1, "denials": 0.1, "answers": 0.8, "snli_taught": 0.4,
    },
    # one more, when as much again was written
    "written": {
        "snli": 0.8, "emergent": 2.0, "rumours": 2.0, "conjnli": 0.05, "climate_fever": 0.02, "med": 0.1,
        "covid_fact": 0.02, "rte": 0.1, "healthver": 0.1, "denials": 0.1, "answers": 0.8, "snli_taught": 0.5,
    },
    # a short one after it, for denials of the plainest kind, of which people write too few
    "plain": {
        "snli": 0.5, "emergent": 1.0, "rumours": 1.0, "conjnli": 0.05, "climate_fever": 0.0, "med": 0.1,
        "covid_fact": 0.0, "rte": 0.1, "healthver": 0.05, "denials": 0.4, "answers": 0.3, "snli_taught": 0.2,
    },
    # when a better teacher was there, and captions and many more headlines
    "judged": {
        "snli": 1.0, "captions": 1.5, "emergent": 3.0, "rumours": 1.2, "conjnli": 0.05, "climate_fever": 0.02,
        "med": 0.1, "covid_fact": 0.02, "rte": 0.1, "healthver": 0.1, "denials": 0.15, "answers": 0.3,
        "snli_taught": 0.5, "emergent_taught": 1.0, "rumours_taught": 0.7,
    },
    # when there were captions as plain as those of SNLI, and a teacher's chances of many more pairs
    "scenes": {
        "snli": 1.3, "scenes": 1.3, "captions": 0.15, "emergent": 3.0, "rumours": 1.0, "conjnli": 0.05,
        "climate_fever": 0.02, "med": 0.1, "covid_fact": 0.02, "rte": 0.1, "healthver": 0.1, "denials": 0.15,
        "answers": 0.3, "snli_taught": 1.0, "scenes_taught": 1.0, "emergent_taught": 1.0,
        "rumours_taught": 0.5,
    },
    # when a teacher had judged a hundred thousand more pairs that nobody had labelled
    "taught": {
        "snli": 1.0, "scenes": 1.0, "captions": 0.1, "emergent": 2.0, "rumours": 0.6, "conjnli": 0.05,
        "climate_fever": 0.02, "med": 0.1, "covid_fact": 0.02, "rte": 0.1, "healthver": 0.1, "denials": 0.1,
        "answers": 0.25, "snli_taught": 0.5, "scenes_taught": 0.5, "emergent_taught": 0.6,
        "rumours_taught": 0.3, "snli_varied": 0.9, "scenes_varied": 0.7,
    },
    # a short one after it, for the kinds of answer
    "kinds": {
        "snli": 0.35, "scenes": 0.35, "captions": 0.05, "emergent": 2.0, "rumours": 0.4, "conjnli": 0.05,
        "climate_fever": 0.02, "med": 0.1, "covid_fact": 0.02, "rte": 0.1, "healthver": 0.1, "denials": 0.2,
        "answers": 0.4, "snli_taught": 0.1, "scenes_taught": 0.1, "emergent_taught": 0.4,
        "rumours_taught": 0.3, "snli_varied": 0.15, "scenes_varied": 0.15,
    },
    # a teacher of the three ways, eight times as dear a step: what it is to teach, and little else
    "teacher": {
        "snli": 1.0, "emergent": 2.0, "conjnli": 0.05, "climate_fever": 0.0, "med": 0.1, "covid_fact": 0.0,
        "rte": 0.1, "healthver": 0.1, "denials": 0.0, "answers": 0.07,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that decides the weights."""

    data: str
    out: str
    base: str
    passes: float = 2
    pieces: int = 2048
    workers: int = 2
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warmup: float = 0.06
    average: float = 0.998
    seed: int = 13
    bf16: bool = False
    start: str = ""
    blank: float = 0.05
    frozen: int = 0
    soft: str = ""
    shares: str = "first"


class Learner(torch.nn.Module):
    """The network with its loss, so that data-parallel training sees one forward call."""

    def __init__(self, network: CrossEncoder, bf16: bool) -> None:
        super().__init__()
        self.network = network
        self.bf16 = bf16

    def forward(self, b: Batch) -> torch.Tensor:
        """The batch's loss."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            scores = self.network(b.ids, b.types, b.mask)
        return loss(scores, b.ways, b.kinds, b.soft)


def drawn(found: Sequence[Pair], shares: dict[str, float], draw: random.Random) -> list[int]:
    """The indexes of the pairs that a pass sees: each as often as its origin's share says."""
    chosen = []
    for index, pair in enumerate(found):
        share = shares.get(pair.origin, 1.0)
        chosen.extend([index] * (int(share) + (draw.random() < share % 1)))
    return chosen


def steps_of_pass(plan: Plan, found: Sequence[Pair], made: Sequence[Example], number: int) -> Any:
    """The steps of one pass, each a list of examples' indexes for every worker."""
    draw = random.Random(f"{plan.seed}-{number}")
    chosen = drawn(found, SHARES[plan.shares], draw)
    steps = grouped([len(made[i].ids) for i in chosen], plan.pieces, plan.workers, draw)
    return [[[chosen[i] for i in part] for part in step] for step in steps]


class Training:
    """One worker's training, from the start or from the checkpoint."""

    def __init__(self, rank: int, plan: Plan) -> None:
        self.rank, self.plan = rank, plan
        tokenizer = tokenizer_of(plan.base)
        found = [p for p in corpus(Path(plan.data), plan.seed) if not p.held_out]
        self.found = taught(found, Path(plan.soft)) if plan.soft else found
        self.made = examples(self.found, tokenizer)
        self.mask = tokenizer.token_to_id("[MASK]") or tokenizer.token_to_id("<mask>")
        self.network = (
            load_run(Path(plan.start), plan.base, frozen=plan.frozen)
            if plan.start
            else untrained(plan.base, plan.frozen)
        )
        self.model = parallel(Learner(self.network, plan.bf16))
        rates = (plan.rate, plan.head_rate)
        self.optimizer = optimizer_of(self.network, self.network.encoder, rates, plan.decay)
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.average = Average(self.network, plan.average)
        self.step = 0
        self.checkpoint = Path(plan.out) / "checkpoint.pt"
        if self.checkpoint.exists():
            self._resume()
        # a pass is a different draw each time, so lengths differ a little: the first one's is used for all
        self.per_pass = len(steps_of_pass(plan, self.found, self.made, 0))
        self.total = int(self.per_pass * plan.passes)

    def _resume(self) -> None:
        kept = torch.load(self.checkpoint, weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.average.weights, self.step = kept["average"], kept["step"]

    def run(self) -> None:
        """Train to the end."""
        begun, clock, saved, shown = self.step, time.monotonic(), time.monotonic(), 0.0
        torch.manual_seed(self.plan.seed + 1000 * self.rank + self.step)
        for b in self._batches():
            value = self._learn(b)
            shown = 0.98 * shown + 0.02 * value if self.step > begun + 1 else value
            if self.rank == 0 and self.step % 20 == 0:
                left = (time.monotonic() - clock) / (self.step - begun) * (self.total - self.step)
                print(f"step {self.step}/{self.total} loss {shown:.4f} {left / 60:.1f} min left", flush=True)
            if self.rank == 0 and time.monotonic() - saved > 240:
                self._keep()
                saved = time.monotonic()
        if self.rank == 0:
            self._keep()

    def _batches(self) -> Iterator[Batch]:
        while self.step < self.total:
            number, skip = divmod(self.step, self.per_pass)
            steps = steps_of_pass(self.plan, self.found, self.made, number)
            for position in range(skip, self.per_pass):
                chosen = steps[position % len(steps)][self.rank]
                yield self._blanked(batch([self.made[i] for i in chosen]))
                if self.step >= self.total:
                    return

    def _blanked(self, b: Batch) -> Batch:
        """The batch with some pieces hidden, so that none is learnt by heart over several passes."""
        hidden = (torch.rand(b.ids.shape) < self.plan.blank) & (b.ids > _MARKS)
        return replace(b, ids=b.ids.masked_fill(hidden, self.mask))

    def _learn(self, b: Batch) -> float:
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * rate_at(self.step, self.total, self.plan.warmup)
        self.model.train()
        value = self.model(b)
        self.optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        self.average.update(self.network, self.step)
        return float(value.detach())

    def _keep(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average.weights,
            "step": self.step,
        }
        save(self.checkpoint, state)


def run(rank: int, plan: Plan) -> None:
    """One worker."""
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.distributed.init_process_group("gloo", rank=rank, world_size=plan.workers)
    Training(rank, plan).run()
    torch.distributed.barrier()
    torch.distributed.destroy_process_group()


def main() -> None:
    """Train, from the start or from the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="a folder with a .jsonl file for each origin")
    parser.add_argument("--out", required=True, help="where checkpoints go")
    parser.add_argument("--base", default=None, help="a folder with a pretrained BERT")
    parser.add_argument("--start", default="", help="a finished run to go on from")
    parser.add_argument("--shares", choices=sorted(SHARES), default="first", help="what a pass sees")
    parser.add_argument(
        "--frozen", type=int, default=0, help="the lowest layers of a teacher to leave as are"
    )
    parser.add_argument("--soft", default="", help="a teacher's chances, from sayso.lab.relations.soften")
    parser.add_argument("--bf16", action="store_true", help="matrix products in 16 bits")
    for name, default in (
        ("passes", 2.0), ("pieces", 2048), ("workers", 2), ("rate", 1.5e-4),
        ("head_rate", 1e-3), ("seed", 13),
    ):  # fmt: skip
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    given = vars(parser.parse_args())
    plan = Plan(**{**given, "base": given["base"] or default_base()})
    out = Path(plan.out)
    out.mkdir(parents=True, exist_ok=True)
    kept = {k: v for k, v in asdict(plan).items() if k not in ("data", "out", "base", "start", "soft")}
    (out / "plan.json").write_text(json.dumps(kept, indent=1))
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29513")
    torch.multiprocessing.spawn(run, args=(plan,), nprocs=plan.workers)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
