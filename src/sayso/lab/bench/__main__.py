"""Hold Sayso beside other tools: ``python -m sayso.lab.bench FOLDER --others PYTHON``.

Every tool reads the same folder of ``.txt`` articles with one thread, in turns (A B C A B C), each turn in
fresh processes. The table goes to standard output, progress to standard error.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from sayso.lab.bench import machine, rounds, scores, texts, tools
from sayso.lab.bench.rounds import Broken, Turn
from sayso.lab.bench.table import figures, table

_LEAST_ROUNDS = 3


def main() -> None:
    """Run the rounds and print the table."""
    options = _options()
    words = texts.words(options.articles)
    if not words:
        raise SystemExit(f"{options.articles} holds no .txt articles")
    every = [tools.ours(), *tools.others(options.others)]
    scorer = scores.load(options.gold, options.scorer) if options.gold else None
    machine.warn_if_busy()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        results = list(rounds.run(every, options.articles, options.rounds, work))
        turns = [r for r in results if isinstance(r, Turn)]
        done = [t for t in every if all(r.tool != t.name for r in results if isinstance(r, Broken))]
        found = {t.name: t.found(rounds.output(work, t)) for t in done} if scorer else {}
    turns = [t for t in turns if t.tool in {tool.name for tool in done}]
    names = {name for name, _ in texts.articles(options.articles)}
    scored = scores.scores(scorer, options.gold, names, found) if scorer else {}
    print(f"{machine.described()}; one thread; {words:,} words; {options.rounds} rounds: median (range)")
    for tool in every:
        print(f"- {tool.name} {tool.version}: {tool.how}")
    for one in results:
        if isinstance(one, Broken):
            print(f"- {one.tool} could not be run: {one.reason}")
    made = figures(turns, words, every[0].name)
    print("\n" + table(made, scored))
    if options.json:
        rows = {tool: {name: asdict(s) for name, s in own.items()} for tool, own in made.items()}
        options.json.write_text(
            json.dumps({"figures": rows, "scores": scored}, indent=1) + "\n", encoding="utf-8"
        )
    if len(done) < len(every):
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sayso.lab.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles", type=_folder, help="a folder of .txt articles")
    parser.add_argument("--others", type=Path, required=True, help="the Python that has the other tools")
    parser.add_argument("--rounds", type=int, default=5, help="how often each tool runs, at least 3")
    parser.add_argument("--gold", type=_folder, help="a folder with text/ and attributions/")
    parser.add_argument("--scorer", type=Path, help="the scorer's file")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    if options.rounds < _LEAST_ROUNDS:
        parser.error(f"--rounds has to be at least {_LEAST_ROUNDS}: one run says nothing about noise")
    return options


def _folder(value: str) -> Path:
    if not Path(value).is_dir():
        raise argparse.ArgumentTypeError(f"{value!r} is no folder")
    return Path(value)


if __name__ == "__main__":
    main()
