"""The tagger's network: an encoder, a tag head with a CRF, two biaffine pointers, a sign of what is nested.

Tags follow Lafferty et al. (ICML 2001) in Lample et al.'s neural form (NAACL 2016); the pointers
are Dozat and Manning's deep biaffine attention (ICLR 2017), here from each content word to its cue
and from each cue word to its source.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from sayso.statements.model_v1.tags import TAGS, may_follow, may_start
from sayso.statements.model_v1.words import FEATURES

_NEVER = -1e4
#: The share of each pointer in the loss, beside the tags.
POINTER_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the network says of a batch.

    ``tags`` is (batch, words, tags); ``cues`` and ``sources`` are (batch, words, 1 + words): how
    well each word is the cue of a content word, the source of a cue word; index 0 means none.
    ``hidden`` is what each layer gave, (batch, pieces, width).
    """

    tags: Tensor
    cues: Tensor
    sources: Tensor
    hidden: tuple[Tensor, ...]


class Pointer(nn.Module):
    """Biaffine scores of every word (and of none, at index 0) as the head of every word."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(width, inner)
        self.head = nn.Linear(width, inner)
        self.weight = nn.Parameter(torch.zeros(inner + 1, inner))
        self.dropout = PooledDropout(0.2)
        nn.init.normal_(self.weight, std=0.02)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores, (batch, dependents, heads), of two (batch, words, width)."""
        left = self.dropout(nn.functional.gelu(self.dependent(dependents)))
        right = self.dropout(nn.functional.gelu(self.head(heads)))
        mixed = left @ self.weight[:-1] + self.weight[-1]
        return cast(Tensor, mixed @ right.transpose(1, 2))


class Tagger(nn.Module):
    """Word pieces in, tag and pointer scores of words out."""

    def __init__(self, encoder: BertModel, inner: int = 128) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.features = nn.Embedding(FEATURES, width)
        nn.init.normal_(self.features.weight, std=0.02)
        self.dropout = PooledDropout(0.1)
        self.tag = nn.Linear(width, len(TAGS))
        # fitted last, by ``signs.py``: as it begins every content is read again
        self.sign = nn.Linear(width, 1).requires_grad_(False)
        nn.init.zeros_(self.sign.weight)
        nn.init.zeros_(self.sign.bias)
        self.cue = Pointer(width, inner)
        self.source = Pointer(width, inner)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.starts = nn.Parameter(torch.zeros(len(TAGS)))
        follow = [[may_follow(a, b) for b in TAGS] for a in TAGS]
        self.register_buffer("barred", torch.tensor(follow).logical_not() * _NEVER)
        self.register_buffer(
            "barred_start", torch.tensor([may_start(t) for t in TAGS]).logical_not() * _NEVER
        )

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> Scores:
        """Scores of words.

        Args:
            ids: word pieces, (batch, pieces).
            features: shape and quotation features, (batch, pieces).
            mask: 1 at pieces, 0 at padding, (batch, pieces).
            firsts: each word's first piece, 0 at padding, (batch, words).
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        read = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        hidden = read.last_hidden_state
        word = self.dropout(of_words(hidden, firsts))
        heads = torch.cat([hidden[:, :1], word], 1)
        return Scores(
            tags=self.tag(word),
            cues=self.cue(word, heads),
            sources=self.source(word, heads),
            hidden=tuple(read.hidden_states[1:]),
        )

    def tag_loss(self, tags: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """The CRF's negative log likelihood of the gold tags, summed over the batch.

        Args:
            tags: emissions, (batch, words, tags).
            gold: tag numbers, (batch, words).
            mask: true at words, (batch, words).
        """
        transitions, starts = self.transitions + self.barred, self.starts + self.barred_start
        emitted = tags.gather(2, gold.unsqueeze(-1)).squeeze(-1) * mask
        moved = transitions[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        path = emitted.sum() + moved.sum() + starts[gold[:, 0]].sum()
        alpha = starts + tags[:, 0]
        for step in range(1, tags.shape[1]):
            grown = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + tags[:, step]
            alpha = torch.where(mask[:, step, None], grown, alpha)
        return torch.logsumexp(alpha, 1).sum() - path


def of_words(hidden: Tensor, firsts: Tensor) -> Tensor:
    """What a layer gave for each word's first piece, (batch, words, width), of (batch, pieces, width)."""
    return hidden.gather(1, firsts.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


def pointer_loss(scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Minus the log of the probability that falls on any of the right heads, summed over words.

    Args:
        scores: (batch, words, 1 + words).
        gold: true at each right head (index 0 for none), the same shape; rows without one are left out.
        mask: true at words, (batch, words).
    """
    heads = _heads(mask)
    asked = gold.any(-1)
    every = scores.masked_fill(~heads, _NEVER).logsumexp(-1)
    right = scores.masked_fill(~gold, _NEVER).logsumexp(-1)
    return ((every - right) * asked).sum()


def _heads(mask: Tensor) -> Tensor:
    """What a pointer may name: none, at index 0, and each word; (batch, 1, 1 + words)."""
    return torch.cat([torch.ones_like(mask[:, :1]), mask], 1).unsqueeze(1)


def soft_loss(scores: Scores, shown: Scores, mask: Tensor) -> Tensor:
    """How far the scores are from a teacher's (Hinton et al., 2015), weighed as the losses of gold are.

    Cues are compared at the words that the teacher takes for content, sources at those that it takes
    for cues.

    Args:
        scores: the network's own.
        shown: the teacher's.
        mask: true at words, (batch, words).
    """
    heads = _heads(mask)
    roles = shown.tags.argmax(-1)

    def apart(own: Tensor, other: Tensor, rows: Tensor) -> Tensor:
        each = nn.functional.kl_div(
            own.log_softmax(-1), other.log_softmax(-1), reduction="none", log_target=True
        )
        return (each.sum(-1) * rows).sum() / rows.sum().clamp(min=1)

    def pointed(own: Tensor, other: Tensor, role: str) -> Tensor:
        rows = mask & torch.isin(roles, torch.tensor([i for i, t in enumerate(TAGS) if t.endswith(role)]))
        return apart(own.masked_fill(~heads, _NEVER), other.masked_fill(~heads, _NEVER), rows)

    cues = pointed(scores.cues, shown.cues, "-content")
    sources = pointed(scores.sources, shown.sources, "-cue")
    return apart(scores.tags, shown.tags, mask) + POINTER_SHARE * (cues + sources)


def hidden_loss(scores: Scores, shown: Scores, mask: Tensor) -> Tensor:
    """The mean squared distance of what the layers gave from what a teacher's gave (Jiao et al., 2020).

    Of a teacher with more layers those are taken that are as far on, the last with the last.

    Args:
        scores: the network's own.
        shown: the teacher's, of at least as many layers as wide.
        mask: 1 at pieces, (batch, pieces).
    """
    own, other = scores.hidden, shown.hidden
    as_far = [other[math.ceil(number * len(other) / len(own)) - 1] for number in range(1, len(own) + 1)]
    apart = [(mine - theirs).square().mean(-1) for mine, theirs in zip(own, as_far, strict=True)]
    return (torch.stack(apart) * mask).sum() / (len(apart) * mask.sum())


class PooledDropout(nn.Module):
    """Dropout that takes its mask from a pool drawn once, at a random place.

    Drawing a number for every element costs a fifth of a training step on a CPU.
    """

    pool: Tensor

    def __init__(self, share: float, size: int = 1 << 22) -> None:
        super().__init__()
        kept = torch.empty(size).bernoulli_(1 - share) / (1 - share)
        self.register_buffer("pool", kept, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """The input with a share of it zeroed, the rest scaled up."""
        if not self.training:
            return x
        first = int(torch.randint(self.pool.numel() - x.numel(), (1,)))
        return x * self.pool[first : first + x.numel()].view_as(x)


def _pool_dropout(module: nn.Module) -> None:
    """Replace each dropout below the module with a pooled one."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout) and child.p > 0:
            setattr(module, name, PooledDropout(child.p))
        else:
            _pool_dropout(child)


def load_encoder(
    folder: str, layers: int | None = None, heads: int | None = None, neurons: int | None = None
) -> BertModel:
    """The pretrained encoder of a folder, without its pooler, word embeddings frozen.

    With fewer ``heads`` or ``neurons`` in a layer than it was pretrained with, these begin anew.
    """
    config = BertConfig.from_pretrained(folder)
    if layers is not None:
        config.num_hidden_layers = layers
    if neurons is not None:
        config.intermediate_size = neurons
    config.attention_probs_dropout_prob = 0.0
    encoder = BertModel.from_pretrained(
        folder, config=config, add_pooling_layer=False, ignore_mismatched_sizes=neurons is not None
    )
    if heads is not None:
        for layer in encoder.encoder.layer:
            _few_heads(layer.attention, heads)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder.embeddings.token_type_embeddings.weight.requires_grad_(True)
    _pool_dropout(encoder)
    return cast(BertModel, encoder)


def _few_heads(attention: nn.Module, heads: int) -> None:
    """New projections for so many heads: a configuration can only tell numbers that divide the width."""
    own, out = attention.self, attention.output
    inner, width = heads * own.attention_head_size, out.dense.out_features
    own.query, own.key, own.value = (nn.Linear(width, inner) for _ in range(3))
    out.dense = nn.Linear(inner, width)
    own.num_attention_heads, own.all_head_size = heads, inner
