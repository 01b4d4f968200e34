"""Rumours with the headlines about them, written to learn from: the files in ``rumours/``.

What a headline does: it stands for the rumour (``f``), against it (``a``), or reports it without a word of
its own (``o``), as in Emergent (Ferreira and Vlachos, 2016). Whole rumours are held out.
"""

from __future__ import annotations

from sayso.lab.relations.pairs import WAYS, Pair, is_held_out
from sayso.lab.relations.written import written

_WAYS = {"f": "entailment", "a": "contradiction", "o": "neutral"}


def rumours() -> list[Pair]:
    """The pairs to train on and to hold out."""
    return [
        Pair(
            origin="rumours",
            premise=headline,
            hypothesis=claim,
            way=WAYS.index(way),
            held_out=is_held_out("rumours", headline, claim),
        )
        for claim, told in written("rumours", _WAYS)
        for way, headline in told
    ]
