"""Mark the words that were looked for."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from sayso.errors import UsageError
from sayso.ledger.terms import sought, terms
from sayso.views.shown import brief

_WORD = re.compile(r"[^\W_]+")


class Marker:
    """Marks the words of one query."""

    def __init__(self, query: str) -> None:
        try:
            parts = [part for part in sought(query) if not part.excluded] if query else []
        except UsageError:
            parts = []
        self._words = frozenset(w for p in parts for w in (p.words[:-1] if p.prefix else p.words))
        self._starts = tuple(p.words[-1] for p in parts if p.prefix)

    def __call__(self, text: str) -> Markup:
        """The text, escaped, with its marks."""
        said = brief(text)
        if not self._words and not self._starts:
            return escape(said)
        made, at = [], 0
        for match in _WORD.finditer(said):
            if self._fits(match.group()):
                made.append(escape(said[at : match.start()]))
                made.append(Markup('<mark class="hit">{}</mark>').format(match.group()))
                at = match.end()
        return Markup("").join((*made, escape(said[at:])))

    def _fits(self, word: str) -> bool:
        found = terms(word)
        return any(t in self._words or (bool(self._starts) and t.startswith(self._starts)) for t in found)
