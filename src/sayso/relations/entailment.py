"""Run the trained cross-encoder on pairs of texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sayso.errors import ModelDamagedError, ModelMissingError
from sayso.relations.pieces import pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

#: The folder of the released weights.
WEIGHTS = Path(__file__).parent / "weights"

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
        self.card = _card(folder)
        self._folder = folder
        self._kept = lru_cache(maxsize=_KEPT)(self._run)

    @property
    def name(self) -> str:
        """The network's name and version."""
        return f"entailment {self.card.version}"

    @cached_property
    def _loaded(self) -> tuple[Tokenizer, InferenceSession]:
        content = {name: _verified(self._folder / name, d) for name, d in self.card.digests.items()}
        return _tokenizer(content["tokenizer.json"]), _session(content["model.onnx"])

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


def _card(folder: Path) -> Card:
    path = folder / "card.json"
    try:
        return Card(**json.loads(path.read_bytes()))
    except FileNotFoundError as error:
        raise ModelMissingError(_reinstall(f"the model's file {path.name} is missing")) from error
    except (ValueError, TypeError) as error:
        raise ModelDamagedError(_reinstall(f"the model's file {path.name} is damaged")) from error


def _verified(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissingError(_reinstall(f"the model's file {path.name} is missing")) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelDamagedError(_reinstall(f"the model's file {path.name} is damaged"))
    return content


def _reinstall(what: str) -> str:
    return f"{what}; install Sayso again"


def _tokenizer(content: bytes) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(content: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
