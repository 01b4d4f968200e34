"""Check a ledger: that no entry was altered, removed or reordered, and that no content was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.ledger.beside import checked_beside, processors
from sayso.ledger.checking import Part, check
from sayso.ledger.entry import ORIGIN, Head
from sayso.ledger.port import LedgerReader

#: Entries that are worth a process of their own.
_WORTH = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found. ``fault`` is null for a whole ledger, else a sentence about the first
    entry that is not as it was appended, whose position is ``position``; ``head`` is the last entry."""

    head: Head
    entries: int
    contents: int
    fault: str | None = None
    position: int | None = None


def verify(
    ledger: LedgerReader,
    *,
    head: str | None = None,
    step: Callable[[int], None] = lambda _: None,
    processes: int | None = None,
) -> Verdict:
    """Walk the whole chain, and hold against it every content and what is shown of the entries.

    ``head`` is a digest that somebody noted earlier: it has to stand in the chain still. ``step`` is
    told now and then how many entries have been walked. A large ledger is checked in ranges by
    ``processes`` at once; null takes as many as there are processors.
    """
    told, last = ledger.ends()
    wanted = None if head in (None, ORIGIN) else head
    many = max(1, min(processors() if processes is None else processes, told.position // _WORTH))
    ranges = [*_ranges(told.position, many)]
    if many == 1:
        parts = [check(ledger, *one, head=wanted, step=_summed(step)) for one in ranges]
    else:
        parts = checked_beside(ledger, ranges, head=wanted, step=_summed(step))
    return joined(parts, told, last, wanted)


def _ranges(end: int, many: int) -> Iterator[tuple[int, int]]:
    """The positions up to the end in ranges of about the same size."""
    borders = [end * n // many for n in range(many + 1)]
    return pairwise(borders)


def _summed(step: Callable[[int], None]) -> Callable[[int], None]:
    done = 0

    def more(count: int) -> None:
        nonlocal done
        done += count
        step(done)

    return more


def joined(parts: list[Part], told: Head, last: int, wanted: str | None) -> Verdict:
    """What the ranges come to together; the first fault counts, whatever range it is in."""
    whole = _chained(parts)
    found = next((part for part in whole if part.fault is not None), None)
    end = whole[-1]
    fault, position = (found.fault, found.position) if found else (None, None)
    if not end.broken:
        if end.closed != told.digest:
            fault, position = _earlier(fault, position, max(end.last, 1), "was altered")
        elif last > told.position:
            fault, position = _earlier(fault, position, told.position + 1, "was put after the ledger's head")
        elif wanted is not None and not any(part.noted for part in whole):
            fault, position = f"no entry has the digest {wanted}: what it is of was removed or altered", None
    contents = sum(part.contents for part in whole)
    return Verdict(head=told, entries=end.last, contents=contents, fault=fault, position=position)


def _chained(parts: list[Part]) -> list[Part]:
    """The ranges up to the first at which the chain ends."""
    found = [parts[0]]
    for part in parts[1:]:
        if found[-1].broken:
            break
        if part.opened != found[-1].closed:
            # altered since the range before was read
            found[-1].broken = True
            fault, position = found[-1].fault, found[-1].position
            found[-1].fault, found[-1].position = _earlier(fault, position, found[-1].last, "was altered")
            break
        found.append(part)
    return found


def _earlier(fault: str | None, position: int | None, other: int, how: str) -> tuple[str, int]:
    if fault is not None and position is not None and position <= other:
        return fault, position
    return f"entry {other} {how}", other
