"""Score an extractor on a folder in PolNeAR's layout, in one command.

``python -m sayso.lab.attributions.score FOLDER`` runs ``sayso extract`` over FOLDER/text, hands its
outermost statements to the scorer (PolNeAR marks no nesting) and prints its table, with recall by kind
of source and F1 by publisher (PolNeAR's file names begin with it) below. The scorer is a file of its own,
looked for as ``tools/score_attributions.py`` in the folders above FOLDER; ``--scorer`` names another.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.statements.meaning.lexicon import plain
from sayso.statements.meaning.phrases import kind_of_noun, phrase
from sayso.statements.meaning.signs import GENDERS

Attributions = list[dict[str, Any]]


def main() -> None:
    """Run the extractor and print its scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder with text/ and attributions/")
    parser.add_argument("--scorer", type=Path, help="the scorer's file")
    parser.add_argument("--extractor", help="what finds attributions (the default's default)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    scorer = _load(options.scorer or _above(options.folder))
    gold = scorer.read_gold([str(options.folder)])
    found = predictions(extracted(options.folder / "text", options.extractor))
    figures, _ = scorer.score(gold, found)
    figures.update(by_source(scorer, gold, found))
    figures.update(by_publisher(scorer, gold, found))
    print(scorer.table([options.extractor or "default"], [figures]))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _above(folder: Path) -> Path:
    for parent in folder.resolve().parents:
        if (found := parent / "tools" / "score_attributions.py").exists():
            return found
    raise SystemExit("no tools/score_attributions.py above the folder; name the scorer with --scorer")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(folder: Path, extractor: str | None) -> Iterator[dict[str, Any]]:
    """The lines that ``sayso extract`` writes for a folder."""
    chosen = ["--extractor", extractor] if extractor else []
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out.jsonl"
        command = [
            sys.executable,
            "-m",
            "sayso.cli.main",
            "extract",
            str(folder),
            "--out",
            str(out),
        ]
        subprocess.run([*command, "--no-text", *chosen], check=True)
        with out.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def predictions(lines: Iterator[dict[str, Any]]) -> dict[str, Attributions]:
    """What the scorer reads, by the article's stem: outermost statements that have content."""
    return {Path(line["document"]["path"]).stem: list(_outermost(line["statements"])) for line in lines}


def _outermost(statements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in statements:
        spans = one["content"]["spans"]
        others = (o["content"]["spans"] for o in statements if o is not one)
        if spans and not any(_within(spans, other) for other in others):
            yield {role: one[role]["spans"] for role in ("source", "cue", "content")}


def _within(spans: list[list[int]], other: list[list[int]]) -> bool:
    """Whether all of the spans lie inside the other's, which are not the same."""
    return spans != other and all(any(s <= a and b <= e for s, e in other) for a, b in spans)


def by_source(scorer: ModuleType, gold: dict[str, Any], found: dict[str, Attributions]) -> dict[str, float]:
    """Full recall by what the gold's source is: a name, a pronoun, an unnamed person, another noun."""
    right, total = Counter[str](), Counter[str]()
    for stem, (text, events) in gold.items():
        words = scorer.words_of(text)
        roles = ("source", "cue", "content")
        want = [{**{r: scorer.words_in(e[r], words) for r in roles}, "spans": e["source"]} for e in events]
        want = [w for w in want if w["content"]]
        have = [{r: scorer.words_in(a[r], words) for r in roles} for a in found.get(stem, [])]
        for wanted in want:
            total[_kind(text, wanted["spans"])] += 1
        for i, j in scorer.align(have, want).items():
            good = scorer.dice(have[i]["content"], want[j]["content"]) >= 0.5
            right[_kind(text, want[j]["spans"])] += bool(good and have[i]["source"] & want[j]["source"])
    return {f"{kind} source full R": right[kind] / total[kind] for kind in sorted(total) if kind != "no"}


def by_publisher(
    scorer: ModuleType, gold: dict[str, Any], found: dict[str, Attributions]
) -> dict[str, float]:
    """Full F1 of each publisher's articles, by what stands before the first ``_`` of their names."""
    publishers = sorted({stem.split("_", 1)[0] for stem in gold if "_" in stem})
    figures = {}
    for publisher in publishers:
        mine = {stem: events for stem, events in gold.items() if stem.startswith(f"{publisher}_")}
        scores, _ = scorer.score(mine, {stem: found.get(stem, []) for stem in mine})
        figures[f"{publisher} full F1"] = scores["full F1"]
    return figures


def _kind(text: str, spans: list[list[int]]) -> str:
    words = " ".join(text[s:e] for s, e in spans).strip()
    if not words:
        return "no"
    if plain(words) in GENDERS or plain(words) in ("who", "i", "we", "you"):
        return "pronoun"
    kind = kind_of_noun(phrase(words))
    if kind is not None and kind.value == "anonymous" and not any(w[:1].isupper() for w in words.split()[1:]):
        return "unnamed"
    return "named" if any(w[:1].isupper() for w in words.replace("The ", "").split()) else "other"


if __name__ == "__main__":
    main()
