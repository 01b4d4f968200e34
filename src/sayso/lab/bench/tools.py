"""The tools that are held side by side."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sayso
from sayso.lab.bench import lines
from sayso.settings import Settings

_SOURCES = Path(sayso.__file__).parents[1]
#: The tools that run from the other environment: the runner's name and arguments, and a word on how it runs.
OTHERS = {
    "textacy": (
        ("textacy",),
        "direct quotations, by paragraph, in batches, small spaCy pipeline without entities",
    ),
    "textacy plain": (
        ("textacy", "plain"),
        "the same as its documentation shows: the whole small pipeline, a call a paragraph",
    ),
    "sayswho": (
        ("sayswho",),
        "its quotation finder, in batches, small spaCy pipeline without entities, without coreference",
    ),
    "sayswho plain": (
        ("sayswho", "plain"),
        "the same with the whole small pipeline, a call an article, as it calls its own",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: how it is run over a folder, and how what it writes is read."""

    name: str
    version: str
    how: str
    program: tuple[str, ...]
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False

    def command(self, folder: Path, out: Path) -> list[str]:
        """The command that reads the folder and writes to the file."""
        if self.ours:
            return [*self.program, "extract", str(folder), "--out", str(out)]
        return [*self.program, str(folder), str(out), *self.arguments]

    def found(self, out: Path) -> dict[str, list[lines.Attribution]]:
        """What it wrote, by the article's name without suffix."""
        with out.open(encoding="utf-8") as stream:
            if not self.ours:
                return lines.read(stream)
            from sayso.lab.attributions.score import predictions

            return predictions(map(json.loads, stream))


def ours() -> Tool:
    """Sayso as a user runs it: the program beside this Python, with its defaults."""
    extractor = Settings.from_environment().extractor
    return Tool(
        name="sayso",
        version=sayso.__version__,
        how=f"sayso extract, extractor {extractor}",
        program=(str(Path(sys.executable).with_name("sayso")),),
        ours=True,
    )


def others(python: Path) -> list[Tool]:
    """The other tools, run by the Python of their own environment.

    Raises:
        SystemExit: if that environment does not have them.
    """
    return [
        Tool(
            name=name,
            version=_version(python, package),
            how=how,
            program=(str(python), "-m", f"sayso.lab.bench.run_{package}"),
            arguments=tuple(arguments),
            environment={"PYTHONPATH": str(_SOURCES), "PYTHONWARNINGS": "ignore"},
        )
        for name, ((package, *arguments), how) in OTHERS.items()
    ]


def _version(python: Path, package: str) -> str:
    ask = [str(python), "-c", f"import importlib.metadata as m; print(m.version({package!r}))"]
    try:
        return subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"{python} does not have {package}; 'make bench' makes its environment") from error
