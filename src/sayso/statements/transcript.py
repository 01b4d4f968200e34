"""Find the turns of a transcript: paragraphs that begin with their speaker and a colon.

No verb says that anybody speaks there, and a label alone doesn't either: recipes, programmes and lists
have them as well. What makes a transcript is that people take turns and address one another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.labels import labels
from sayso.statements.quotations import quotations

#: An estimate of how often a turn is right: the data that was measured on has too few.
CONFIDENCE = 0.9
#: Turns that make a transcript, where labels are in capitals and where they are written as names are.
_LEAST_CAPITALS, _LEAST_NAMES = 2, 3
_OPENING = r"\s*[\"“”„«‘]?"
#: "HARRIS", "MR. OKOTH", "TOM HALE, KTV NEWS", "SEN. INES HALE (R-Ohio)".
_CAPITALS = re.compile(
    _OPENING + r"(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4}"
    r"(?:, [A-Z][\w.,'’& -]{1,40}| \([^()\n]{1,40}\))?)(?P<cue>:)\s+(?=\S)"
)
#: "Marta Reyes", "Dr. Reyes", "Joel", "Anna de la Cruz".
_NAME = re.compile(
    _OPENING + r"(?P<source>(?:[A-Z][a-z]{1,3}\. )?[A-Z][\w.'’-]*[^\W\d_.]"
    r"(?: (?:[a-z]{2,3} ){0,2}(?:[a-z]{1,2}['’-])?[A-Z][\w.'’-]*[^\W\d_.]){0,3})(?P<cue>:)\s+(?=\S)"
)
#: "[laughs]", "(pointing at the map)": how it was said.
_ASIDE = re.compile(r"[\[(][A-Za-z ’'-]{3,40}[\])]\s+(?=\S)")
#: People who speak with one another ask, or say "I" and "you".
_ADDRESSED = re.compile(r"\?|\b(?:[Ii]|I[’'](?:m|ve|d|ll)|[Yy]ou|[Yy]our|[Mm]y)\b")
#: What a turn's words end with, or are broken off with, before closing marks.
_ENDS = frozenset(".?!…,—–-")
_CLOSING = "\"”’')] \n\t"


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a transcript: who speaks, the colon, and the words, as spans of the text."""

    paragraph: Span
    source: Span
    cue: Span
    content: Span

    def attribution(self, text: str) -> Attribution:
        """The turn as an attribution; its words are the speaker's own, so its form is direct."""
        return Attribution(
            content=Passage.of(text, [self.content]),
            cue=Passage.of(text, [self.cue]),
            source=Passage.of(text, [self.source]),
            form=Form.DIRECT,
            confidence=CONFIDENCE,
        )


def transcript(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of the text's transcript, by place; none where it has no transcript."""
    in_capitals = _turns(text, paragraphs, _CAPITALS)
    if len(in_capitals) >= _LEAST_CAPITALS and _is_dialogue(text, in_capitals):
        return in_capitals
    named = _turns(text, paragraphs, _NAME)
    if len(named) >= _LEAST_NAMES and _is_dialogue(text, named) and _alternates(text, named):
        return named
    return []


def _turns(text: str, paragraphs: Sequence[Span], label: re.Pattern[str]) -> list[Turn]:
    found, nobody = [], labels("anywhere", "paragraph")
    for paragraph in paragraphs:
        match = label.match(text, paragraph.start, paragraph.end)
        if match is None or match["source"].lower() in nobody:
            continue
        aside = _ASIDE.match(text, match.end(), paragraph.end)
        content = Span(aside.end() if aside else match.end(), _end(text, paragraph))
        if text[content.start : content.end].rstrip(_CLOSING)[-1:] in _ENDS:
            found.append(Turn(paragraph, Span(*match.span("source")), Span(*match.span("cue")), content))
    return found


def _end(text: str, paragraph: Span) -> int:
    """Where a turn's words end: before the mark that closes, where its paragraph opens with one."""
    whole = next(iter(quotations(text, paragraph.start, paragraph.end)), None)
    if whole is None or whole.start > paragraph.start or not whole.closed:
        return paragraph.end
    return whole.end - 1


def _is_dialogue(text: str, turns: Sequence[Turn]) -> bool:
    """Whether more than one speaks, and one of them to the other."""
    labels = {text[t.source.start : t.source.end] for t in turns}
    return len(labels) > 1 and any(_ADDRESSED.search(text, t.content.start, t.content.end) for t in turns)


def _alternates(text: str, turns: Sequence[Turn]) -> bool:
    """Whether somebody speaks again after another did."""
    labels = [text[t.source.start : t.source.end] for t in turns]
    return any(a == c != b for a, b, c in zip(labels, labels[1:], labels[2:], strict=False))


def opened(turns: Sequence[Turn]) -> Collection[int]:
    """Where the turns' paragraphs begin."""
    return {t.paragraph.start for t in turns}
