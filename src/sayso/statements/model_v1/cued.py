"""Give a quotation to the words that stand right before it.

"Blige sings to Clinton before asking her, “…”" and "footage of Trump saying during the debate, “…”": the
tagger gives such a quotation to another cue of its sentence, or joins it with one that stood before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.quotations import Quotation
from sayso.statements.sentences import sentences

_CONFIDENCE = 0.8
#: Code points before a quotation in which the words that lead to it stand.
_BEFORE = 90
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z][\w.'’-]*[\w'’-](?: [A-Z][\w.'’-]*[\w'’-]){0,3}"
#: "asking her, “", "Trump saying during the debate last week, “".
_LED = re.compile(
    rf"(?:(?P<name>{_NAME}) )?"
    r"\b(?P<cue>saying|asking|telling|asserting|replying|answering|declaring|insisting"
    r"|claiming|shouting|warning|tweeting|writing)\b[^,.;:!?\"“”«»]{0,40}[,:] ?$"
)
_SUBJECT = re.compile(rf"(?P<name>{_NAME}|He|She|They|It) [a-z]")
#: "as the Post put it in an essay, “"
_PUT_IT = re.compile(r"it\b[^.;:!?\"“”«»]{0,40}, ?$")
#: The end of a quoted sentence, with at most a few words that lead on ("To which").
_SENTENCE_END = re.compile(r"[.!?…]['’\"”»]+(?: [A-Z]\w*(?: \w+){0,2})?$")


def cued(text: str, marks: Sequence[Quotation], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each quotation with the words that lead to it."""
    made = [_from_here(text, _put_it(text, a, marks), marks) for a in found]
    for q in marks:
        if q.depth or not q.closed or len(text[q.start : q.end].split()) < 3:
            continue
        line = text.rfind("\n", 0, q.start) + 1
        begin = max(line, q.start - _BEFORE)
        led = _LED.search(text[begin : q.start])
        if led is not None:
            made = _led(text, made, q, led, begin)
    return made


def _led(
    text: str, found: list[Attribution], q: Quotation, led: re.Match[str], begin: int
) -> list[Attribution]:
    """The attributions with the quotation given to the participle that leads to it."""
    owner = next(
        (a for a in found if any(s.start <= q.start and q.end <= s.end for s in a.content.spans)), None
    )
    if owner is None or owner.form is Form.INDIRECT:
        return found
    cue = Span(begin + led.start("cue"), begin + led.end("cue"))
    source = Span(begin + led.start("name"), begin + led.end("name")) if led["name"] else None
    mine = owner.cue.spans and owner.cue.spans[0].overlaps(cue)
    if mine and owner.source and (source is None or any(s.overlaps(source) for s in owner.source.spans)):
        return found
    source = source or (_subject(text, cue) if mine else owner.source.spans[0] if owner.source else None)
    if source is None:
        return found
    left = [s for s in owner.content.spans if not (s.start <= q.start and q.end <= s.end)]
    own = Attribution(
        content=Passage.of(text, [Span(q.start, q.end)]),
        cue=Passage.of(text, [cue]),
        source=Passage.of(text, [source]),
        form=Form.DIRECT,
        confidence=max(owner.confidence, _CONFIDENCE),
    )
    rest = [] if mine or not left else [replace(owner, content=Passage.of(text, left))]
    return [*(a for a in found if a is not owner), *rest, own]


def _subject(text: str, cue: Span) -> Span | None:
    """The name or pronoun that the cue's sentence begins with."""
    line = text.rfind("\n", 0, cue.start) + 1
    own = [s.start for s in sentences(text, line, cue.end)]
    match = _SUBJECT.match(text, own[-1], cue.start) if own else None
    return Span(*match.span("name")) if match else None


def _put_it(text: str, one: Attribution, marks: Sequence[Quotation]) -> Attribution:
    """The attribution of "as the Post put it in an essay, “…”" with the quotation as all of its content."""
    if not one.cue.text.endswith("put") or len(one.content.spans) != 1:
        return one
    whole = one.content.spans[0]
    q = next((q for q in marks if q.depth == 0 and whole.start < q.start < whole.end), None)
    if q is None or not _PUT_IT.match(text[whole.start : q.start]):
        return one
    return replace(
        one,
        content=Passage.of(text, [Span(q.start, max(q.end, whole.end))]),
        cue=Passage.of(text, [Span(one.cue.start, whole.start + len("it"))]),
        form=Form.DIRECT,
    )


def _from_here(text: str, one: Attribution, marks: Sequence[Quotation]) -> Attribution:
    """The attribution without a quotation that ended with its own sentence before "she said, “…”"."""
    spans = one.content.spans
    if len(spans) < 2 or not one.cue or one.form is Form.INDIRECT:
        return one
    after = [s for s in spans if s.start >= one.cue.end]
    before = [s for s in spans if s.end <= one.cue.start]
    if (
        not after
        or not before
        or not re.fullmatch(r"[^.;!?\"“”]{0,30}[,:] ?", text[one.cue.end : after[0].start])
    ):
        return one
    ended = _SENTENCE_END.search(text[before[-1].start : before[-1].end]) is not None
    return replace(one, content=Passage.of(text, after)) if ended else one
