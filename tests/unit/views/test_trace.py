"""A trace: its count, its tree, its answers, and the three ways in which it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sayso.errors import NotInLedgerError, UsageError
from sayso.lab.relations.made import Told, article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article, Wanted
from sayso.ledger.writing import SqlLedger
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.relations.across import Relater
from sayso.relations.compare import Comparer
from sayso.relations.near import Near
from sayso.views.conflicts import changes_of_story, conflicts
from sayso.views.trace import Trace, trace
from sayso.views.trace_svg import picture
from sayso.views.trace_text import text
from sayso.views.trace_value import value

CLAIM = "The city let the company store fish meal in the old station."
WORDS = "the city let the company store fish meal in the old station"
HOSTILE = "<script>alert(1)</script> & \x1b[31m\u202e"


def said(by: str, content: str, act: Act = Act.ASSERT, cue: str = "said", kind: Kind = Kind.PERSON) -> Told:
    return Told(speaker=by, cue=cue, content=content, act=act, kind=kind)


def articles() -> list[Article]:
    told = [
        ("Velmor Courier", "2025-02-25", [said("two officials", WORDS, kind=Kind.ANONYMOUS)]),
        (
            "Kestrian Wire",
            "2025-02-26",
            [
                said("Anna Dray", WORDS),
                said(
                    "Ilse Marren", "the city had sold the old station to the company", Act.DENY, "denied that"
                ),
                said("Casper Nole", "the station", Act.DECLINE, "declined to comment on"),
            ],
        ),
        ("Alden Tribune", "2025-02-27", [said("Anna Dray", WORDS)]),
        (f"Post {HOSTILE}", "2025-02-28", [said(f"Bram Oster {HOSTILE}", WORDS)]),
        ("Northbank Radio", "2025-03-01", [said("Ilse Marren", WORDS, Act.DENY, "denied that")]),
        ("Tesk Beacon", "2025-03-11", [said("Ilse Marren", WORDS, Act.CONFIRM, "confirmed that")]),
    ]
    return [
        article(lines, publisher=publisher, published=day, number=number)
        for number, (publisher, day, lines) in enumerate(told)
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    found = open_ledger(str(tmp_path / "l.db"), by="tests")
    relater = Relater(Near(found), Comparer())
    for one in articles():
        found.add([Article(reading=relater.related(one.reading), page=one.page, source=one.source)])
    yield found
    found.close()


@pytest.fixture
def told(ledger: SqlLedger) -> Trace:
    return trace(ledger, CLAIM, Comparer())


def by_name(ledger: SqlLedger, name: str) -> list[str]:
    return [r.statement.id for r in ledger.statements(Wanted()) if r.statement.speaker.name == name]


def test_the_count_is_of_origins_and_not_of_articles(told: Trace) -> None:
    origins = [o.shown for o in told.lines.origins]
    assert origins.count("Anna Dray") == 1
    assert origins.count("two officials") == 2
    assert told.lines.most == len(origins)
    assert len(told.support) > told.lines.most - 1


def test_who_denies_it_stands_against_it_and_who_denies_less_misses(told: Trace) -> None:
    assert [a.placed.outlet for a in told.against] == ["northbank radio"]
    assert [a.placed.speaker for a in told.misses] == ["Ilse Marren"]
    assert [a.placed.speaker for a in told.evades] == ["Casper Nole"]
    assert all(a.because for a in (*told.against, *told.misses, *told.evades))


def test_a_claim_is_traced_by_the_id_of_any_of_its_statements(ledger: SqlLedger, told: Trace) -> None:
    one, other = by_name(ledger, "Anna Dray")
    found = [trace(ledger, key, Comparer()) for key in (one, other)]
    assert found[0].id == found[1].id
    assert {(t.lines.least, t.lines.most) for t in found} == {(told.lines.least, told.lines.most)}


def test_the_object_has_the_keys_of_the_contract(told: Trace) -> None:
    found = value(told)
    assert {"claim", "lines", "support", "against", "misses", "evades", "credibility_notes"} <= found.keys()
    assert found["lines"].keys() == {"least", "most", "because"}
    for one in found["support"]:
        assert one["statement"]["content"]["text"]
        assert one["document"]["publisher"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_text_keeps_to_its_width_and_shows_no_controls(told: Trace, width: int) -> None:
    lines = list(text(told, width=width))
    assert max(len(line) for line in lines) <= width
    assert not re.search(r"[\x00-\x1f\x7f\u202e]", "".join(lines))
    assert any("Denials that miss it" in line for line in lines)


def test_the_picture_is_whole_and_harmless(told: Trace) -> None:
    drawn = picture(told)
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg")
    names = {e.tag.rsplit("}", 1)[-1] for e in root.iter()}
    assert names <= {"svg", "title", "style", "rect", "text", "path"}
    words = " ".join(e.text or "" for e in root.iter())
    assert "Velmor Courier" in words
    assert "1 of 2" in words
    assert "2 of 2" in words


def test_grades_are_shown_and_change_no_count(ledger: SqlLedger, told: Trace) -> None:
    ledger.decide(EntryKind.GRADE, "anna dray", {"other": "source", "grade": "B"}, by="Ada Renwick")
    one = by_name(ledger, "Anna Dray")[0]
    ledger.decide(EntryKind.GRADE, one, {"other": "information", "grade": "2"}, by="Ada Renwick")
    graded = trace(ledger, CLAIM, Comparer())
    assert (graded.lines.least, graded.lines.most) == (told.lines.least, told.lines.most)
    shown = "\n".join(text(graded))
    assert "graded B (usually reliable) by Ada Renwick" in shown
    assert "information graded 2 (probably true)" in shown


def test_two_names_of_one_person_are_one_origin(ledger: SqlLedger, told: Trace) -> None:
    (other,) = [o.name for o in told.lines.origins if o.name.startswith("Bram")]
    from sayso.ledger.names import name_key

    body = {"other": "anna dray", "name": other, "into": "Anna Dray"}
    ledger.decide(EntryKind.MERGE, name_key(other), body, by="Ada Renwick")
    assert trace(ledger, CLAIM, Comparer()).lines.most == told.lines.most - 1


@pytest.mark.parametrize("asked", ["", "x", "word " * 500])
def test_what_is_no_claim_is_refused(ledger: SqlLedger, asked: str) -> None:
    with pytest.raises(UsageError):
        trace(ledger, asked, Comparer())


@pytest.mark.parametrize("asked", ["0" * 16, "The bakery has two ovens left."])
def test_what_nobody_says_is_not_there(ledger: SqlLedger, asked: str) -> None:
    with pytest.raises(NotInLedgerError):
        trace(ledger, asked, Comparer())


def test_conflicts_are_listed_and_a_speaker_who_changed_their_story(ledger: SqlLedger) -> None:
    found = list(conflicts(ledger))
    assert found
    sure = [c.related.relation.confidence for c in found]
    assert sure == sorted(sure, reverse=True)
    changed = changes_of_story(ledger, ("ilse marren",))
    acts = [(c.b.statement.act, c.a.statement.act) for c in changed]
    assert any(Act.CONFIRM in pair and Act.DENY in pair for pair in acts)
    assert changes_of_story(ledger, ("anna dray",)) == []
