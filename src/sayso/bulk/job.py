"""What a run is asked to do: the same for every worker of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.bulk.schema import VERSION
from sayso.intake.limits import Limits

#: An article may have so many characters, if nothing else is said: some 80,000 words.
LONGEST = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run.

    ``base`` is the folder that sources' paths begin at, where some don't begin at the root.
    ``columns`` names the columns of Parquet files that are called otherwise than the fields of JSON
    lines; ``pages`` keeps each page as it came, which a ledger needs.
    """

    sources: tuple[str, ...]
    out: str
    extractor: str
    base: str = ""
    longest: int = LONGEST
    pages: bool = True
    columns: tuple[tuple[str, str], ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def folder(self) -> Path:
        """Where the results are put."""
        return Path(self.out)

    @property
    def work(self) -> Path:
        """Where what is not finished is kept; it is gone when the run is complete."""
        return self.folder / ".work"

    def identity(self) -> dict[str, Any]:
        """What has to be the same for a run to go on with what another has left."""
        found = asdict(self)
        del found["out"]
        found["sources"] = sorted(set(self.sources))
        # as it is written and read again
        known: dict[str, Any] = json.loads(json.dumps({**found, "schema": VERSION, "sayso": __version__}))
        return known

    def key(self) -> str:
        """The identity in a word."""
        return hashlib.sha256(json.dumps(self.identity(), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A piece of a run that one worker does at a time: ``survey`` a portion of the sources, ``read``
    a shard of the plan, or ``gather`` a month of the results."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task that is done.

    ``articles`` and ``words`` are what it got through. ``peak`` is the largest memory that its worker
    has had so far and ``memory`` what it has now, in bytes. ``failed`` are sources that could not be
    read, the first of them, with the reasons. ``fault`` is the name and the message of
    an error of Sayso's own that ends the run.
    """

    task: Task
    worker: str
    articles: int = 0
    words: int = 0
    seconds: float = 0.0
    peak: int = 0
    memory: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    fault: tuple[str, str] | None = None
