import json
from pathlib import Path

from sayso.lab.relations.pairs import NONE, Pair, is_held_out
from sayso.lab.relations.soften import made, taught

PLACES = ("harbour", "market", "station", "theatre", "library", "orchard", "foundry", "meadow")


def _pairs() -> list[Pair]:
    """A crowd at each of the places, and what may follow from it."""
    return [
        Pair(
            origin="snli",
            premise=f"A crowd of {number} waits at the {place} while musicians play.",
            hypothesis=f"At the {place} {number} people wait.",
            way=0,
        )
        for number, place in enumerate(PLACES * 4, start=2)
    ]


def test_unlabelled_pairs_are_new_and_never_of_the_held_out_part() -> None:
    found = _pairs()
    given = {(p.premise, p.hypothesis) for p in found}
    new = list(made(found, seed=5))
    assert len(new) > len(found) / 2
    assert {p.way for p in new} == {NONE}
    assert not given & {(p.premise, p.hypothesis) for p in new}
    assert not any(is_held_out("snli", p.premise, p.hypothesis) for p in new)
    assert len({(p.premise, p.hypothesis) for p in new}) == len(new)


def test_headlines_about_one_rumour_are_set_beside_each_other() -> None:
    headlines = [f"A lion was seen at the {place}" for place in PLACES]
    found = [Pair(origin="rumours", premise=one, hypothesis="A lion is loose", way=0) for one in headlines]
    new = {(p.premise, p.hypothesis) for p in made(found, seed=5)}
    assert any(premise in headlines and hypothesis in headlines for premise, hypothesis in new)
    assert not any(premise == hypothesis for premise, hypothesis in new)


def test_sentences_about_one_caption_are_set_beside_each_other() -> None:
    sentences = [f"Somebody is at the {place}" for place in PLACES]
    found = [Pair(origin="scenes", premise="A man waits.", hypothesis=one, way=1) for one in sentences]
    new = {(p.premise, p.hypothesis) for p in made(found, seed=5)}
    assert any(premise in sentences and hypothesis in sentences for premise, hypothesis in new)
    assert not any(premise == hypothesis for premise, hypothesis in new)


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert list(made(_pairs(), seed=5)) == list(made(_pairs(), seed=5))
    assert list(made(_pairs(), seed=5)) != list(made(_pairs(), seed=6))


def test_a_teachers_chances_go_to_its_pairs_and_its_own_pairs_are_added(tmp_path: Path) -> None:
    first, second = _pairs()[:2]
    rows = [
        {"origin": "snli", "premise": first.premise, "hypothesis": first.hypothesis, "soft": [0.7, 0.2, 0.1]},
        {
            "origin": "snli_taught",
            "premise": "It rains.",
            "hypothesis": "It is wet.",
            "soft": [0.6, 0.4, 0.0],
        },
    ]
    file = tmp_path / "soft.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    known, untouched, alone = taught([first, second], file)
    assert (known.way, known.soft) == (0, (0.7, 0.2, 0.1))
    assert untouched == second
    assert (alone.origin, alone.way, alone.soft) == ("snli_taught", NONE, (0.6, 0.4, 0.0))
