"""Read golden texts and measure what was found against what must be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.lab.meaning.compare import Pair, as_attributions, pairs
from sayso.lab.meaning.gold import Golden, golden
from sayso.lab.meaning.score import acts, rows
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.pipeline import read_document
from sayso.statements.extractor import Extractor
from sayso.statements.interpret import interpret
from sayso.statements.model_v1.tagger import WEIGHTS

HERE = Path(__file__).parent
STORY = HERE.parents[1] / "examples" / "story"

#: ``model_v1`` is the default, but its weights are made in the lab and may not be there yet.
EXTRACTORS = ("rules_v1", "model_v1") if (WEIGHTS / "card.json").is_file() else ("rules_v1",)


@cache
def gold(folder: str) -> tuple[Golden, ...]:
    """The golden articles of a folder here ("story", "varied", "meaning/open")."""
    return tuple(golden(HERE / folder))


_READ: dict[tuple[str, str], Reading] = {}


def read(document: Document, extractor: Extractor) -> Reading:
    """A document's statements, each read once in a run of the tests."""
    key = (document.sha256, extractor.name)
    if key not in _READ:
        _READ[key] = read_document(document, extractor)
    return _READ[key]


def given(folder: str) -> list[Pair]:
    """Each expected statement with what is made of the gold's own spans."""
    found: list[Pair] = []
    for one in gold(folder):
        statements, _ = interpret(one.document, as_attributions(one.document, one.statements))
        found.extend(pairs(one.statements, statements))
    return found


def shares(found: list[Pair]) -> dict[str, tuple[int, int]]:
    """Each field's right ones and how many there are, as ``make score`` prints them."""
    return {name: (right, of) for name, right, of in rows(found, 0)}


def act_scores(found: list[Pair]) -> dict[str, float]:
    """F1 of each act, and of all ("macro")."""
    return {name: f1 for name, f1, _ in acts(found)}
