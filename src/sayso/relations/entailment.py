"""Run the trained cross-encoder on pairs of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sayso.relations.pieces import pieces
from sayso.statements import weights

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

#: The folder of the released weights.
WEIGHTS = Path(__file__).parent / "weights"
_ADVICE = "install Sayso again"
#: Pairs whose reading is kept: what is looked at is looked at again.
_KEPT = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the network says of a premise and a hypothesis; probabilities.

    ``kinds`` are those of an answer (the premise) to a claim: supports, contradicts, misses, evades,
    unrelated.
    """

    entailment: float
    neutral: float
    contradiction: float
    kinds: tuple[float, float, float, float, float]


class Entailment(Protocol):
    """Tells whether one text entails another."""

    @property
    def name(self) -> str:
        """The behaviour's name and version."""
        ...

    def read(self, premise: str, hypothesis: str) -> Read:
        """What a premise makes of a hypothesis."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of the released weights: their digests, and the temperature of each head."""

    version: str
    temperatures: Sequence[float]
    digests: dict[str, str]


class CrossEncoder:
    """The network with its tokenizer: one pair at a time, unpadded, on one thread.

    It is loaded for the first pair that is read, since many articles have none.

    Raises:
        ModelMissingError: if a file of the weights is not there.
        ModelDamagedError: if one is not the file that was released.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.card = weights.card(folder, Card, advice=_ADVICE)
        self._folder = folder
        self._kept = lru_cache(maxsize=_KEPT)(self._run)

    @property
    def name(self) -> str:
        """The network's name and version."""
        return f"entailment {self.card.version}"

    @cached_property
    def _loaded(self) -> tuple[Tokenizer, InferenceSession]:
        return weights.load(self._folder, "model.onnx", self.card.digests, advice=_ADVICE)

    def read(self, premise: str, hypothesis: str) -> Read:
        """What a premise makes of a hypothesis; pairs that were read lately are not read again."""
        return self._kept(premise, hypothesis)

    def _run(self, premise: str, hypothesis: str) -> Read:
        import numpy as np

        tokenizer, session = self._loaded
        ids, types = pieces(tokenizer, premise, hypothesis)
        ways, kinds = session.run(
            ["ways", "kinds"],
            {"ids": np.array([ids], dtype=np.int64), "types": np.array([types], dtype=np.int64)},
        )
        way = _softmax(ways / self.card.temperatures[0])
        kind = _softmax(kinds / self.card.temperatures[1])
        return Read(entailment=way[0], neutral=way[1], contradiction=way[2], kinds=kind)


def _softmax(logits: Any) -> Any:
    import numpy as np

    powers = np.exp(logits - logits.max())
    return tuple(float(p) for p in powers / powers.sum())
