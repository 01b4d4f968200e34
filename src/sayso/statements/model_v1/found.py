"""What the network finds, before rules settle it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution as the network gave it, contents by place.

    ``evidence`` are the numbers that its confidence rests on; ``sign`` is the highest chance that a
    word of its contents is the cue of what somebody says inside of it.
    """

    contents: tuple[Span, ...]
    cue: Span
    source: Span | None
    evidence: tuple[float, ...]
    sign: float
