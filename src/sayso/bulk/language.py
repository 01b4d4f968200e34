"""Tell whether an article is in the language that the models read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from sayso.bulk.schema import INSTALL
from sayso.documents.language import language_of
from sayso.model.document import Document
from sayso.views.exports.packages import package

READ = "en"
#: Below this probability no language is taken for granted. Of 4,200 pieces of English of 4 to 80 words
#: none was taken for another language with more than 0.13; pieces of eight words of eleven other
#: languages had 0.56 and more.
_SURE = 0.3
#: Letters below which no language is told: a line of names has that of its places.
_LEAST = 25
#: Characters of the article that are looked at.
_LOOKED_AT = 4_000
#: The share of English's commonest words over which nobody else has to be asked. Nearly all news has as
#: many; of other languages' prose a twentieth is spelled so ("in", "was", "at").
_PLAIN = 0.2
_WORDS = "the of and to in that for it was with as he at by from said his be are this have"
_COMMON = frozenset(_WORDS.split())
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+")


def other_language(document: Document) -> str | None:
    """The code (ISO 639) of an article's language if it is surely not English, whatever its page says."""
    prose = "\n".join(document.text[p.start : p.end] for p in document.paragraphs)[:_LOOKED_AT]
    words = _WORD.findall(prose)
    if _is_plainly_english(prose, words) or sum(map(len, words)) < _LEAST:
        return None
    code, probability = identifier().classify(_SURROGATE.sub(" ", prose))
    return str(code) if code != READ and probability >= _SURE else None


def _is_plainly_english(prose: str, words: Sequence[str]) -> bool:
    common = sum(w.lower() in _COMMON for w in words)
    return len(words) >= 20 and common > _PLAIN * len(words) and language_of(prose) == READ


@cache
def identifier() -> Any:
    """py3langid's own model (Lui and Baldwin, 2012): the same answer for the same text always."""
    found = package("py3langid.langid", INSTALL)
    return found.LanguageIdentifier.from_model_file(found.MODEL_FILE, norm_probs=True)
