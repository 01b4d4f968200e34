"""An attribution: a source, a cue and a content, as spans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Passage


class Form(StrEnum):
    """How the content is given: quoted, retold, or retold with quoted words inside."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to say what, by which words (the terms of PARC and PolNeAR).

    ``source`` and ``cue`` may be empty; ``content`` is empty for "declined to comment" and its kin,
    and then the cue is not. ``confidence`` is between 0 and 1.
    """

    content: Passage
    cue: Passage
    source: Passage
    form: Form
    confidence: float
