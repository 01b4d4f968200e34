"""The cross-encoder: both texts through one encoder, then two small heads.

After Devlin et al.'s sentence pairs (NAACL 2019). One head tells entailment, neutral and contradiction;
the other how an answer stands to a claim.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel

from sayso.lab.attributions.network import PooledDropout, load_encoder
from sayso.lab.relations.pairs import KINDS, NONE, NOT_ENTAILED, WAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Logits: ``ways`` is (batch, 3), ``kinds`` (batch, 5)."""

    ways: Tensor
    kinds: Tensor


class Teacher(nn.Module):
    """An MPNet encoder (Song et al., NeurIPS 2020) that is called as the BERT encoder is.

    It has no segments: ``token_type_ids`` is taken and not used.
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.model = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.model.embeddings.requires_grad_(False)
        self.config = self.model.config

    def freeze(self, layers: int) -> None:
        """Leave the lowest layers as they are: they cost a forward pass only."""
        for layer in self.model.encoder.layer[:layers]:
            layer.requires_grad_(False)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Any:
        """The model's own output."""
        return self.model(input_ids=input_ids, attention_mask=attention_mask)


def load_base(folder: str, frozen: int = 0) -> BertModel | Teacher:
    """The pretrained encoder of a folder: BERT for what is released, MPNet for a teacher."""
    kind = json.loads((Path(folder) / "config.json").read_text())["model_type"]
    if kind != "mpnet":
        return load_encoder(folder)
    teacher = Teacher(folder)
    teacher.freeze(frozen)
    return teacher


class CrossEncoder(nn.Module):
    """Word pieces of a pair in, the two heads' logits out."""

    def __init__(self, encoder: BertModel | Teacher) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = PooledDropout(0.1)
        self.join = nn.Linear(5 * width, width)
        self.way = nn.Linear(width, len(WAYS))
        self.kind = nn.Linear(width, len(KINDS))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Scores:
        """Logits of pairs; each argument is (batch, pieces), the mask 1 at pieces and 0 at padding."""
        hidden = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        second = mask * types
        return self.heads(hidden[:, 0], _mean(hidden, mask - second), _mean(hidden, second))

    def heads(self, first: Tensor, premise: Tensor, hypothesis: Tensor) -> Scores:
        """Logits from the first piece's vector and the means of both texts, each (batch, width).

        The base was trained to put texts' meanings into their means, so these are set side by side as
        in Conneau et al.'s sentence encoders (EMNLP 2017).
        """
        compared = torch.cat(
            [first, premise, hypothesis, (premise - hypothesis).abs(), premise * hypothesis], -1
        )
        joined = self.dropout(nn.functional.gelu(self.join(compared)))
        return Scores(ways=self.way(joined), kinds=self.kind(joined))


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1)


def loss(scores: Scores, ways: Tensor, kinds: Tensor, soft: Tensor, smooth: float = 0.05) -> Tensor:
    """Cross-entropy of both heads, each over the pairs that it has a label for.

    A pair that is only known not to be entailed costs minus the log of what the other two share. Where a
    teacher has given its chances (``soft``, (batch, 3), zero where it has not), they are learnt as well
    (Hinton et al. 2015): half and half with the label, or alone where there is none.
    """
    log = scores.ways.float().log_softmax(-1)
    told = ways >= 0
    parts = (log.gather(1, ways.clamp(min=0).unsqueeze(1)).squeeze(1) * (1 - smooth)) + log.mean(1) * smooth
    rest = log[:, 1:].logsumexp(1)
    hard = parts * told + rest * (ways == NOT_ENTAILED)
    taught, labelled = soft.sum(1) > 0, ways != NONE
    share = taught * torch.where(labelled, 0.5, 1.0)
    mixed = (1 - share) * hard + share * (soft * log).sum(1)
    way = -mixed.sum() / (labelled | taught).sum().clamp(min=1)
    kind = nn.functional.cross_entropy(
        scores.kinds.float(), kinds, ignore_index=NONE, label_smoothing=smooth, reduction="sum"
    )
    return way + kind / (kinds != NONE).sum().clamp(min=1) * (kinds != NONE).float().mean().sqrt()
