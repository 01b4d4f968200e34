"""What the processes of one server keep together: texts in files of a folder that is theirs alone."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from threading import get_ident


class Shared:
    """Texts by key, of one state of the ledger; what can't be written or read is not there.

    ``most_bytes`` is what this process writes at most for one state.
    """

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._state = ""
        self._bytes = 0

    def get(self, state: str, key: str) -> bytes | None:
        """The text of that key, if one of the processes has it."""
        with suppress(OSError):
            return self._place(state, key).read_bytes()
        return None

    def put(self, state: str, key: str, text: bytes) -> None:
        """Give the others a text; those of another state are let go."""
        if state != self._state:
            self._state, self._bytes = state, 0
            self._let_go()
        self._bytes += len(text)
        if self._bytes > self._most_bytes:
            return
        place = self._place(state, key)
        own = place.with_suffix(f".{os.getpid()}-{get_ident()}")
        with suppress(OSError):
            place.parent.mkdir(exist_ok=True)
            own.write_bytes(text)
            own.replace(place)  # nobody reads half of it

    def _let_go(self) -> None:
        """Remove what is of other states."""
        with suppress(OSError):
            for other in self._folder.iterdir():
                if other.name != self._state:
                    rmtree(other, ignore_errors=True)

    def _place(self, state: str, key: str) -> Path:
        return self._folder / state / sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
