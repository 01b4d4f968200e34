"""The bundled story, traced by the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli.main import program

STORY = Path(__file__).parents[2] / "examples" / "story"
CLAIM = "Orrin Cold Stores was allowed to keep goods in the pumping station at Tarn Lock."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("story") / "story.db")
    done = run("add", str(STORY), "--ledger", place, "--extractor", "rules_v1")
    assert "9 added" in done.output
    return place


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(program, list(arguments))
    assert done.exit_code == 0, done.output
    return done


def traced(ledger: str, claim: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run("trace", claim, "--json", "--ledger", ledger).output)
    return value


def test_three_origins_stand_behind_three_articles(ledger: str) -> None:
    found = traced(ledger, CLAIM)
    assert (found["lines"]["least"], found["lines"]["most"]) == (3, 3)
    publishers = [one["document"]["publisher"] for one in found["support"]]
    assert publishers == ["Velmor Courier", "Kestrian Wire", "Kestrian Wire"]
    relayed = [one for one in found["support"] if one["through"]]
    assert [one["through"] for one in relayed] == [["Velmor Courier"]]
    assert relayed[0]["origins"] == found["support"][0]["origins"]


def test_the_denial_of_a_sale_misses_it(ledger: str) -> None:
    found = traced(ledger, CLAIM)
    assert found["against"] == []
    assert any(
        "We never sold them the building" in m["statement"]["content"]["text"] for m in found["misses"]
    )
    silent = {one["statement"]["speaker"]["name"] for one in found["evades"]}
    assert {"Orrin Cold Stores", "Ilse Marren"} <= silent


def test_what_an_outlet_withdrew_no_longer_counts(ledger: str) -> None:
    found = traced(ledger, "A deputy mayor told the works department to find them a dry roof.")
    assert found["withdrawn"]
    assert any(one["withdrawn"] for one in found["support"])


def test_the_text_and_the_picture(ledger: str, tmp_path: Path) -> None:
    shown = run("trace", CLAIM, "--width", "80", "--ledger", ledger).output
    assert "3 independent lines of evidence" in shown
    assert "Velmor Courier → two officials [1, 2]" in shown
    assert max(map(len, shown.splitlines())) <= 80
    file = tmp_path / "trace.svg"
    run("trace", CLAIM, "--svg", str(file), "--ledger", ledger)
    assert file.read_text("utf-8").startswith("<svg ")


def test_conflicts_claims_and_grades(ledger: str) -> None:
    listed = run("conflicts", "--misses", "--json", "--ledger", ledger).output.splitlines()
    assert {json.loads(line)["kind"] for line in listed} >= {"disputes"}
    run("who", "Marren", "--conflicts", "--ledger", ledger)
    one = traced(ledger, CLAIM)["support"][0]["statement"]["id"]
    assert json.loads(run("claim", one, "--json", "--ledger", ledger).output)["statements"]
    before = traced(ledger, CLAIM)["lines"]
    run("grade", "Ilse Marren", "D", "--by", "Ada Renwick", "--ledger", ledger)
    after = traced(ledger, CLAIM)
    assert after["lines"] == before
    assert [o["grade"]["grade"] for o in after["origins"] if o["grade"]] == ["D"]
