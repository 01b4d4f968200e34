"""Everything that a person can set, in one frozen place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.errors import UsageError

#: Threads at most: more than this is a slip of the finger.
_MOST_THREADS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How Sayso runs.

    ``extractor`` names what finds attributions; ``threads`` is how many the models may use;
    ``ledger`` is where the ledger is, a path or a ``postgresql://`` address; ``person`` is who
    decides, where nobody says.
    """

    extractor: str = "model_v1"
    threads: int = 1
    ledger: str = "sayso.db"
    person: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The defaults, with what ``SAYSO_EXTRACTOR``, ``SAYSO_THREADS``, ``SAYSO_LEDGER`` and
        ``SAYSO_PERSON`` say.

        Raises:
            UsageError: if a value is none that can be set.
        """
        found = os.environ if environment is None else environment
        defaults = cls()
        return cls(
            extractor=found.get("SAYSO_EXTRACTOR") or defaults.extractor,
            threads=_threads(found.get("SAYSO_THREADS")) or defaults.threads,
            ledger=found.get("SAYSO_LEDGER") or defaults.ledger,
            person=found.get("SAYSO_PERSON") or found.get("USER") or found.get("USERNAME") or defaults.person,
        )


def _threads(value: str | None) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_THREADS:
        raise UsageError(f"SAYSO_THREADS is {value!r}; it has to be a number from 1 to {_MOST_THREADS}")
    return int(value)
