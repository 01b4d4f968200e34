"""How an answer stands to a claim, with the reason in words."""

from __future__ import annotations

import pytest

from sayso import assembly
from sayso.relations.compare import Comparer
from sayso.relations.entailment import Read
from sayso.relations.evidence import evidence
from sayso.relations.unwrap import unwrap
from sayso.relations.weigh import weights

CLEAR = [
    (
        "The guard was in the building at midnight.",
        "The guard said that he was not in the building at noon.",
        "misses",
    ),
    ("The guard took the money.", "“No comment,” the guard said.", "evades"),
    ("The guard took the money.", "The guard declined to comment.", "evades"),
    ("The guard took the money.", "“I do not recall,” the guard said.", "evades"),
    ("The guard took the money.", "The firm said it would look into the matter.", "evades"),
    ("The guard took the money.", "The guard did not respond to requests for comment.", "evades"),
    ("The guard took the money.", "The guard called it a smear by people who want his job.", "misses"),
    ("The guard took the money.", "The guard admitted that he took the money.", "supports"),
]


@pytest.mark.parametrize(("claim", "answer", "kind"), CLEAR)
def test_clear_cases(claim: str, answer: str, kind: str) -> None:
    assert assembly.comparer().compare(claim, answer).kind == kind


@pytest.mark.parametrize(("claim", "answer", "kind"), [c for c in CLEAR if "smear" not in c[1]])
def test_most_of_them_need_no_network(claim: str, answer: str, kind: str) -> None:
    assert Comparer().compare(claim, answer).kind == kind


def test_the_reason_names_the_times_that_differ() -> None:
    (reason,) = Comparer().compare(*CLEAR[0][:2]).because
    assert "noon and not midnight" in reason


def test_the_reason_of_a_non_answer_quotes_it() -> None:
    (reason,) = Comparer().compare(*CLEAR[2][:2]).because
    assert "declined to comment" in reason


def test_the_judge_is_named_with_its_weights_version() -> None:
    assert Comparer().compare("A fell.", "B rose.").judge == f"denials_v1 {weights(False).version}"


@pytest.mark.parametrize("text", ["", " ", "“", "…", "\u202eabc", "no", "word " * 3000])
def test_anything_gets_an_answer(text: str) -> None:
    found = Comparer().compare(text, text)
    assert 0 < found.confidence <= 1
    assert found.because


def test_the_same_pair_gets_the_same_judgement() -> None:
    assert Comparer().compare(*CLEAR[0][:2]) == Comparer().compare(*CLEAR[0][:2])


class Sure:
    """A network that is sure of everything."""

    name = "sure 1"

    def read(self, premise: str, hypothesis: str) -> Read:
        return Read(entailment=0.01, neutral=0.01, contradiction=0.98, kinds=(0.01, 0.96, 0.01, 0.01, 0.01))


@pytest.mark.parametrize(("claim", "answer", "_"), CLEAR)
def test_the_words_evidence_serves_both_judges(claim: str, answer: str, _: str) -> None:
    quick, sure = Comparer(), Comparer(Sure())
    sides = unwrap(claim), unwrap(answer)
    found = evidence(*sides)
    assert quick.weigh(found) == quick.judge(*sides)
    assert sure.weigh(found) == sure.judge(*sides)
