"""The review queue, worked by forms alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from contracts.articles import Line, article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.relation import Relation, RelationKind
from sayso.model.statement import Act
from unit.web.apps import WHO, Browser, browsing

SAID: tuple[Line, ...] = (
    ("Ilse Marren", "said", "the key was kept in the town hall", Act.ASSERT),
    ("I. Marren", "said", "a clerk kept the key in the town hall", Act.ASSERT),
    ("Anna Dray", "denied", "the city had sold the pumping station", Act.DENY),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A ledger with a question of each sort: about the third statement, the first two, two names."""
    one = article(SAID)
    first, second, third = one.reading.statements
    told = Relation(a=second.id, b=first.id, kind=RelationKind.SUPPORTS, confidence=0.5, because=("alike",))
    reading = replace(
        one.reading, statements=(first, second, replace(third, confidence=0.3)), relations=(told,)
    )
    found = open_ledger(str(tmp_path / "case.db"), by="tests")
    found.add([replace(one, reading=reading)])
    found.close()
    return tmp_path / "case.db"


@pytest.fixture
def browser(place: Path) -> Iterator[Browser]:
    with browsing(place) as found:
        yield found


def hidden(page: str) -> dict[str, str]:
    """The fields of the page's first form of the question that are not shown."""
    form = re.search(r'<section class="question".*?(<form.*?</form>)', page, re.DOTALL)
    assert form
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1])
    return {name: unescape(value) for name, value in found if name != "csrf_token"}


def decided(place: Path) -> list[tuple[str, str, str]]:
    """Who decided what about what, in order."""
    ledger = open_reader(str(place))
    found = [(e.by, e.kind.value, e.subject) for e in ledger.entries() if e.by != "tests"]
    ledger.close()
    return found


def statement(place: Path, key: str) -> Recorded:
    ledger = open_reader(str(place))
    (found,) = ledger.statements(Wanted(ids=(key,)))
    ledger.close()
    return found


def test_all_of_the_queue_is_worked_through(browser: Browser, place: Path) -> None:
    page = browser.get("/review").text
    assert "Was this read right?" in page
    page = browser.send("/review/statement", on="/review", action="accept", **hidden(page)).text
    assert "Read right" in page
    assert "Do these two say the same?" in page
    page = browser.send("/review/claim", on="/review", action="join", **hidden(page)).text
    assert "Are these two one speaker?" in page
    page = browser.send("/review/speakers", on="/review", action="merge", **hidden(page)).text
    assert "Nothing is left to decide" in page
    assert [(by, kind) for by, kind, _ in decided(place)] == [
        (WHO, "judgement"),
        (WHO, "join"),
        (WHO, "merge"),
    ]


def test_a_skipped_question_is_still_there(browser: Browser) -> None:
    page = browser.get("/review?matter=statement").text
    (skip,) = re.findall(r'href="(/review\?[^"]*after=[^"]*)"', page)
    page = browser.get(unescape(skip)).text
    assert "What you skipped is still there" in page
    assert "Was this read right?" in browser.get("/review?matter=statement").text


def test_a_correction_outranks_what_was_read(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    given = {
        "speaker": "Anna Dray-Holm",
        "kind": "person",
        "description": "",
        "act": "assert",
        "certainty": "certain",
        "addressee": "reporters",
        "said_start": "2025-02-20",
        "said_end": "2025-02-21",
        "content": "sold  the\npumping station",
        "note": "she only said it",
    }
    page = browser.send("/review/statement", on="/review", action="correct", **fields, **given).text
    assert "Corrected: " in page
    now = statement(place, fields["statement"]).statement
    assert (now.speaker.name, now.act, now.content.text) == (
        "Anna Dray-Holm",
        Act.ASSERT,
        "sold the pumping station",
    )
    assert now.said is not None
    assert (now.said.start, now.said.end) == ("2025-02-20", "2025-02-21")


def as_it_is(place: Path, fields: dict[str, str]) -> dict[str, str]:
    now = statement(place, fields["statement"]).statement
    return {
        "speaker": now.speaker.name or "",
        "kind": now.speaker.kind.value,
        "description": now.speaker.description or "",
        "act": now.act.value,
        "certainty": now.certainty.value,
        "addressee": now.addressee.text if now.addressee else "",
        "content": now.content.text,
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "nothing was changed"),
        ({"content": "never in the text"}, "does not stand in the article"),
        ({"act": "sing"}, "can’t be judged so|can't be judged so"),
        ({"said_start": "yesterday"}, "is no day"),
    ],
)
def test_a_correction_that_can_not_be_is_told(
    browser: Browser, place: Path, wrong: dict[str, str], said: str
) -> None:
    fields = hidden(browser.get("/review").text)
    given = {**as_it_is(place, fields), **wrong}
    answer = browser.send("/review/statement", on="/review", action="correct", **fields, **given)
    assert answer.status_code == 422
    assert re.search(said, unescape(answer.text))
    assert '<details class="correct" open>' in answer.text
    assert decided(place) == []


def test_what_is_no_statement_is_withdrawn_and_comes_back(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    page = browser.send("/review/statement", on="/review", action="withdraw", **fields).text
    found = statement(place, fields["statement"])
    assert found.retraction is not None
    entry = str(found.retraction.position)
    assert f'name="entry" value="{entry}"' in page
    page = browser.send("/review/undo", on="/review", entry=entry, matter="", back=fields["place"]).text
    assert f"Entry {entry} was undone" in page
    assert hidden(page)["statement"] == fields["statement"]
    assert statement(place, fields["statement"]).retraction is None


def test_two_are_said_to_be_two(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review?matter=speakers").text)
    browser.send("/review/speakers", on="/review", action="apart", **fields)
    fields = hidden(browser.get("/review?matter=claim").text)
    browser.send("/review/claim", on="/review", action="split", **fields)
    assert [kind for _, kind, _ in decided(place)] == ["apart", "split"]
    assert "Nothing is left to decide here" in browser.get("/review?matter=claim").text


def test_nothing_is_decided_twice(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    browser.send("/review/statement", on="/review", action="accept", **fields)
    page = browser.send("/review/statement", on="/review", action="withdraw", **fields).text
    assert "That has been decided meanwhile" in page
    assert len(decided(place)) == 1


def test_a_form_from_elsewhere_decides_nothing(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    assert browser.bare("/review/statement", action="accept", **fields).status_code == 403
    assert decided(place) == []


@pytest.mark.parametrize("query", ["after=nan~x", "after=0.5", "at=%00~%00", "matter=nonsense", "done=x"])
def test_addresses_that_mean_nothing(browser: Browser, query: str) -> None:
    assert browser.get(f"/review?{query}").status_code in (200, 422)


def test_what_others_decide_meanwhile_is_seen(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    other = open_ledger(str(place), by="tests")
    other.decide(EntryKind.RETRACTION, fields["statement"], {"reason": "no"}, by="Ivo Prell")
    other.close()
    assert "Was this read right?" not in browser.get("/review").text


def test_what_is_sure_can_be_corrected_too(browser: Browser, place: Path) -> None:
    ledger = open_reader(str(place))
    key = next(r.statement.id for r in ledger.statements(Wanted()) if r.statement.confidence > 0.8)
    ledger.close()
    assert f'href="/review?statement={key}"' in browser.get(f"/statements/{key}").text
    fields = hidden(browser.get(f"/review?statement={key}").text)
    assert (fields["statement"], fields["alone"]) == (key, "1")
    given = {**as_it_is(place, fields), "act": "confirm"}
    browser.send("/review/statement", on="/review", action="correct", **fields, **given)
    assert statement(place, key).statement.act is Act.CONFIRM
    browser.send("/review/statement", on="/review", action="withdraw", **fields)
    assert browser.get(f"/review?statement={key}").status_code == 404
    assert browser.get("/review?statement=nothing").status_code == 404


def test_the_history_tells_what_was_confirmed_and_what_corrected(browser: Browser, place: Path) -> None:
    fields = hidden(browser.get("/review").text)
    browser.send("/review/statement", on="/review", action="accept", **fields)
    page = browser.get(f"/statements/{fields['statement']}").text
    assert "said to be read right" in page
    given = {**as_it_is(place, fields), "act": "confirm", "alone": "1"}
    browser.send("/review/statement", on="/review", action="correct", **fields, **given)
    assert "act corrected to confirm" in browser.get(f"/statements/{fields['statement']}").text
