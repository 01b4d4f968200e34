"""Mark the words by which two statements clash, and those that they have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sayso.model.statement import Act, Statement
from sayso.relations.lexicon import words
from sayso.relations.proposition import Proposition, proposition, senses, stem
from sayso.relations.quantities import compared, quantities
from sayso.views.shown import brief

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Words that turn what is said into its opposite.
_TURNS = frozenset(("not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"))
_BY_CUE = frozenset((Act.DENY, Act.RETRACT, Act.CORRECT))


class Mark(StrEnum):
    """What words are to the other statement."""

    PLAIN = "plain"
    SHARED = "shared"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with their mark."""

    words: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its cue, whether it is the cue that denies, and its content in pieces."""

    cue: str
    cue_clashes: bool
    content: tuple[Piece, ...]


def clashing(one: Statement, other: Statement) -> tuple[Side, Side]:
    """Both statements with their words marked.

    What clashes is what denies (in the cue or in the words), numbers that can't both be, and what is
    done where that differs; if there is nothing of the kind, the words that the other does not have.
    """
    texts = brief(one.content.text), brief(other.content.text)
    reads = proposition(texts[0]), proposition(texts[1])
    found = [
        _marked(texts[0], _clash(reads[0], reads[1]), reads[1]),
        _marked(texts[1], _clash(reads[1], reads[0]), reads[0]),
    ]
    cues = one.act in _BY_CUE, other.act in _BY_CUE
    if not any(cues) and not any(p.mark is Mark.CLASH for pieces in found for p in pieces):
        found = [
            _marked(texts[0], lambda w: _content(w) and not _has(reads[1], w), reads[1]),
            _marked(texts[1], lambda w: _content(w) and not _has(reads[0], w), reads[0]),
        ]
    return (
        Side(brief(one.cue.text), cues[0], found[0]),
        Side(brief(other.cue.text), cues[1], found[1]),
    )


def _clash(own: Proposition, other: Proposition) -> Callable[[str], bool]:
    """Whether a word of one's own clashes with the other."""
    negated = (own.negated or own.nobody) and not (other.negated or other.nobody)
    numbers = _numbers(own.text) if compared(other.text, own.text) == "breaks" else frozenset()
    done, theirs = _done(own.text), _done(other.text)
    verb = done if done and theirs and not senses(done) & senses(theirs) else ""

    def clashes(word: str) -> bool:
        low = word.lower().replace("’", "'")
        if negated and (low in _TURNS or low.endswith("n't")):
            return True
        return low in numbers or (bool(verb) and _content(word) and stem(low) == verb)

    return clashes


def _done(text: str) -> str:
    """The stem of what is done, where a helping verb shows which word that is: "had sold"."""
    low = [t.lower().replace("’", "'") for t in _TOKEN.findall(text)]
    helping = words("grammar.toml", "auxiliaries")
    first = next((n for n, word in enumerate(low) if word in helping), None)
    rest = low[first + 1 :] if first is not None else []
    return next((stem(w) for w in rest if _content(w) and w not in helping and not w.endswith("ly")), "")


def _numbers(text: str) -> frozenset[str]:
    return frozenset(t for q in quantities(text) for t in _TOKEN.findall(q.words.lower()))


def _marked(text: str, clashes: Callable[[str], bool], other: Proposition) -> tuple[Piece, ...]:
    return tuple(_joined(_cut(text, clashes, other)))


def _cut(text: str, clashes: Callable[[str], bool], other: Proposition) -> Iterator[Piece]:
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()], Mark.PLAIN)
        word, at = match.group(), match.end()
        mark = Mark.CLASH if clashes(word) else Mark.SHARED if _has(other, word) else Mark.PLAIN
        yield Piece(word, mark)
    if at < len(text):
        yield Piece(text[at:], Mark.PLAIN)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one mark as one piece, with the space between marked ones."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and kept[-1].mark is piece.mark:
            kept[-1] = Piece(kept[-1].words + piece.words, piece.mark)
        elif len(kept) > 1 and kept[-1].words == " " and kept[-2].mark is piece.mark:
            kept.pop()
            kept[-1] = Piece(f"{kept[-1].words} {piece.words}", piece.mark)
        else:
            kept.append(piece)
    yield from kept


def _content(word: str) -> bool:
    return word.lower().removesuffix("'s").removesuffix("’s") not in words("grammar.toml", "function")


def _has(read: Proposition, word: str) -> bool:
    return _content(word) and stem(word.replace("’", "'")) in read.stems
