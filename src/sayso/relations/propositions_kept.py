"""Propositions of texts that are read again and again, kept for a while."""

from __future__ import annotations

from functools import lru_cache

from sayso.relations.proposition import Proposition, proposition


@lru_cache(maxsize=8192)
def kept(text: str) -> Proposition:
    """The proposition of a text, worked out once."""
    return proposition(text)
