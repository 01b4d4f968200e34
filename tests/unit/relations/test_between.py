"""How two statements stand, and the statements of one article."""

from __future__ import annotations

from itertools import count

import pytest

from sayso import assembly
from sayso.lab.relations.made import Told, article
from sayso.model.reading import Reading
from sayso.model.relation import RelationKind
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.relations.between import between, judges
from sayso.relations.placed import Placed, of_reading
from sayso.relations.relate import relate

NUMBERS = count()
#: The judge as the program uses it, with its network.
COMPARER = assembly.comparer()


def reading(*told: Told, publisher: str = "Velmor Courier", day: str = "2025-02-25") -> Reading:
    return article(told, publisher=publisher, published=day, number=next(NUMBERS)).reading


def said(content: str, *, by: str = "Ilse Marren", act: Act = Act.ASSERT, cue: str = "said") -> Told:
    kind = Kind.ANONYMOUS if by.startswith(("an ", "two ", "a ")) else Kind.PERSON
    return Told(speaker=by, cue=cue, content=content, act=act, kind=kind)


def placed(told: Told, *, publisher: str = "Velmor Courier", day: str = "2025-02-25") -> Placed:
    (found,) = of_reading(reading(told, publisher=publisher, day=day))
    return found


def kind(one: Placed, other: Placed) -> RelationKind | None:
    found = between(one, other, judges(COMPARER))
    assert found is None or found.because
    return found.kind if found else None


def test_a_denial_contradicts_what_it_denies_whichever_comes_first() -> None:
    claim = placed(said("the city had sold the station to the company", by="Joss Hallam"))
    denial = placed(
        said("the city had sold the station to the company", act=Act.DENY, cue="denied that"),
        day="2025-02-26",
    )
    assert kind(claim, denial) is RelationKind.CONTRADICTS
    assert kind(denial, claim) is RelationKind.CONTRADICTS
    found = between(denial, claim, judges(COMPARER))
    assert found is not None
    assert (found.a, found.b) == (denial.statement.id, claim.statement.id)


def test_a_narrower_denial_misses() -> None:
    claim = placed(said("the city let the company use the pumping station all winter", by="Joss Hallam"))
    denial = placed(
        said("the city had sold the pumping station to the company", act=Act.DENY, cue="denied that")
    )
    assert kind(claim, denial) is RelationKind.MISSES


def test_the_same_words_by_the_same_speaker_are_told_again() -> None:
    words = "the page was never filled in by anybody at all"
    assert kind(placed(said(words)), placed(said(words), day="2025-03-01")) is RelationKind.REPEATS


def test_two_who_say_the_same_support_one_another() -> None:
    words = "the lorries came to the old pumping station at night"
    found = kind(placed(said(words, by="Anna Dray")), placed(said(words, by="Piet Sorrel")))
    assert found is RelationKind.SUPPORTS


def test_anonymous_ones_are_relayed_only_where_a_text_says_so() -> None:
    one = placed(said("the minister approved the strike on the harbour", by="an official"))
    other = placed(
        said("the minister approved the strike on the harbour", by="a clerk"), publisher="Alden Tribune"
    )
    assert kind(one, other) is not RelationKind.REPEATS


def test_two_denials_do_not_stand_against_one_another() -> None:
    one = placed(said("he never saw a request from the company", by="Tomas Veld"))
    other = placed(said("nobody in the office had seen a request from the company", by="Bram Oster"))
    assert kind(one, other) is not RelationKind.CONTRADICTS


def test_statements_of_other_matters_are_unrelated() -> None:
    one = placed(said("the bakery on Ferry Street has lost two ovens", by="Mirela Kost"))
    other = placed(said("the minister would resign within the week", by="Joss Hallam"))
    assert kind(one, other) is None


def test_a_speaker_who_corrects_what_they_said() -> None:
    one = placed(said("the key was signed out on October 4 from the depot"))
    other = placed(
        said("the key was signed out on October 14 from the depot", act=Act.CORRECT, cue="corrected"),
        day="2025-03-04",
    )
    assert kind(one, other) is RelationKind.CORRECTS


def test_who_calls_it_an_invention_disputes_what_was_said_before() -> None:
    found = relate(
        reading(
            said("a deputy mayor had ordered the department to open the station", by="an official"),
            said("an invention", act=Act.OPINE, cue="called that report"),
        ),
        COMPARER,
    )
    assert [r.kind for r in found] == [RelationKind.DISPUTES]


@pytest.mark.parametrize("cue", ["declined to comment on", "did not answer"])
def test_who_does_not_answer_evades_what_names_them(cue: str) -> None:
    read = reading(
        said("the pumps stood still for three hours that night", by="Anna Dray"),
        said("Ilse Marren had handed out the key herself", by="Joss Hallam"),
        said("it", act=Act.DECLINE, cue=cue),
    )
    found = [r for r in relate(read, COMPARER) if r.kind is RelationKind.EVADES]
    assert [(r.a, r.b) for r in found] == [(read.statements[2].id, read.statements[1].id)]
