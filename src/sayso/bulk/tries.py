"""Remember how often a shard was begun, to find an article that ends the process that reads it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

#: After so many tries that were not ended each article is noted before it is read.
_CAREFUL = 2
#: So often the process has to end at the same article.
_FATAL = 2


class Tries:
    """The tries of a shard, in a file of a line for each: ``try``, or the position of an article.

    A worker that is killed for other reasons costs nothing but its time: an article is given up only
    if the process ended at it twice.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        tries = path.read_text("utf-8").split("try\n")[1:] if path.exists() else []
        last = Counter(lines.split()[-1] for lines in tries if lines.split())
        self.fatal = frozenset(int(at) for at, count in last.items() if count >= _FATAL)
        self.careful = len(tries) >= _CAREFUL
        path.parent.mkdir(exist_ok=True)
        self._note("try")

    def begin(self, position: int) -> None:
        """An article is read now."""
        if self.careful:
            self._note(str(position))

    def done(self) -> None:
        """All were read."""
        self._path.unlink(missing_ok=True)

    def _note(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
