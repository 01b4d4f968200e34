"""Ledgers made by the program, and what they tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sayso.ledger.opening import open_reader
from sayso.ledger.verifying import verify

NAMES = ("Ilse Marren", "Joss Hallam", "Anna Dray", "Bram Oster", "Casper Nole")
SOUNDS = ("ba", "del", "fo", "gri", "hu", "kan", "mo", "pel", "ro", "tu")


def articles(folder: Path, count: int) -> Path:
    """Short articles about different things, each with a statement or two."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        first, second = NAMES[n % 5], NAMES[(n + 2) % 5]
        thing = "".join(SOUNDS[int(digit)] for digit in f"{n:03}")
        text = (
            f"---\ntitle: The {thing}\npublisher: Velmor Courier\n"
            f"published: 2025-02-{n % 28 + 1:02}\n---\n\n"
            f"{first} said the {thing} had been kept for {n + 2} years.\n\n"
            f'"We never sold one {thing} of them," {second} told reporters.\n'
        )
        (folder / f"{n:04}.md").write_text(text, encoding="utf-8")
    return folder


def told(place: object) -> list[tuple[str, str, Any]]:
    """What the entries tell, in order: all but who appended them and when."""
    ledger = open_reader(str(place))
    found = [(e.kind.value, e.subject, e.body) for e in ledger.entries()]
    ledger.close()
    return found


def whole(place: object) -> bool:
    """Whether the ledger verifies."""
    ledger = open_reader(str(place))
    verdict = verify(ledger)
    ledger.close()
    return verdict.fault is None


def rows(output: bytes) -> list[Any]:
    """Lines of JSON."""
    return [json.loads(line) for line in output.decode().splitlines()]
