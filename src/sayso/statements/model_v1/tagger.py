"""Run the trained network on windows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import ModelDamagedError, ModelMissingError
from sayso.statements.model_v1.decode import Linked, link, tagged
from sayso.statements.model_v1.pieces import Pieces
from sayso.statements.model_v1.windows import Window, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

#: The folder of the released weights.
WEIGHTS = Path(__file__).parent / "weights"
#: Windows that are run and decoded together: enough to keep threads busy, few enough to bound memory.
_AHEAD = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of the released weights: their digests and the numbers that decoding needs."""

    version: str
    transitions: Sequence[Sequence[float]]
    starts: Sequence[float]
    calibration: Sequence[float]
    digests: dict[str, str]


class Tagger:
    """The network with its tokenizer, ready to run.

    Windows are run one at a time, unpadded: activations are quantised over a whole run, so a
    window's result would otherwise depend on its neighbours. Threads take whole windows.

    Raises:
        ModelMissingError: if a file of the weights is not there.
        ModelDamagedError: if one is not the file that was released.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        self.card = _card(folder)
        content = {name: _verified(folder / name, d) for name, d in self.card.digests.items()}
        self._pieces = Pieces(_tokenizer(content["tokenizer.json"]))
        self._session = _session(content["tagger.onnx"])
        self._threads = threads

    def read(
        self, text: str, paragraphs: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[Window, tuple[Linked, ...]]]:
        """The windows of the paragraphs with the attributions in each, in order."""
        import numpy as np

        transitions = np.asarray(self.card.transitions, dtype=np.float32)
        starts = np.asarray(self.card.starts, dtype=np.float32)
        rest = windows(text, paragraphs, self._pieces)
        while chunk := list(islice(rest, _AHEAD)):
            scores = list(self._run(chunk))
            found = tagged([tags for tags, _, _ in scores], transitions, starts)
            for window, inside, (_, cues, sources) in zip(chunk, found, scores, strict=True):
                yield window, link(inside, cues, sources)

    def _run(self, chunk: Sequence[Window]) -> Iterable[Any]:
        if self._threads == 1:
            return map(self._scores, chunk)
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._scores, chunk))

    def _scores(self, window: Window) -> Any:
        import numpy as np

        return self._session.run(
            ["tags", "cues", "sources"],
            {
                "ids": np.array([window.ids], dtype=np.int64),
                "features": np.array([window.features], dtype=np.int64),
                "firsts": np.array([window.firsts], dtype=np.int64),
            },
        )


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
    return f"{what}; install Sayso again, or use --extractor rules_v1"


def _tokenizer(content: bytes) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(content: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # threads take whole windows instead
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
