from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from sayso import assembly
from sayso.adding.add import add
from sayso.adding.reread import reread
from sayso.adding.sources import ways_of
from sayso.errors import DefectError
from sayso.ledger.port import LedgerWriter
from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.settings import Settings
from sayso.statements.rules_v1.extractor import RulesExtractor


class Stumbling(RulesExtractor):
    """Stumbles over some articles, as a library may."""

    def __init__(self, over: str) -> None:
        super().__init__()
        self._over = over

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        for one in documents:
            if self._over in one.text:
                raise KeyError("a secret of the article")
            yield from super().extract([one])


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerWriter]:
    with assembly.ledger(Settings(ledger=str(tmp_path / "made.db")), make=True) as made:
        yield made


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    texts = (
        "We stumble over it, the mayor said.",
        "It rained, the envoy said.",
        "It snowed, the envoy said.",
    )
    paths = [tmp_path / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return [str(path) for path in paths]


def test_an_article_that_is_stumbled_over_is_kept_as_a_failure(
    ledger: LedgerWriter, articles: list[str]
) -> None:
    first, second, third = add(ledger, articles, Stumbling("stumble"), ways_of(ledger))
    assert isinstance(first.error, DefectError)
    assert second.added
    assert third.added
    (failure,) = ledger.failures()
    assert (failure.source, failure.error) == (articles[0], "DefectError")
    assert "KeyError in test_add.py, line" in failure.reason
    assert "secret" not in failure.reason


def test_reading_again_goes_on_after_a_defect(ledger: LedgerWriter, articles: list[str]) -> None:
    added = [o.added for o in add(ledger, articles, RulesExtractor(), ways_of(ledger))]
    again = list(reread(ledger, [a.document for a in added if a], Stumbling("rained")))
    assert [isinstance(outcome.error, DefectError) for outcome in again] == [False, True, False]
    assert again[2].added
