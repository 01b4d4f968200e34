"""Find quotations that a dash and a name sign.

Readers' letters, blurbs and lists of reactions put the quotation alone and the name after a dash:
no verb says that anybody spoke, and the tagger has seen too few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span

_QUOTED = re.compile(r"\s*(?P<content>[\"“”„«‘'].{8,}[\"”“»’'])", re.DOTALL)
_SIGNED = re.compile(r"\s*(?P<dash>[—–―‒]|--?)\s*(?P<name>[^\W\d_a-z][^\"“”„«»!?:;\n]{1,90}?)\s*", re.DOTALL)
#: A full stop inside the name must be an initial's or a title's.
_SENTENCE = re.compile(r"[a-z]{4,}\.\s+\S")
_MOST_WORDS = 14
_CONFIDENCE = 0.9


def signed(text: str, paragraphs: Sequence[Span]) -> Iterator[Attribution]:
    """The attributions that a dash and a name after a quotation make, by place."""
    for number, paragraph in enumerate(paragraphs):
        quoted = _QUOTED.match(text, paragraph.start, paragraph.end)
        if quoted is None:
            continue
        end, stop = quoted.end(), paragraph.end
        if not text[end:stop].strip() and number + 1 < len(paragraphs):
            end, stop = paragraphs[number + 1].start, paragraphs[number + 1].end
        name = _SIGNED.fullmatch(text, end, stop)
        if name is None or not _is_name(name["name"]):
            continue
        yield Attribution(
            content=Passage.of(text, [Span(*quoted.span("content"))]),
            cue=Passage.of(text, [Span(*name.span("dash"))]),
            source=Passage.of(text, [Span(*name.span("name"))]),
            form=Form.DIRECT,
            confidence=_CONFIDENCE,
        )


def _is_name(words: str) -> bool:
    return len(words.split()) <= _MOST_WORDS and not _SENTENCE.search(words)
