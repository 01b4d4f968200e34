"""What an answer denies, as a plain proposition whose subject is named."""

from __future__ import annotations

import re

from sayso.relations.lexicon import words
from sayso.relations.positive import positive
from sayso.relations.unwrap import Unwrapped

_SUBJECT = re.compile(r"^(?:I|[Ww]e|[Ss]?[Hh]e|[Tt]hey|[Ii]t)(?='|\b)")
_FIRST = re.compile(r"^(?:I|[Ww]e)\b")
_HAVING = re.compile(r"^having (?:ever )?")


def denied(answer: Unwrapped) -> str:
    """What is denied; empty where nothing is.

    A pronoun in front becomes the speaker, where the speaker speaks for themselves; one who speaks for
    others ("the minister's lawyer") does not, unless it is "we".
    """
    said = answer.content if answer.denied else positive(answer.content)
    said = _HAVING.sub("had ", said)
    if not said or not answer.speaker or (_speaks_for_others(answer) and not _FIRST.match(said)):
        return said
    who = re.split(r",| of the ", answer.speaker)[0].strip()
    named = _SUBJECT.sub(lambda _: who, said, count=1)
    return named[:1].upper() + named[1:]


def _speaks_for_others(answer: Unwrapped) -> bool:
    spoken = {w.lower().removesuffix("'s") for w in re.findall(r"[\w'-]+", answer.speaker)}
    return bool(spoken & words("grammar.toml", "speaking"))
