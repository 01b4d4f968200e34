"""Compare two statements: how an answer stands to a claim."""

from __future__ import annotations

from sayso.relations.because import because
from sayso.relations.entailment import Entailment
from sayso.relations.evidence import Evidence, evidence, read_by
from sayso.relations.judgement import Judgement
from sayso.relations.unwrap import Unwrapped, unwrap
from sayso.relations.weigh import weights

#: This judge's name; its weights' version comes to it, and the network's name where it has one.
NAME = "denials_v1"


class Comparer:
    """Judges pairs by their words, and by the network where there is one.

    Either side may be a bare proposition or carry its own attribution, which is taken off.
    """

    def __init__(self, model: Entailment | None = None) -> None:
        self._model = model
        self._weights = weights(model is not None)
        own = f"{NAME} {self._weights.version}"
        self.name = f"{own} with {model.name}" if model else own

    def compare(self, claim: str, answer: str) -> Judgement:
        """How the answer stands to the claim, with the reason."""
        return self.judge(unwrap(claim), unwrap(answer))

    def judge(self, claim: Unwrapped, answer: Unwrapped) -> Judgement:
        """The same of two propositions whose attributions are known."""
        return self.weigh(evidence(claim, answer))

    def weigh(self, found: Evidence) -> Judgement:
        """The same by the evidence of the words; what the network makes of the pair is put to it."""
        if self._model is not None:
            read_by(self._model, found)
        chances = self._weights.weigh(found.figures)
        kind = max(chances, key=chances.__getitem__)
        return Judgement(
            kind=kind, confidence=round(chances[kind], 3), because=because(kind, found), judge=self.name
        )
