from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from sayso.bulk.places import Place
from sayso.bulk.plan import make_plan, shard, shards_in, sizes
from sayso.bulk.survey import as_places, batch, schema, surveyed


def place(number: int, content: str | None, size: int = 10) -> Place:
    name = f"articles/\udcff{number}.txt"
    made = Place(kind="file", path=name, source=name, at=number, size=size, url=f"https://a.example/{number}")
    if content is None:
        return replace(made, error="EmptyInputError", reason="nothing in it")
    return replace(made, sha256=sha256(content.encode()).digest())


def survey(path: Path, places: list[Place]) -> Path:
    with pa.ipc.new_file(path, schema()) as file:
        for start in range(0, len(places), 5):
            file.write_batch(batch(places[start : start + 5]))
    return path


def test_exact_copies_go_with_the_first_and_failures_stay(tmp_path: Path) -> None:
    texts = ["a", "b", "a", None, "c", "b", "a", None, "d", "e", "f", "g", "h"]
    places = [place(n, text) for n, text in enumerate(texts)]
    surveys = [survey(tmp_path / "0.arrow", places[:6]), survey(tmp_path / "1.arrow", places[6:])]
    assert [p for path in surveys for b in surveyed(path) for p in as_places(b.to_pylist())] == places
    make_plan(surveys, tmp_path / "plan.arrow")
    assert sizes(tmp_path / "plan.arrow") == [8, 2]
    found = [shard(tmp_path / "plan.arrow", n) for n in range(shards_in(tmp_path / "plan.arrow"))]
    kept = [p for some, _ in found for p in some]
    assert [p.at for p in kept] == [0, 1, 3, 4, 7, 8, 9, 10, 11, 12]
    copies = found[0][1]
    assert {at: [c["url"][-1] for c in some] for at, some in copies.items()} == {0: ["2", "6"], 1: ["5"]}
    assert copies[0][0]["source"] == places[2].source
    assert found[1][1] == {}


def test_large_articles_make_small_shards(tmp_path: Path) -> None:
    places = [place(n, str(n), size=20 << 20) for n in range(5)]
    make_plan([survey(tmp_path / "0.arrow", places)], tmp_path / "plan.arrow")
    assert sizes(tmp_path / "plan.arrow") == [1] * 5


def test_nothing_makes_no_shard(tmp_path: Path) -> None:
    make_plan([survey(tmp_path / "0.arrow", [])], tmp_path / "plan.arrow")
    assert shards_in(tmp_path / "plan.arrow") == 0
