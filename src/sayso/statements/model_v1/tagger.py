"""Run the trained network on windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sayso.statements import weights
from sayso.statements.model_v1.decode import Linked, link, tagged
from sayso.statements.model_v1.pieces import Pieces
from sayso.statements.model_v1.windows import Window, windows

#: The folder of the released weights.
WEIGHTS = Path(__file__).parent / "weights"
_ADVICE = "install Sayso again, or use --extractor rules_v1"
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
        self.card = weights.card(folder, Card, advice=_ADVICE)
        tokenizer, self._session = weights.load(folder, "tagger.onnx", self.card.digests, advice=_ADVICE)
        self._pieces = Pieces(tokenizer)
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
