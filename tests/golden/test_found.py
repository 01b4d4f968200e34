"""How much of the golden texts is found from the text alone."""

from __future__ import annotations

import pytest

from golden.reading import gold, read
from sayso.lab.meaning.compare import Pair, pairs, same_chain, same_speaker
from sayso.statements.extractor import Extractor

#: Least shares of the gold found, and of the found that are gold. The default has to reach what the
#: fallback reaches, or it would be no default.
FLOORS = {"story": (0.92, 0.90), "varied": (0.82, 0.91), "meaning/open": (0.80, 0.92)}
#: Least shares of those found whose speaker, act and chain are right too.
MEANT = {"story": (0.85, 0.85, 0.85), "varied": (0.82, 0.91, 0.80), "meaning/open": (0.90, 0.94, 0.88)}


def _read(folder: str, extractor: Extractor) -> tuple[list[Pair], int]:
    """The pairs of a folder and how many statements were found in all."""
    found: list[Pair] = []
    count = 0
    for one in gold(folder):
        statements = read(one.document, extractor).statements
        found.extend(pairs(one.statements, statements))
        count += len(statements)
    return found, count


@pytest.mark.parametrize("folder", FLOORS)
def test_most_of_the_gold_is_found_and_little_else(extractor: Extractor, folder: str) -> None:
    found, count = _read(folder, extractor)
    met = sum(pair.found is not None for pair in found)
    recall, precision = FLOORS[folder]
    assert met / len(found) >= recall
    assert met / count >= precision


@pytest.mark.parametrize("folder", MEANT)
def test_what_is_found_is_mostly_understood(extractor: Extractor, folder: str) -> None:
    met = [(p.expected, p.found) for p in _read(folder, extractor)[0] if p.found is not None]
    shares = (
        sum(same_speaker(e.speaker, s.speaker) for e, s in met) / len(met),
        sum(e.act == s.act for e, s in met) / len(met),
        sum(same_chain(e.chain, s.chain) for e, s in met) / len(met),
    )
    assert all(share >= floor for share, floor in zip(shares, MEANT[folder], strict=True)), shares
