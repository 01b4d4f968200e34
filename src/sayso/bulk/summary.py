"""What came of a run, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso import errors


@dataclass(frozen=True, slots=True)
class Summary:
    """What the data sets hold, and what it took.

    ``counts`` are of the whole run. The others are of this call alone, which may have gone on with what
    others had left: ``words`` that were read, in ``reading`` of its ``seconds``, and ``peaks``, the
    largest memory of each worker in bytes.
    """

    counts: Mapping[str, Any]
    words: int = 0
    reading: float = 0.0
    seconds: float = 0.0
    peaks: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many articles could not be read."""
        return sum(self.counts["failures"].values())

    def value(self) -> dict[str, Any]:
        """The summary as JSON has it."""
        return {
            **self.counts,
            "words_read_now": self.words,
            "seconds": round(self.seconds, 3),
            "words_a_second": round(self._speed(), 1),
            "peak_memory": {name: self.peaks[name] for name in sorted(self.peaks)},
        }

    def lines(self) -> Iterator[str]:
        """The summary in words."""
        c = self.counts
        yield (
            f"{c['articles']:,} articles, {c['words']:,} words, {c['statements']:,} statements; "
            f"{c['copies']:,} exact copies, {c['near_copies']:,} near copies, {c['passed']:,} passed over"
        )
        for name, count in sorted(c["failures"].items(), key=lambda one: (-one[1], one[0])):
            yield f"{count:,} failed: {_meaning(name)}"
        if self.words:
            most = max(self.peaks.values(), default=0) / 1e6
            yield (
                f"{self.words:,} words in {self.reading:,.1f} s: {self._speed():,.0f} words a second; "
                f"{len(self.peaks)} workers, at most {most:,.0f} MB each"
            )

    def _speed(self) -> float:
        return self.words / self.reading if self.reading else 0.0


def _meaning(name: str) -> str:
    known = getattr(errors, name, None)
    said = (known.__doc__ or "").strip().splitlines()[0] if known else ""
    return f"{name} ({said[:1].lower()}{said[1:].rstrip('.')})" if said else name
