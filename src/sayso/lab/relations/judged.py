"""Rumours with headlines about them, and captions with sentences about them, written to learn from.

In ``rumours/``, what a headline does: it stands for the rumour (``f``), against it (``a``), or reports it
without a word of its own (``o``), as in Emergent (Ferreira and Vlachos, 2016). In ``captions/`` and
``scenes/``, whether a sentence follows from what a picture shows (``e``), can't be true of it (``c``), or
may be (``n``), as in SNLI (Bowman et al., 2015): in ``scenes/`` as plainly as the crowd that SNLI asked,
in ``captions/`` so that no surface sign tells. Whole rumours and captions are held out.
"""

from __future__ import annotations

from sayso.lab.relations.pairs import WAYS, Pair, is_held_out
from sayso.lab.relations.written import written

_HEADLINES = {"f": "entailment", "a": "contradiction", "o": "neutral"}
_SENTENCES = {"e": "entailment", "c": "contradiction", "n": "neutral"}


def judged() -> list[Pair]:
    """The pairs to train on and to hold out."""
    return [
        *(
            _pair("rumours", headline, claim, way)
            for claim, told in written("rumours", _HEADLINES)
            for way, headline in told
        ),
        *(
            _pair(folder, caption, sentence, way)
            for folder in ("captions", "scenes")
            for caption, told in written(folder, _SENTENCES)
            for way, sentence in told
        ),
    ]


def _pair(origin: str, premise: str, hypothesis: str, way: str) -> Pair:
    return Pair(
        origin=origin,
        premise=premise,
        hypothesis=hypothesis,
        way=WAYS.index(way),
        held_out=is_held_out(origin, premise, hypothesis),
    )
